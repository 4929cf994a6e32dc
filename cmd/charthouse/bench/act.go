package bench

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"charthouse/cmd/charthouse/visitor"
	"charthouse/internal/scheduling"
	"charthouse/web/href"
)

// act is a page or a form, done by somebody on the nth of its targets.
type act struct {
	name  string
	share int // of a hundred acts of a working day
	want  int // the status that it is answered with; zero is 200
	do    func(ctx context.Context, s *scene, n int) (visitor.Answer, error)
}

// scene is who is signed in, and on what they act.
type scene struct {
	targets
	desk, clinician, biller, manager *visitor.Visitor
}

// at is the nth of a list, from the start again after its end.
func at[T any](list []T, n int) T {
	var none T
	if len(list) == 0 {
		return none
	}
	return list[n%len(list)]
}

// page is an act that looks at a page.
func page(name string, share int, who func(*scene) *visitor.Visitor, path func(s *scene, n int) string) act {
	return act{name: name, share: share, do: func(ctx context.Context, s *scene, n int) (visitor.Answer, error) {
		return who(s).Get(ctx, path(s, n))
	}}
}

func desk(s *scene) *visitor.Visitor      { return s.desk }
func clinician(s *scene) *visitor.Visitor { return s.clinician }
func biller(s *scene) *visitor.Visitor    { return s.biller }
func manager(s *scene) *visitor.Visitor   { return s.manager }

// acts are what a practice does, in the shares of its working day.
func acts() []act {
	return append(pages(), forms()...)
}

func pages() []act {
	return []act{
		page("day", 12, desk, func(s *scene, _ int) string { return href.Day{Date: s.Today, At: s.Location}.String() }),
		page("day, a visit open", 8, desk, func(s *scene, n int) string {
			return href.Day{Date: s.Today, At: s.Location, Visit: at(s.Coming, n).Row}.String()
		}),
		page("find as you type", 12, desk, func(s *scene, n int) string {
			return href.Found + "?q=" + part(at(s.Families, n))
		}),
		page("find, misspelled", 1, desk, func(s *scene, n int) string {
			return href.Found + "?q=" + swapped(at(s.Families, n))
		}),
		page("file, front desk", 8, desk, func(s *scene, n int) string { return href.Client(at(s.Clients, n)) }),
		page("file, clinician", 7, clinician, func(s *scene, n int) string { return href.Client(at(s.Clients, n)) }),
		page("note", 6, clinician, func(s *scene, n int) string { return href.Note(at(s.Written, n).Client, at(s.Written, n).Visit) }),
		page("my notes", 2, clinician, func(*scene, int) string { return href.Notes }),
		page("worklist, mine", 3, clinician, func(*scene, int) string { return href.Worklist("mine", false) }),
		page("worklist, everyone", 3, manager, func(*scene, int) string { return href.Worklist("", false) }),
		page("tasks", 1, desk, func(*scene, int) string { return href.Tasks("") }),
		page("inbox", 4, desk, func(*scene, int) string { return href.Inbox }),
		page("conversation", 3, desk, func(s *scene, n int) string { return href.Conversation(at(s.Waiting, n).Client, at(s.Waiting, n).Row) }),
		page("billing", 2, biller, func(*scene, int) string { return href.Billing }),
		page("claim", 2, biller, func(s *scene, n int) string { return href.Claim(at(s.Claims, n).Client, at(s.Claims, n).Row) }),
		page("invoice", 2, biller, func(s *scene, n int) string { return href.Invoice(at(s.Invoices, n).Client, at(s.Invoices, n).Row) }),
		page("account", 2, biller, func(s *scene, n int) string { return href.Statement(at(s.Clients, n), 0) }),
		page("overview", 2, manager, func(*scene, int) string { return href.Overview("") }),
		page("huddle", 1, desk, func(s *scene, _ int) string { return href.Huddle(s.Today, s.Location) }),
	}
}

func forms() []act {
	return []act{
		{name: "book a visit", share: 3, want: http.StatusSeeOther, do: book},
		{name: "mark arrived", share: 4, want: http.StatusSeeOther, do: func(ctx context.Context, s *scene, n int) (visitor.Answer, error) {
			v := at(s.Coming, n)
			return s.desk.Post(ctx, href.Mark(v.Client, v.Row, string(scheduling.MarkArrived)))
		}},
		{name: "save a note", share: 9, want: http.StatusSeeOther, do: func(ctx context.Context, s *scene, n int) (visitor.Answer, error) {
			i := n % len(s.Written)
			w := &s.Written[i]
			a, err := s.clinician.Post(ctx, href.Note(w.Client, w.Visit), "version", fmt.Sprint(w.Version), "sections["+w.Section+"]", "Better since last time, looked at "+time.Now().Format(time.StampMicro)+".")
			w.Version++
			return a, err
		}},
		{name: "take a payment", share: 2, want: http.StatusSeeOther, do: func(ctx context.Context, s *scene, n int) (visitor.Answer, error) {
			return s.biller.Post(ctx, href.Pay(at(s.Invoices, n).Client), "amount", "1.00", "method", "cash")
		}},
		{name: "write a remark", share: 1, want: http.StatusSeeOther, do: func(ctx context.Context, s *scene, n int) (visitor.Answer, error) {
			return s.desk.Post(ctx, href.Remarks(at(s.Clients, n)), "body", "Called, and will call again.")
		}},
	}
}

// book takes the nth half hour after all that is planned: it is free.
func book(ctx context.Context, s *scene, n int) (visitor.Answer, error) {
	day, half := n/12, n%12
	when := s.Free.Add(day)
	return s.desk.Post(ctx, href.BookVisit, "client", at(s.Clients, n).String(), "clinician", s.Clinician.String(), "type", s.Kind.String(),
		"location", s.Location.String(), "day", when.String(), "start", fmt.Sprintf("%02d:%02d", 9+half/2, half%2*30), "place", "none", "anyway", "true")
}

// part is what somebody has typed of a name so far.
func part(name string) string {
	letters := []rune(name)
	return escaped(string(letters[:min(4, len(letters))]))
}

// swapped is the name with two letters in the other order.
func swapped(name string) string {
	letters := []rune(name)
	if len(letters) > 3 {
		letters[1], letters[2] = letters[2], letters[1]
	}
	return escaped(string(letters))
}
