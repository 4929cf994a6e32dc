package billing

import (
	"strings"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/id"
)

// Paper is what stands on a sheet besides its sums: who writes, to whom, about
// whose visit.
type Paper struct {
	Practice    string
	Address     string // of the practice, line by line
	Phone       string
	Email       string
	NPI         string
	TaxID       string
	PayHow      string
	Currency    string
	Zone        string
	Client      string // as the law names them: invoices are papers
	BirthDate   civil.Date
	Home        []string // the lines of the address
	BillPayer   string   // who pays the bills, where that is not the client
	BillAddress string
	VisitType   string
	Clinician   string
	StartsLocal *time.Time // wall time, labelled UTC; nil without a visit
	Payer       string     // of the visit; empty for self-pay
	PayerOwes   bool       // the payer has not answered for all of it
}

// From is the practice's head: its address and how to reach it.
func (p Paper) From() []string {
	out := nonempty(strings.Split(p.Address, "\n")...)
	return append(out, nonempty(p.Phone, p.Email)...)
}

// To is who is asked, and where they live.
func (p Paper) To() (name string, address []string) {
	if p.BillPayer != "" {
		return p.BillPayer, nonempty(strings.Split(p.BillAddress, "\n")...)
	}
	return p.Client, nonempty(p.Home...)
}

func nonempty(words ...string) (out []string) {
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// Receipt is a payment on paper: what it was put to, and what was left to pay
// when it came. Both stay as they were, whatever comes later.
type Receipt struct {
	Payment
	Paper     Paper
	Parts     []Part
	Remaining Cents

	Adjustment Cents // of a payer's answer: what the contract took off
	Patient    Cents // and what it left to the client
}

// Part is what some of a payment was put to: a charge, or credit.
type Part struct {
	At      *time.Time // of the charge; nil is credit
	Code    string
	Label   string
	VisitID id.Visit
	Cents   Cents
}
