package intake_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/fault"
	"charthouse/internal/intake"
)

var manager = access.StaffMember(1, "Ingrid Solheim", access.Manager)

func draft() intake.Draft {
	return intake.Draft{Name: "New patient", Definition: intake.Definition{Sections: []intake.Section{
		{Title: "How we reach you", Fields: []intake.Field{
			{Label: "Mobile phone", Kind: intake.Phone, Required: true, Fills: "phone"},
			{Label: "How shall we remind you?", Kind: intake.Choice, Options: []string{"Text", "Mail"}},
		}},
		{Title: "Your health", Fields: []intake.Field{{Label: "Allergies", Kind: intake.Allergies}}},
	}}}
}

func TestAPublishedFormComesBackAsItWasWritten(t *testing.T) {
	s := intake.New(dbtest.New(t).DB)
	n, err := s.PublishForm(t.Context(), manager, draft())
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.FindForm(t.Context(), manager, n)
	if err != nil || f.Number != 1 || f.Questions() != 3 {
		t.Fatalf("%+v, %v", f, err)
	}
	want := draft().Tidied()
	if diff := cmp.Diff(want, f.Definition); diff != "" {
		t.Error(diff)
	}
	if got := want.Sections[1].Fields[0]; got.Key != "allergies" || got.Fills != "allergies" {
		t.Errorf("a list fills %q under %q", got.Fills, got.Key)
	}
}

func TestPublishingAgainMakesAVersionOnlyWhereSomethingChanged(t *testing.T) {
	d := dbtest.New(t)
	s := intake.New(d.DB)
	n, err := s.PublishForm(t.Context(), manager, draft())
	if err != nil {
		t.Fatal(err)
	}
	again := draft()
	again.Definition = again.Tidied()
	if err := s.PublishVersion(t.Context(), manager, n, again); err != nil {
		t.Fatal(err)
	}
	again.Sections[0].Fields[0].Label = "Phone where we reach you"
	if err := s.PublishVersion(t.Context(), manager, n, again); err != nil {
		t.Fatal(err)
	}
	f, err := s.FindForm(t.Context(), manager, n)
	if err != nil || f.Number != 2 || f.Definition.Sections[0].Fields[0].Key != "phone" {
		t.Errorf("version %d, key %q, %v; want 2 and phone", f.Number, f.Definition.Sections[0].Fields[0].Key, err)
	}
}

func TestAFormIsRefusedAtTheQuestionThatIsWrong(t *testing.T) {
	s := intake.New(dbtest.New(t).DB)
	for field, spoil := range map[string]func(*intake.Draft){
		"name":                          func(d *intake.Draft) { d.Name = "" },
		"sections[0].title":             func(d *intake.Draft) { d.Sections[0].Title = "" },
		"sections[1].title":             func(d *intake.Draft) { d.Sections[1].Fields = nil },
		"sections[0].fields[0].label":   func(d *intake.Draft) { d.Sections[0].Fields[0].Label = "" },
		"sections[0].fields[0].kind":    func(d *intake.Draft) { d.Sections[0].Fields[0].Kind = "colour" },
		"sections[0].fields[0].fills":   func(d *intake.Draft) { d.Sections[0].Fields[0].Fills = "birth_date" },
		"sections[0].fields[1].options": func(d *intake.Draft) { d.Sections[0].Fields[1].Options = []string{"Text"} },
		"sections[0].fields[1].fills":   func(d *intake.Draft) { d.Sections[0].Fields[1] = d.Sections[0].Fields[0] },
	} {
		d := draft()
		spoil(&d)
		_, err := s.PublishForm(t.Context(), manager, d)
		f, ok := errors.AsType[*fault.Fault](err)
		if !ok || f.Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestTwoOpenFormsDoNotShareAName(t *testing.T) {
	s := intake.New(dbtest.New(t).DB)
	n, err := s.PublishForm(t.Context(), manager, draft())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PublishForm(t.Context(), manager, draft()); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a second one: %v", err)
	}
	if err := s.CloseForm(t.Context(), manager, n, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PublishForm(t.Context(), manager, draft()); err != nil {
		t.Errorf("after closing the first: %v", err)
	}
	if err := s.CloseForm(t.Context(), manager, n, false); fault.KindOf(err) != fault.Conflict {
		t.Errorf("opening the first again: %v", err)
	}
}
