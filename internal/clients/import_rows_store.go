package clients

// Each statement takes the client, the source and the rows as JSON; a row whose
// number is there already is replaced. Contacts keep no source, but must still
// mention it: Postgres refuses a parameter of no type.
const (
	saveContacts = `
		insert into contacts as t (id, client_id, name, relation, phone, email, address, emergency, ended_at)
		overriding system value
		select r.id, $1, r.name, r.relation, r.phone, r.email, r.address, r.emergency, r.ended_at
		from json_to_recordset($3) as r (id bigint, name text, relation text, phone text, email text, address text,
		  emergency boolean, ended_at timestamptz)
		where $2::text <> ''
		on conflict (id) do update
		set name = excluded.name, relation = excluded.relation, phone = excluded.phone, email = excluded.email,
		  address = excluded.address, emergency = excluded.emergency, ended_at = excluded.ended_at, version = t.version + 1
		where t.client_id = excluded.client_id`

	saveCoverages = `
		insert into coverages as t (id, client_id, payer_id, plan, member_number, group_number, relation, subscriber,
		  subscriber_birth, subscriber_sex, copay_cents, rank, starts_on, ends_on, source, ended_at)
		overriding system value
		select r.id, $1, r.payer_id, r.plan, r.member_number, r.group_number, r.relation, r.subscriber, r.subscriber_birth,
		  r.subscriber_sex, r.copay_cents, r.rank, r.starts_on, r.ends_on, $2, r.ended_at
		from json_to_recordset($3) as r (id bigint, payer_id bigint, plan text, member_number text, group_number text,
		  relation text, subscriber text, subscriber_birth date, subscriber_sex text, copay_cents bigint, rank int,
		  starts_on date, ends_on date, ended_at timestamptz)
		on conflict (id) do update
		set payer_id = excluded.payer_id, plan = excluded.plan, member_number = excluded.member_number,
		  group_number = excluded.group_number, relation = excluded.relation, subscriber = excluded.subscriber,
		  subscriber_birth = excluded.subscriber_birth, subscriber_sex = excluded.subscriber_sex,
		  copay_cents = excluded.copay_cents, rank = excluded.rank, starts_on = excluded.starts_on,
		  ends_on = excluded.ends_on, ended_at = excluded.ended_at, version = t.version + 1
		where t.client_id = excluded.client_id`

	saveAllergies = `
		insert into allergies as t (id, client_id, substance, reaction, severity, code, code_system, since, recorded_at, source, ended_at)
		overriding system value
		select r.id, $1, r.substance, r.reaction, r.severity, r.code, r.code_system, r.since, r.recorded_at, $2, r.ended_at
		from json_to_recordset($3) as r (id bigint, substance text, reaction text, severity text, code text,
		  code_system text, since text, recorded_at timestamptz, ended_at timestamptz)
		on conflict (id) do update
		set substance = excluded.substance, reaction = excluded.reaction, severity = excluded.severity, code = excluded.code,
		  code_system = excluded.code_system, since = excluded.since, recorded_at = excluded.recorded_at,
		  ended_at = excluded.ended_at, version = t.version + 1
		where t.client_id = excluded.client_id`

	saveProblems = `
		insert into problems as t (id, client_id, label, code, code_system, onset, recorded_at, source, ended, ended_at)
		overriding system value
		select r.id, $1, r.label, r.code, r.code_system, r.onset, r.recorded_at, $2, r.ended, r.ended_at
		from json_to_recordset($3) as r (id bigint, label text, code text, code_system text, onset text,
		  recorded_at timestamptz, ended text, ended_at timestamptz)
		on conflict (id) do update
		set label = excluded.label, code = excluded.code, code_system = excluded.code_system, onset = excluded.onset,
		  recorded_at = excluded.recorded_at, ended = excluded.ended, ended_at = excluded.ended_at, version = t.version + 1
		where t.client_id = excluded.client_id`

	saveMedications = `
		insert into medications as t (id, client_id, name, directions, code, code_system, started, recorded_at, source, ended, ended_at)
		overriding system value
		select r.id, $1, r.name, r.directions, r.code, r.code_system, r.started, r.recorded_at, $2, r.ended, r.ended_at
		from json_to_recordset($3) as r (id bigint, name text, directions text, code text, code_system text, started text,
		  recorded_at timestamptz, ended text, ended_at timestamptz)
		on conflict (id) do update
		set name = excluded.name, directions = excluded.directions, code = excluded.code, code_system = excluded.code_system,
		  started = excluded.started, recorded_at = excluded.recorded_at, ended = excluded.ended,
		  ended_at = excluded.ended_at, version = t.version + 1
		where t.client_id = excluded.client_id`

	saveImmunizations = `
		insert into immunizations as t (id, client_id, vaccine, code, code_system, given, given_at, status, source)
		overriding system value
		select r.id, $1, r.vaccine, r.code, r.code_system, r.given, r.given_at, r.status, $2
		from json_to_recordset($3) as r (id bigint, vaccine text, code text, code_system text, given text,
		  given_at timestamptz, status text)
		on conflict (id) do update
		set vaccine = excluded.vaccine, code = excluded.code, code_system = excluded.code_system, given = excluded.given,
		  given_at = excluded.given_at, status = excluded.status
		where t.client_id = excluded.client_id`

	saveProcedures = `
		insert into procedures as t (id, client_id, label, code, code_system, performed, performed_at, status, source)
		overriding system value
		select r.id, $1, r.label, r.code, r.code_system, r.performed, r.performed_at, r.status, $2
		from json_to_recordset($3) as r (id bigint, label text, code text, code_system text, performed text,
		  performed_at timestamptz, status text)
		on conflict (id) do update
		set label = excluded.label, code = excluded.code, code_system = excluded.code_system, performed = excluded.performed,
		  performed_at = excluded.performed_at, status = excluded.status
		where t.client_id = excluded.client_id`

	saveReports = `
		insert into reports as t (id, client_id, title, code, code_system, issued_at, status, conclusion, source)
		overriding system value
		select r.id, $1, r.title, r.code, r.code_system, r.issued_at, r.status, r.conclusion, $2
		from json_to_recordset($3) as r (id bigint, title text, code text, code_system text, issued_at timestamptz,
		  status text, conclusion text)
		on conflict (id) do update
		set title = excluded.title, code = excluded.code, code_system = excluded.code_system, issued_at = excluded.issued_at,
		  status = excluded.status, conclusion = excluded.conclusion
		where t.client_id = excluded.client_id`

	saveObservations = `
		insert into observations as t (id, client_id, visit_id, category, code, code_system, label, value, value2, unit,
		  words, taken, taken_at, report_id, status, source)
		overriding system value
		select r.id, $1, nullif(r.visit_id, 0), r.category, r.code, r.code_system, r.label, r.value, r.value2, r.unit,
		  r.words, r.taken, r.taken_at, nullif(r.report_id, 0), r.status, $2
		from json_to_recordset($3) as r (id bigint, visit_id bigint, category text, code text, code_system text, label text,
		  value numeric, value2 numeric, unit text, words text, taken text, taken_at timestamptz, report_id bigint, status text)
		on conflict (id) do update
		set visit_id = coalesce(excluded.visit_id, t.visit_id), category = excluded.category, code = excluded.code,
		  code_system = excluded.code_system, label = excluded.label, value = excluded.value, value2 = excluded.value2,
		  unit = excluded.unit, words = excluded.words, taken = excluded.taken, taken_at = excluded.taken_at,
		  report_id = coalesce(excluded.report_id, t.report_id), status = excluded.status
		where t.client_id = excluded.client_id`

	saveDocuments = `
		insert into documents as t (id, client_id, visit_id, title, kind, media_type, bytes, sha256, received_at, source)
		overriding system value
		select r.id, $1, nullif(r.visit_id, 0), r.title, r.kind, r.media_type, r.bytes, decode(r.sha256, 'hex'), r.received_at, $2
		from json_to_recordset($3) as r (id bigint, visit_id bigint, title text, kind text, media_type text, bytes bigint,
		  sha256 text, received_at timestamptz)
		on conflict (id) do update
		set visit_id = coalesce(excluded.visit_id, t.visit_id), title = excluded.title, kind = excluded.kind,
		  media_type = excluded.media_type, bytes = excluded.bytes, sha256 = excluded.sha256, received_at = excluded.received_at
		where t.client_id = excluded.client_id`
)
