package browsertest

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// Policy is the content policy of the product. A test of single components is held to it as a page is.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; " +
	"img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Serve answers with h under the product's content policy, and returns the address.
func Serve(t testing.TB, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", Policy)
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}
