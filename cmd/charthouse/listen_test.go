package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"charthouse/internal/config"
)

// free is an address of this machine that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

func TestARequestInFlightIsFinishedBeforeTheEnd(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	inside, leave := make(chan bool), make(chan bool)
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		inside <- true
		<-leave
		_, _ = io.WriteString(w, "saved")
	})
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() { over <- answer(ctx, config.Config{}, &house{}, l, slow, nil, func() {}) }()
	got := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			got <- err.Error()
			return
		}
		defer func() { _ = r.Body.Close() }()
		text, _ := io.ReadAll(r.Body)
		got <- string(text)
	}()
	<-inside
	stop()
	select {
	case err := <-over:
		t.Fatalf("it ended under the request: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	close(leave)
	if text := <-got; text != "saved" {
		t.Errorf("the request got %q", text)
	}
	if err := <-over; err != nil {
		t.Error(err)
	}
}

func TestMetricsAreServedOnTheirOwnAddressAndNotOnTheSites(t *testing.T) {
	t.Parallel()
	addr := free(t)
	p := launched(t, dataFolder(t), "serve", "--empty", "--metrics-addr", addr)
	p.addr = strings.TrimPrefix(<-p.lines, "ready ")
	p.mustAnswer(t)
	page := func(url string) (int, string) {
		t.Helper()
		r, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Body.Close() }()
		text, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r.StatusCode, string(text)
	}
	if status, text := page(p.addr + "/metrics"); status != http.StatusNotFound || strings.Contains(text, "charthouse_") {
		t.Errorf("the public address answers %d: %s", status, text)
	}
	if status, text := page("http://" + addr + "/metrics"); status != http.StatusOK || !strings.Contains(text, "charthouse_request_seconds") || !strings.Contains(text, "charthouse_jobs") {
		t.Errorf("their own address answers %d: %s", status, text)
	}
}
