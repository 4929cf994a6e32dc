package href

import "net/url"

// The doors: signing in, a forgotten password, a link from a mail.
const (
	Forgot            = "/forgot"
	NewPassword       = "/reset"
	Account           = "/account"
	AccountPassword   = "/account/password"
	AccountKeys       = "/account/keys"
	SignOutEverywhere = "/account/sign-out-everywhere"
)

// SignInTo is the door, and where it leads afterwards: a path of this site.
func SignInTo(to string) string {
	if to == "" {
		return SignIn
	}
	return with(SignIn, url.Values{"to": {to}})
}

// Reset is the link of a mail that sets a new password.
func Reset(token string) string { return NewPassword + "/" + url.PathEscape(token) }
