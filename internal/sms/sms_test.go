package sms_test

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"charthouse/internal/sms"
	"charthouse/internal/sms/smstest"
)

func account(s *smstest.Server) sms.Twilio {
	return sms.Twilio{Account: smstest.Account, Token: smstest.Token, From: smstest.From, API: s.URL}
}

var text = sms.Text{To: "+15125550142", Body: "You are expected on Thu 7 May, 09:30 & bring your card. Ä€", Callback: "https://practice.example/texts/report?text=7"}

func TestATextIsPostedAsTheProviderTakesIt(t *testing.T) {
	s := smstest.Start(t)
	got, err := account(s).Send(t.Context(), text)
	if err != nil || got.Key != "SM00000000000000000000000000000001" {
		t.Fatal(got, err)
	}
	want := smstest.Request{
		Method: http.MethodPost, Path: "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json",
		Type: "application/x-www-form-urlencoded", User: smstest.Account, Password: smstest.Token,
		Raw: "Body=You+are+expected+on+Thu+7+May%2C+09%3A30+%26+bring+your+card.+%C3%84%E2%82%AC&From=%2B15005550006&StatusCallback=https%3A%2F%2Fpractice.example%2Ftexts%2Freport%3Ftext%3D7&To=%2B15125550142",
	}
	is := s.Requests()[0]
	is.Form = nil
	if is.Method != want.Method || is.Path != want.Path || is.Type != want.Type || is.User != want.User || is.Password != want.Password || is.Raw != want.Raw {
		t.Errorf("%+v\nwant %+v", is, want)
	}
	service := account(s)
	service.From = "MG00000000000000000000000000000000"
	if _, err := service.Send(t.Context(), text); err != nil || s.Requests()[1].Form.Has("From") || s.Requests()[1].Form.Get("MessagingServiceSid") != service.From {
		t.Errorf("a messaging service: %s, %v", s.Requests()[1].Raw, err)
	}
}

// What was recorded of Twilio: its answers, and what each lets one be sure of.
func TestAnErrorSaysWhetherTheTextWent(t *testing.T) {
	s := smstest.Start(t)
	for _, c := range []struct {
		status int
		body   string
		kind   sms.Kind
		says   string
	}{
		{400, `{"code":21211,"message":"The 'To' number +15125550142 is not a valid phone number.","more_info":"https://www.twilio.com/docs/errors/21211","status":400}`, sms.Refused, "not a phone number"},
		{400, `{"code":21610,"message":"Attempt to send to unsubscribed recipient","status":400}`, sms.Refused, "STOP"},
		{400, `{"code":99999,"status":400}`, sms.Refused, "refused"},
		{404, `not found`, sms.Refused, "refused"},
		{401, `{"code":20003,"message":"Authenticate","status":401}`, sms.NotSent, "sign-in"},
		{429, `{"code":20429,"status":429}`, sms.NotSent, "busy"},
		{503, ``, sms.NotSent, "busy"},
		{500, `{"code":20500,"status":500}`, sms.Unsure, "not known"},
		{502, `<html>`, sms.Unsure, "not known"},
		{302, ``, sms.Unsure, "not known"},
		{201, `{"sid"`, sms.Unsure, "not known"},
		{201, `{"sid":""}`, sms.Unsure, "not known"},
	} {
		s.Answer(c.status, c.body)
		_, err := account(s).Send(t.Context(), text)
		e, ok := err.(*sms.Error)
		if !ok || e.Kind != c.kind || !strings.Contains(e.Sentence, c.says) {
			t.Errorf("%d %s: %v", c.status, c.body, err)
			continue
		}
		if strings.Contains(e.Error()+e.Sentence, "5125550142") || strings.Contains(e.Error(), smstest.Token) {
			t.Errorf("%d: the error tells the number or the token: %v", c.status, err)
		}
	}
	before := len(s.Requests())
	s.Drop()
	if _, err := account(s).Send(t.Context(), text); sms.KindOf(err) != sms.Unsure || len(s.Requests()) != before+1 {
		t.Errorf("a line that broke: %v, after %d tries", err, len(s.Requests())-before)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := account(s)
	gone.API = "http://" + l.Addr().String()
	_ = l.Close()
	if _, err := gone.Send(t.Context(), text); err == nil || sms.KindOf(err) != sms.NotSent {
		t.Errorf("nobody there: %v", err)
	}
}

// The worked example of Twilio's documentation: token 12345.
var example = url.Values{
	"CallSid": {"CA1234567890ABCDE"}, "Caller": {"+12349013030"}, "Digits": {"1234"}, "From": {"+12349013030"}, "To": {"+18005551212"},
}

const (
	exampleAddress   = "https://mycompany.com/myapp.php?foo=1&bar=2"
	exampleSignature = "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
)

func TestASignatureIsTheProvidersOrNone(t *testing.T) {
	a := sms.Twilio{Token: "12345"}
	if !a.Signed(exampleAddress, example, exampleSignature) {
		t.Error("the signature of the provider's own example is refused")
	}
	if got := smstest.Sign("12345", exampleAddress, example); got != exampleSignature {
		t.Errorf("the server of tests signs %s", got)
	}
	other := url.Values{"Digits": {"1235"}}
	for k, v := range example {
		if k != "Digits" {
			other[k] = v
		}
	}
	more := url.Values{"More": {"x"}}
	for k, v := range example {
		more[k] = v
	}
	for say, ok := range map[string]bool{
		"another parameter":  a.Signed(exampleAddress, other, exampleSignature),
		"one more":           a.Signed(exampleAddress, more, exampleSignature),
		"none":               a.Signed(exampleAddress, nil, exampleSignature),
		"another address":    a.Signed(strings.Replace(exampleAddress, "bar=2", "bar=3", 1), example, exampleSignature),
		"another scheme":     a.Signed(strings.Replace(exampleAddress, "https", "http", 1), example, exampleSignature),
		"no signature":       a.Signed(exampleAddress, example, ""),
		"half of it":         a.Signed(exampleAddress, example, exampleSignature[:14]+"=="),
		"no base64":          a.Signed(exampleAddress, example, "0/KCTR6D!"),
		"another token":      sms.Twilio{Token: "12346"}.Signed(exampleAddress, example, exampleSignature),
		"no token, unsigned": sms.Twilio{}.Signed(exampleAddress, example, smstest.Sign("", exampleAddress, example)),
	} {
		if ok {
			t.Errorf("%s is taken for signed", say)
		}
	}
}

func TestANumberIsWrittenAsProvidersTakeIt(t *testing.T) {
	for _, c := range []struct{ typed, country, want string }{
		{"(512) 555-0142", "1", "+15125550142"},
		{"1 512 555 0142", "1", "+15125550142"},
		{"+1 512 555 0142", "49", "+15125550142"},
		{"555 0142", "1", ""},
		{"0171 2345678", "49", "+491712345678"},
		{"00 49 171 2345678", "1", "+491712345678"},
		{"+49 171 2345678", "1", "+491712345678"},
		{"", "1", ""},
		{"+", "1", ""},
		{"+0123456789", "1", ""},
		{"+1234567890123456", "1", ""},
		{"call her son", "49", ""},
		{"１２３４５６７８９０", "1", ""},
	} {
		got, ok := sms.Number(c.typed, c.country)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q of %s is %q, %v; want %q", c.typed, c.country, got, ok, c.want)
		}
	}
}

func TestWhatIsOnItsWayIsNoReport(t *testing.T) {
	a := sms.Twilio{Account: "AC1"}
	for status, want := range map[string]sms.Fate{"queued": "", "sending": "", "sent": "", "delivered": sms.Delivered, "undelivered": sms.Undelivered, "failed": sms.Undelivered, "": ""} {
		r, ok := a.Report(url.Values{"AccountSid": {"AC1"}, "MessageSid": {"SM1"}, "MessageStatus": {status}})
		if r.Fate != want || ok != (want != "") {
			t.Errorf("%q: %v, %v", status, r, ok)
		}
	}
	if _, ok := a.Report(url.Values{"AccountSid": {"AC2"}, "MessageSid": {"SM1"}, "MessageStatus": {"delivered"}}); ok {
		t.Error("another account reports")
	}
}
