package practice_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// FuzzDoor: whatever is sent to the door's forms, it is answered; nobody who does not know the password comes in, and what is refused changes no
// password.
func FuzzDoor(f *testing.F) {
	for _, seed := range []string{
		"email=ingrid%40kestrellane.example&password=wrong&to=%2Faccount", "email=%ff&password=%00", "email=a&email=b&password[0]=x", "a[=1", "new=x&again=y", "new=lantern+quarry+mitten&again=lantern+quarry+mitten",
		"email=nobody%40example.org", "email=ingrid%40kestrellane.example%0d%0aBcc%3Ax%40y.example", "_once=%ff&email=x", "email=" + strings.Repeat("x", 5000) + "@example.org", "to=//evil.example",
	} {
		for path := range 4 {
			f.Add(path, seed)
		}
	}
	h := open(f)
	paths := []string{"/sign-in", "/forgot", "/reset", "/sign-out"}
	f.Fuzz(func(t *testing.T, of int, body string) {
		path := paths[uint(of)%uint(len(paths))]
		if strings.Contains(body, secret) || strings.Contains(body, strings.ReplaceAll(secret, " ", "+")) && strings.Contains(body, "kestrellane") {
			return // they know it
		}
		b := h.browser(t)
		a := b.read(b.http.Post(h.url+path, "application/x-www-form-urlencoded", strings.NewReader(body)))
		if a.status >= 500 {
			t.Fatalf("%s answers %d", path, a.status)
		}
		if a.status < 400 && path != "/forgot" && a.to != "/sign-in" && !strings.HasPrefix(a.to, "/sign-in?") && !strings.HasPrefix(a.to, "/forgot") {
			t.Fatalf("%s leads to %q", path, a.to)
		}
		if in := b.get("/account"); in.status == http.StatusOK {
			t.Fatalf("%q signs in", body)
		}
		h.Clock.Move(time.Hour) // so many tries an hour
	})
}
