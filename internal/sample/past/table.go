package past

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// table is rows that wait to be copied into one table of the schema.
type table struct {
	name    string
	columns []string
	last    int64 // the highest number given
	rows    [][]any
}

// tables are in the order in which one may point at another.
func tables() []*table {
	var out []*table
	for _, t := range strings.Split(strings.TrimSpace(shapes), "\n") {
		name, columns, _ := strings.Cut(strings.TrimSpace(t), ":")
		out = append(out, &table{name: name, columns: strings.Fields(columns)})
	}
	return out
}

const shapes = `
	trail: id at actor staff_id verb client_id allowed
	clients: id given family preferred birth_date sex pronouns language interpreter phone email prefers line1 city postcode opened_at
	client_facts: client_id field source verified_at verified_by
	contacts: id client_id name relation phone email emergency bill_payer may_discuss proxy
	alerts: id client_id text tone raised_at raised_by
	allergies: id client_id substance reaction severity recorded_at
	problems: id client_id label code code_system onset recorded_at
	medications: id client_id name directions recorded_at confirmed_at
	coverages: id client_id payer_id plan member_number group_number relation subscriber subscriber_birth copay_cents starts_on source verified_at verified_by
	bookings: id kind location_id zone starts_local starts_at ends_at
	booking_resources: booking_id resource_id held freed_at
	visits: id client_id booking_id visit_type_id clinician_id reason fee_cents coverage_id booked_at booked_by
	visit_marks: client_id visit_id kind at staff_id place_id reason
	observations: id client_id visit_id category code code_system label value value2 unit taken_at recorded_by
	packets: id client_id visit_id version_id made_at opened_at finished_at reviewed_at
	answers: client_id packet_id field value saved_at
	proposals: id client_id packet_id part field label was now decision decided_at decided_by
	notes: id client_id visit_id author_id template sections version started_at saved_at saved_by medicines_checked_at write_seconds
	note_diagnoses: id client_id note_id rank code label
	note_services: id client_id note_id service_id
	signatures: id client_id note_id staff_id at content hash
	entries: id client_id visit_id kind memo at staff_id reverses_id
	charges: id client_id visit_id note_id entry_id service_id code label units diagnoses cents at
	lines: id client_id entry_id charge_id account cents
	claims: id client_id visit_id coverage_id made_at
	payments: id client_id visit_id entry_id method cents reference received_at taken_by claim_id
	invoices: id client_id visit_id issued_on due_on made_at
	invoice_charges: client_id invoice_id charge_id
	conversations: id client_id kind subject opened_at pool last_at done_at outcome
	turns: id client_id conversation_id what outcome at by_id kind word waited_since
	messages: id client_id visit_id packet_id contact_id invoice_id conversation_id direction kind subject body sender written_at written_by
	deliveries: id client_id message_id address mail_id state tries made_at sent_at
	tasks: id client_id type_id title clinical role due_on evidence made_at made_by closed_at closed_by closed_why
	history: id trail_id at tbl row_id client_id op new
	blockers: id client_id visit_id kind subject_id field station fixer owner_id verb since due cents seen_at cleared_at cleared_by
`

// add gives a row its number, where the table has one, and keeps it.
func (w *Writer) add(name string, values ...any) int64 {
	t := w.tables[name]
	if t.columns[0] == "id" {
		t.last++
		values = append([]any{t.last}, values...)
	}
	t.rows = append(t.rows, values)
	w.waiting++
	return t.last
}

// flush copies all that waits.
func (w *Writer) flush(ctx context.Context) error {
	for _, t := range w.order {
		if len(t.rows) == 0 {
			continue
		}
		if _, err := w.tx.CopyFrom(ctx, pgx.Identifier{t.name}, t.columns, pgx.CopyFromRows(t.rows)); err != nil {
			return fmt.Errorf("copy into %s: %w", t.name, err)
		}
		t.rows = t.rows[:0]
	}
	w.waiting = 0
	return nil
}
