// Command shots takes the screenshots of the README from the sample practice.
//
//	go run ./tools/shots                        starts bin/charthouse on a folder of its own
//	go run ./tools/shots -at URL -out DIR EMAIL PATH WIDTHxHEIGHT[-dark] NAME ...
//
// The second form takes any page of a running practice: look at what you build.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"

	"charthouse/internal/sample"
)

// shot is one page as somebody sees it.
type shot struct{ email, path, size, name string }

var readme = []shot{
	{"tomasz@kestrellane.example", "/", "1440x900", "today"},
	{"ingrid@kestrellane.example", "/overview", "1440x900", "overview"},
}

func main() {
	log.SetFlags(0)
	at := flag.String("at", "", "address of a running practice; empty starts one")
	out := flag.String("out", "docs/shots", "folder of the pictures")
	flag.Parse()
	if err := run(*at, *out, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

func run(at, out string, args []string) error {
	shots := readme
	if len(args) > 0 {
		if shots = nil; len(args)%4 != 0 {
			return fmt.Errorf("name each picture by EMAIL PATH SIZE NAME")
		}
		for ; len(args) > 0; args = args[4:] {
			shots = append(shots, shot{args[0], args[1], args[2], args[3]})
		}
	}
	if at == "" {
		url, stop, err := start()
		if err != nil {
			return err
		}
		defer stop()
		at = url
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, s := range shots {
		if err := take(at, out, s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Println(filepath.Join(out, s.name+".png"))
	}
	return nil
}

// start serves the sample practice from a folder that is removed afterwards.
func start() (url string, stop func(), err error) {
	dir, err := os.MkdirTemp("", "shots")
	if err != nil {
		return "", nil, err
	}
	cmd := exec.Command("bin/charthouse", "serve", "--addr", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), "CHARTHOUSE_DATA="+dir)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, fmt.Errorf("start bin/charthouse (run make first): %w", err)
	}
	stop = func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
		_ = os.RemoveAll(dir)
	}
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
			return url, stop, nil
		}
	}
	stop()
	return "", nil, fmt.Errorf("bin/charthouse ended before it was ready")
}

// take signs in with a browser of its own and takes the page.
func take(at, out string, s shot) error {
	var width, height int64
	size, dark := strings.CutSuffix(s.size, "-dark")
	if _, err := fmt.Sscanf(size, "%dx%d", &width, &height); err != nil {
		return fmt.Errorf("size %q is not like 1440x900", s.size)
	}
	ctx, stop, err := browser()
	if err != nil {
		return err
	}
	defer stop()
	steps := []chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(width, height), chromedp.Navigate(at + "/sign-in")}
	if dark {
		steps = append(steps, set(`document.cookie = "theme=dark; path=/"`))
	}
	if s.email != "-" {
		steps = append(steps,
			chromedp.SendKeys(chromedp.CSS(`input[name=email]`), s.email),
			chromedp.SendKeys(chromedp.CSS(`input[name=password]`), sample.Password+"\r"),
			chromedp.WaitNotPresent(chromedp.CSS(`input[name=password]`)),
		)
	}
	steps = append(steps, chromedp.Navigate(at+s.path), chromedp.Sleep(400*time.Millisecond))
	if err := chromedp.Do(ctx, steps...); err != nil {
		return err
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, s.name+".png"), png, 0o644)
}

func set(js string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[string](js))
		return err
	})
}

// browser starts Chromium with a profile that is thrown away.
func browser() (ctx context.Context, stop func(), err error) {
	dir, err := os.MkdirTemp("", "browser")
	if err != nil {
		return nil, nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.Flag("disable-quic", true), chromedp.Flag("hide-scrollbars", true))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	ctx, end := chromedp.NewExecAllocator(ctx, opts...)
	ctx, leave := chromedp.NewContext(ctx)
	return ctx, func() {
		leave()
		end()
		cancel()
		_ = os.RemoveAll(dir)
	}, nil
}
