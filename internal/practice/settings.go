package practice

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
)

// Sign is what stands at the door: the practice's name, and whom to call.
type Sign struct {
	Name, Phone string
}

// LookAtSign answers what a visitor may know of the practice.
func (s *Service) LookAtSign(ctx context.Context, who access.Actor) (sign Sign, err error) {
	err = s.db.Read(ctx, who, access.SeePractice.Practice(), func(v *db.View) error {
		sign, err = findSign(ctx, v)
		return err
	})
	return sign, err
}

// SettingsForm is what is typed about the practice, and how it comes back.
type SettingsForm struct {
	Name        string `form:"name"`
	PatientWord string `form:"patient_word"`
	Currency    string `form:"currency"`
	Zone        string `form:"zone"`
	Phone       string `form:"phone"`
	Email       string `form:"email"`
	Address     string `form:"address"`
	NPI         string `form:"npi"`
	TaxID       string `form:"tax_id"`
	InvoiceDays string `form:"invoice_days"`
	PayHow      string `form:"pay_how"`

	Online      bool   `form:"online"`       // patients may book by themselves
	FeedNames   bool   `form:"feed_names"`   // clinicians' own calendars may name patients
	ChangeHours string `form:"change_hours"` // until so many before, they may move or cancel what they booked; empty: 24
}

// Settings answers the practice's settings; a new practice has the defaults.
func (s *Service) Settings(ctx context.Context, who access.Actor) (f SettingsForm, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		f, err = findSettings(ctx, v)
		return err
	})
	return f, err
}

// EditSettings keeps what was typed. Another time zone has the invoices looked at
// again and the days of the ledger counted again: they end at another instant.
func (s *Service) EditSettings(ctx context.Context, who access.Actor, f SettingsForm) error {
	days, change, err := f.check()
	if err != nil {
		return err
	}
	return s.db.Write(ctx, who, access.EditSettings.Practice(), func(tx *db.Tx) error {
		was, err := findSettings(ctx, &tx.View)
		if err != nil {
			return err
		}
		if err := saveSettings(ctx, tx, f, days, change); err != nil || was.Zone == f.Zone {
			return err
		}
		if err := countAgain(ctx, tx); err != nil {
			return err
		}
		if err := lookAgain(ctx, tx, "task_due", ""); err != nil {
			return err
		}
		return lookAgain(ctx, tx, "invoice_overdue", "")
	})
}

var currency = regexp.MustCompile(`^[A-Z]{3}$`)

// check reads the numbers: days until an invoice is due, hours until which a visit may change.
func (f SettingsForm) check() (days, change int, err error) {
	var c fault.Check
	c.Unless(f.Name != "", "name", "Name the practice: it stands on invoices, letters and mails.")
	c.Unless(len(f.Name) <= 200, "name", "Use at most 200 characters.")
	c.Unless(f.PatientWord == "patient" || f.PatientWord == "client", "patient_word", "Choose one of the two words.")
	c.Unless(currency.MatchString(f.Currency), "currency", "Choose the currency of your invoices.")
	c.Unless(knownZone(f.Zone), "zone", "Choose the time zone that your clocks show.")
	if f.Email != "" {
		checkEmail(&c, "email", f.Email)
	}
	checkNPI(&c, "npi", f.NPI)
	days, err = strconv.Atoi(f.InvoiceDays)
	c.Unless(err == nil && days >= 0 && days <= 365, "invoice_days", "Write a number of days from 0 to 365.")
	c.Unless(len(f.PayHow) <= 1000, "pay_how", "Use at most 1,000 characters.")
	change, err = hours(f.ChangeHours)
	c.Unless(err == nil && change >= 0 && change <= 720, "change_hours", "Write a number of hours from 0 to 720.")
	return days, change, c.Fault()
}

func hours(typed string) (int, error) {
	if typed == "" {
		return 24, nil
	}
	return strconv.Atoi(typed)
}

// knownZone asks for a name of the time zone database. Local would mean another
// zone on another machine.
func knownZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "" && !strings.EqualFold(name, "local")
}
