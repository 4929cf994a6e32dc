package sample

import (
	"context"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/sample/life"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
)

// act does through the doors what happened, by the person whose turn it is. What
// a visit needs and could not be done, since somebody was faster, is left out.
func (l *loader) act(ctx context.Context, e life.Event) error {
	if e.What == life.Opened {
		return l.welcome(ctx, e.Person)
	}
	v := e.Visit
	if v == nil || v.Number == 0 && e.What != life.Booked {
		return nil // what is besides visits has acts of its own: talk, ask
	}
	do := map[life.Happening]func(context.Context, *life.Visit) error{
		life.Booked: l.book, life.Cancelled: l.cancel, life.FormFinished: l.answer,
		life.Arrived: l.marks(scheduling.MarkArrived), life.Roomed: l.marks(scheduling.MarkRoomed),
		life.With: l.marks(scheduling.MarkWith), life.Ready: l.marks(scheduling.MarkReady), life.Seen: l.marks(scheduling.MarkSeen),
		life.Missed: l.marks(scheduling.MarkNoShow), life.PaidAtDesk: l.payAtDesk, life.NoteWritten: l.write, life.NoteSigned: l.sign,
		life.InvoiceMailed: l.mailInvoice, life.PayerAnswered: l.answered, life.PayerAnsweredAgain: l.answeredAgain, life.ClientPaid: l.pay,
	}[e.What]
	if do == nil {
		return nil
	}
	if err := do(ctx, v); fault.KindOf(err) != fault.Conflict {
		return err
	}
	return nil
}

func (l *loader) book(ctx context.Context, v *life.Visit) (err error) {
	at := v.Start.In(l.zone)
	v.Number, err = workflow.New(l.db).BookVisit(ctx, l.actor(v.Desk.ID), v.Person.Number, scheduling.Wish{
		Clinician: v.With.ID.String(), VisitType: v.Kind.ID.String(), Location: v.Shift.Location.String(),
		Day: at.Format("2006-01-02"), Start: at.Format("15:04"), Reason: v.Reason, Anyway: true,
	})
	if err != nil || !v.Kind.Form {
		return err
	}
	return l.packet(ctx, v)
}

func (l *loader) actor(n id.Staff) access.Actor { return l.set.actors[n] }

func (l *loader) cancel(ctx context.Context, v *life.Visit) error {
	return workflow.New(l.db).CancelVisit(ctx, l.actor(v.Desk.ID), v.Person.Number, v.Number, "Asked for another day")
}

// marks says what the desk sees. Of one in twenty nobody said how their visit ended.
func (l *loader) marks(kind scheduling.MarkKind) func(context.Context, *life.Visit) error {
	return func(ctx context.Context, v *life.Visit) error {
		if kind == scheduling.MarkSeen {
			if l.came++; l.came%20 == 6 {
				return nil
			}
			l.shown = append(l.shown, v)
		}
		return scheduling.New(l.db).Mark(ctx, l.actor(v.Desk.ID), v.Person.Number, v.Number, scheduling.Mark{Kind: kind})
	}
}

// payAtDesk is the copay as most leave, or all of it.
func (l *loader) payAtDesk(ctx context.Context, v *life.Visit) error {
	cents := v.Kind.Cents
	if c := v.Person.Cover; c != nil {
		cents = min(c.Copay, cents)
	}
	v.Credit += cents
	return l.take(ctx, l.actor(v.Desk.ID), v, cents)
}

func (l *loader) take(ctx context.Context, who access.Actor, v *life.Visit, cents int64) error {
	if cents <= 0 {
		return nil
	}
	return drop(billing.New(l.db).TakePayment(ctx, who, v.Person.Number, billing.PaymentForm{Visit: v.Number.String(), Amount: typed(cents), Method: v.Method}))
}

// pay is what the client still owes on a copied charge, or on one made in these days.
func (l *loader) pay(ctx context.Context, v *life.Visit) error {
	owes := v.Owes
	if v.Charge == 0 && v.Person.Cover == nil {
		owes = v.Kind.Cents - v.Credit
	}
	v.Owes = 0
	return l.take(ctx, l.set.biller, v, owes)
}

// write keeps the note as the clinician types: every fifth is saved minute by
// minute, so that there is something to say of how long they write.
func (l *loader) write(ctx context.Context, v *life.Visit) error {
	if (l.came+1)%20 == 6 {
		return nil // nobody will say how it ended
	}
	if err := l.measure(ctx, v); err != nil {
		return err
	}
	draft := docs.Draft{Sections: v.Words, Diagnoses: []string{v.Code[0]}, Services: []string{v.Kind.Service.String()}, Checked: true, Form: "sample"}
	if l.wrote++; l.wrote%14 == 4 {
		draft.Services = nil // seen and signed, but nothing charged
	}
	saves := 1
	if l.wrote%5 == 0 {
		saves += min(v.Seconds/60, 6)
	}
	for nth := range saves {
		draft.Edit++
		draft.Sections = typedSoFar(v.Words, nth+1, saves)
		if err := l.save(ctx, v, draft); err != nil {
			return err
		}
		if l.at = l.at.Add(58 * time.Second); l.at.After(l.now) {
			break
		}
	}
	return nil
}

// typedSoFar is the note after so many of all minutes.
func typedSoFar(words map[string]string, nth, of int) map[string]string {
	out := make(map[string]string, len(words))
	for key, text := range words {
		letters := []rune(text)
		out[key] = string(letters[:len(letters)*nth/of])
	}
	return out
}

func (l *loader) save(ctx context.Context, v *life.Visit, draft docs.Draft) (err error) {
	v.Note, err = db.Make(ctx, l.db, l.actor(v.With.ID), access.WriteNote.On(v.Person.Number), func(tx *db.Tx) (id.Note, error) {
		n, err := docs.SaveTx(ctx, tx, v.Number, draft)
		return n.ID, err
	})
	return err
}

func (l *loader) measure(ctx context.Context, v *life.Visit) error {
	if v.Pressure[0] == 0 {
		return nil
	}
	in := clients.VitalsForm{Pressure: fmt.Sprintf("%d/%d", v.Pressure[0], v.Pressure[1]), Pulse: fmt.Sprint(v.Pulse), Weight: fmt.Sprintf("%.1f", v.Weight), Anyway: true}
	return drop(workflow.New(l.db).RecordVitals(ctx, l.actor(v.With.ID), v.Person.Number, v.Number, in))
}

func (l *loader) sign(ctx context.Context, v *life.Visit) error {
	if v.Note == 0 {
		return nil
	}
	return workflow.New(l.db).SignNote(ctx, l.actor(v.With.ID), v.Person.Number, v.Note)
}

func (l *loader) mailInvoice(ctx context.Context, v *life.Visit) error {
	if v.Invoice == 0 || v.Owes == 0 || v.Person.Email == "" {
		return nil
	}
	return workflow.New(l.db).SendInvoice(ctx, l.set.biller, v.Person.Number, v.Invoice)
}

// answered is a payer's answer to a claim of before these days.
func (l *loader) answered(ctx context.Context, v *life.Visit) error {
	if v.Claim == 0 || v.Payer <= 0 {
		return nil
	}
	fee, copay := v.Kind.Cents, v.Kind.Cents-v.Payer
	adjusted := int64(float64(v.Payer)*v.Person.Cover.Payer.Adjusts) / 100 * 100
	in := billing.PayerPaymentForm{Paid: typed(v.Payer - adjusted), Adjustment: typed(adjusted), Patient: typed(copay), Method: "transfer", Reference: v.Person.Cover.Payer.Remittance(l.at)}
	switch {
	case v.Denied && v.Again.IsZero():
		in.Paid, in.Adjustment, in.Patient = "0", "0", typed(fee)
	case v.Denied:
		in.Paid, in.Adjustment = "0", typed(v.Payer)
	}
	var err error
	v.Denial, err = billing.New(l.db).TakePayerPayment(ctx, l.set.biller, v.Person.Number, v.Claim, in)
	v.Payer, v.Denied = 0, false
	return err
}

// answeredAgain takes a denial back, and posts what the payer paid after all.
func (l *loader) answeredAgain(ctx context.Context, v *life.Visit) error {
	if v.Denial == 0 || v.Adjusted == 0 {
		return nil
	}
	why := billing.ReverseForm{Reason: "Paid after the records were sent"}
	if err := billing.New(l.db).ReversePayment(ctx, l.set.biller, v.Person.Number, v.Denial, why); err != nil {
		return err
	}
	v.Payer, v.Adjusted = v.Adjusted, 0
	return l.answered(ctx, v)
}

// welcome opens a file at the desk, with what people say about themselves.
func (l *loader) welcome(ctx context.Context, p *life.Person) error {
	door, e := clients.New(l.db), errs{}
	c, err := door.Create(ctx, l.set.desk, clients.Details{
		Given: p.Given, Family: p.Family, Preferred: p.Preferred, BirthDate: p.Born.String(), Sex: p.Sex, Pronouns: p.Pronouns, Language: p.Language,
		Interpreter: p.Interpreter, Phone: p.Phone, Email: p.Email, Prefers: p.Prefers, Line1: p.Line1, City: p.City, Postcode: p.Postcode, Anyway: true,
	})
	if err != nil {
		return fmt.Errorf("open a file: %w", err)
	}
	p.Number = c
	for _, x := range p.Contacts {
		keep(&e, 0, drop(door.AddContact(ctx, l.set.desk, c, clients.ContactForm{
			Name: x.Name, Relation: x.Relation, Phone: x.Phone, Email: x.Email, Emergency: x.Emergency, BillPayer: x.PaysTheBill, MayDiscuss: x.Discuss, Proxy: x.Proxy,
		})))
	}
	if x := p.Cover; x != nil {
		x.Number = keep2[id.Coverage](&e)(workflow.New(l.db).AddCoverage(ctx, l.set.desk, c, clients.CoverageForm{
			Payer: x.Payer.ID.String(), Plan: x.Plan, MemberNumber: x.Member, GroupNumber: x.Group, Relation: x.Relation, Subscriber: x.Subscriber,
			SubscriberBirth: x.SubscriberBirth.String(), Copay: typed(x.Copay), Rank: "1", StartsOn: x.Since.String(),
		}))
	}
	return e.err
}

func drop[T any](_ T, err error) error { return err }
