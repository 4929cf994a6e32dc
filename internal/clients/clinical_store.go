package clients

import (
	"context"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

func listAllergies(ctx context.Context, v *db.View) ([]Allergy, error) {
	return db.Many[Allergy](ctx, v, `
		select id, substance, reaction, severity, since, recorded_at, source, version
		from allergies
		where client_id = $1 and ended_at is null
		order by array_position('{severe,moderate,mild}', severity) nulls last, id
		limit 200`, v.Client())
}

func listProblems(ctx context.Context, v *db.View) ([]Problem, error) {
	return db.Many[Problem](ctx, v, `
		select id, label, code, onset, recorded_at, source, version
		from problems
		where client_id = $1 and ended_at is null
		order by onset, id
		limit 200`, v.Client())
}

func listMedications(ctx context.Context, v *db.View) ([]Medication, error) {
	return db.Many[Medication](ctx, v, `
		select id, name, directions, started, recorded_at, source, confirmed_at, version
		from medications
		where client_id = $1 and ended_at is null
		order by lower(name), id
		limit 200`, v.Client())
}

func insertAllergy(ctx context.Context, tx *db.Tx, in AllergyForm, source string) (id.Allergy, error) {
	return insertRow[id.Allergy](ctx, tx, "allergies", `
		insert into allergies (client_id, substance, reaction, severity, since, recorded_at, source)
		values ($1, $2, $3, $4, $5, clock(), $6)
		returning id`, tx.Client(), in.Substance, in.Reaction, in.Severity, in.Since, source)
}

func updateAllergy(ctx context.Context, tx *db.Tx, a id.Allergy, in AllergyForm) error {
	n, err := tx.Exec(ctx, `
		update allergies
		set substance = $4, reaction = $5, severity = $6, since = $7,
		  code = case when substance = $4 then code else '' end, version = version + 1
		where client_id = $1 and id = $2 and version = $3 and ended_at is null`,
		tx.Client(), a, in.Version, in.Substance, in.Reaction, in.Severity, in.Since)
	if err != nil {
		return err
	}
	return staleUnless(ctx, tx, n, "allergies", int64(a))
}

func endAllergy(ctx context.Context, tx *db.Tx, row int64, over bool) error {
	return endRow(ctx, tx, "allergies", row, over)
}

func insertProblem(ctx context.Context, tx *db.Tx, in ProblemForm, source string) (id.Problem, error) {
	return insertRow[id.Problem](ctx, tx, "problems", `
		insert into problems (client_id, label, code, code_system, onset, recorded_at, source)
		values ($1, $2, $3, case when $3 <> '' then 'http://hl7.org/fhir/sid/icd-10-cm' else '' end, $4, clock(), $5)
		returning id`, tx.Client(), in.Label, in.Code, in.Onset, source)
}

func updateProblem(ctx context.Context, tx *db.Tx, p id.Problem, in ProblemForm) error {
	n, err := tx.Exec(ctx, `
		update problems
		set label = $4, code = $5, onset = $6, version = version + 1,
		  code_system = case when $5 = code then code_system when $5 = '' then '' else 'http://hl7.org/fhir/sid/icd-10-cm' end
		where client_id = $1 and id = $2 and version = $3 and ended_at is null`,
		tx.Client(), p, in.Version, in.Label, in.Code, in.Onset)
	if err != nil {
		return err
	}
	return staleUnless(ctx, tx, n, "problems", int64(p))
}

func endProblem(ctx context.Context, tx *db.Tx, row int64, over bool) error {
	return endDated(ctx, tx, "problems", row, over)
}

func insertMedication(ctx context.Context, tx *db.Tx, in MedicationForm, source string) (id.Medication, error) {
	return insertRow[id.Medication](ctx, tx, "medications", `
		insert into medications (client_id, name, directions, started, recorded_at, source, confirmed_at)
		values ($1, $2, $3, $4, clock(), $5, case when $5 = '' then clock() end)
		returning id`, tx.Client(), in.Name, in.Directions, in.Started, source)
}

func updateMedication(ctx context.Context, tx *db.Tx, m id.Medication, in MedicationForm) error {
	n, err := tx.Exec(ctx, `
		update medications
		set name = $4, directions = $5, started = $6, confirmed_at = clock(),
		  code = case when name = $4 then code else '' end, version = version + 1
		where client_id = $1 and id = $2 and version = $3 and ended_at is null`,
		tx.Client(), m, in.Version, in.Name, in.Directions, in.Started)
	if err != nil {
		return err
	}
	return staleUnless(ctx, tx, n, "medications", int64(m))
}

func endMedication(ctx context.Context, tx *db.Tx, row int64, over bool) error {
	return endDated(ctx, tx, "medications", row, over)
}

// endDated is endRow for what also says in words when it ended.
func endDated(ctx context.Context, tx *db.Tx, table string, row int64, over bool) error {
	return tx.ExecOne(ctx, `
		update `+table+`
		set ended_at = case when $3 then clock() end, ended = case when $3 then today()::text else '' end
		where client_id = $1 and id = $2`, tx.Client(), row, over)
}

func confirmMedications(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `
		update medications
		set confirmed_at = clock()
		where client_id = $1 and ended_at is null`, tx.Client())
	return err
}
