package practice

import (
	"context"

	"charthouse/internal/db"
)

func findSign(ctx context.Context, v *db.View) (Sign, error) {
	return db.One[Sign](ctx, v, `
		select coalesce(max(name), '') as name, coalesce(max(phone), '') as phone
		from practice`)
}

func findSettings(ctx context.Context, v *db.View) (SettingsForm, error) {
	return db.One[SettingsForm](ctx, v, `
		select coalesce(max(name), '') as name, coalesce(max(patient_word), 'patient') as patient_word,
		  coalesce(max(currency), 'USD') as currency, coalesce(max(zone), '') as zone,
		  coalesce(max(phone), '') as phone, coalesce(max(email), '') as email, coalesce(max(address), '') as address,
		  coalesce(max(npi), '') as npi, coalesce(max(tax_id), '') as tax_id,
		  coalesce(max(invoice_days), 14)::text as invoice_days, coalesce(max(pay_how), '') as pay_how,
		  coalesce(bool_or(online_booking), false) as online, coalesce(max(online_change_hours), 24)::text as change_hours,
		  coalesce(bool_or(feed_names), false) as feed_names
		from practice`)
}

func saveSettings(ctx context.Context, tx *db.Tx, f SettingsForm, days, change int) error {
	return tx.ExecOne(ctx, `
		insert into practice (name, patient_word, currency, zone, phone, email, address, npi, tax_id, invoice_days, pay_how, online_booking, online_change_hours, feed_names)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		on conflict (id) do update
		set name = $1, patient_word = $2, currency = $3, zone = $4, phone = $5, email = $6, address = $7,
		  npi = $8, tax_id = $9, invoice_days = $10, pay_how = $11, online_booking = $12, online_change_hours = $13, feed_names = $14`,
		f.Name, f.PatientWord, f.Currency, f.Zone, f.Phone, f.Email, f.Address, f.NPI, f.TaxID, days, f.PayHow, f.Online, change, f.FeedNames)
}

// lookAgain makes the files due in which something of a kind stands, or would
// stand after the change; of one field only, if one is named.
func lookAgain(ctx context.Context, tx *db.Tx, kind, field string) error {
	_, err := tx.Exec(ctx, `select look_again($1, $2)`, kind, field)
	return err
}

// countAgain queues the days on which money moved, for the sums of days.
func countAgain(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `select soil_money_days()`)
	return err
}
