package today_test

import (
	"net/http"
	"testing"

	"charthouse/web/href"
)

const missedFee = `
	insert into services (code, label, cents) values ('MISSED', 'Missed visit', 5000);
	update visit_types set no_show_service_id = 2, late_service_id = 2, late_hours = 24, recall_months = 6`

func TestAMissedVisitSaysWhatItCostsAndItsUndoingThatItDoesNot(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	h.owned(t, missedFee)
	v := h.book(t, c, 3, 1, 10*60)
	h.at(10, 30)
	b := h.as(t, 1)
	b.post(href.Mark(c, v, "no_show"))
	wantWords(t, b.get(href.Visit(c, v)), http.StatusOK, "Nadia Haddad did not come. $50.00 is charged for it.", "Charged done, as missed", "Undo no-show", "Coming again")
	b.post(href.Unmark(c, v, "no_show"))
	wantWords(t, b.get(href.Visit(c, v)), http.StatusOK, "Nadia Haddad is as before.", "Mark arrived")
}

func TestTheChargeForCancellingLateIsOfferedWhenItIsLate(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	h.owned(t, missedFee)
	v := h.book(t, c, 3, 1, 10*60)
	b := h.as(t, 1)
	wantWords(t, b.get(href.Visit(c, v)), http.StatusOK, "The patient cancels late: charge $50.00")
	b.post(href.CancelVisit(c, v), "reason", "Asked for another day", "charge", "on")
	wantWords(t, b.get(href.Visit(c, v)), http.StatusOK, "Nadia Haddad is cancelled; the time is free. $50.00 is charged for it.")
	b.post(href.UncancelVisit(c, v))
	b.post(href.CancelVisit(c, v), "reason", "The clinician is ill")
	if a := b.get(href.Visit(c, v)); a.status != http.StatusOK {
		t.Fatal(a.status)
	}
	h.owned(t, `do $$ begin assert (select sum(cents) from lines where account = 'client_receivable') = 0, 'something is owed'; end $$`)
}

func TestWhyNobodyBooksAgainIsAskedAndKept(t *testing.T) {
	h := open(t)
	h.at(9, 0)
	c := h.client(t, "Nadia Haddad")
	h.owned(t, missedFee)
	v := h.book(t, c, 3, 1, 10*60)
	b := h.as(t, 1)
	wantWords(t, b.get(href.Again(c, v)), http.StatusOK, "come again after 6 months. It counts once they were seen.")
	wantWords(t, b.post(href.EndAgain(c, v), "why", "Moved away"), http.StatusConflict, "neither seen nor missed")
	h.at(10, 40)
	b = h.as(t, 1) // half an hour without a look signs out
	b.post(href.Mark(c, v, "seen"))
	wantWords(t, b.get(href.Again(c, v)), http.StatusOK, "That is from 4 Nov 2026.", "Book again")
	wantWords(t, b.post(href.EndAgain(c, v), "why", ""), http.StatusUnprocessableEntity, "Say why in a word or two")
	wantWords(t, b.post(href.Again(c, v), "months", "half a year"), http.StatusUnprocessableEntity, "Write months, from 1 to 120.")
	b.post(href.Again(c, v), "months", "3")
	wantWords(t, b.get(href.Again(c, v)), http.StatusOK, "For this person it is 3 months: from 4 Aug 2026.")
	b.post(href.EndAgain(c, v), "why", "Moved away")
	wantWords(t, b.get(href.Again(c, v)), http.StatusOK, "Nobody books again: Moved away. Said by Tomasz Wieczorek", "Ask again")
	b.post(href.ResumeAgain(c, v))
	wantWords(t, b.get(href.Again(c, v)), http.StatusOK, "Book again")
	wantWords(t, b.get(href.Again(c, 4242)), http.StatusNotFound)
	wantWords(t, b.post(href.ResumeAgain(c, 4242)), http.StatusNotFound)
	wantWords(t, b.post(href.EndAgain(c, 4242), "why", "Moved away"), http.StatusNotFound)
}
