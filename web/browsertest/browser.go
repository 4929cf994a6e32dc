package browsertest

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

const (
	whole = 8 * time.Minute  // one test
	step  = 10 * time.Second // one step
	pause = 25 * time.Millisecond
)

// Browser is one Chromium with its own profile, showing one page. Two people are two Browsers.
type Browser struct {
	t       testing.TB
	ctx     context.Context
	loading atomic.Bool
	wrongs  *wrongs
	theme   string
}

// Start opens a browser of 1440 by 900 that closes with the test. Without Chromium the test is skipped.
func Start(t testing.TB) *Browser {
	t.Helper()
	path := chromium()
	if path == "" {
		t.Skip("Chromium is not installed: apt-get install chromium, or set CHROMIUM to its path")
	}
	ctx, cancel := context.WithTimeout(context.Background(), whole)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, flags(path, profile(t))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &Browser{t: t, ctx: ctx, wrongs: &wrongs{}}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	b.Viewport(1440, 900, false)
	t.Cleanup(b.judge)
	return b
}

func chromium() string {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// profile is a folder of its own, removed patiently: Chromium's children still write while they end.
func profile(t testing.TB) string {
	dir, err := os.MkdirTemp("", "charthouse-browser-")
	if err != nil {
		t.Fatalf("make a folder for the browser: %v", err)
	}
	t.Cleanup(func() {
		for range 20 {
			if os.RemoveAll(dir) == nil {
				return
			}
			time.Sleep(pause)
		}
	})
	return dir
}

func flags(path, dir string) []chromedp.ExecAllocatorOption {
	return append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(dir), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "en-GB"), chromedp.Flag("hide-scrollbars", false),
	)
}

// hear keeps what a person would not see: whether the page is loading, and what it does wrong.
func (b *Browser) hear(event any) {
	switch e := event.(type) {
	case *page.EventFrameStartedLoading:
		b.loading.Store(true)
	case *page.EventFrameStoppedLoading:
		b.loading.Store(false)
	case *page.EventJavascriptDialogOpening:
		go b.leave()
	case *log.EventEntryAdded:
		b.wrongs.entry(e.Entry)
	case *runtime.EventExceptionThrown:
		b.wrongs.exception(e.ExceptionDetails)
	}
}

// leave answers "leave the page?" with yes, as a person in a hurry does.
func (b *Browser) leave() {
	_, _ = chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
}

// judge fails the test for what the pages did wrong without anybody asking.
func (b *Browser) judge() {
	for _, w := range b.wrongs.list() {
		b.t.Errorf("the page did wrong: %s", w)
	}
}

// Viewport sets the window's size and theme. Under 600 px it is a phone with a touch screen.
func (b *Browser) Viewport(width, height int64, dark bool) {
	b.t.Helper()
	theme := "light"
	if dark {
		theme = "dark"
	}
	phone := width < 600
	b.run("set the viewport",
		command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: width, Height: height, DeviceScaleFactor: 1, Mobile: phone,
		}),
		command(emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: phone}),
	)
	b.theme = theme
	b.Print(false)
}

// Print shows the page as it prints, or with off as on the screen again.
func (b *Browser) Print(on bool) {
	b.t.Helper()
	media := ""
	if on {
		media = "print"
	}
	b.run("show as printed", command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: media, Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: b.theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		},
	}))
}

// Open goes to a URL and waits until the page stands.
func (b *Browser) Open(url string) {
	b.t.Helper()
	b.run("open "+url, chromedp.Navigate(url))
	b.settle()
}

// URL is the address of the page shown.
func (b *Browser) URL() string {
	b.t.Helper()
	url, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		b.t.Fatalf("read the address: %v", err)
	}
	return url
}

// Screenshot writes the whole page as PNG.
func (b *Browser) Screenshot(path string) {
	b.t.Helper()
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatalf("take a screenshot: %v", err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		b.t.Fatalf("write the screenshot: %v", err)
	}
}

// Pages is the number of sheets on which the page prints.
func (b *Browser) Pages(landscape bool) int {
	b.t.Helper()
	r, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{
		Landscape: new(landscape), PreferCSSPageSize: new(true), PrintBackground: new(true),
		PaperWidth: 8.27, PaperHeight: 11.69, // A4, in inches
	})
	if err != nil {
		b.t.Fatalf("print: %v", err)
	}
	return len(sheet.FindAll(r.Data, -1))
}

var sheet = regexp.MustCompile(`/Type\s*/Page\b`)

// run does one step, or ends the test with what was being done.
func (b *Browser) run(doing string, actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 3*step)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.t.Fatalf("%s: %v", doing, err)
	}
}

// settle waits until a page that began to load has loaded.
func (b *Browser) settle() {
	for begin := time.Now(); time.Since(begin) < step; time.Sleep(pause) {
		if b.loading.Load() {
			continue
		}
		state, err := ask[string](b, `document.readyState`)
		if err == nil && state == "complete" && !b.loading.Load() {
			return
		}
	}
}

// ask evaluates JavaScript. A page that is being replaced answers with an error.
func ask[T any](b *Browser, js string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, 3*step)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
}

// command is a step of the DevTools protocol whose answer nobody needs.
func command[P any](cmd cdp.Command[P, cdp.Empty], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, cmd, params)
		return chromedp.Void{}, err
	}
}
