package workflow_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db/dbtest"
	docs "charthouse/internal/documentation"
	"charthouse/internal/files"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/mail"
	"charthouse/internal/messaging"
	"charthouse/internal/overview"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
)

// said is a sentence as its test speaks it.
type said func(ctx context.Context, w *workflow.Workflow) error

// posts is somebody who sends a form.
func posts(who access.Actor) access.Actor {
	return who.Posting(access.Post{Key: "one form", Hash: []byte("as it was filled in")})
}

func drawn(c id.Client, b billing.Bill) ([]byte, error) {
	return []byte("%PDF- invoice " + b.ID.String() + " of " + c.String()), nil
}

// about is a sentence about a practice that a function sets up: it answers what is said.
func about[H any](setUp func(t *testing.T) (*dbtest.Database, H), say func(t *testing.T, h H) said) func(*testing.T) *sentence {
	return func(t *testing.T) *sentence {
		d, h := setUp(t)
		s := say(t, h)
		return &sentence{d: d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return s(t.Context(), w) }}
	}
}

// mailed is a practice with mails, a coming visit and people with their roles.
func mailed(t *testing.T) (*dbtest.Database, mailHouse) {
	h := mailing(t).served().roles()
	h.do(access.EditStaff.Practice(), access.System(access.Console), `insert into resources (staff_id) values (1), (2)`)
	ask[int64](t, h.Database, `select setval('clients_id_seq', 20000)`) // Nadia's number was not drawn from it
	return h.Database, h
}

// drafted is one whose visit was seen and its note written.
func drafted(t *testing.T) (*dbtest.Database, *workflow.Workflow) { return arrange(t, deskPeople) }

// twoPayers is a file with a coverage that stands first, and another payer.
func twoPayers(t *testing.T) (*dbtest.Database, id.Coverage) {
	d, w := arrange(t, deskPeople)
	n, err := w.AddCoverage(t.Context(), desk, nadia, clients.CoverageForm{Payer: "1", MemberNumber: "LM 402"})
	if err != nil {
		t.Fatal(err)
	}
	return d, n
}

// filled is a form that came back.
func filled(t *testing.T) (*dbtest.Database, formHouse) {
	h := filling(t).submitted()
	return h.Database, h
}

// ofTalk is a practice with a conversation that waits.
type ofTalk struct {
	mailHouse
	n id.Conversation
}

func talked(kind string) func(t *testing.T) (*dbtest.Database, ofTalk) {
	return func(t *testing.T) (*dbtest.Database, ofTalk) {
		d, h := mailed(t)
		n, _ := h.asks(kind, "Could you help me with this?")
		return d, ofTalk{h, n}
	}
}

// sends has the sentence hand mails over by itself: ready is one act, done another.
func sends(s *sentence, h mailHouse) *sentence {
	s.mail, s.acts = h.mail, 2
	return s
}

// twice is the wish, over what is there already.
func twice() scheduling.Wish {
	w := wish
	w.Double = "Urgent"
	return w
}

func (h mailHouse) book(w scheduling.Wish) id.Visit {
	v, err := h.flow.BookVisit(h.t.Context(), desk, nadia, w)
	h.must(err)
	return v
}

var wish = scheduling.Wish{Clinician: "2", VisitType: "1", Location: "1", Day: "2026-05-08", Start: "10:00", Place: "none", Anyway: true}

// sentences are all doors of this package that write, by name.
var sentences = map[string]func(t *testing.T) *sentence{
	"AskForLetter": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.AskForLetter(ctx, posts(desk), nadia, clients.RequestForm{Recipient: "Dr Weber", Email: "weber@harbour.example", Asks: "The echocardiogram"})
			return err
		}
	}),
	"BookNewClient": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, _, err := w.BookNewClient(ctx, posts(desk), clients.Details{Given: "Omar", Family: "Farouk", Email: "omar@home.example"}, wish)
			return err
		}
	}),
	"BookVisit": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.BookVisit(ctx, posts(desk), nadia, wish)
			return err
		}
	}),
	"BookOnline": about(onlineCut, func(t *testing.T, h mailHouse) said {
		in := hers("2026-05-06 10:00")
		h.must(scheduling.New(h.DB).KeepTime(t.Context(), access.Nobody(), in.OnlineWish, in.Token))
		in.Email = "new@home.example" // which the desk is asked about
		h.do(access.EditClient.On(nadia), manager, `update clients set phone = '5550142 99' where id = 10001`)
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.BookOnline(ctx, posts(access.Nobody()), in)
		}
	}),
	"MoveOwnVisit": about(onlineCut, func(_ *testing.T, h mailHouse) said {
		h.must(h.books(omar("2026-05-06 10:00")))
		who := h.linked()
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.MoveOwnVisit(ctx, posts(who), at("2026-05-06 09:00"))
		}
	}),
	"CancelOwnVisit": about(onlineCut, func(_ *testing.T, h mailHouse) said {
		h.must(h.books(omar("2026-05-06 10:00")))
		who := h.linked()
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.CancelOwnVisit(ctx, posts(who))
		}
	}),
	"WaitForEarlier": about(onlineCut, func(_ *testing.T, h mailHouse) said {
		h.must(h.books(omar("2026-05-06 10:00")))
		who := h.linked()
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.WaitForEarlier(ctx, posts(who), scheduling.WaitForm{Parts: []string{"morning"}})
		}
	}),
	"WaitNoMore": about(onlineCut, func(t *testing.T, h mailHouse) said {
		h.must(h.books(omar("2026-05-06 10:00")))
		who := h.linked()
		h.must(h.flow.WaitForEarlier(t.Context(), who, scheduling.WaitForm{}))
		return func(ctx context.Context, w *workflow.Workflow) error { return w.WaitNoMore(ctx, posts(who)) }
	}),
	"JoinWaitlist": about(onlineCut, func(_ *testing.T, h mailHouse) said {
		in := hers("")
		in.Email = "new@home.example" // which the desk is asked about
		h.do(access.EditClient.On(nadia), manager, `update clients set phone = '5550142 99' where id = 10001`)
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.JoinWaitlist(ctx, posts(access.Nobody()), workflow.OnlineWait{Stranger: in.Stranger, WaitForm: scheduling.WaitForm{Type: "1"}})
		}
	}),
	"Rescue": about(waitingCut, func(_ *testing.T, h mailHouse) said {
		h.frees()
		return func(ctx context.Context, w *workflow.Workflow) error { return w.Rescue(ctx, 1) }
	}),
	"RescueAll": about(waitingCut, func(t *testing.T, h mailHouse) said {
		h.frees()
		h.rescues()
		h.must(h.flow.StopOffers(t.Context(), desk, 1, "She is needed elsewhere")) // who was asked is told
		return func(ctx context.Context, w *workflow.Workflow) error { return w.RescueAll(ctx) }
	}),
	"TakeSlot": about(waitingCut, func(t *testing.T, h mailHouse) said {
		v, err := h.flow.BookVisit(t.Context(), desk, waiter(0), scheduling.Wish{VisitType: "1", Clinician: "1", Day: "2026-05-08", Start: "11:00"})
		h.must(err)
		h.waits(waiter(0), scheduling.WaitForm{Type: "1", Visit: v.String()})
		h.waits(nadia, scheduling.WaitForm{Type: "1"}) // for the time that is left
		h.frees()
		h.rescues()
		who := h.byOffer(waiter(0))
		return func(ctx context.Context, w *workflow.Workflow) error { return w.TakeSlot(ctx, posts(who)) }
	}),
	"DeclineSlot": about(waitingCut, func(_ *testing.T, h mailHouse) said {
		h.frees()
		h.rescues()
		who := h.byOffer(waiter(0))
		return func(ctx context.Context, w *workflow.Workflow) error { return w.DeclineSlot(ctx, posts(who), true) }
	}),
	"StopOffers": about(waitingCut, func(_ *testing.T, h mailHouse) said {
		h.frees()
		h.rescues()
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.StopOffers(ctx, posts(desk), 1, "She is needed elsewhere")
		}
	}),
	"CancelVisit": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.CancelVisit(ctx, posts(desk), nadia, 1, "The patient called")
		}
	}),
	"UncancelVisit": about(mailed, func(t *testing.T, h mailHouse) said {
		h.must(h.flow.CancelVisit(t.Context(), desk, nadia, 1, "The patient called"))
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.UncancelVisit(ctx, posts(desk), nadia, 1)
		}
	}),
	"MoveVisit": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			to := wish
			to.Version = 1
			_, err := w.MoveVisit(ctx, posts(desk), nadia, 1, to)
			return err
		}
	}),
	"DoubleBook": about(mailed, func(_ *testing.T, h mailHouse) said {
		h.book(wish)
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.DoubleBook(ctx, posts(desk), nadia, twice())
			return err
		}
	}),
	"DoubleMove": about(mailed, func(_ *testing.T, h mailHouse) said {
		h.book(wish)
		other := wish
		other.Start = "11:00"
		second := h.book(other)
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.DoubleMove(ctx, posts(desk), nadia, second, twice())
			return err
		}
	}),
	"BookSeries": about(talked("administrative"), func(_ *testing.T, h ofTalk) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.BookSeries(ctx, posts(desk), nadia, messaging.Open{Talk: h.n}, wish, thrice)
			return err
		}
	}),
	"MoveSeries": about(mailed, func(_ *testing.T, h mailHouse) said {
		first := h.series()
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.MoveSeries(ctx, posts(desk), nadia, first, scheduling.Following, toNoon, []string{first.String() + " 2026-05-08 12:00", (first + 1).String() + " 2026-05-15 12:00"})
		}
	}),
	"CancelSeries": about(mailed, func(_ *testing.T, h mailHouse) said {
		first := h.series()
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.CancelSeries(ctx, posts(desk), nadia, first, scheduling.AllToCome, "The patient called")
		}
	}),
	"MoveGroup": about(attendedCut, func(_ *testing.T, h ofClass) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.MoveGroup(ctx, posts(desk), nadia, h.visits[0], later())
			return err
		}
	}),
	"CancelGroup": about(attendedCut, func(_ *testing.T, h ofClass) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.CancelGroup(ctx, posts(desk), nadia, h.visits[0], "Dr Lindqvist is ill")
			return err
		}
	}),
	"UncancelGroup": about(attendedCut, func(t *testing.T, h ofClass) said {
		_, err := h.flow.CancelGroup(t.Context(), desk, nadia, h.visits[0], "Dr Lindqvist is ill")
		h.must(err)
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.UncancelGroup(ctx, posts(desk), nadia, h.visits[0])
			return err
		}
	}),
	"SendFormLink": about(mailed, func(_ *testing.T, h mailHouse) said {
		h.tell(h.formLink)
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.SendFormLink(ctx, posts(desk), nadia, 1, "")
		}
	}),
	"WriteMessage": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.WriteMessage(ctx, posts(desk), nadia, messaging.Written{Subject: "Your letter", Body: "It is ready."})
			return err
		}
	}),
	"ResendMail": about(mailed, func(_ *testing.T, h mailHouse) said {
		m := h.confirm()
		h.do(access.DeliverMail.On(nadia), access.System(access.Mailer), `update deliveries set state = 'failed', problem = 'It came back.'`)
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.ResendMail(ctx, posts(desk), nadia, m)
		}
	}),
	"ResendStaffMail": about(mailed, func(_ *testing.T, h mailHouse) said {
		h.do(access.EditStaff.Practice(), access.System(access.Console), `insert into staff_mails (staff_id, kind, mail_id, state, made_at) values (2, 'reset', 's1', 'failed', clock())`)
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.ResendStaffMail(ctx, posts(boss), 1)
		}
	}),
	"RequestPasswordReset": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.RequestPasswordReset(ctx, posts(access.Nobody()), "amara@kestrel.example")
		}
	}),
	"WelcomeStaff": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.WelcomeStaff(ctx, posts(boss), practice.StaffForm{Name: "Oda Berg", Email: "oda@kestrel.example", Roles: []string{"front_desk"}})
			return err
		}
	}),
	"SetPromise": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.SetPromise(ctx, posts(boss), "note_unsigned", workflow.PromiseForm{
				TargetForm: overview.TargetForm{Hours: "200", Percent: "95"}, LadderForm: worklist.LadderForm{Own: "no"},
			})
		}
	}),
	"SendWaiting": about(mailed, func(_ *testing.T, h mailHouse) said {
		h.confirm()
		return func(ctx context.Context, w *workflow.Workflow) error { return w.SendWaiting(ctx) }
	}),
	"SaveNote": about(drafted, func(*testing.T, *workflow.Workflow) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.SaveNote(ctx, posts(okafor), nadia, 1, docs.Draft{Version: 1, Sections: map[string]string{"s": "Sugars fell."}, Diagnoses: []string{"E11.65"}, Services: []string{"1"}, Checked: true})
			return err
		}
	}),
	"SignNote": about(drafted, func(*testing.T, *workflow.Workflow) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.SignNote(ctx, posts(okafor), nadia, note)
		}
	}),
	"RecordVitals": about(drafted, func(*testing.T, *workflow.Workflow) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.RecordVitals(ctx, posts(okafor), nadia, 1, clients.VitalsForm{Pressure: "132/84", Pulse: "76"})
			return err
		}
	}),
	"AddCoverage": about(drafted, func(*testing.T, *workflow.Workflow) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.AddCoverage(ctx, posts(desk), nadia, clients.CoverageForm{Payer: "1", MemberNumber: "LM 402"})
			return err
		}
	}),
	"EditCoverage": about(twoPayers, func(_ *testing.T, n id.Coverage) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.EditCoverage(ctx, posts(desk), nadia, n, clients.CoverageForm{Payer: "2", Version: 1})
		}
	}),
	"EndCoverage": about(twoPayers, func(_ *testing.T, n id.Coverage) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.EndCoverage(ctx, posts(desk), nadia, n)
		}
	}),
	"RestoreCoverage": func(t *testing.T) *sentence {
		d, n := twoPayers(t)
		if err := workflow.New(d.DB).EndCoverage(t.Context(), desk, nadia, n); err != nil {
			t.Fatal(err)
		}
		return &sentence{d: d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			return w.RestoreCoverage(t.Context(), posts(desk), nadia, n)
		}}
	},
	"ChoosePayer": about(twoPayers, func(*testing.T, id.Coverage) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.ChoosePayer(ctx, posts(desk), nadia, 1, scheduling.SelfPay)
		}
	}),
	"BillAnother": func(t *testing.T) *sentence {
		d, _ := twoPayers(t)
		w := workflow.New(d.DB)
		if err := w.SignNote(t.Context(), okafor, nadia, note); err != nil {
			t.Fatal(err)
		}
		other, err := w.AddCoverage(t.Context(), desk, nadia, clients.CoverageForm{Payer: "2", Rank: "2"})
		if err != nil {
			t.Fatal(err)
		}
		claim := ask[id.Claim](t, d, `select id from claims`)
		return &sentence{d: d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			return w.BillAnother(t.Context(), posts(mensah), nadia, claim, other)
		}}
	},
	"SubmitForm": func(t *testing.T) *sentence {
		h := filling(t).answered()
		return &sentence{d: h.Database, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return w.SubmitForm(t.Context(), posts(h.guest())) }}
	},
	"ReviewForm": about(filled, func(*testing.T, formHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.ReviewForm(ctx, posts(desk), nadia, 1, intake.Decision{Proposal: "1", Accept: "yes"})
		}
	}),
	"ReviewFormClinical": about(filled, func(*testing.T, formHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.ReviewFormClinical(ctx, posts(okafor), nadia, 1, intake.Decision{Proposal: "all", Accept: "yes"})
		}
	}),
	"ReadForm": func(t *testing.T) *sentence {
		h := filling(t).says(nil) // what is clinical changes nothing
		return &sentence{d: h.Database, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			return w.ReadForm(t.Context(), posts(okafor), nadia, 1)
		}}
	},
	"StartTalk": about(mailed, func(*testing.T, mailHouse) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.StartTalk(ctx, posts(desk), nadia, messaging.Starting{Kind: "administrative", To: "client", Subject: "Your card", Body: "Please bring it."})
			return err
		}
	}),
	"Reply": about(talked("administrative"), func(_ *testing.T, h ofTalk) said {
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.Reply(ctx, posts(desk), nadia, h.n, messaging.Replying{Body: "Yes, gladly.", Done: true})
		}
	}),
	"BookFromTalk": about(talked("administrative"), func(_ *testing.T, h ofTalk) said {
		seen := h.seen(h.n)
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.BookFromTalk(ctx, posts(desk), nadia, seen, wish)
			return err
		}
	}),
	"SendFormFromTalk": about(talked("administrative"), func(_ *testing.T, h ofTalk) said {
		h.tell(h.formLink)
		seen := h.seen(h.n)
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.SendFormFromTalk(ctx, posts(desk), nadia, seen, 1)
		}
	}),
	"TaskFromTalk": about(talked("administrative"), func(_ *testing.T, h ofTalk) said {
		seen, in := h.seen(h.n), worklist.TaskForm{Type: h.taskType("Request records"), Title: "Get her old records"}
		return func(ctx context.Context, w *workflow.Workflow) error {
			_, err := w.TaskFromTalk(ctx, posts(desk), nadia, seen, in)
			return err
		}
	}),
	"NoteFromTalk": about(talked("clinical"), func(_ *testing.T, h ofTalk) said {
		seen := h.seen(h.n)
		return func(ctx context.Context, w *workflow.Workflow) error {
			return w.NoteFromTalk(ctx, posts(okafor), nadia, seen, 1, docs.Addition{Text: "She wrote of a rash."})
		}
	}),
	"TakeSteps": func(t *testing.T) *sentence {
		d, _ := unsigned(t)
		d.Clock.Move(75 * time.Hour)
		return &sentence{d: d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return w.TakeSteps(t.Context()) }}
	},
	"Remind": func(t *testing.T) *sentence {
		h := remindedOf(t, `24, 'email'`)
		h.Clock.Set(start.Add(-20 * time.Hour))
		return &sentence{d: h.Database, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return w.Remind(t.Context()) }}
	},
	"TellLate": func(t *testing.T) *sentence {
		h := behind(remindedOf(t, `24, 'email'`), "arrived", "with")
		return &sentence{d: h.Database, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return w.TellLate(t.Context()) }}
	},
	"Recall": func(t *testing.T) *sentence {
		h := recalled(t)
		h.Clock.Set(time.Date(2026, 11, 7, 18, 0, 0, 0, time.UTC))
		if _, err := worklist.New(h.DB).SettleDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		return &sentence{d: h.Database, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return w.Recall(t.Context()) }}
	},
	"MarkVisit": func(t *testing.T) *sentence {
		d := missing(t, "")
		d.d.Clock.Set(start)
		return &sentence{d: d.d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			_, err := w.MarkVisit(t.Context(), posts(desk), nadia, 2, scheduling.Mark{Kind: scheduling.MarkNoShow})
			return err
		}}
	},
	"UnmarkVisit": func(t *testing.T) *sentence {
		d := missing(t, "")
		d.d.Clock.Set(start)
		if _, err := d.miss(2); err != nil {
			t.Fatal(err)
		}
		return &sentence{d: d.d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			return w.UnmarkVisit(t.Context(), posts(desk), nadia, 2, scheduling.MarkNoShow)
		}}
	},
	"CancelLate": func(t *testing.T) *sentence {
		d := missing(t, "")
		d.d.Clock.Set(start.Add(-20 * time.Hour))
		return &sentence{d: d.d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			_, err := w.CancelLate(t.Context(), posts(desk), nadia, 2, "Asked for another day")
			return err
		}}
	},
	"FollowBusy": func(t *testing.T) *sentence {
		d := missing(t, "")
		return &sentence{d: d.d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			return w.FollowBusy(t.Context(), posts(okafor), scheduling.BusyForm{URL: "https://calendar.example/secret.ics"})
		}}
	},
	"ReadCalendars": func(t *testing.T) *sentence {
		d := followed(t)
		if _, err := d.Owner.Exec(t.Context(), `delete from river_job`); err != nil { // the first reading was done
			t.Fatal(err)
		}
		return &sentence{d: d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return w.ReadCalendars(t.Context()) }}
	},
	"ReadCalendar": func(t *testing.T) *sentence {
		d := followed(t)
		return &sentence{d: d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			return w.Fetching(func(context.Context, string) ([]byte, error) {
				return []byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260507T140000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"), nil
			}).ReadCalendar(t.Context(), base, 1)
		}}
	},
	"SendText": func(t *testing.T) *sentence {
		h := texting(t)
		h.decide(start.Add(-24 * time.Hour))
		return &sentence{d: h.Database, acts: 2, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { // being sent, then sent
			return w.SendText(t.Context(), base, nadia, 1, false)
		}}
	},
	"ReceiveText": func(t *testing.T) *sentence {
		h := texting(t).texted()
		return &sentence{d: h.Database, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			_, err := w.ReceiveText(t.Context(), h.posts("/texts/in", "MessageSid", "SM7", "From", herNumber, "Body", "YES"))
			return err
		}}
	},
	"TextReported": func(t *testing.T) *sentence {
		h := texting(t).texted()
		key := ask[string](t, h.Database, `select provider_key from texts`)
		return &sentence{d: h.Database, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			return w.TextReported(t.Context(), h.posts("/texts/report?text=1", "MessageSid", key, "MessageStatus", "delivered"), "1")
		}}
	},
	"MendLines": func(t *testing.T) *sentence {
		d, w, _ := overdue(t, noOutcome)
		lines := chosen(rows(t, d, w, desk, worklist.Filter{Kind: "visit_without_outcome"}))
		return &sentence{d: d, acts: 2, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { // one a line
			_, err := w.MendLines(t.Context(), posts(desk), workflow.WereSeen, lines)
			return err
		}}
	},
	"BreakGlass": func(t *testing.T) *sentence {
		d, _ := arrange(t, deskPeople, `
			begin;
			select begin_act('test', null, null, 'sample.load', '{10001}', true, '', '2026-05-04 15:00Z', true);
			insert into restrictions (client_id, reason, restricted_at) values (10001, 'Works here', clock());
			commit`)
		doors := practice.New(d.DB)
		n, err := doors.AddStaff(t.Context(), access.System(access.Console), practice.StaffForm{Name: "Ida Holm", Email: "ida@kestrel.example", Roles: []string{"clinician"}}, "an hour with a reason")
		if err != nil {
			t.Fatal(err)
		}
		return &sentence{d: d, say: func(c *dbtest.Cut, w *workflow.Workflow) error {
			return w.BreakGlass(t.Context(), access.StaffMember(n, "Ida Holm", access.Clinician), practice.New(c.DB), nadia, clients.GlassForm{Reason: "The pharmacy calls about a dose", Password: "an hour with a reason"})
		}}
	},
	"SendInvoice": func(t *testing.T) *sentence {
		h := invoiced(t)
		return &sentence{d: h.Database, say: func(_ *dbtest.Cut, w *workflow.Workflow) error {
			return w.SendInvoice(t.Context(), posts(desk), nadia, 1001)
		}}
	},
	"SendMail": func(t *testing.T) *sentence {
		h := invoiced(t)
		h.sendInvoice()
		return sends(&sentence{d: h.Database, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return w.SendMail(t.Context(), base, nadia, 1, false) }}, h)
	},
	"SendStaffMail": func(t *testing.T) *sentence {
		d, h := mailed(t)
		h.must(h.flow.RequestPasswordReset(t.Context(), access.Nobody(), "amara@kestrel.example"))
		return sends(&sentence{d: d, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return w.SendStaffMail(t.Context(), base, 1, false) }}, h)
	},
	"MailServerChanged": func(t *testing.T) *sentence {
		d, h := mailed(t)
		h.confirm()
		return &sentence{d: d, acts: 2, say: func(_ *dbtest.Cut, w *workflow.Workflow) error { return w.MailServerChanged(t.Context()) }} // hurry, then start what has no job
	},
	"ReceiveMail": func(t *testing.T) *sentence {
		d, h := mailed(t)
		h.must(h.send(h.confirm()))
		raw := "From: Nadia <nadia@home.example>\r\nTo: desk@kestrel.example\r\nMessage-ID: <a1@x>\r\nIn-Reply-To: <" + ask[string](t, d, `select mail_id from deliveries`) + "@practice.example>\r\nSubject: My card\r\n" +
			"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHere it is.\r\n--b\r\nContent-Type: text/plain; name=card.txt\r\nContent-Disposition: attachment; filename=card.txt\r\n\r\nLM 402 117 08\r\n--b--\r\n"
		m, err := mail.Read(strings.NewReader(raw))
		h.must(err)
		s := stored(t, d)
		s.say = func(_ *dbtest.Cut, w *workflow.Workflow) error {
			_, err := w.ReceiveMail(t.Context(), s.store, m)
			return err
		}
		return s
	},
	"Run": func(t *testing.T) *sentence { // of the import
		d := dbtest.New(t)
		folder := write(t, map[string]string{"a.json": bundleOf(ana, asthma, visit, weight, panel, `{"resourceType":"DocumentReference","id":"d1","status":"current","description":"Letter","subject":{"reference":"Patient/ana"},"content":[{"attachment":{"contentType":"text/plain","data":"SGVyZSBpdCBpcy4="}}]}`)})
		s := stored(t, d)
		s.say = func(c *dbtest.Cut, _ *workflow.Workflow) error {
			_, err := workflow.NewFHIRImport(c.DB, s.store).Run(t.Context(), folder)
			return err
		}
		return s
	},
}

// stored is a sentence that puts documents into a store of its own.
func stored(t *testing.T, d *dbtest.Database) *sentence {
	t.Helper()
	s := &sentence{d: d, kept: t.TempDir()}
	var err error
	if s.store, err = files.Open(t.Context(), s.kept); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.store.Close() })
	return s
}
