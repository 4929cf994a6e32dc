package icd10

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// collect reads all, or returns the error.
func collect(text string) (list []Code, err error) {
	for c, err := range Read(strings.NewReader(text)) {
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// row writes a line of the order file.
func row(number int, code string, billable int, title string) string {
	return fmt.Sprintf("%05d %-7s %d %-60s %s\r\n", number, code, billable, title, title)
}

var three = row(1, "E11", 0, "Type 2 diabetes mellitus") +
	row(2, "E116", 0, "Type 2 diabetes with other complications") + row(3, "E1165", 1, "Type 2 diabetes with hyperglycemia")

func TestCodesCarryTheirDotAndTitles(t *testing.T) {
	got, err := collect(three)
	if err != nil {
		t.Fatal(err)
	}
	want := []Code{
		{"E11", false, "Type 2 diabetes mellitus", "Type 2 diabetes mellitus"},
		{"E11.6", false, "Type 2 diabetes with other complications", "Type 2 diabetes with other complications"},
		{"E11.65", true, "Type 2 diabetes with hyperglycemia", "Type 2 diabetes with hyperglycemia"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheListOf2026IsRead(t *testing.T) {
	f, err := os.Open(filepath.Join(shared(t), "icd10cm_order_2026.txt.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, billable := 0, 0
	for c, err := range Read(f) {
		if err != nil {
			t.Fatal(err)
		}
		all++
		if c.Billable {
			billable++
		}
		if c.Code == "E11.65" && (!c.Billable || c.Long != "Type 2 diabetes mellitus with hyperglycemia") {
			t.Errorf("E11.65 was read as %+v", c)
		}
	}
	if all != 98186 || billable != 74719 {
		t.Errorf("read %d codes, %d billable", all, billable)
	}
}

func TestTheAddendaAreNotTakenForTheList(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(shared(t), "icd10cm_order_addenda_2026.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := collect(string(text)); err == nil {
		t.Error("the addenda were read as a list")
	}
}

func TestABrokenLineIsNamed(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"empty":         {"", "the file is empty"},
		"another file":  {"code,description\n", "line 1: has 16 characters, where a line of the order file has more than 77"},
		"cut short":     {three[:len(three)-50], "line 3: has "},
		"a line lost":   {row(1, "E11", 0, "a") + row(3, "E12", 1, "b"), "line 2: begins with '00003' instead of the order number 00002"},
		"a code twice":  {row(1, "E11", 1, "a") + row(2, "E11", 1, "b"), "line 2: the code E11 comes a second time"},
		"no code":       {row(1, "11E", 1, "a"), "line 1: '11E' is not an ICD-10-CM code"},
		"billable 2":    {row(1, "E11", 2, "a"), "line 1: column 15 holds '2', where 1 is billable and 0 a header"},
		"no title":      {row(1, "E11", 1, "  "), "line 1: the code E11 has no title"},
		"Latin-1":       {row(1, "E11", 1, "M\xe9ni\xe8re"), "line 1: is not text in UTF-8"},
		"NUL":           {row(1, "E11", 1, "a\x00b"), "line 1: is not text in UTF-8"},
		"shifted":       {"00001E11      1 " + strings.Repeat("x", 80), "line 1: does not keep to the columns of the order file"},
		"a giant line":  {strings.Repeat("x", 1<<20), "line 1: is longer than any line of the order file: this is another file"},
		"damaged gzip":  {"\x1f\x8b\xff", "the gzip file is damaged"},
		"cut off gzip":  {packed(t, three)[:60], "line 1: the gzip file is cut off here"},
		"not the first": {row(1, "E11", 1, "a") + "x", "line 2: has 1 characters"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := collect(c.text)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestGzipAndPlainReadTheSame(t *testing.T) {
	plain, err := collect(three)
	if err != nil {
		t.Fatal(err)
	}
	zipped, err := collect(packed(t, three))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plain, zipped); diff != "" {
		t.Error(diff)
	}
}

func TestAReaderMayStopEarly(t *testing.T) {
	for c := range Read(strings.NewReader(three)) {
		if c.Code != "E11" {
			t.Fatalf("first code is %s", c.Code)
		}
		break
	}
}

func packed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// shared returns the folder of code lists, or skips the test where there is none.
func shared(t *testing.T) string {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; here != filepath.Dir(here); here = filepath.Dir(here) {
		path := filepath.Join(filepath.Dir(here), "shared", "data", "codes")
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skip("skipped: the shared test data (codes) is not here")
	return ""
}
