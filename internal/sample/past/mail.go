package past

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strings"
	"time"

	"charthouse/internal/id"
	"charthouse/internal/sample/life"
)

// mail is a message of the house to who reads mail, as it was sent a minute later.
func (w *Writer) mail(v *life.Visit, kind string, at time.Time) {
	p := v.Person
	to, name, contact := p.Email, p.Preferred, any(nil)
	if name == "" {
		name = p.Given
	}
	if to == "" && len(p.Contacts) > 0 && p.Contacts[0].Proxy && kind == "form" {
		return // who acts for them gets links by hand
	}
	if to == "" {
		return
	}
	subject, body := w.words(v, kind, name)
	var packet, invoice, by any
	if kind == "form" {
		packet = v.Packet
	}
	if kind == "invoice" {
		invoice, by = v.Invoice, w.house.Biller.ID
	}
	n := id.Message(w.add("messages", p.Number, visitOf(v, kind), packet, contact, invoice, nil, "out", kind, subject, body, "", at, by))
	w.add("deliveries", p.Number, n, to, mailID(int64(n)), "sent", 1, at, at.Add(time.Minute))
}

func visitOf(v *life.Visit, kind string) any {
	if kind == "invoice" {
		return nil
	}
	return v.Number
}

// mailID is as random as one of the product looks, and the same each time.
func mailID(n int64) string {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("mail"), uint64(n)))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:26])
}

// words are those that internal/messaging writes.
func (w *Writer) words(v *life.Visit, kind, name string) (subject, body string) {
	h, local := w.house, v.Start.In(w.house.Zone)
	when, day := local.Format("Monday 2 January 2006, 15:04"), local.Format("Monday 2 January")
	short, call := local.Format("Monday 2 January, 15:04"), "call "+h.Phone
	parts := []string{"Hello " + name + ","}
	switch kind {
	case "confirmation":
		subject = h.Name + ": " + short
		parts = append(parts, "You are booked at "+h.Name+":", when+"\n"+v.Shift.Place+"\n"+v.Shift.Address, "If you cannot come, please "+call+".")
	case "cancellation":
		subject = h.Name + ": cancelled, " + short
		parts = append(parts, "Your time at "+h.Name+" is cancelled:", when, "You need not do anything. To find another time, please "+call+".")
	case "form":
		subject = h.Name + ": please fill in a form before " + day
		parts = append(parts, "Before you come to "+h.Name+" on "+day+", please answer a few questions:", "[the link is in the mail only]",
			"It takes a few minutes on a phone. You can stop and come back. The link is for you alone: please do not pass it on.",
			"If it does not open, or you open it on another device, please "+call+" and we send a new one.")
	case "invoice":
		subject = h.Name + ": invoice " + v.Invoice.String()
		parts = append(parts, "Invoice "+v.Invoice.String()+" is attached. It is due on "+v.Due.Format("2 January 2006")+", and says how to pay.",
			"If something on it is not right, please "+call+".")
	}
	return subject, strings.Join(append(parts, h.Name), "\n\n") + "\n"
}

func (w *Writer) mailInvoice(v *life.Visit, at time.Time) error {
	if v.Invoice != 0 && v.Owes > 0 {
		w.mail(v, "invoice", at)
	}
	return nil
}
