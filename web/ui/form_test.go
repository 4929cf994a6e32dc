package ui_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"charthouse/web/ui"
)

func draw(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatalf("render: %v", err)
	}
	return b.String()
}

func TestEveryFormCarriesAFreshKey(t *testing.T) {
	key := regexp.MustCompile(`name="_once" value="([\w-]{22})"`)
	first := key.FindStringSubmatch(draw(t, ui.Form(ui.FormOf{Action: "/a"})))
	second := key.FindStringSubmatch(draw(t, ui.Form(ui.FormOf{Action: "/a"})))
	if first == nil || second == nil {
		t.Fatal("a form has no key of 128 bits")
	}
	if first[1] == second[1] {
		t.Error("two forms share a key")
	}
}

func TestAnErrorIsTiedToItsField(t *testing.T) {
	html := draw(t, ui.Input(ui.Field{Label: "Born", Name: "born", Error: "February has no 31st.", Source: "From the card"}))
	for _, want := range []string{
		`aria-invalid="true"`, `aria-describedby="f-born-error f-born-hint"`, `id="f-born-error"`, `id="f-born-hint"`, `for="f-born"`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is missing in %s", want, html)
		}
	}
}

func TestAPasswordIsNeverSentBack(t *testing.T) {
	html := draw(t, ui.Input(ui.Field{Label: "Password", Name: "password", Kind: ui.Password, Value: "secret"}))
	if strings.Contains(html, "secret") {
		t.Error("the page holds the password")
	}
}

func TestTheSummaryLeadsToTheField(t *testing.T) {
	html := draw(t, ui.Form(ui.FormOf{Action: "/a", Errors: []ui.FieldError{{Name: "born", Label: "Born", Message: "No."}}}))
	if !strings.Contains(html, `href="#f-born"`) {
		t.Errorf("no link in %s", html)
	}
}
