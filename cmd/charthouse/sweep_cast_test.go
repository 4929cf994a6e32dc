package main

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/civil"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/files"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/href"
)

var (
	manager = access.StaffMember(2, "Ingrid Solheim", access.Manager)
	desk    = access.StaffMember(3, "Tomasz Wieczorek", access.FrontDesk)
	people  = [][2]string{
		{strings.Repeat("Wolfeschlegel", 4), "Hausenbergerdorff-" + strings.Repeat("Featherstone", 4)},
		{"محمد عبد الرحمن", "الأنصاري"},
		{"諸葛", "孔明"},
	}
)

// born is everybody of these people.
const born = "1985-03-14"

// names opens files of people whose names are long, or written from the right,
// or in few wide letters, and books them on the day of named.
func (s *sweep) names() {
	s.t.Helper()
	for i, name := range people {
		in := clients.Details{Given: name[0], Family: name[1], BirthDate: born, Phone: "555 0142", City: strings.Repeat("Northgate", 6), Anyway: true}
		c, err := clients.New(s.DB).Create(s.t.Context(), desk, in)
		if err != nil {
			s.t.Fatal(err)
		}
		wish := scheduling.Wish{Clinician: "6", VisitType: "4", Day: s.named(), Start: fmt.Sprintf("09:%02d", 15*i), Reason: strings.Repeat("Palpitations", 8), Anyway: true}
		if _, err := workflow.New(s.DB).BookVisit(s.t.Context(), desk, c, wish); err != nil {
			s.t.Fatal(err)
		}
	}
}

// named is the day on which they come: after all that the sample plans.
func (s *sweep) named() string { return civil.Of(s.Clock.Now().AddDate(0, 0, 30), time.UTC).String() }

// shut restricts a file to Dr Okafor, and has the desk open it with a reason.
func (s *sweep) shut() {
	s.t.Helper()
	var c id.Client
	s.ask(&c, `select min(id) from clients where id not in (select client_id from visits) and id not in (select client_id from documents)`)
	if err := clients.New(s.DB).Restrict(s.t.Context(), manager, c, clients.RestrictionForm{Reason: "Works here as a clinician", Team: []string{"6"}}); err != nil {
		s.t.Fatal(err)
	}
	err := s.Write(s.t.Context(), desk, access.BreakGlass.On(c), func(tx *db.Tx) error {
		return clients.BreakGlassTx(s.t.Context(), tx, clients.GlassForm{Reason: "The pharmacy calls about a dose"})
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// give takes a payment from the first of people, and asks to give most of it back.
func (s *sweep) give() {
	s.t.Helper()
	var c id.Client
	s.ask(&c, called(people[0][0]))
	money := billing.New(s.DB)
	if _, err := money.TakePayment(s.t.Context(), desk, c, billing.PaymentForm{Amount: "400.00", Method: "card"}); err != nil {
		s.t.Fatal(err)
	}
	if _, err := money.Refund(s.t.Context(), manager, c, billing.RefundForm{Amount: "300.00", Method: "card", Reason: "Paid twice"}); err != nil {
		s.t.Fatal(err)
	}
}

// lapse has the licence of somebody run out: a line that is in nobody's file.
func (s *sweep) lapse() {
	s.t.Helper()
	_, err := s.Owner.Exec(s.t.Context(), `begin; select begin_act('test', null, null, 'sample.load', '{}', true, '', '`+s.Clock.Now().Format(time.RFC3339)+`', true);
	update staff set licence = 'MD 4471', licence_until = clock()::date + 20 where id = 1; select settle_practice(); commit`)
	if err != nil {
		s.t.Fatal(err)
	}
}

// letterLink is what another practice finds in the mail that asks it for a letter.
func (s *sweep) letterLink() (path string) {
	s.t.Helper()
	var c id.Client
	s.ask(&c, called(people[0][0]))
	request, err := workflow.New(s.DB).AskForLetter(s.t.Context(), desk, c, clients.RequestForm{
		Recipient: "Dr Weber, Harbour Cardiology", Email: "weber@harbour.example", Asks: "Your letter about the echocardiogram of March, please.",
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.mailer(access.DeliverMail.On(c), func(tx *db.Tx) error {
		token, err := intake.MintRequestLinkTx(s.t.Context(), tx, request)
		path = href.FormLink(token)
		return err
	})
	return path
}

// talkLink is what the first of people finds in the mail after the desk wrote.
func (s *sweep) talkLink() (path string) {
	s.t.Helper()
	var c id.Client
	s.ask(&c, called(people[0][0]))
	s.reachable(c)
	n, err := workflow.New(s.DB).StartTalk(s.t.Context(), desk, c, messaging.Starting{Kind: "administrative", To: "client", Subject: "Your card", Body: "Please bring it."})
	if err != nil {
		s.t.Fatal(err)
	}
	s.mailer(access.DeliverMail.On(c), func(tx *db.Tx) error {
		token, err := intake.MintTalkLinkTx(s.t.Context(), tx, n, 0)
		path = href.FormLink(token)
		return err
	})
	return path
}

// reachable gives the file an address to write to.
func (s *sweep) reachable(c id.Client) {
	s.t.Helper()
	err := s.Write(s.t.Context(), desk, access.EditClient.On(c), func(tx *db.Tx) error {
		return tx.ExecOne(s.t.Context(), `update clients set email = 'wolfe@home.example' where id = $1`, tx.Client())
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// picture is a PNG of one grey point.
var picture = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cch\x00\x00\x00\x82\x00\x81w\xcdr\xb6\x00\x00\x00\x00IEND\xaeB`\x82")

// files puts two papers into a file: a picture that everybody may open, and a
// clinical one that waits for its reader.
func (s *sweep) files(store *files.Store) {
	s.t.Helper()
	stored, err := store.Put(s.t.Context(), bytes.NewReader(picture), files.MaxSize)
	if err != nil {
		s.t.Fatal(err)
	}
	content := clients.Content{SHA256: stored.SHA256, Bytes: stored.Size, MediaType: stored.MediaType}
	var c id.Client
	s.ask(&c, `select min(client_id) from coverages`)
	for _, f := range []clients.DocumentForm{
		{Title: "Insurance card", Kind: "card"},
		{Title: "MRI of the knee, with the words of the radiologist in full", Kind: "report", Clinical: true, Reader: "6"},
	} {
		if _, err := clients.New(s.DB).AddDocument(s.t.Context(), desk, c, f, content); err != nil {
			s.t.Fatal(err)
		}
	}
}

// unfinishedForm is one that is out, of somebody who takes medicines.
const unfinishedForm = `select max(p.id) from packets p where p.finished_at is null and p.withdrawn_at is null
	and p.client_id in (select client_id from medications) and p.client_id in (select id from clients where birth_date is not null)`

// formLink is what the patient of that form finds in the mail.
func (s *sweep) formLink() string {
	s.t.Helper()
	return s.linkTo(unfinishedForm)
}

// linkTo is a new link to a form that is out; those before it open no more.
func (s *sweep) linkTo(form string) (path string) {
	s.t.Helper()
	var packet id.Packet
	var c id.Client
	s.ask(&packet, form)
	s.ask(&c, `select client_id from packets where id = `+packet.String())
	s.mailer(access.DeliverMail.On(c), func(tx *db.Tx) error {
		token, err := intake.MintLinkTx(s.t.Context(), tx, packet, 0, false)
		path = href.FormLink(token)
		return err
	})
	return path
}

// reminderLink is what somebody finds in the mail who is expected.
func (s *sweep) reminderLink() (path string) {
	s.t.Helper()
	var visit id.Visit
	var c id.Client
	s.ask(&visit, `select min(l.visit_id) from visit_lines l where l.starts_at > clock() and l.cancelled_at is null and not l.history`)
	s.ask(&c, `select client_id from visits where id = `+visit.String())
	s.mailer(access.DeliverMail.On(c), func(tx *db.Tx) error {
		token, err := intake.MintVisitLinkTx(s.t.Context(), tx, visit)
		path = href.ConfirmLink(token)
		return err
	})
	return path
}

// resetLink is what somebody who forgot their password finds in the mail.
func (s *sweep) resetLink() (path string) {
	s.t.Helper()
	s.mailer(access.DeliverMail.Practice(), func(tx *db.Tx) error {
		made, err := practice.RequestResetTx(s.t.Context(), tx, "kwame@kestrellane.example")
		if err != nil {
			return err
		}
		token, err := practice.MintResetTokenTx(s.t.Context(), tx, made.ID)
		path = href.Reset(token)
		return err
	})
	return path
}

func (s *sweep) mailer(act access.Act, do func(*db.Tx) error) {
	s.t.Helper()
	if err := s.Write(s.t.Context(), access.System(access.Mailer), act, do); err != nil {
		s.t.Fatal(err)
	}
}

// online lets patients book what the sample offers.
func (s *sweep) online() {
	s.t.Helper()
	err := s.Write(s.t.Context(), manager, access.EditSettings.Practice(), func(tx *db.Tx) error {
		if _, err := tx.Exec(s.t.Context(), `update practice set online_booking = true`); err != nil {
			return err
		}
		_, err := tx.Exec(s.t.Context(), `update visit_types set online = true where closed_at is null`)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// onlineKind is one that can be booked online.
func (s *sweep) onlineKind() (n id.VisitType) {
	s.t.Helper()
	s.ask(&n, `select min(id) from visit_types where online and closed_at is null`)
	return n
}

func (s *sweep) onlineTimes() string { return href.OnlineTimesOf(s.onlineKind().String(), "", "") }

// onlineTime is the next time that can be booked.
func (s *sweep) onlineTime() string {
	s.t.Helper()
	kind := s.onlineKind()
	slots, err := scheduling.New(s.DB).OnlineTimes(s.t.Context(), access.Nobody(), scheduling.Search{VisitType: kind.String()}, 1)
	if err != nil || len(slots) == 0 {
		s.t.Fatalf("nothing is free online: %v", err)
	}
	return scheduling.OnlineAt(kind, slots[0])
}

func (s *sweep) onlineDetails() string { return href.OnlineDetailsOf(s.onlineTime()) }

// visitLink is what somebody with a long name finds in the mail after they booked online.
func (s *sweep) visitLink() (path string) {
	s.t.Helper()
	err := workflow.New(s.DB).BookOnline(s.t.Context(), access.Nobody(), workflow.OnlineBooking{
		OnlineWish: scheduling.OnlineWish{At: s.onlineTime()},
		Stranger:   clients.Stranger{Given: people[0][0], Family: people[0][1] + " II", BirthDate: "1990-02-03", Email: "second@home.example", Phone: "555 0177 01"},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	var c id.Client
	var v id.Visit
	s.ask(&c, `select client_id from visits where online order by id desc limit 1`)
	s.ask(&v, `select max(id) from visits where online`)
	s.mailer(access.DeliverMail.On(c), func(tx *db.Tx) error {
		token, err := intake.MintBookingLinkTx(s.t.Context(), tx, v)
		path = href.FormLink(token)
		return err
	})
	return path
}

// freed has somebody with a long name wait, and a visit be cancelled whose time is
// offered to them.
func (s *sweep) freed() {
	s.t.Helper()
	var c, whose id.Client
	var v id.Visit
	var kind id.VisitType
	coming := ` from visit_lines l join visits v on v.client_id = l.client_id and v.id = l.visit_id where l.starts_at between clock() + interval '2 days' and clock() + interval '9 days'
		and l.cancelled_at is null and not l.history and l.client_id not in (select client_id from restrictions) order by l.starts_at, v.id limit 1`
	s.ask(&whose, `select v.client_id`+coming)
	s.ask(&v, `select v.id`+coming)
	s.ask(&kind, `select v.visit_type_id`+coming)
	s.ask(&c, `select max(id) from clients where family like '%`+people[0][1]+`%' and id <> `+whose.String())
	if _, err := scheduling.New(s.DB).AddWait(s.t.Context(), desk, c, scheduling.WaitForm{Type: kind.String(), Urgency: "urgent", Remark: "Asked for the next time there is."}); err != nil {
		s.t.Fatal(err)
	}
	if err := workflow.New(s.DB).CancelVisit(s.t.Context(), desk, whose, v, "Asked for another day"); err != nil {
		s.t.Fatal(err)
	}
	s.mailer(access.DeliverMail.On(c), func(tx *db.Tx) error {
		return tx.ExecOne(s.t.Context(), `
			insert into slot_offers (client_id, wait_id, opening_id, made_at, expires_at, state)
			select $1, max(w.id), (select max(id) from openings), clock(), clock() + interval '1 hour', 'offered' from waits w where w.client_id = $1`, c)
	})
}

// offerLink is what somebody finds in the mail who waits.
func (s *sweep) offerLink() (path string) {
	s.t.Helper()
	var c id.Client
	var n id.SlotOffer
	s.ask(&c, `select client_id from slot_offers order by id desc limit 1`)
	s.ask(&n, `select max(id) from slot_offers`)
	s.mailer(access.DeliverMail.On(c), func(tx *db.Tx) error {
		token, err := intake.MintOfferLinkTx(s.t.Context(), tx, n)
		path = href.OfferLink(token)
		return err
	})
	return path
}

func (s *sweep) onlineWaitlist() string { return href.OnlineWaitlistOf(s.onlineKind().String(), "") }
