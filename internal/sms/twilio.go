package sms

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Twilio is an account at Twilio (twilio.com/docs/messaging/api/message-resource).
type Twilio struct {
	Account string // its SID, AC…
	Token   string // its auth token: the password of requests, and the key of signatures
	From    string // a number, or the SID of a messaging service, MG…
	API     string // where it answers, such as https://api.twilio.com
}

var client = &http.Client{
	Timeout:       20 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // a password goes along
}

// Send hands the text over. An Error says whether it went.
func (a Twilio) Send(ctx context.Context, t Text) (Receipt, error) {
	form := url.Values{"To": {t.To}, "Body": {t.Body}}
	form.Set("From", a.From)
	if strings.HasPrefix(a.From, "MG") {
		form.Del("From")
		form.Set("MessagingServiceSid", a.From)
	}
	if t.Callback != "" {
		form.Set("StatusCallback", t.Callback)
	}
	begun := false // to be written: from then on nobody knows
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { begun = true }})
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.API+"/2010-04-01/Accounts/"+url.PathEscape(a.Account)+"/Messages.json", strings.NewReader(form.Encode()))
	if err != nil {
		return Receipt{}, &Error{Kind: Refused, Sentence: "The address of the provider is not right. Look at Settings, Texts."}
	}
	r.GetBody = nil // a request that may have arrived is not made anew
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(a.Account, a.Token)
	res, err := client.Do(r)
	switch {
	case err != nil && !begun:
		return Receipt{}, &Error{Kind: NotSent, Sentence: "The provider of texts could not be reached. It is tried again by itself."}
	case err != nil:
		return Receipt{}, unsure(0)
	}
	defer func() { _ = res.Body.Close() }()
	return answer(res)
}

func unsure(status int) *Error {
	return &Error{Kind: Unsure, Status: status, Sentence: "It is not known whether the text went: the line broke while it was handed over. It is not sent again by itself."}
}

// answer reads what became of a request that got an answer.
func answer(res *http.Response) (Receipt, error) {
	body, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	var said struct {
		SID  string `json:"sid"`
		Code int    `json:"code"`
	}
	bad := cmp.Or(err, json.Unmarshal(body, &said)) != nil
	switch {
	case res.StatusCode == http.StatusCreated && !bad && said.SID != "":
		return Receipt{said.SID}, nil
	case res.StatusCode == http.StatusTooManyRequests, res.StatusCode == http.StatusServiceUnavailable:
		return Receipt{}, &Error{Kind: NotSent, Status: res.StatusCode, Code: said.Code, Sentence: "The provider of texts is busy. It is tried again by itself."}
	case res.StatusCode == http.StatusUnauthorized, res.StatusCode == http.StatusForbidden:
		return Receipt{}, &Error{Kind: NotSent, Status: res.StatusCode, Code: said.Code, Sentence: "The provider of texts refused the sign-in. Look at Settings, Texts."}
	case res.StatusCode >= 400 && res.StatusCode < 500:
		return Receipt{}, &Error{Kind: Refused, Status: res.StatusCode, Code: said.Code, Sentence: cmp.Or(refusals[said.Code], "The provider refused the text.")}
	}
	return Receipt{}, unsure(res.StatusCode)
}

// refusals are Twilio's codes that people can do something about
// (twilio.com/docs/api/errors).
var refusals = map[int]string{
	21211: "This is not a phone number that exists. Correct it in the file.",
	21408: "The account may not send texts to this country. Allow it at the provider.",
	21610: "They answered STOP to an earlier text. Only they can undo it, by answering START.",
	21614: "This number takes no texts. It may be a landline.",
}

// Signed is true where the account signed what was posted to the address: base64 of
// HMAC-SHA1 over the address and the parameters, sorted by name
// (twilio.com/docs/usage/security).
func (a Twilio) Signed(address string, form url.Values, signature string) bool {
	got, err := base64.StdEncoding.DecodeString(signature)
	return err == nil && a.Token != "" && hmac.Equal(got, a.sign(address, form))
}

func (a Twilio) sign(address string, form url.Values) []byte {
	mac := hmac.New(sha1.New, []byte(a.Token))
	_, _ = io.WriteString(mac, address)
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range slices.Compact(slices.Sorted(slices.Values(form[name]))) {
			_, _ = io.WriteString(mac, name+value)
		}
	}
	return mac.Sum(nil)
}

// Report reads a status callback; what is on its way still is none.
func (a Twilio) Report(form url.Values) (Report, bool) {
	fate, known := map[string]Fate{"delivered": Delivered, "undelivered": Undelivered, "failed": Undelivered}[form.Get("MessageStatus")]
	key := form.Get("MessageSid")
	return Report{key, fate}, known && key != "" && form.Get("AccountSid") == a.Account
}

// Reply reads a text that came in.
func (a Twilio) Reply(form url.Values) (Reply, bool) {
	r := Reply{Key: form.Get("MessageSid"), From: form.Get("From"), Body: form.Get("Body")}
	return r, r.Key != "" && r.From != "" && form.Get("AccountSid") == a.Account
}
