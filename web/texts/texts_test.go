package texts_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2/memstore"

	"charthouse/internal/db/dbtest"
	"charthouse/internal/sms/smstest"
	"charthouse/web/href"
	"charthouse/web/page"
	area "charthouse/web/texts"
)

func TestTheProviderIsAnsweredByItsSignatureOverThePracticesAddress(t *testing.T) {
	d := dbtest.New(t)
	_, err := d.Owner.Exec(t.Context(), `
		begin;
		select begin_act('test', null, null, 'sample.load', '{}', true, '', '2026-05-04 16:00Z', true);
		insert into text_settings (account, token, sender, api, country) values ('`+smstest.Account+`', '`+smstest.Token+`', '`+smstest.From+`', 'https://api.twilio.com', '1');
		commit`)
	if err != nil {
		t.Fatal(err)
	}
	site := page.NewSite(d.DB, memstore.New(), slog.New(slog.DiscardHandler), false, nil)
	srv := httptest.NewServer(site.Handler(area.New(d.DB, &url.URL{Scheme: "https", Host: "practice.example"}).Routes))
	defer srv.Close()
	form := url.Values{"AccountSid": {smstest.Account}, "MessageSid": {"SM1"}, "From": {"+15125550142"}, "Body": {"I am <late>"}, "MessageStatus": {"delivered"}}
	for _, c := range []struct {
		path, signed string // the address that was signed
		status       int
		says         string
	}{
		{href.TextsIn, "https://practice.example/texts/in", http.StatusOK, "<Response><Message>Nobody reads this number. Please call us.</Message></Response>"},
		{href.TextsReport + "?text=7", "https://practice.example/texts/report?text=7", http.StatusOK, "<Response></Response>"},
		{href.TextsReport + "?text=8", "https://practice.example/texts/report?text=7", http.StatusForbidden, ""},
		{href.TextsIn, srv.URL + "/texts/in", http.StatusForbidden, ""},
	} {
		r, err := http.NewRequest(http.MethodPost, srv.URL+c.path, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Twilio-Signature", smstest.Sign(smstest.Token, c.signed, form))
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode != c.status || !strings.Contains(string(body), c.says) {
			t.Errorf("%s signed as %s: %d %s", c.path, c.signed, res.StatusCode, body)
		}
	}
}
