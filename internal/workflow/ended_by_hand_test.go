package workflow_test

import (
	"slices"
	"testing"
	"time"

	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/overview"
	"charthouse/internal/worklist"
)

// Each way in which somebody ends a line whose wish has not come about. Since is
// the instant at which it stands.
var endings = []struct {
	name, arrange string
	arise         func(doors) error
	since, kind   string
	end           func(doors) error
}{
	{
		name: "a request taken back", since: "2026-05-14 15:00Z", kind: "request_unanswered",
		arrange: `insert into requests (client_id, recipient, email, asks, made_at) values (10001, 'City Heart', 'post@heart.example', 'The last report', clock());`,
		end:     func(d doors) error { return d.files.WithdrawRequest(d.t.Context(), desk, nadia, 1) },
	},
	{
		name: "a question taken back", since: "2026-05-05 17:00Z", kind: worklist.QuestionWaiting,
		arise: func(d doors) error {
			d.d.Clock.Set(dbtest.Noon.AddDate(0, 0, 1))
			settleAt(d.t, d.d, "2026-05-05 15:00Z")
			_, err := worklist.New(d.d.DB).Ask(d.t.Context(), boss, nadia, 1, worklist.Asking{To: "1", Words: "Is it written?"})
			return err
		},
		end: func(d doors) error { return worklist.New(d.d.DB).TakeBack(d.t.Context(), boss, nadia, 1) },
	},
	{
		name: "an invoice voided", arise: doors.sign, since: "2026-06-01 15:00Z", kind: "invoice_overdue",
		end: func(d doors) error {
			return d.money.VoidInvoice(d.t.Context(), biller, nadia, 1001, billing.VoidForm{Reason: "Sent to the wrong address"})
		},
	},
	{
		name: "a charge reversed", arise: doors.sign, since: "2026-06-01 15:00Z", kind: "invoice_overdue",
		end: func(d doors) error {
			_, err := d.money.ReverseCharge(d.t.Context(), biller, nadia, 1, billing.ReverseForm{Reason: "Wrong service"})
			return err
		},
	},
	{
		name: "a debt written off by two", since: "2026-06-01 15:00Z", kind: "invoice_overdue",
		arrange: `delete from note_services where service_id = 2;`,
		arise: func(d doors) error {
			if err := d.sign(); err != nil {
				return err
			}
			_, err := d.money.WriteOff(d.t.Context(), biller, nadia, 1, billing.WriteOffForm{Reason: "Hardship"})
			return err
		},
		end: func(d doors) error { return d.money.Approve(d.t.Context(), boss, nadia, 1) },
	},
}

func TestWhatSomebodyEndsByHandCountsAsEndedByHand(t *testing.T) {
	for _, e := range endings {
		t.Run(e.name, func(t *testing.T) {
			d, w := arrange(t, `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);`+staffed+e.arrange+`; select settle(10001); commit`)
			at := doorsOf(t, d, w)
			if e.arise != nil {
				if err := e.arise(at); err != nil {
					t.Fatal(err)
				}
			}
			settleAt(t, d, e.since)
			now, err := time.Parse("2006-01-02 15:04Z", e.since)
			if err != nil {
				t.Fatal(err)
			}
			d.Clock.Set(now)
			if err := e.end(at); err != nil {
				t.Fatal(err)
			}
			if got := endedByHand(t, d); !slices.Contains(got, e.kind) {
				t.Errorf("ended by hand are %q; want %s; lines left: %s", got, e.kind,
					ask[string](t, d, `select coalesce(string_agg(b.kind || ' by ' || t.verb, ', '), 'none') from blockers b join trail t on t.id = b.cleared_by`))
			}
		})
	}
}

func TestAnAnsweredQuestionIsNotEndedByHand(t *testing.T) {
	d, w := arrange(t, `begin; select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-05 15:00Z', true);`+staffed+`; select settle(10001); commit`)
	d.Clock.Set(dbtest.Noon.AddDate(0, 0, 1))
	s := worklist.New(d.DB)
	q, err := s.Ask(t.Context(), boss, nadia, 1, worklist.Asking{To: "1", Words: "Is it written?"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Answer(t.Context(), okafor, nadia, q, worklist.Answering{Answer: "Tonight"}); err != nil {
		t.Fatal(err)
	}
	if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
		t.Fatal(err)
	}
	if got := endedByHand(t, d); len(got) != 0 || ask[int](t, d, `select count(*) from blockers where cleared_at is not null`) != 2 {
		t.Errorf("ended by hand are %q", got)
	}
}

// endedByHand lists the kinds of what the overview says was ended by hand.
func endedByHand(t *testing.T, d *dbtest.Database) (kinds []string) {
	t.Helper()
	m, _ := overview.MeasureOf("by-hand")
	list, err := overview.New(d.DB).ListEvents(t.Context(), boss, m, overview.Span{From: civil.New(2026, 5, 1), To: civil.New(2026, 7, 1)}, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		kinds = append(kinds, e.Cause)
	}
	return kinds
}
