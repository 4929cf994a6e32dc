package page_test

import (
	"net/http/httptest"
	"testing"

	"charthouse/web/page"
)

func TestASpreadsheetComputesNothingThatSomebodyTyped(t *testing.T) {
	w := httptest.NewRecorder()
	if err := page.CSV(w, "owed", []string{"name", "cents"}, [][]string{{"=1+1", "-4000"}, {"-1+1", "9000"}, {"+1 555", "@now"}}); err != nil {
		t.Fatal(err)
	}
	if want := "name,cents\n'=1+1,-4000\n'-1+1,9000\n'+1 555,'@now\n"; w.Body.String() != want {
		t.Errorf("%q; want %q", w.Body, want)
	}
}
