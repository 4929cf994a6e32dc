-- The schema as the migrations leave it, for readers. Written by a test; never run.

table absences -- practice: when somebody is away, both days included, and who stands in
  id bigint not null identity
  staff_id bigint not null
  from_on date not null
  until_on date not null
  stand_in bigint
  made_at timestamp with time zone not null default clock()
  absences_check CHECK (((until_on >= from_on) AND (until_on <= (from_on + 366))))
  absences_check1 CHECK ((stand_in <> staff_id))
  absences_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  absences_stand_in_fkey FOREIGN KEY (stand_in) REFERENCES staff(id)
  absences_pkey PRIMARY KEY (id)
  absences_overlap EXCLUDE USING gist (staff_id WITH =, daterange(from_on, until_on, '[]'::text) WITH &&)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.absences FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.absences FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table addenda -- documentation: addenda to signed notes
  id bigint not null identity
  client_id bigint not null
  note_id bigint not null
  staff_id bigint not null
  at timestamp with time zone not null
  text text not null
  addenda_text_check CHECK ((text <> ''::text))
  addenda_client_id_note_id_fkey FOREIGN KEY (client_id, note_id) REFERENCES signatures(client_id, note_id) ON UPDATE CASCADE DEFERRABLE
  addenda_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  addenda_pkey PRIMARY KEY (id)
  CREATE INDEX addenda_file ON public.addenda USING btree (client_id, note_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.addenda FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER keep_signed BEFORE DELETE OR UPDATE ON public.addenda FOR EACH ROW EXECUTE FUNCTION keep_signed()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.addenda FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table alerts -- clients: what must not be missed by anybody
  id bigint not null identity
  client_id bigint not null
  text text not null
  tone text not null default 'slate'::text
  raised_at timestamp with time zone not null
  raised_by bigint
  ended_at timestamp with time zone
  alerts_text_check CHECK (((text <> ''::text) AND (length(text) <= 200)))
  alerts_tone_check CHECK ((tone = ANY (ARRAY['rust'::text, 'ochre'::text, 'slate'::text])))
  alerts_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  alerts_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES staff(id)
  alerts_pkey PRIMARY KEY (id)
  alerts_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX alerts_open ON public.alerts USING btree (client_id) WHERE (ended_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.alerts FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.alerts FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table allergies -- clients: allergies and intolerances
  id bigint not null identity
  client_id bigint not null
  substance text not null
  reaction text not null default ''::text
  severity text not null default ''::text
  code text not null default ''::text
  code_system text not null default ''::text
  since text not null default ''::text
  recorded_at timestamp with time zone not null
  source text not null default ''::text
  ended_at timestamp with time zone
  version integer not null default 1
  allergies_severity_check CHECK ((severity = ANY (ARRAY[''::text, 'mild'::text, 'moderate'::text, 'severe'::text])))
  allergies_substance_check CHECK ((substance <> ''::text))
  allergies_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  allergies_pkey PRIMARY KEY (id)
  allergies_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX allergies_open ON public.allergies USING btree (client_id) WHERE (ended_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.allergies FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.allergies FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table answers -- intake: answers of a packet
  client_id bigint not null
  packet_id bigint not null
  field text not null
  value jsonb not null
  saved_at timestamp with time zone not null
  answers_client_id_packet_id_fkey FOREIGN KEY (client_id, packet_id) REFERENCES packets(client_id, id) ON UPDATE CASCADE DEFERRABLE
  answers_pkey PRIMARY KEY (packet_id, field)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.answers FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.answers FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table availability -- scheduling: the weekly hours of clinicians; 1 is Monday
  id bigint not null identity
  staff_id bigint not null
  location_id bigint not null
  place_id bigint
  weekday integer not null
  starts time without time zone not null
  ends time without time zone not null
  from_on date
  until_on date
  once boolean not null default false
  availability_check CHECK ((ends > starts))
  availability_check1 CHECK ((until_on >= from_on))
  availability_once CHECK (((NOT once) OR ((from_on IS NOT NULL) AND (from_on = until_on) AND ((weekday)::numeric = EXTRACT(isodow FROM from_on)))))
  availability_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
  availability_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id)
  availability_place_id_fkey FOREIGN KEY (place_id) REFERENCES places(id)
  availability_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  availability_pkey PRIMARY KEY (id)
  availability_overlap EXCLUDE USING gist (staff_id WITH =, weekday WITH =, int4range((EXTRACT(epoch FROM starts))::integer, (EXTRACT(epoch FROM ends))::integer) WITH &&, daterange(from_on, until_on, '[]'::text) WITH &&)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.availability FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.availability FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table block_series -- scheduling: blocks that were made as one, and the rule (RRULE) that they follow
  id bigint not null identity
  rule text not null
  made_at timestamp with time zone not null
  made_by bigint
  block_series_rule_check CHECK (((rule <> ''::text) AND (length(rule) <= 500)))
  block_series_made_by_fkey FOREIGN KEY (made_by) REFERENCES staff(id)
  block_series_pkey PRIMARY KEY (id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.block_series FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.block_series FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table blockers -- worklist: what is stuck since when, and the trail row of the act that cleared it
  id bigint not null identity
  client_id bigint not null
  visit_id bigint
  kind text not null
  subject_id bigint not null
  field text not null default ''::text
  station text not null
  fixer text not null
  owner_id bigint
  verb text not null
  since timestamp with time zone not null
  due timestamp with time zone
  cents bigint not null default 0
  seen_at timestamp with time zone not null
  cleared_at timestamp with time zone
  cleared_by bigint
  pended_until date
  pended_why text not null default ''::text
  pended_by bigint
  assigned_to bigint
  blockers_assigned_to_fkey FOREIGN KEY (assigned_to) REFERENCES staff(id)
  blockers_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  blockers_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  blockers_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES staff(id)
  blockers_pended_by_fkey FOREIGN KEY (pended_by) REFERENCES staff(id)
  blockers_pkey PRIMARY KEY (id)
  blockers_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX blockers_cleared ON public.blockers USING btree (cleared_at DESC) WHERE (cleared_at IS NOT NULL)
  CREATE INDEX blockers_kind ON public.blockers USING btree (kind, since, subject_id) WHERE (cleared_at IS NULL)
  CREATE INDEX blockers_list ON public.blockers USING btree (since, id) WHERE (cleared_at IS NULL)
  CREATE UNIQUE INDEX blockers_open ON public.blockers USING btree (client_id, kind, subject_id, field) WHERE (cleared_at IS NULL)
  CREATE INDEX blockers_turn ON public.blockers USING btree (COALESCE(assigned_to, owner_id), since, id) WHERE (cleared_at IS NULL)
  CREATE INDEX blockers_visit ON public.blockers USING btree (client_id, visit_id) WHERE (cleared_at IS NULL)
  CREATE INDEX blockers_worth ON public.blockers USING btree (cents DESC, since, id) WHERE (cleared_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.blockers FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.blockers FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER touch AFTER INSERT OR DELETE OR UPDATE ON public.blockers FOR EACH ROW EXECUTE FUNCTION touch('worklist')

table booking_resources -- scheduling: what a booking holds, and when
  booking_id bigint not null
  resource_id bigint not null
  lane integer not null default 0
  held tstzrange not null
  freed_at timestamp with time zone
  until timestamp with time zone
  why text not null default ''::text
  booking_resources_held_check CHECK ((NOT isempty(held)))
  booking_resources_lane_check CHECK ((lane >= 0))
  booking_resources_why CHECK ((((lane > 0) = (why <> ''::text)) AND (length(why) <= 200)))
  booking_resources_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id) ON DELETE CASCADE
  booking_resources_resource_id_fkey FOREIGN KEY (resource_id) REFERENCES resources(id)
  booking_resources_pkey PRIMARY KEY (booking_id, resource_id)
  resource_taken EXCLUDE USING gist (resource_id WITH =, lane WITH =, held WITH &&) WHERE ((freed_at IS NULL))
  CREATE INDEX booking_resources_held ON public.booking_resources USING btree (resource_id, lower(held))
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.booking_resources FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.booking_resources FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table bookings -- scheduling: spans that hold resources
  id bigint not null identity
  kind text not null
  title text not null default ''::text
  location_id bigint
  zone text not null
  starts_local timestamp without time zone not null
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  version integer not null default 1
  before_minutes integer not null default 0
  after_minutes integer not null default 0
  block_series_id bigint
  bookings_after_minutes_check CHECK ((after_minutes >= 0))
  bookings_before_minutes_check CHECK ((before_minutes >= 0))
  bookings_block_series CHECK (((block_series_id IS NULL) OR (kind = 'block'::text)))
  bookings_check CHECK ((ends_at >= starts_at))
  bookings_check1 CHECK (((kind = 'history'::text) OR (location_id IS NOT NULL)))
  bookings_check2 CHECK (((kind = 'history'::text) OR ((ends_at >= (starts_at + '00:05:00'::interval)) AND (ends_at <= (starts_at + '24:00:00'::interval)))))
  bookings_kind_check CHECK ((kind = ANY (ARRAY['visit'::text, 'block'::text, 'history'::text, 'hold'::text])))
  bookings_block_series_id_fkey FOREIGN KEY (block_series_id) REFERENCES block_series(id)
  bookings_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id)
  bookings_pkey PRIMARY KEY (id)
  CREATE INDEX bookings_block_series ON public.bookings USING btree (block_series_id, starts_at) WHERE (block_series_id IS NOT NULL)
  CREATE INDEX bookings_blocks ON public.bookings USING btree (starts_local) WHERE (kind = 'block'::text)
  CREATE INDEX bookings_by_day ON public.bookings USING btree (((starts_local)::date)) WHERE (kind = 'visit'::text)
  CREATE INDEX bookings_by_start ON public.bookings USING btree (starts_at, id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.bookings FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.bookings FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER soil_day AFTER UPDATE OF starts_local, ends_at, location_id ON public.bookings FOR EACH ROW WHEN ((new.kind = 'visit'::text)) EXECUTE FUNCTION soil_day('booking')
  CREATE TRIGGER touch_day AFTER INSERT OR DELETE OR UPDATE ON public.bookings FOR EACH ROW EXECUTE FUNCTION touch_day()

table busy_feeds -- scheduling: the calendar elsewhere of which it is read when somebody is busy
  staff_id bigint not null
  url text not null
  made_at timestamp with time zone not null
  busy_feeds_url_check CHECK (((url ~~ 'https://%'::text) AND (length(url) <= 2000)))
  busy_feeds_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  busy_feeds_pkey PRIMARY KEY (staff_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.busy_feeds FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept', 'url')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.busy_feeds FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table busy_reads -- scheduling: how the last reading of a calendar elsewhere went
  staff_id bigint not null
  tried_at timestamp with time zone not null
  read_at timestamp with time zone
  problem text not null default ''::text
  busy_reads_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES busy_feeds(staff_id) ON DELETE CASCADE
  busy_reads_pkey PRIMARY KEY (staff_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.busy_reads FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.busy_reads FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table busy_times -- scheduling: when somebody is busy elsewhere
  staff_id bigint not null
  held tstzrange not null
  made_at timestamp with time zone not null
  busy_times_held_check CHECK ((NOT isempty(held)))
  busy_times_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES busy_feeds(staff_id) ON DELETE CASCADE
  busy_times_pkey PRIMARY KEY (staff_id, held)
  CREATE INDEX busy_times_held ON public.busy_times USING gist (staff_id, held)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.busy_times FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.busy_times FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table care_team -- clients: people who may open a restricted file
  id bigint not null identity
  client_id bigint not null
  staff_id bigint not null
  added_at timestamp with time zone not null
  added_by bigint
  ended_at timestamp with time zone
  care_team_added_by_fkey FOREIGN KEY (added_by) REFERENCES staff(id)
  care_team_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  care_team_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  care_team_pkey PRIMARY KEY (id)
  care_team_client_id_id_key UNIQUE (client_id, id)
  CREATE UNIQUE INDEX care_team_once ON public.care_team USING btree (client_id, staff_id) WHERE (ended_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.care_team FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.care_team FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table charges -- billing: what a visit costs
  id bigint not null identity
  client_id bigint not null
  visit_id bigint not null
  note_id bigint
  entry_id bigint not null
  service_id bigint not null
  code text not null
  label text not null
  units integer not null
  modifiers text not null default ''::text
  diagnoses text[] not null default '{}'::text[]
  cents bigint not null
  at timestamp with time zone not null
  charges_cents_check CHECK ((cents >= 0))
  charges_units_check CHECK (((units >= 1) AND (units <= 99)))
  charges_client_id_entry_id_fkey FOREIGN KEY (client_id, entry_id) REFERENCES entries(client_id, id) ON UPDATE CASCADE DEFERRABLE
  charges_client_id_note_id_fkey FOREIGN KEY (client_id, note_id) REFERENCES notes(client_id, id) ON UPDATE CASCADE DEFERRABLE
  charges_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  charges_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id)
  charges_pkey PRIMARY KEY (id)
  charge_has_its_own_entry UNIQUE (entry_id)
  charges_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX charges_visit ON public.charges USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.charges FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER keep_ledger BEFORE DELETE OR UPDATE ON public.charges FOR EACH ROW EXECUTE FUNCTION keep_ledger()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.charges FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER soil_day AFTER INSERT ON public.charges FOR EACH ROW EXECUTE FUNCTION soil_day('visit_id')

table claims -- billing: claims to a payer, ready or blocked; sending them comes later
  id bigint not null identity
  client_id bigint not null
  visit_id bigint not null
  coverage_id bigint not null
  made_at timestamp with time zone not null
  claims_client_id_coverage_id_fkey FOREIGN KEY (client_id, coverage_id) REFERENCES coverages(client_id, id) ON UPDATE CASCADE DEFERRABLE
  claims_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  claims_pkey PRIMARY KEY (id)
  claims_client_id_id_key UNIQUE (client_id, id)
  claims_visit_id_key UNIQUE (visit_id)
  CREATE INDEX claims_file ON public.claims USING btree (client_id, id DESC)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.claims FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.claims FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER soil_day AFTER INSERT OR UPDATE ON public.claims FOR EACH ROW EXECUTE FUNCTION soil_day('visit_id')

table client_facts -- clients: source and verification of each value
  client_id bigint not null
  field text not null
  source text not null
  verified_at timestamp with time zone not null
  verified_by text not null
  client_facts_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  client_facts_pkey PRIMARY KEY (client_id, field)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.client_facts FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.client_facts FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table clients -- clients: people in care
  id bigint not null identity
  given text not null default ''::text
  family text not null default ''::text
  preferred text not null default ''::text
  birth_date date
  sex text not null default 'unknown'::text
  pronouns text not null default ''::text
  language text not null default ''::text
  interpreter boolean not null default false
  phone text not null default ''::text
  email text not null default ''::text
  prefers text not null default 'email'::text
  line1 text not null default ''::text
  line2 text not null default ''::text
  city text not null default ''::text
  region text not null default ''::text
  postcode text not null default ''::text
  country text not null default ''::text
  marital text not null default ''::text
  race text not null default ''::text
  ethnicity text not null default ''::text
  deceased_on date
  opened_at timestamp with time zone not null
  version integer not null default 1
  family_key text generated fold(family)
  given_key text generated fold(given)
  preferred_key text generated fold(preferred)
  name_key text generated fold(((((given || ' '::text) || family) || ' '::text) || preferred))
  phone_key text generated reverse(regexp_replace(phone, '\D'::text, ''::text, 'g'::text))
  reminders text not null default 'email'::text
  texts_agreed boolean not null default false
  zone text not null default ''::text
  clients_birth_date_check CHECK ((birth_date >= '1850-01-01'::date))
  clients_family_check CHECK ((length(family) <= 200))
  clients_given_check CHECK ((length(given) <= 200))
  clients_have_a_name CHECK (((given <> ''::text) OR (family <> ''::text)))
  clients_preferred_check CHECK ((length(preferred) <= 200))
  clients_prefers_check CHECK ((prefers = ANY (ARRAY['email'::text, 'phone'::text, 'text'::text, 'post'::text])))
  clients_reminders CHECK ((reminders = ANY (ARRAY['email'::text, 'text'::text, 'none'::text])))
  clients_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text, 'unknown'::text])))
  clients_pkey PRIMARY KEY (id)
  CREATE INDEX clients_by_birth ON public.clients USING btree (birth_date, family_key, id)
  CREATE INDEX clients_by_email ON public.clients USING btree (lower(email)) WHERE (email <> ''::text)
  CREATE INDEX clients_by_family ON public.clients USING btree (family_key, given_key, id)
  CREATE INDEX clients_by_given ON public.clients USING btree (given_key, family_key, id)
  CREATE INDEX clients_by_phone ON public.clients USING btree (phone_key) WHERE (phone <> ''::text)
  CREATE INDEX clients_by_preferred ON public.clients USING btree (preferred_key, family_key, id) WHERE (preferred <> ''::text)
  CREATE INDEX clients_by_typo ON public.clients USING gin (name_key gin_trgm_ops)
  CREATE INDEX clients_by_words ON public.clients USING gin (words(name_key))
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.clients FOR EACH ROW EXECUTE FUNCTION guard_row('id', 'kept', 'family_key', 'given_key', 'preferred_key', 'name_key', 'phone_key')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.clients FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table closed_days -- overview: days that are over and counted
  day date not null
  closed_days_pkey PRIMARY KEY (day)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.closed_days FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.closed_days FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table closures -- scheduling: days on which a location is closed, or with none all of them
  id bigint not null identity
  location_id bigint
  name text not null
  from_on date not null
  until_on date not null
  made_at timestamp with time zone not null default clock()
  closures_check CHECK (((until_on >= from_on) AND (until_on <= (from_on + 366))))
  closures_name_check CHECK ((name <> ''::text))
  closures_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id)
  closures_pkey PRIMARY KEY (id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.closures FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.closures FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table confirmations -- scheduling: that a client said they come, and to which time
  client_id bigint not null
  visit_id bigint not null
  starts_at timestamp with time zone not null
  at timestamp with time zone not null
  way text not null
  confirmations_way_check CHECK ((way = ANY (ARRAY['link'::text, 'text'::text])))
  confirmations_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  confirmations_pkey PRIMARY KEY (visit_id, starts_at)
  CREATE INDEX confirmations_visit ON public.confirmations USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.confirmations FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.confirmations FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table contacts -- clients: people around the client, and who pays the bills
  id bigint not null identity
  client_id bigint not null
  name text not null
  relation text not null default ''::text
  phone text not null default ''::text
  email text not null default ''::text
  address text not null default ''::text
  emergency boolean not null default false
  bill_payer boolean not null default false
  may_discuss boolean not null default false
  proxy boolean not null default false
  ended_at timestamp with time zone
  version integer not null default 1
  contacts_name_check CHECK ((name <> ''::text))
  contacts_proxy_has_mail CHECK (((NOT proxy) OR (email <> ''::text)))
  contacts_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  contacts_pkey PRIMARY KEY (id)
  contacts_client_id_id_key UNIQUE (client_id, id)
  CREATE UNIQUE INDEX contacts_one_bill_payer ON public.contacts USING btree (client_id) WHERE (bill_payer AND (ended_at IS NULL))
  CREATE TRIGGER close_links AFTER UPDATE ON public.contacts FOR EACH ROW WHEN ((old.proxy AND (old.ended_at IS NULL) AND ((NOT new.proxy) OR (new.ended_at IS NOT NULL)))) EXECUTE FUNCTION close_links_of_proxy()
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.contacts FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.contacts FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table conversations -- messaging: one matter with a client, whose turn it is and since when
  id bigint not null identity
  client_id bigint not null
  contact_id bigint
  kind text not null
  subject text not null default ''::text
  opened_at timestamp with time zone not null
  owner_id bigint
  pool text not null
  waits_since timestamp with time zone
  promised timestamp with time zone
  last_at timestamp with time zone not null
  done_at timestamp with time zone
  outcome text not null default ''::text
  anew_since timestamp with time zone
  conversations_check CHECK (((done_at IS NULL) = (outcome = ''::text)))
  conversations_check1 CHECK (((done_at IS NULL) OR (waits_since IS NULL)))
  conversations_check2 CHECK (((promised IS NULL) OR (waits_since IS NOT NULL)))
  conversations_check3 CHECK (((anew_since IS NULL) OR (promised IS NOT NULL)))
  conversations_kind_check CHECK ((kind = ANY (ARRAY['administrative'::text, 'billing'::text, 'clinical'::text])))
  conversations_outcome_check CHECK ((outcome = ANY (ARRAY[''::text, 'answered'::text, 'no_reply'::text, 'booked'::text, 'form'::text, 'task'::text, 'note'::text, 'call'::text])))
  conversations_pool_check CHECK ((pool = ANY (ARRAY['front_desk'::text, 'clinician'::text, 'biller'::text, 'manager'::text])))
  conversations_subject_check CHECK ((length(subject) <= 300))
  conversations_client_id_contact_id_fkey FOREIGN KEY (client_id, contact_id) REFERENCES contacts(client_id, id) ON UPDATE CASCADE DEFERRABLE
  conversations_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  conversations_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES staff(id)
  conversations_pkey PRIMARY KEY (id)
  conversations_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX conversations_done ON public.conversations USING btree (done_at DESC, id DESC) WHERE (done_at IS NOT NULL)
  CREATE INDEX conversations_done_of ON public.conversations USING btree (owner_id, done_at DESC, id DESC) WHERE (done_at IS NOT NULL)
  CREATE INDEX conversations_file ON public.conversations USING btree (client_id, last_at DESC)
  CREATE INDEX conversations_theirs ON public.conversations USING btree (last_at DESC, id DESC) WHERE ((done_at IS NULL) AND (waits_since IS NULL))
  CREATE INDEX conversations_unanswered ON public.conversations USING btree (client_id) WHERE (waits_since IS NOT NULL)
  CREATE INDEX conversations_waiting ON public.conversations USING btree (waits_since, id) WHERE (waits_since IS NOT NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.conversations FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.conversations FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER touch AFTER INSERT OR DELETE OR UPDATE ON public.conversations FOR EACH ROW EXECUTE FUNCTION touch('inbox')

table coverages -- clients: who pays for the client, and in which order
  id bigint not null identity
  client_id bigint not null
  payer_id bigint not null
  plan text not null default ''::text
  member_number text not null default ''::text
  group_number text not null default ''::text
  relation text not null default 'self'::text
  subscriber text not null default ''::text
  subscriber_birth date
  subscriber_sex text not null default 'unknown'::text
  copay_cents bigint not null default 0
  rank integer not null default 1
  starts_on date
  ends_on date
  source text not null default ''::text
  verified_at timestamp with time zone
  verified_by text not null default ''::text
  ended_at timestamp with time zone
  version integer not null default 1
  coverages_check CHECK ((ends_on >= starts_on))
  coverages_copay_cents_check CHECK (((copay_cents >= 0) AND (copay_cents <= 100000000)))
  coverages_rank_check CHECK (((rank >= 1) AND (rank <= 3)))
  coverages_relation_check CHECK ((relation = ANY (ARRAY['self'::text, 'spouse'::text, 'child'::text, 'other'::text])))
  coverages_subscriber_sex_check CHECK ((subscriber_sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text, 'unknown'::text])))
  coverages_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  coverages_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id)
  coverages_pkey PRIMARY KEY (id)
  coverages_client_id_id_key UNIQUE (client_id, id)
  CREATE UNIQUE INDEX coverages_rank ON public.coverages USING btree (client_id, rank) WHERE (ended_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.coverages FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.coverages FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER soil_day AFTER UPDATE OF payer_id ON public.coverages FOR EACH ROW WHEN ((old.payer_id <> new.payer_id)) EXECUTE FUNCTION soil_day('coverage')

table day_counts -- overview: numerators and denominators of closed days; 0 and empty where nobody's
  day date not null
  measure text not null
  staff_id bigint not null
  location_id bigint not null
  cause text not null
  how text not null
  above bigint not null
  below bigint not null
  day_counts_pkey PRIMARY KEY (measure, day, staff_id, location_id, cause, how)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.day_counts FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.day_counts FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table deliveries -- messaging: mails to clients and their state
  id bigint not null identity
  client_id bigint not null
  message_id bigint not null
  address text not null
  mail_id text not null
  state text not null
  tries integer not null default 0
  problem text not null default ''::text
  made_at timestamp with time zone not null
  sent_at timestamp with time zone
  deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'cancelled'::text])))
  deliveries_client_id_message_id_fkey FOREIGN KEY (client_id, message_id) REFERENCES messages(client_id, id) ON UPDATE CASCADE DEFERRABLE
  deliveries_pkey PRIMARY KEY (id)
  deliveries_client_id_id_key UNIQUE (client_id, id)
  deliveries_mail_id_key UNIQUE (mail_id)
  CREATE INDEX deliveries_failed ON public.deliveries USING btree (client_id) WHERE (state = 'failed'::text)
  CREATE INDEX deliveries_message ON public.deliveries USING btree (client_id, message_id)
  CREATE INDEX deliveries_open ON public.deliveries USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'failed'::text]))
  CREATE INDEX deliveries_sent ON public.deliveries USING btree (sent_at) WHERE (sent_at IS NOT NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.deliveries FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.deliveries FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table diagnosis_codes -- documentation: ICD-10-CM
  code text not null
  billable boolean not null
  label text not null
  words tsvector generated to_tsvector('simple'::regconfig, fold(label))
  diagnosis_codes_pkey PRIMARY KEY (code)
  CREATE INDEX diagnosis_codes_words ON public.diagnosis_codes USING gin (words)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.diagnosis_codes FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.diagnosis_codes FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table directory -- practice: people and organisations outside
  id bigint not null identity
  kind text not null
  name text not null
  npi text not null default ''::text
  phone text not null default ''::text
  address text not null default ''::text
  directory_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'organization'::text, 'place'::text])))
  directory_pkey PRIMARY KEY (id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.directory FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.directory FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table dirty_days -- overview: days whose sums are behind; appended to, so that writers do not wait for each other
  id bigint not null identity
  day date not null
  dirty_days_pkey PRIMARY KEY (id)
  CREATE INDEX dirty_days_day ON public.dirty_days USING btree (day)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.dirty_days FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.dirty_days FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table documents -- clients: documents; the content lies in the store under its hash
  id bigint not null identity
  client_id bigint not null
  visit_id bigint
  title text not null
  kind text not null default 'other'::text
  clinical boolean not null default true
  media_type text not null
  bytes bigint not null
  sha256 bytea not null
  received_at timestamp with time zone not null
  added_by bigint
  source text not null default ''::text
  sender text not null default ''::text
  reader_id bigint
  read_at timestamp with time zone
  read_by bigint
  withdrawn_at timestamp with time zone
  withdrawn_by bigint
  withdrawn_why text not null default ''::text
  lexemes tsvector generated lexemes(((((title || ' '::text) || kind) || ' '::text) || sender))
  documents_bytes_check CHECK (((bytes >= 1) AND (bytes <= 26214400)))
  documents_check CHECK (((withdrawn_at IS NULL) OR (withdrawn_why <> ''::text)))
  documents_kind_check CHECK ((kind = ANY (ARRAY['letter'::text, 'report'::text, 'result'::text, 'card'::text, 'consent'::text, 'form'::text, 'photo'::text, 'other'::text])))
  documents_sender_check CHECK ((length(sender) <= 200))
  documents_sha256_check CHECK ((length(sha256) = 32))
  documents_title_check CHECK (((title <> ''::text) AND (length(title) <= 300)))
  documents_added_by_fkey FOREIGN KEY (added_by) REFERENCES staff(id)
  documents_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  documents_read_by_fkey FOREIGN KEY (read_by) REFERENCES staff(id)
  documents_reader_id_fkey FOREIGN KEY (reader_id) REFERENCES staff(id)
  documents_visit FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  documents_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES staff(id)
  documents_pkey PRIMARY KEY (id)
  documents_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX documents_content ON public.documents USING btree (sha256)
  CREATE INDEX documents_file ON public.documents USING btree (client_id, received_at DESC)
  CREATE INDEX documents_words ON public.documents USING gin (lexemes)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.documents FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept', 'lexemes')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.documents FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table entries -- billing: entries of the ledger
  id bigint not null identity
  client_id bigint not null
  visit_id bigint
  kind text not null
  memo text not null default ''::text
  at timestamp with time zone not null
  staff_id bigint
  reverses_id bigint
  entries_check CHECK (((kind = 'reversal'::text) = (reverses_id IS NOT NULL)))
  entries_kind_check CHECK ((kind = ANY (ARRAY['charge'::text, 'payment'::text, 'allocation'::text, 'refund'::text, 'write_off'::text, 'reversal'::text])))
  entries_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  entries_client_id_reverses_id_fkey FOREIGN KEY (client_id, reverses_id) REFERENCES entries(client_id, id) ON UPDATE CASCADE DEFERRABLE
  entries_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  entries_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  entries_pkey PRIMARY KEY (id)
  entries_client_id_id_key UNIQUE (client_id, id)
  entry_reversed_once UNIQUE (reverses_id)
  CREATE INDEX entries_at ON public.entries USING btree (at)
  CREATE INDEX entries_file ON public.entries USING btree (client_id, id DESC)
  CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON public.entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances()
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.entries FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER keep_ledger BEFORE DELETE OR UPDATE ON public.entries FOR EACH ROW EXECUTE FUNCTION keep_ledger()
  CREATE CONSTRAINT TRIGGER left_by_giveback AFTER INSERT ON public.entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['refund'::text, 'write_off'::text]))) EXECUTE FUNCTION left_by_giveback()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.entries FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER soil_day AFTER INSERT ON public.entries FOR EACH ROW EXECUTE FUNCTION soil_day('entry')

table feeds -- scheduling: the address under which somebody's own calendar program reads their visits
  staff_id bigint not null
  token_hash bytea not null
  names boolean not null default false
  made_at timestamp with time zone not null
  feeds_token_hash_check CHECK ((length(token_hash) = 32))
  feeds_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  feeds_pkey PRIMARY KEY (staff_id)
  feeds_token_hash_key UNIQUE (token_hash)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.feeds FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept', 'token_hash')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.feeds FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table file_clocks -- worklist: when a file must be looked at again
  client_id bigint not null
  next_due timestamp with time zone not null
  file_clocks_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  file_clocks_pkey PRIMARY KEY (client_id)
  CREATE INDEX file_clocks_due ON public.file_clocks USING btree (next_due)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.file_clocks FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.file_clocks FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table flow_settings -- practice: how long somebody who comes may be where they are
  id boolean not null default true
  wait_minutes integer not null default 10
  room_minutes integer not null default 0
  leave_minutes integer not null default 5
  tell_late boolean not null default false
  late_minutes integer not null default 20
  flow_settings_id_check CHECK (id)
  flow_settings_late_minutes_check CHECK (((late_minutes >= 10) AND (late_minutes <= 120)))
  flow_settings_leave_minutes_check CHECK (((leave_minutes >= 1) AND (leave_minutes <= 240)))
  flow_settings_room_minutes_check CHECK (((room_minutes >= 0) AND (room_minutes <= 240)))
  flow_settings_wait_minutes_check CHECK (((wait_minutes >= 1) AND (wait_minutes <= 240)))
  flow_settings_pkey PRIMARY KEY (id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.flow_settings FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.flow_settings FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table form_posts -- house: keys of posted forms and what they made
  actor text not null
  key text not null
  verb text not null
  hash bytea not null
  outcome bigint
  at timestamp with time zone not null
  form_posts_pkey PRIMARY KEY (actor, key, verb)
  CREATE INDEX form_posts_age ON public.form_posts USING btree (at)

table form_versions -- intake: published versions of forms
  id bigint not null identity
  form_id bigint not null
  number integer not null
  definition jsonb not null
  published_at timestamp with time zone not null
  form_versions_form_id_fkey FOREIGN KEY (form_id) REFERENCES forms(id)
  form_versions_pkey PRIMARY KEY (id)
  form_versions_form_id_number_key UNIQUE (form_id, number)
  CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.form_versions FOR EACH ROW EXECUTE FUNCTION append_only()
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.form_versions FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.form_versions FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table forms -- intake: forms
  id bigint not null identity
  name text not null
  closed_at timestamp with time zone
  forms_name_check CHECK ((name <> ''::text))
  forms_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX forms_name ON public.forms USING btree (lower(name)) WHERE (closed_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.forms FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.forms FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table free_visits -- billing: visits that are not charged, and why
  client_id bigint not null
  visit_id bigint not null
  reason text not null
  at timestamp with time zone not null
  staff_id bigint
  free_visits_reason_check CHECK ((reason <> ''::text))
  free_visits_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  free_visits_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  free_visits_pkey PRIMARY KEY (visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.free_visits FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.free_visits FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table giveback_limit -- billing: how much one person may give back alone
  id boolean not null default true
  cents bigint not null
  giveback_limit_cents_check CHECK (((cents >= 0) AND (cents <= 100000000)))
  giveback_limit_id_check CHECK (id)
  giveback_limit_pkey PRIMARY KEY (id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.giveback_limit FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.giveback_limit FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table givebacks -- billing: credit paid back and balances written off, asked for and done
  id bigint not null identity
  client_id bigint not null
  kind text not null
  charge_id bigint
  method text
  reference text not null default ''::text
  cents bigint not null
  reason text not null
  asked_at timestamp with time zone not null
  asked_by bigint not null
  needs_two boolean not null
  approved_at timestamp with time zone
  approved_by bigint
  withdrawn_at timestamp with time zone
  withdrawn_by bigint
  withdrawn_why text not null default ''::text
  entry_id bigint
  giveback_approved CHECK (((entry_id IS NULL) OR (NOT needs_two) OR (approved_by IS NOT NULL)))
  giveback_second_person CHECK ((approved_by <> asked_by))
  givebacks_cents_check CHECK ((cents > 0))
  givebacks_check CHECK (((kind = 'write_off'::text) = (charge_id IS NOT NULL)))
  givebacks_check1 CHECK (((kind = 'refund'::text) = (method IS NOT NULL)))
  givebacks_check2 CHECK (((approved_at IS NULL) = (approved_by IS NULL)))
  givebacks_check3 CHECK (((approved_by IS NULL) OR (entry_id IS NOT NULL)))
  givebacks_check4 CHECK (((withdrawn_at IS NULL) OR ((entry_id IS NULL) AND (withdrawn_why <> ''::text))))
  givebacks_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'write_off'::text])))
  givebacks_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'card'::text, 'transfer'::text, 'cheque'::text])))
  givebacks_reason_check CHECK ((reason <> ''::text))
  givebacks_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES staff(id)
  givebacks_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff(id)
  givebacks_client_id_charge_id_fkey FOREIGN KEY (client_id, charge_id) REFERENCES charges(client_id, id) ON UPDATE CASCADE DEFERRABLE
  givebacks_client_id_entry_id_fkey FOREIGN KEY (client_id, entry_id) REFERENCES entries(client_id, id) ON UPDATE CASCADE DEFERRABLE
  givebacks_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  givebacks_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES staff(id)
  givebacks_pkey PRIMARY KEY (id)
  givebacks_client_id_id_key UNIQUE (client_id, id)
  givebacks_entry_id_key UNIQUE (entry_id)
  CREATE INDEX givebacks_charge ON public.givebacks USING btree (client_id, charge_id) WHERE (charge_id IS NOT NULL)
  CREATE INDEX givebacks_file ON public.givebacks USING btree (client_id, id DESC)
  CREATE INDEX givebacks_waiting ON public.givebacks USING btree (client_id) WHERE ((entry_id IS NULL) AND (withdrawn_at IS NULL))
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.givebacks FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER keep_giveback BEFORE INSERT OR DELETE OR UPDATE ON public.givebacks FOR EACH ROW EXECUTE FUNCTION keep_giveback()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.givebacks FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table glass -- clients: restricted files opened with a reason, and what their review found
  id bigint not null identity
  client_id bigint not null
  staff_id bigint not null
  reason text not null
  opened_at timestamp with time zone not null
  until timestamp with time zone not null
  reviewed_at timestamp with time zone
  reviewed_by bigint
  review text not null default ''::text
  glass_lasts_an_hour CHECK (((until >= opened_at) AND (until <= (opened_at + '01:00:00'::interval))))
  glass_reason_check CHECK (((length(btrim(reason)) >= 10) AND (length(reason) <= 500)))
  glass_review_check CHECK ((length(review) <= 1000))
  glass_reviewed_by_another CHECK ((reviewed_by <> staff_id))
  glass_reviewed_whole CHECK ((((reviewed_at IS NULL) = (reviewed_by IS NULL)) AND ((reviewed_at IS NULL) = (review = ''::text))))
  glass_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  glass_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES staff(id)
  glass_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  glass_pkey PRIMARY KEY (id)
  glass_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX glass_file ON public.glass USING btree (client_id, staff_id, until)
  CREATE INDEX glass_open ON public.glass USING btree (staff_id, until)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.glass FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.glass FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table history -- house: changed columns of every row; append-only
  id bigint not null identity
  trail_id bigint not null
  at timestamp with time zone not null
  tbl text not null
  row_id bigint
  client_id bigint
  op "char" not null
  old jsonb
  new jsonb
  history_pkey PRIMARY KEY (id)
  CREATE INDEX history_of_file ON public.history USING btree (client_id, trail_id) WHERE (client_id IS NOT NULL)
  CREATE INDEX history_of_row ON public.history USING btree (tbl, row_id, id)
  CREATE INDEX history_typed ON public.history USING btree (at) WHERE (tbl = ANY (ARRAY['clients'::text, 'contacts'::text, 'coverages'::text]))
  CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.history FOR EACH ROW EXECUTE FUNCTION append_only()
  CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.history FOR EACH STATEMENT EXECUTE FUNCTION append_only()

table holds -- scheduling: times kept while somebody books online
  booking_id bigint not null
  token_hash bytea not null
  until timestamp with time zone not null
  shares bigint
  holds_token_hash_check CHECK ((length(token_hash) = 32))
  holds_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id) ON DELETE CASCADE
  holds_shares_fkey FOREIGN KEY (shares) REFERENCES bookings(id)
  holds_pkey PRIMARY KEY (booking_id)
  CREATE INDEX holds_of_group ON public.holds USING btree (shares) WHERE (shares IS NOT NULL)
  CREATE INDEX holds_token ON public.holds USING btree (token_hash)
  CREATE INDEX holds_until ON public.holds USING btree (until)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.holds FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept', 'token_hash')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.holds FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table immunizations -- clients: immunizations
  id bigint not null identity
  client_id bigint not null
  vaccine text not null
  code text not null default ''::text
  code_system text not null default ''::text
  given text not null default ''::text
  given_at timestamp with time zone
  status text not null default 'completed'::text
  source text not null default ''::text
  immunizations_vaccine_check CHECK ((vaccine <> ''::text))
  immunizations_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  immunizations_pkey PRIMARY KEY (id)
  immunizations_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX immunizations_file ON public.immunizations USING btree (client_id, given_at DESC)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.immunizations FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.immunizations FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table imported -- clients: which imported resource became which row
  source text not null
  type text not null
  resource_id text not null
  client_id bigint not null
  tbl text not null
  row_id bigint not null
  hash bytea not null
  imported_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  imported_pkey PRIMARY KEY (source, type, resource_id)
  CREATE INDEX imported_file ON public.imported USING btree (client_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.imported FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.imported FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table imported_directory -- practice: which imported resource became which directory row
  source text not null
  type text not null
  resource_id text not null
  directory_id bigint not null
  hash bytea not null
  imported_directory_directory_id_fkey FOREIGN KEY (directory_id) REFERENCES directory(id)
  imported_directory_pkey PRIMARY KEY (source, type, resource_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.imported_directory FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.imported_directory FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table invoice_charges -- billing: which charges an invoice asks for
  client_id bigint not null
  invoice_id bigint not null
  charge_id bigint not null
  invoice_charges_client_id_charge_id_fkey FOREIGN KEY (client_id, charge_id) REFERENCES charges(client_id, id) ON UPDATE CASCADE DEFERRABLE
  invoice_charges_client_id_invoice_id_fkey FOREIGN KEY (client_id, invoice_id) REFERENCES invoices(client_id, id) ON UPDATE CASCADE DEFERRABLE
  invoice_charges_pkey PRIMARY KEY (invoice_id, charge_id)
  CREATE INDEX invoice_charges_charge ON public.invoice_charges USING btree (client_id, charge_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.invoice_charges FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.invoice_charges FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table invoices -- billing: invoices to the client
  id bigint not null identity
  client_id bigint not null
  visit_id bigint
  issued_on date not null
  due_on date not null
  made_at timestamp with time zone not null
  voided_at timestamp with time zone
  voided_by bigint
  voided_why text not null default ''::text
  invoices_check CHECK ((due_on >= issued_on))
  invoices_check1 CHECK (((voided_at IS NULL) OR (voided_why <> ''::text)))
  invoices_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  invoices_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  invoices_voided_by_fkey FOREIGN KEY (voided_by) REFERENCES staff(id)
  invoices_pkey PRIMARY KEY (id)
  invoices_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX invoices_file ON public.invoices USING btree (client_id, id DESC)
  CREATE INDEX invoices_visit ON public.invoices USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.invoices FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.invoices FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table knocks -- plumbing: rate limits
  key text not null
  count integer not null
  until timestamp with time zone not null
  knocks_pkey PRIMARY KEY (key)

table ladders -- worklist: kinds of blockers with a ladder of their own
  kind text not null
  ladders_pkey PRIMARY KEY (kind)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.ladders FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.ladders FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table late_notices -- messaging: that somebody was told that their clinician runs late, once for each time of a visit
  client_id bigint not null
  visit_id bigint not null
  starts_at timestamp with time zone not null
  minutes integer not null
  made_at timestamp with time zone not null
  late_notices_minutes_check CHECK ((minutes > 0))
  late_notices_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  late_notices_pkey PRIMARY KEY (visit_id, starts_at)
  CREATE INDEX late_notices_file ON public.late_notices USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.late_notices FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.late_notices FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table lines -- billing: lines of an entry; debit is positive, and they sum to zero
  id bigint not null identity
  client_id bigint not null
  entry_id bigint not null
  charge_id bigint
  account text not null
  cents bigint not null
  lines_account_check CHECK ((account = ANY (ARRAY['client_receivable'::text, 'payer_receivable'::text, 'client_credit'::text, 'revenue'::text, 'cash'::text, 'card'::text, 'transfer'::text, 'cheque'::text, 'adjustment'::text])))
  lines_cents_check CHECK ((cents <> 0))
  lines_check CHECK (((account <> ALL (ARRAY['client_receivable'::text, 'payer_receivable'::text])) OR (charge_id IS NOT NULL)))
  lines_client_id_charge_id_fkey FOREIGN KEY (client_id, charge_id) REFERENCES charges(client_id, id) ON UPDATE CASCADE DEFERRABLE
  lines_client_id_entry_id_fkey FOREIGN KEY (client_id, entry_id) REFERENCES entries(client_id, id) ON UPDATE CASCADE DEFERRABLE
  lines_pkey PRIMARY KEY (id)
  CREATE INDEX lines_charge ON public.lines USING btree (client_id, charge_id, account) INCLUDE (cents)
  CREATE INDEX lines_entry ON public.lines USING btree (entry_id)
  CREATE INDEX lines_file ON public.lines USING btree (client_id, account) INCLUDE (cents)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.lines FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'quiet')
  CREATE TRIGGER keep_dues AFTER INSERT ON public.lines FOR EACH ROW WHEN ((new.account = ANY (ARRAY['client_receivable'::text, 'payer_receivable'::text]))) EXECUTE FUNCTION keep_dues()
  CREATE TRIGGER keep_ledger BEFORE INSERT OR DELETE OR UPDATE ON public.lines FOR EACH ROW EXECUTE FUNCTION keep_ledger()
  CREATE CONSTRAINT TRIGGER never_negative AFTER INSERT ON public.lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((new.account = 'client_credit'::text) AND (new.cents > 0)) OR ((new.account = ANY (ARRAY['client_receivable'::text, 'payer_receivable'::text])) AND (new.cents < 0)))) EXECUTE FUNCTION never_negative()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.lines FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table links -- intake: links to outside
  id bigint not null identity
  client_id bigint not null
  packet_id bigint
  request_id bigint
  conversation_id bigint
  contact_id bigint
  token_hash bytea
  cookie_hash bytea
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  exchanged_at timestamp with time zone
  confirmed_at timestamp with time zone
  tries integer not null default 0
  closed_at timestamp with time zone
  visit_id bigint
  booked boolean not null default false
  slot_offer_id bigint
  links_check CHECK (((NOT booked) OR (visit_id IS NOT NULL)))
  links_cookie_hash_check CHECK ((length(cookie_hash) = 32))
  links_open_one_thing CHECK ((num_nonnulls(packet_id, request_id, conversation_id, visit_id, slot_offer_id) = 1))
  links_token_hash_check CHECK ((length(token_hash) = 32))
  links_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
  links_client_id_contact_id_fkey FOREIGN KEY (client_id, contact_id) REFERENCES contacts(client_id, id) ON UPDATE CASCADE DEFERRABLE
  links_client_id_conversation_id_fkey FOREIGN KEY (client_id, conversation_id) REFERENCES conversations(client_id, id) ON UPDATE CASCADE DEFERRABLE
  links_client_id_packet_id_fkey FOREIGN KEY (client_id, packet_id) REFERENCES packets(client_id, id) ON UPDATE CASCADE DEFERRABLE
  links_client_id_request_id_fkey FOREIGN KEY (client_id, request_id) REFERENCES requests(client_id, id) ON UPDATE CASCADE DEFERRABLE
  links_slot_offer FOREIGN KEY (client_id, slot_offer_id) REFERENCES slot_offers(client_id, id) ON UPDATE CASCADE DEFERRABLE
  links_visit FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  links_pkey PRIMARY KEY (id)
  links_client_id_id_key UNIQUE (client_id, id)
  links_cookie_hash_key UNIQUE (cookie_hash)
  links_token_hash_key UNIQUE (token_hash)
  CREATE INDEX links_contact ON public.links USING btree (client_id, contact_id) WHERE ((contact_id IS NOT NULL) AND (closed_at IS NULL))
  CREATE INDEX links_conversation ON public.links USING btree (client_id, conversation_id) WHERE (conversation_id IS NOT NULL)
  CREATE INDEX links_packet ON public.links USING btree (client_id, packet_id)
  CREATE INDEX links_request ON public.links USING btree (client_id, request_id) WHERE (request_id IS NOT NULL)
  CREATE INDEX links_slot_offer ON public.links USING btree (client_id, slot_offer_id) WHERE (slot_offer_id IS NOT NULL)
  CREATE INDEX links_visit ON public.links USING btree (client_id, visit_id) WHERE (visit_id IS NOT NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.links FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept', 'token_hash', 'cookie_hash')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.links FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table locations -- practice: where the practice works
  id bigint not null identity
  name text not null
  zone text not null
  address text not null default ''::text
  phone text not null default ''::text
  closed_at timestamp with time zone
  locations_name_check CHECK ((name <> ''::text))
  locations_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX locations_name ON public.locations USING btree (lower(name)) WHERE (closed_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.locations FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER keep_clocks AFTER UPDATE OF zone ON public.locations FOR EACH ROW WHEN ((old.zone <> new.zone)) EXECUTE FUNCTION keep_clocks()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.locations FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table mail_settings -- practice: the mail server
  id boolean not null default true
  host text not null
  port integer not null
  username text not null default ''::text
  password text not null default ''::text
  security text not null
  sender text not null
  answers text not null default ''::text
  mail_settings_id_check CHECK (id)
  mail_settings_port_check CHECK (((port >= 1) AND (port <= 65535)))
  mail_settings_security_check CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text])))
  mail_settings_pkey PRIMARY KEY (id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.mail_settings FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept', 'password')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.mail_settings FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table measure_targets -- overview: the practice's own targets of measures
  measure text not null
  goal numeric not null
  measure_targets_goal_check CHECK (((goal >= (0)::numeric) AND (goal <= (100000000)::numeric)))
  measure_targets_pkey PRIMARY KEY (measure)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.measure_targets FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.measure_targets FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table medications -- clients: medicines
  id bigint not null identity
  client_id bigint not null
  name text not null
  directions text not null default ''::text
  code text not null default ''::text
  code_system text not null default ''::text
  started text not null default ''::text
  recorded_at timestamp with time zone not null
  source text not null default ''::text
  confirmed_at timestamp with time zone
  ended text not null default ''::text
  ended_at timestamp with time zone
  version integer not null default 1
  medications_name_check CHECK ((name <> ''::text))
  medications_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  medications_pkey PRIMARY KEY (id)
  medications_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX medications_open ON public.medications USING btree (client_id) WHERE (ended_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.medications FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.medications FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table message_visits -- messaging: the visits that a mail about several tells of
  client_id bigint not null
  message_id bigint not null
  visit_id bigint not null
  message_visits_client_id_message_id_fkey FOREIGN KEY (client_id, message_id) REFERENCES messages(client_id, id) ON UPDATE CASCADE DEFERRABLE
  message_visits_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  message_visits_pkey PRIMARY KEY (message_id, visit_id)
  CREATE INDEX message_visits_of ON public.message_visits USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.message_visits FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.message_visits FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table messages -- messaging: what was written with a client; inside is a remark among staff
  id bigint not null identity
  client_id bigint not null
  visit_id bigint
  packet_id bigint
  contact_id bigint
  request_id bigint
  invoice_id bigint
  conversation_id bigint
  direction text not null
  kind text not null
  subject text not null default ''::text
  body text not null default ''::text
  sender text not null default ''::text
  written_at timestamp with time zone not null
  written_by bigint
  lexemes tsvector generated lexemes(((subject || ' '::text) || body))
  slot_offer_id bigint
  wait_id bigint
  messages_body_check CHECK ((length(body) <= 20000))
  messages_check CHECK (((kind = 'invoice'::text) = (invoice_id IS NOT NULL)))
  messages_check1 CHECK (((kind <> ALL (ARRAY['reply'::text, 'call'::text, 'portal'::text, 'mail'::text])) OR (conversation_id IS NOT NULL)))
  messages_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text, 'inside'::text])))
  messages_kind_check CHECK ((kind = ANY (ARRAY['free'::text, 'confirmation'::text, 'moved'::text, 'cancellation'::text, 'form'::text, 'invoice'::text, 'request'::text, 'reply'::text, 'call'::text, 'portal'::text, 'mail'::text, 'reminder'::text, 'recall'::text, 'offer'::text, 'gone'::text, 'late'::text, 'waiting'::text])))
  messages_sender_check CHECK ((length(sender) <= 320))
  messages_subject_check CHECK ((length(subject) <= 300))
  messages_client_id_contact_id_fkey FOREIGN KEY (client_id, contact_id) REFERENCES contacts(client_id, id) ON UPDATE CASCADE DEFERRABLE
  messages_client_id_conversation_id_fkey FOREIGN KEY (client_id, conversation_id) REFERENCES conversations(client_id, id) ON UPDATE CASCADE DEFERRABLE
  messages_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  messages_client_id_invoice_id_fkey FOREIGN KEY (client_id, invoice_id) REFERENCES invoices(client_id, id) ON UPDATE CASCADE DEFERRABLE
  messages_client_id_packet_id_fkey FOREIGN KEY (client_id, packet_id) REFERENCES packets(client_id, id) ON UPDATE CASCADE DEFERRABLE
  messages_client_id_request_id_fkey FOREIGN KEY (client_id, request_id) REFERENCES requests(client_id, id) ON UPDATE CASCADE DEFERRABLE
  messages_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  messages_slot_offer FOREIGN KEY (client_id, slot_offer_id) REFERENCES slot_offers(client_id, id) ON UPDATE CASCADE DEFERRABLE
  messages_wait FOREIGN KEY (client_id, wait_id) REFERENCES waits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  messages_written_by_fkey FOREIGN KEY (written_by) REFERENCES staff(id)
  messages_pkey PRIMARY KEY (id)
  messages_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX messages_conversation ON public.messages USING btree (client_id, conversation_id, id DESC) WHERE (conversation_id IS NOT NULL)
  CREATE INDEX messages_file ON public.messages USING btree (client_id, id DESC)
  CREATE INDEX messages_invoice ON public.messages USING btree (client_id, invoice_id) WHERE (invoice_id IS NOT NULL)
  CREATE INDEX messages_slot_offer ON public.messages USING btree (client_id, slot_offer_id) WHERE (slot_offer_id IS NOT NULL)
  CREATE INDEX messages_wait ON public.messages USING btree (client_id, wait_id) WHERE (wait_id IS NOT NULL)
  CREATE INDEX messages_words ON public.messages USING gin (lexemes)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.messages FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept', 'lexemes')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.messages FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER touch AFTER INSERT OR DELETE OR UPDATE ON public.messages FOR EACH ROW EXECUTE FUNCTION touch('inbox')

table missed_fees -- billing: what was asked for a visit that was missed or cancelled late
  client_id bigint not null
  visit_id bigint not null
  why text not null
  charge_id bigint
  at timestamp with time zone not null
  missed_fees_why_check CHECK ((why = ANY (ARRAY['no_show'::text, 'late'::text])))
  missed_fees_client_id_charge_id_fkey FOREIGN KEY (client_id, charge_id) REFERENCES charges(client_id, id) ON UPDATE CASCADE DEFERRABLE
  missed_fees_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  missed_fees_pkey PRIMARY KEY (visit_id)
  CREATE INDEX missed_fees_file ON public.missed_fees USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.missed_fees FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.missed_fees FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table money_days -- overview: sums of what the ledger moved on each day, in cents
  day date not null
  location_id bigint not null
  clinician_id bigint not null
  visit_type_id bigint not null
  payer_id bigint not null
  charged bigint not null
  collected bigint not null
  adjusted bigint not null
  owed bigint not null
  money_days_pkey PRIMARY KEY (day, location_id, clinician_id, visit_type_id, payer_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.money_days FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.money_days FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table money_totals -- overview: money_days of the whole practice, a row a day; what they are counted by is 0
  day date not null
  location_id bigint not null
  clinician_id bigint not null
  visit_type_id bigint not null
  payer_id bigint not null
  charged bigint not null
  collected bigint not null
  adjusted bigint not null
  owed bigint not null
  money_totals_pkey PRIMARY KEY (day)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.money_totals FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.money_totals FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table note_diagnoses -- documentation: diagnoses of a note, in order
  id bigint not null identity
  client_id bigint not null
  note_id bigint not null
  rank integer not null
  code text not null
  label text not null
  note_diagnoses_rank_check CHECK (((rank >= 1) AND (rank <= 12)))
  note_diagnoses_client_id_note_id_fkey FOREIGN KEY (client_id, note_id) REFERENCES notes(client_id, id) ON UPDATE CASCADE DEFERRABLE
  note_diagnoses_pkey PRIMARY KEY (id)
  note_diagnoses_note_id_code_key UNIQUE (note_id, code)
  note_diagnoses_note_id_rank_key UNIQUE (note_id, rank)
  CREATE INDEX note_diagnoses_file ON public.note_diagnoses USING btree (client_id, note_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.note_diagnoses FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER keep_signed BEFORE INSERT OR DELETE OR UPDATE ON public.note_diagnoses FOR EACH ROW EXECUTE FUNCTION keep_signed()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.note_diagnoses FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table note_services -- documentation: services of a note, charged when it is signed
  id bigint not null identity
  client_id bigint not null
  note_id bigint not null
  service_id bigint not null
  units integer not null default 1
  modifiers text not null default ''::text
  note_services_units_check CHECK (((units >= 1) AND (units <= 99)))
  note_services_client_id_note_id_fkey FOREIGN KEY (client_id, note_id) REFERENCES notes(client_id, id) ON UPDATE CASCADE DEFERRABLE
  note_services_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id)
  note_services_pkey PRIMARY KEY (id)
  note_services_note_id_service_id_key UNIQUE (note_id, service_id)
  CREATE INDEX note_services_file ON public.note_services USING btree (client_id, note_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.note_services FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER keep_signed BEFORE INSERT OR DELETE OR UPDATE ON public.note_services FOR EACH ROW EXECUTE FUNCTION keep_signed()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.note_services FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table note_templates -- documentation: the sections of notes
  id bigint not null identity
  name text not null
  sections jsonb not null
  closed_at timestamp with time zone
  note_templates_name_check CHECK ((name <> ''::text))
  note_templates_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX note_templates_name ON public.note_templates USING btree (lower(name)) WHERE (closed_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.note_templates FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.note_templates FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table notes -- documentation: notes; template holds the sections as they were when it began
  id bigint not null identity
  client_id bigint not null
  visit_id bigint not null
  author_id bigint not null
  template jsonb not null
  sections jsonb not null default '{}'::jsonb
  version integer not null default 1
  started_at timestamp with time zone not null
  saved_at timestamp with time zone not null
  saved_by bigint not null
  saved_form text not null default ''::text
  saved_edit integer not null default 0
  medicines_checked_at timestamp with time zone
  write_seconds integer not null default 0
  notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES staff(id)
  notes_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  notes_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  notes_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES staff(id)
  notes_pkey PRIMARY KEY (id)
  notes_client_id_id_key UNIQUE (client_id, id)
  notes_visit_id_key UNIQUE (visit_id)
  CREATE INDEX notes_author ON public.notes USING btree (author_id, id DESC)
  CREATE INDEX notes_file ON public.notes USING btree (client_id, id DESC)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.notes FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept', 'sections', 'saved_at', 'saved_by', 'saved_form', 'saved_edit', 'version', 'write_seconds')
  CREATE TRIGGER keep_signed BEFORE DELETE OR UPDATE ON public.notes FOR EACH ROW EXECUTE FUNCTION keep_signed()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.notes FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table notices -- worklist: what each person was told; a person looks at their own, whatever file it is about
  id bigint not null identity
  client_id bigint not null
  nudge_id bigint not null
  staff_id bigint not null
  by_mail boolean not null
  at timestamp with time zone not null
  read_at timestamp with time zone
  notices_client_id_nudge_id_fkey FOREIGN KEY (client_id, nudge_id) REFERENCES nudges(client_id, id) ON UPDATE CASCADE DEFERRABLE
  notices_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  notices_pkey PRIMARY KEY (id)
  notices_client_id_id_key UNIQUE (client_id, id)
  notices_client_id_nudge_id_staff_id_key UNIQUE (client_id, nudge_id, staff_id)
  CREATE INDEX notices_staff ON public.notices USING btree (staff_id, at DESC, id DESC)
  CREATE INDEX notices_unread ON public.notices USING btree (staff_id) WHERE (read_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.notices FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.notices FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table nudges -- worklist: steps taken for a blocker, each once
  id bigint not null identity
  client_id bigint not null
  blocker_id bigint not null
  nth integer not null
  hours integer not null
  whom text not null
  role text not null default ''::text
  staff_id bigint
  by text not null
  told integer not null
  at timestamp with time zone not null
  nudges_by_check CHECK ((by = ANY (ARRAY['notice'::text, 'mail'::text])))
  nudges_whom_check CHECK ((whom = ANY (ARRAY['owner'::text, 'role'::text, 'manager'::text, 'person'::text])))
  nudges_client_id_blocker_id_fkey FOREIGN KEY (client_id, blocker_id) REFERENCES blockers(client_id, id) ON UPDATE CASCADE DEFERRABLE
  nudges_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  nudges_pkey PRIMARY KEY (id)
  nudges_client_id_id_key UNIQUE (client_id, id)
  nudges_once UNIQUE (client_id, blocker_id, nth)
  CREATE INDEX nudges_at ON public.nudges USING btree (at)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.nudges FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.nudges FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table observations -- clients: vitals, laboratory values and other observations
  id bigint not null identity
  client_id bigint not null
  visit_id bigint
  category text not null default ''::text
  code text not null default ''::text
  code_system text not null default ''::text
  label text not null
  value numeric
  value2 numeric
  unit text not null default ''::text
  words text not null default ''::text
  taken text not null default ''::text
  taken_at timestamp with time zone not null
  report_id bigint
  status text not null default 'final'::text
  source text not null default ''::text
  recorded_by bigint
  observations_label_check CHECK ((label <> ''::text))
  observations_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  observations_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES staff(id)
  observations_report FOREIGN KEY (client_id, report_id) REFERENCES reports(client_id, id) ON UPDATE CASCADE DEFERRABLE
  observations_visit FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  observations_pkey PRIMARY KEY (id)
  observations_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX observations_code ON public.observations USING btree (client_id, code, taken_at DESC)
  CREATE INDEX observations_file ON public.observations USING btree (client_id, taken_at DESC, id DESC)
  CREATE INDEX observations_report ON public.observations USING btree (client_id, report_id) WHERE (report_id IS NOT NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.observations FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.observations FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table opening_hours -- practice: when a location is open; 1 is Monday
  id bigint not null identity
  location_id bigint not null
  weekday integer not null
  opens time without time zone not null
  closes time without time zone not null
  opening_hours_check CHECK ((closes > opens))
  opening_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
  opening_hours_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id)
  opening_hours_pkey PRIMARY KEY (id)
  opening_hours_overlap EXCLUDE USING gist (location_id WITH =, weekday WITH =, int4range((EXTRACT(epoch FROM opens))::integer, (EXTRACT(epoch FROM closes))::integer) WITH &&)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.opening_hours FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.opening_hours FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table openings -- scheduling: times that got free while somebody waited
  id bigint not null identity
  booking_id bigint not null
  visit_type_id bigint not null
  clinician_id bigint not null
  location_id bigint not null
  zone text not null
  starts_local timestamp without time zone not null
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  freed_at timestamp with time zone not null
  state text not null
  hold_id bigint
  closed_at timestamp with time zone
  closed_by bigint
  reason text not null default ''::text
  openings_check CHECK ((ends_at > starts_at))
  openings_check1 CHECK (((closed_at IS NULL) = (state = 'open'::text)))
  openings_reason_check CHECK ((length(reason) <= 500))
  openings_state_check CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'filled'::text, 'stopped'::text, 'over'::text])))
  openings_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id)
  openings_clinician_id_fkey FOREIGN KEY (clinician_id) REFERENCES staff(id)
  openings_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES staff(id)
  openings_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES bookings(id) ON DELETE SET NULL
  openings_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id)
  openings_visit_type_id_fkey FOREIGN KEY (visit_type_id) REFERENCES visit_types(id)
  openings_pkey PRIMARY KEY (id)
  CREATE INDEX openings_booking ON public.openings USING btree (booking_id)
  CREATE INDEX openings_hold ON public.openings USING btree (hold_id) WHERE (hold_id IS NOT NULL)
  CREATE UNIQUE INDEX openings_open ON public.openings USING btree (clinician_id, starts_at) WHERE (state = 'open'::text)
  CREATE INDEX openings_start ON public.openings USING btree (starts_at)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.openings FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.openings FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table packets -- intake: the form sent for a visit
  id bigint not null identity
  client_id bigint not null
  visit_id bigint not null
  version_id bigint not null
  required boolean not null default true
  made_at timestamp with time zone not null
  opened_at timestamp with time zone
  finished_at timestamp with time zone
  reviewed_at timestamp with time zone
  clinical_reviewed_at timestamp with time zone
  withdrawn_at timestamp with time zone
  packets_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  packets_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  packets_version_id_fkey FOREIGN KEY (version_id) REFERENCES form_versions(id)
  packets_pkey PRIMARY KEY (id)
  packets_client_id_id_key UNIQUE (client_id, id)
  packets_visit_id_version_id_key UNIQUE (visit_id, version_id)
  CREATE INDEX packets_file ON public.packets USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.packets FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.packets FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER soil_day AFTER INSERT OR UPDATE OF finished_at, withdrawn_at ON public.packets FOR EACH ROW EXECUTE FUNCTION soil_day('visit_id')

table password_resets -- practice: password resets
  id bigint not null identity
  staff_id bigint not null
  token_hash bytea
  requested_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  password_resets_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  password_resets_pkey PRIMARY KEY (id)
  password_resets_token_hash_key UNIQUE (token_hash)
  CREATE INDEX password_resets_staff ON public.password_resets USING btree (staff_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.password_resets FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept', 'token_hash')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.password_resets FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table payers -- billing: payers
  id bigint not null identity
  name text not null
  code text not null default ''::text
  address text not null default ''::text
  phone text not null default ''::text
  closed_at timestamp with time zone
  payers_name_check CHECK ((name <> ''::text))
  payers_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX payers_name ON public.payers USING btree (lower(name)) WHERE (closed_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.payers FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.payers FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table payments -- billing: payments; the receipt carries its number
  id bigint not null identity
  client_id bigint not null
  visit_id bigint
  entry_id bigint not null
  method text not null
  cents bigint not null
  reference text not null default ''::text
  received_at timestamp with time zone not null
  taken_by bigint
  claim_id bigint
  payments_cents_check CHECK ((cents >= 0))
  payments_check CHECK (((cents > 0) OR (claim_id IS NOT NULL)))
  payments_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'card'::text, 'transfer'::text, 'cheque'::text])))
  payments_client_id_claim_id_fkey FOREIGN KEY (client_id, claim_id) REFERENCES claims(client_id, id) ON UPDATE CASCADE DEFERRABLE
  payments_client_id_entry_id_fkey FOREIGN KEY (client_id, entry_id) REFERENCES entries(client_id, id) ON UPDATE CASCADE DEFERRABLE
  payments_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  payments_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES staff(id)
  payments_pkey PRIMARY KEY (id)
  payments_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX payments_claim ON public.payments USING btree (client_id, claim_id) WHERE (claim_id IS NOT NULL)
  CREATE INDEX payments_day ON public.payments USING btree (received_at, id) INCLUDE (entry_id, cents)
  CREATE INDEX payments_entry ON public.payments USING btree (client_id, entry_id)
  CREATE INDEX payments_file ON public.payments USING btree (client_id, id DESC)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.payments FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER keep_ledger BEFORE DELETE OR UPDATE ON public.payments FOR EACH ROW EXECUTE FUNCTION keep_ledger()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.payments FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table place_sorts -- practice: what rooms and equipment are alike in: treatment room, ultrasound
  id bigint not null identity
  name text not null
  kind text not null
  place_sorts_kind_check CHECK ((kind = ANY (ARRAY['room'::text, 'equipment'::text])))
  place_sorts_name_check CHECK ((name <> ''::text))
  place_sorts_pkey PRIMARY KEY (id)
  place_sorts_id_kind_key UNIQUE (id, kind)
  CREATE UNIQUE INDEX place_sorts_name ON public.place_sorts USING btree (kind, lower(name))
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.place_sorts FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.place_sorts FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table places -- practice: rooms and equipment
  id bigint not null identity
  location_id bigint not null
  name text not null
  kind text not null
  closed_at timestamp with time zone
  sort_id bigint
  places_kind_check CHECK ((kind = ANY (ARRAY['room'::text, 'equipment'::text])))
  places_name_check CHECK ((name <> ''::text))
  places_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id)
  places_sort FOREIGN KEY (sort_id, kind) REFERENCES place_sorts(id, kind)
  places_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX places_name ON public.places USING btree (location_id, lower(name)) WHERE (closed_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.places FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.places FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table practice -- practice: the settings of the practice
  id boolean not null default true
  name text not null default ''::text
  patient_word text not null default 'patient'::text
  currency character(3) not null default 'USD'::bpchar
  zone text not null default 'UTC'::text
  phone text not null default ''::text
  email text not null default ''::text
  address text not null default ''::text
  npi text not null default ''::text
  tax_id text not null default ''::text
  invoice_days integer not null default 14
  pay_how text not null default ''::text
  online_booking boolean not null default false
  online_change_hours integer not null default 24
  feed_names boolean not null default false
  practice_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
  practice_id_check CHECK (id)
  practice_invoice_days_check CHECK (((invoice_days >= 0) AND (invoice_days <= 365)))
  practice_name_check CHECK ((length(name) <= 200))
  practice_npi_check CHECK (((npi = ''::text) OR (npi ~ '^[0-9]{10}$'::text)))
  practice_online_change_hours_check CHECK (((online_change_hours >= 0) AND (online_change_hours <= 720)))
  practice_patient_word_check CHECK ((patient_word = ANY (ARRAY['patient'::text, 'client'::text])))
  practice_pkey PRIMARY KEY (id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.practice FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.practice FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table practice_blockers -- worklist: what holds up the practice itself, and what cleared it
  id bigint not null identity
  kind text not null
  subject_id bigint not null
  fixer text not null
  verb text not null
  since timestamp with time zone not null
  due timestamp with time zone
  seen_at timestamp with time zone not null
  cleared_at timestamp with time zone
  cleared_by bigint
  pended_until date
  pended_why text not null default ''::text
  pended_by bigint
  practice_blockers_pended_by_fkey FOREIGN KEY (pended_by) REFERENCES staff(id)
  practice_blockers_pkey PRIMARY KEY (id)
  CREATE INDEX practice_blockers_cleared ON public.practice_blockers USING btree (cleared_at DESC) WHERE (cleared_at IS NOT NULL)
  CREATE UNIQUE INDEX practice_blockers_open ON public.practice_blockers USING btree (kind, subject_id) WHERE (cleared_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.practice_blockers FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.practice_blockers FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER touch AFTER INSERT OR DELETE OR UPDATE ON public.practice_blockers FOR EACH ROW EXECUTE FUNCTION touch('worklist')

table presence -- plumbing: who has a page of a file open
  stream text not null
  process text not null
  client_id bigint not null
  staff_id bigint not null
  writing boolean not null
  since timestamp with time zone not null
  until timestamp with time zone not null
  presence_pkey PRIMARY KEY (stream)
  CREATE INDEX presence_file ON public.presence USING btree (client_id)
  CREATE INDEX presence_process ON public.presence USING btree (process)

table problems -- clients: problems and conditions; onset and ended keep the precision they were given with
  id bigint not null identity
  client_id bigint not null
  label text not null
  code text not null default ''::text
  code_system text not null default ''::text
  onset text not null default ''::text
  recorded_at timestamp with time zone not null
  source text not null default ''::text
  ended text not null default ''::text
  ended_at timestamp with time zone
  version integer not null default 1
  problems_label_check CHECK ((label <> ''::text))
  problems_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  problems_pkey PRIMARY KEY (id)
  problems_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX problems_open ON public.problems USING btree (client_id) WHERE (ended_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.problems FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.problems FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table procedures -- clients: procedures
  id bigint not null identity
  client_id bigint not null
  label text not null
  code text not null default ''::text
  code_system text not null default ''::text
  performed text not null default ''::text
  performed_at timestamp with time zone
  status text not null default 'completed'::text
  source text not null default ''::text
  procedures_label_check CHECK ((label <> ''::text))
  procedures_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  procedures_pkey PRIMARY KEY (id)
  procedures_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX procedures_file ON public.procedures USING btree (client_id, performed_at DESC)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.procedures FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.procedures FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table promise_steps -- worklist: the steps of a ladder
  kind text not null
  nth integer not null
  hours integer not null
  whom text not null
  staff_id bigint
  by_mail boolean not null
  promise_steps_check CHECK (((whom = 'person'::text) = (staff_id IS NOT NULL)))
  promise_steps_hours_check CHECK (((hours >= 0) AND (hours <= 2000)))
  promise_steps_nth_check CHECK (((nth >= 1) AND (nth <= 9)))
  promise_steps_whom_check CHECK ((whom = ANY (ARRAY['owner'::text, 'role'::text, 'manager'::text, 'person'::text])))
  promise_steps_kind_fkey FOREIGN KEY (kind) REFERENCES ladders(kind) ON DELETE CASCADE
  promise_steps_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  promise_steps_pkey PRIMARY KEY (kind, nth)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.promise_steps FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.promise_steps FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table proposals -- intake: what an answer would change in the file
  id bigint not null identity
  client_id bigint not null
  packet_id bigint not null
  part text not null
  field text not null
  label text not null
  was text not null default ''::text
  now text not null
  detail jsonb not null default '{}'::jsonb
  decision text
  decided_at timestamp with time zone
  decided_by bigint
  proposals_check CHECK (((decision IS NULL) = (decided_at IS NULL)))
  proposals_decision_check CHECK ((decision = ANY (ARRAY['accepted'::text, 'declined'::text])))
  proposals_part_check CHECK ((part = ANY (ARRAY['demographics'::text, 'contact'::text, 'coverage'::text, 'clinical'::text])))
  proposals_client_id_packet_id_fkey FOREIGN KEY (client_id, packet_id) REFERENCES packets(client_id, id) ON UPDATE CASCADE DEFERRABLE
  proposals_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES staff(id)
  proposals_pkey PRIMARY KEY (id)
  proposals_client_id_id_key UNIQUE (client_id, id)
  proposals_packet_id_field_key UNIQUE (packet_id, field)
  CREATE INDEX proposals_open ON public.proposals USING btree (client_id) WHERE (decision IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.proposals FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.proposals FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table questions -- worklist: what is asked of the one who can mend a row, and the answer
  id bigint not null identity
  client_id bigint not null
  blocker_id bigint not null
  kind text not null
  subject_id bigint not null
  field text not null default ''::text
  asked_by bigint not null
  asked_of bigint
  asked_role text not null
  words text not null default ''::text
  asked_at timestamp with time zone not null
  answered_at timestamp with time zone
  answered_by bigint
  answer text not null default ''::text
  seen_at timestamp with time zone
  questions_answer_check CHECK ((length(answer) <= 500))
  questions_check CHECK (((answered_at IS NULL) = (answer = ''::text)))
  questions_check1 CHECK ((asked_of IS DISTINCT FROM asked_by))
  questions_words_check CHECK ((length(words) <= 300))
  questions_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES staff(id)
  questions_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES staff(id)
  questions_asked_of_fkey FOREIGN KEY (asked_of) REFERENCES staff(id)
  questions_client_id_blocker_id_fkey FOREIGN KEY (client_id, blocker_id) REFERENCES blockers(client_id, id) ON UPDATE CASCADE DEFERRABLE
  questions_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  questions_pkey PRIMARY KEY (id)
  questions_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX questions_asker ON public.questions USING btree (asked_by, id DESC) WHERE (seen_at IS NULL)
  CREATE UNIQUE INDEX questions_open ON public.questions USING btree (client_id, blocker_id) WHERE (answered_at IS NULL)
  CREATE INDEX questions_row ON public.questions USING btree (client_id, blocker_id, id DESC)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.questions FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.questions FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER touch AFTER INSERT OR DELETE OR UPDATE ON public.questions FOR EACH ROW EXECUTE FUNCTION touch('worklist')

table recall_ends -- scheduling: why nobody books again after a visit
  client_id bigint not null
  visit_id bigint not null
  why text not null
  staff_id bigint
  at timestamp with time zone not null
  recall_ends_why_check CHECK (((length(why) >= 1) AND (length(why) <= 500)))
  recall_ends_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  recall_ends_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  recall_ends_pkey PRIMARY KEY (visit_id)
  CREATE INDEX recall_ends_file ON public.recall_ends USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.recall_ends FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.recall_ends FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table recall_mails -- messaging: that somebody was written to because they are to come again
  client_id bigint not null
  visit_id bigint not null
  message_id bigint
  made_at timestamp with time zone not null
  recall_mails_client_id_message_id_fkey FOREIGN KEY (client_id, message_id) REFERENCES messages(client_id, id) ON UPDATE CASCADE DEFERRABLE
  recall_mails_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  recall_mails_pkey PRIMARY KEY (visit_id)
  CREATE INDEX recall_mails_file ON public.recall_mails USING btree (client_id, visit_id)
  CREATE INDEX recall_mails_message ON public.recall_mails USING btree (client_id, message_id) WHERE (message_id IS NOT NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.recall_mails FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.recall_mails FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table received_mails -- messaging: mail that came in, and whose it was
  id bigint not null identity
  message_key text not null
  client_id bigint
  message_id bigint
  what text not null
  name text not null default ''::text
  address text not null default ''::text
  subject text not null default ''::text
  body text not null default ''::text
  lost text not null default ''::text
  received_at timestamp with time zone not null
  settled_at timestamp with time zone
  settled_by bigint
  why text not null default ''::text
  received_mails_check CHECK (((what = 'filed'::text) = (message_id IS NOT NULL)))
  received_mails_what_check CHECK ((what = ANY (ARRAY['filed'::text, 'stray'::text, 'bounce'::text, 'automatic'::text, 'discarded'::text])))
  received_mails_why_check CHECK ((length(why) <= 500))
  received_mails_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  received_mails_client_id_message_id_fkey FOREIGN KEY (client_id, message_id) REFERENCES messages(client_id, id) ON UPDATE CASCADE DEFERRABLE
  received_mails_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES staff(id)
  received_mails_pkey PRIMARY KEY (id)
  received_mails_message_key_key UNIQUE (message_key)
  CREATE INDEX received_mails_strays ON public.received_mails USING btree (received_at, id) WHERE (what = 'stray'::text)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.received_mails FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept', 'body')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.received_mails FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER touch AFTER INSERT OR DELETE OR UPDATE ON public.received_mails FOR EACH ROW EXECUTE FUNCTION touch('inbox')

table received_texts -- messaging: texts that came in, so that each has one effect
  provider_key text not null
  what text not null
  received_at timestamp with time zone not null
  received_texts_what_check CHECK ((what = ANY (ARRAY['yes'::text, 'stop'::text, 'other'::text])))
  received_texts_pkey PRIMARY KEY (provider_key)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.received_texts FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.received_texts FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table reminder_settings -- practice: the words of reminders and the hours without them
  id boolean not null default true
  quiet_from time without time zone not null default '20:00:00'::time without time zone
  quiet_until time without time zone not null default '08:00:00'::time without time zone
  mail_words text not null default 'This is to remind you of your time at [practice]:

[when]
[place]

If you cannot come, please call [phone].'::text
  text_words text not null default '[practice]: you are expected on [when]. If you cannot come, please call [phone].'::text
  reminder_settings_check CHECK ((((length(mail_words) >= 1) AND (length(mail_words) <= 2000)) AND ((length(text_words) >= 1) AND (length(text_words) <= 320))))
  reminder_settings_id_check CHECK (id)
  reminder_settings_pkey PRIMARY KEY (id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.reminder_settings FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.reminder_settings FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table reminders -- messaging: that a visit was reminded of, once for each of its reminders
  id bigint not null identity
  client_id bigint not null
  visit_id bigint not null
  starts_at timestamp with time zone not null
  hours integer not null
  made_at timestamp with time zone not null
  message_id bigint
  not_before timestamp with time zone
  reminders_client_id_message_id_fkey FOREIGN KEY (client_id, message_id) REFERENCES messages(client_id, id) ON UPDATE CASCADE DEFERRABLE
  reminders_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  reminders_pkey PRIMARY KEY (id)
  reminders_client_id_id_key UNIQUE (client_id, id)
  reminders_visit_id_starts_at_hours_key UNIQUE (visit_id, starts_at, hours)
  CREATE INDEX reminders_message ON public.reminders USING btree (client_id, message_id) WHERE (message_id IS NOT NULL)
  CREATE INDEX reminders_visit ON public.reminders USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.reminders FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.reminders FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table reports -- clients: diagnostic reports
  id bigint not null identity
  client_id bigint not null
  title text not null
  code text not null default ''::text
  code_system text not null default ''::text
  issued_at timestamp with time zone not null
  status text not null default 'final'::text
  conclusion text not null default ''::text
  source text not null default ''::text
  reports_title_check CHECK ((title <> ''::text))
  reports_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  reports_pkey PRIMARY KEY (id)
  reports_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX reports_file ON public.reports USING btree (client_id, issued_at DESC)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.reports FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.reports FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table requests -- clients: letters asked of other practices
  id bigint not null identity
  client_id bigint not null
  recipient text not null
  email text not null
  asks text not null
  made_at timestamp with time zone not null
  made_by bigint
  answered_at timestamp with time zone
  document_id bigint
  withdrawn_at timestamp with time zone
  requests_asks_check CHECK (((asks <> ''::text) AND (length(asks) <= 1000)))
  requests_check CHECK (((answered_at IS NULL) = (document_id IS NULL)))
  requests_check1 CHECK (((answered_at IS NULL) OR (withdrawn_at IS NULL)))
  requests_email_check CHECK ((email <> ''::text))
  requests_recipient_check CHECK (((recipient <> ''::text) AND (length(recipient) <= 200)))
  requests_client_id_document_id_fkey FOREIGN KEY (client_id, document_id) REFERENCES documents(client_id, id) ON UPDATE CASCADE DEFERRABLE
  requests_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  requests_made_by_fkey FOREIGN KEY (made_by) REFERENCES staff(id)
  requests_pkey PRIMARY KEY (id)
  requests_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX requests_file ON public.requests USING btree (client_id, id DESC)
  CREATE TRIGGER close_links AFTER UPDATE ON public.requests FOR EACH ROW WHEN (((old.withdrawn_at IS NULL) AND (new.withdrawn_at IS NOT NULL))) EXECUTE FUNCTION close_links_of_request()
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.requests FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.requests FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table resources -- practice: what can be booked: a clinician or a place
  id bigint not null identity
  staff_id bigint
  place_id bigint
  resources_check CHECK ((num_nonnulls(staff_id, place_id) = 1))
  resources_place_id_fkey FOREIGN KEY (place_id) REFERENCES places(id)
  resources_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  resources_pkey PRIMARY KEY (id)
  resources_place_id_key UNIQUE (place_id)
  resources_staff_id_key UNIQUE (staff_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.resources FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.resources FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table restrictions -- clients: files that open for their care team only
  id bigint not null identity
  client_id bigint not null
  reason text not null
  restricted_at timestamp with time zone not null
  restricted_by bigint
  lifted_at timestamp with time zone
  lifted_by bigint
  restrictions_reason_check CHECK (((reason <> ''::text) AND (length(reason) <= 500)))
  restrictions_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  restrictions_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES staff(id)
  restrictions_restricted_by_fkey FOREIGN KEY (restricted_by) REFERENCES staff(id)
  restrictions_pkey PRIMARY KEY (id)
  restrictions_client_id_id_key UNIQUE (client_id, id)
  CREATE UNIQUE INDEX restrictions_standing ON public.restrictions USING btree (client_id) WHERE (lifted_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.restrictions FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.restrictions FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table seal_marks -- house: how far the next seals may go
  tbl text not null
  upto bigint not null
  bound xid8
  seal_marks_tbl_check CHECK ((tbl = ANY (ARRAY['trail'::text, 'history'::text])))
  seal_marks_pkey PRIMARY KEY (tbl)

table seals -- house: the chain over trail and history; append-only
  id bigint not null identity
  tbl text not null
  upto bigint not null
  n bigint not null
  hash bytea not null
  sealed_at timestamp with time zone not null default clock_timestamp()
  seals_hash_check CHECK ((length(hash) = 32))
  seals_tbl_check CHECK ((tbl = ANY (ARRAY['trail'::text, 'history'::text])))
  seals_pkey PRIMARY KEY (id)
  seals_tbl_upto_key UNIQUE (tbl, upto)
  CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.seals FOR EACH ROW EXECUTE FUNCTION append_only()
  CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.seals FOR EACH STATEMENT EXECUTE FUNCTION append_only()

table series -- scheduling: visits that were booked as one, and the rule (RRULE) that they follow
  id bigint not null identity
  client_id bigint not null
  rule text not null
  made_at timestamp with time zone not null
  made_by bigint
  series_rule_check CHECK (((rule <> ''::text) AND (length(rule) <= 500)))
  series_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  series_made_by_fkey FOREIGN KEY (made_by) REFERENCES staff(id)
  series_pkey PRIMARY KEY (id)
  series_client_id_id_key UNIQUE (client_id, id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.series FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.series FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table services -- billing: the fee schedule
  id bigint not null identity
  code text not null
  label text not null
  cents bigint not null
  closed_at timestamp with time zone
  services_cents_check CHECK (((cents >= 0) AND (cents <= 100000000)))
  services_code_check CHECK ((code <> ''::text))
  services_label_check CHECK ((label <> ''::text))
  services_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX services_code ON public.services USING btree (code) WHERE (closed_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.services FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.services FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table sessions -- plumbing: web sessions
  token text not null
  data bytea not null
  expiry timestamp with time zone not null
  sessions_pkey PRIMARY KEY (token)
  CREATE INDEX sessions_expiry ON public.sessions USING btree (expiry)

table signatures -- documentation: signatures of notes
  id bigint not null identity
  client_id bigint not null
  note_id bigint not null
  staff_id bigint not null
  at timestamp with time zone not null
  content jsonb not null
  hash bytea not null
  lexemes tsvector generated lexemes(signed_text(content))
  signatures_hash_check CHECK ((length(hash) = 32))
  signatures_client_id_note_id_fkey FOREIGN KEY (client_id, note_id) REFERENCES notes(client_id, id) ON UPDATE CASCADE DEFERRABLE
  signatures_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  signatures_pkey PRIMARY KEY (id)
  signatures_client_id_note_id_key UNIQUE (client_id, note_id)
  signatures_note_id_key UNIQUE (note_id)
  CREATE INDEX signatures_file ON public.signatures USING btree (client_id, id DESC)
  CREATE INDEX signatures_staff ON public.signatures USING btree (staff_id, at DESC, id DESC)
  CREATE INDEX signatures_words ON public.signatures USING gin (lexemes)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.signatures FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept', 'content', 'lexemes')
  CREATE TRIGGER keep_signed BEFORE DELETE OR UPDATE ON public.signatures FOR EACH ROW EXECUTE FUNCTION keep_signed()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.signatures FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER soil_day AFTER INSERT ON public.signatures FOR EACH ROW EXECUTE FUNCTION soil_day('note_id')

table slot_offers -- scheduling: what those who wait were offered, and what came of it
  id bigint not null identity
  client_id bigint not null
  wait_id bigint not null
  opening_id bigint not null
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  state text not null
  answered_at timestamp with time zone
  visit_id bigint
  slot_offers_check CHECK (((state = 'accepted'::text) = (visit_id IS NOT NULL)))
  slot_offers_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'accepted'::text, 'declined'::text, 'expired'::text, 'gone'::text])))
  slot_offers_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  slot_offers_client_id_wait_id_fkey FOREIGN KEY (client_id, wait_id) REFERENCES waits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  slot_offers_opening_id_fkey FOREIGN KEY (opening_id) REFERENCES openings(id)
  slot_offers_pkey PRIMARY KEY (id)
  slot_offers_client_id_id_key UNIQUE (client_id, id)
  slot_offers_client_id_opening_id_key UNIQUE (client_id, opening_id)
  CREATE UNIQUE INDEX slot_offers_one_accepted ON public.slot_offers USING btree (opening_id) WHERE (state = 'accepted'::text)
  CREATE INDEX slot_offers_opening ON public.slot_offers USING btree (opening_id)
  CREATE INDEX slot_offers_standing ON public.slot_offers USING btree (opening_id) WHERE (state = 'offered'::text)
  CREATE INDEX slot_offers_visit ON public.slot_offers USING btree (client_id, visit_id) WHERE (visit_id IS NOT NULL)
  CREATE INDEX slot_offers_wait ON public.slot_offers USING btree (client_id, wait_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.slot_offers FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.slot_offers FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table staff -- practice: people who work here
  id bigint not null identity
  name text not null
  email text not null
  title text not null default ''::text
  npi text not null default ''::text
  licence text not null default ''::text
  licence_until date
  password_hash text
  session_epoch integer not null default 1
  single_keys boolean not null default true
  deactivated_at timestamp with time zone
  staff_email_check CHECK (((email = lower(email)) AND (email ~~ '%_@_%'::text)))
  staff_licence_check CHECK ((length(licence) <= 100))
  staff_name_check CHECK ((name <> ''::text))
  staff_npi_check CHECK (((npi = ''::text) OR (npi ~ '^[0-9]{10}$'::text)))
  staff_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX staff_email ON public.staff USING btree (email)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.staff FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept', 'password_hash')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.staff FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table staff_mails -- messaging: mails to staff and their state
  id bigint not null identity
  staff_id bigint not null
  kind text not null
  reset_id bigint
  mail_id text not null
  state text not null
  tries integer not null default 0
  problem text not null default ''::text
  made_at timestamp with time zone not null
  sent_at timestamp with time zone
  staff_mails_kind_check CHECK ((kind = ANY (ARRAY['reset'::text, 'welcome'::text, 'nudge'::text])))
  staff_mails_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'cancelled'::text])))
  staff_mails_reset_id_fkey FOREIGN KEY (reset_id) REFERENCES password_resets(id)
  staff_mails_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  staff_mails_pkey PRIMARY KEY (id)
  staff_mails_mail_id_key UNIQUE (mail_id)
  CREATE INDEX staff_mails_open ON public.staff_mails USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'failed'::text]))
  CREATE INDEX staff_mails_sent ON public.staff_mails USING btree (sent_at) WHERE (sent_at IS NOT NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.staff_mails FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.staff_mails FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table staff_roles -- practice: the roles that people hold
  staff_id bigint not null
  role text not null
  staff_roles_role_check CHECK ((role = ANY (ARRAY['front_desk'::text, 'clinician'::text, 'biller'::text, 'manager'::text, 'owner'::text])))
  staff_roles_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  staff_roles_pkey PRIMARY KEY (staff_id, role)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.staff_roles FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.staff_roles FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table targets -- overview: how long things may take
  kind text not null
  hours integer not null
  percent integer not null default 95
  targets_hours_check CHECK (((hours >= 0) AND (hours <= 2000)))
  targets_kind_check CHECK ((kind = ANY (ARRAY['note_unsigned'::text, 'form_unfinished'::text, 'document_unread'::text, 'visit_without_outcome'::text, 'coverage_detail'::text, 'request_unanswered'::text, 'client_unbilled'::text, 'claim_unanswered'::text, 'credit_idle'::text, 'licence_ending'::text, 'message_unanswered'::text, 'message_clinical'::text])))
  targets_percent_check CHECK (((percent >= 1) AND (percent <= 100)))
  targets_pkey PRIMARY KEY (kind)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.targets FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.targets FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table task_items -- worklist: the checklist of a task
  client_id bigint not null
  task_id bigint not null
  nth integer not null
  words text not null
  ticked_at timestamp with time zone
  ticked_by bigint
  task_items_nth_check CHECK (((nth >= 1) AND (nth <= 12)))
  task_items_words_check CHECK (((words <> ''::text) AND (length(words) <= 200)))
  task_items_client_id_task_id_fkey FOREIGN KEY (client_id, task_id) REFERENCES tasks(client_id, id) ON UPDATE CASCADE DEFERRABLE
  task_items_ticked_by_fkey FOREIGN KEY (ticked_by) REFERENCES staff(id)
  task_items_pkey PRIMARY KEY (task_id, nth)
  CREATE INDEX task_items_file ON public.task_items USING btree (client_id, task_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.task_items FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.task_items FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table task_types -- worklist: kinds of tasks
  id bigint not null identity
  name text not null
  role text not null
  owner_id bigint
  days integer not null
  clinical boolean not null default false
  checklist text[] not null default '{}'::text[]
  evidence text not null default ''::text
  evidence_of text not null default ''::text
  closed_at timestamp with time zone
  task_types_check CHECK (((evidence_of = ''::text) OR (evidence = 'document'::text)))
  task_types_checklist_check CHECK ((cardinality(checklist) <= 12))
  task_types_days_check CHECK (((days >= 0) AND (days <= 365)))
  task_types_evidence_check CHECK ((evidence = ANY (ARRAY[''::text, 'document'::text, 'visit'::text, 'form'::text, 'note'::text, 'payment'::text, 'message'::text])))
  task_types_name_check CHECK (((name <> ''::text) AND (length(name) <= 80)))
  task_types_role_check CHECK ((role = ANY (ARRAY['front_desk'::text, 'clinician'::text, 'biller'::text, 'manager'::text])))
  task_types_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES staff(id)
  task_types_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX task_types_name ON public.task_types USING btree (lower(name)) WHERE (closed_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.task_types FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.task_types FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table tasks -- worklist: what people asked each other to do in a file
  id bigint not null identity
  client_id bigint not null
  type_id bigint not null
  visit_id bigint
  title text not null
  words text not null default ''::text
  clinical boolean not null
  role text not null
  owner_id bigint
  due_on date not null
  evidence text not null default ''::text
  evidence_of text not null default ''::text
  made_at timestamp with time zone not null
  made_by bigint
  closed_at timestamp with time zone
  closed_by bigint
  closed_why text not null default ''::text
  proof_id bigint
  proof_trail bigint
  reopened_at timestamp with time zone
  lexemes tsvector generated lexemes(((title || ' '::text) || words))
  tasks_check CHECK (((closed_at IS NULL) OR ((closed_why <> ''::text) <> (proof_trail IS NOT NULL))))
  tasks_closed_why_check CHECK ((length(closed_why) <= 500))
  tasks_evidence_check CHECK ((evidence = ANY (ARRAY[''::text, 'document'::text, 'visit'::text, 'form'::text, 'note'::text, 'payment'::text, 'message'::text])))
  tasks_role_check CHECK ((role = ANY (ARRAY['front_desk'::text, 'clinician'::text, 'biller'::text, 'manager'::text])))
  tasks_title_check CHECK (((title <> ''::text) AND (length(title) <= 200)))
  tasks_words_check CHECK ((length(words) <= 2000))
  tasks_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  tasks_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  tasks_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES staff(id)
  tasks_made_by_fkey FOREIGN KEY (made_by) REFERENCES staff(id)
  tasks_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES staff(id)
  tasks_type_id_fkey FOREIGN KEY (type_id) REFERENCES task_types(id)
  tasks_pkey PRIMARY KEY (id)
  tasks_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX tasks_closed ON public.tasks USING btree (closed_at DESC, id DESC) WHERE (closed_at IS NOT NULL)
  CREATE INDEX tasks_file ON public.tasks USING btree (client_id, id DESC)
  CREATE INDEX tasks_open ON public.tasks USING btree (due_on, id) WHERE (closed_at IS NULL)
  CREATE INDEX tasks_open_file ON public.tasks USING btree (client_id) WHERE (closed_at IS NULL)
  CREATE INDEX tasks_words ON public.tasks USING gin (lexemes)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.tasks FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept', 'lexemes')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.tasks FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table text_settings -- practice: the account at the provider of texts
  id boolean not null default true
  account text not null
  token text not null
  sender text not null
  api text not null
  country text not null
  text_settings_account_check CHECK ((account <> ''::text))
  text_settings_country_check CHECK ((country ~ '^[1-9][0-9]{0,2}$'::text))
  text_settings_id_check CHECK (id)
  text_settings_sender_check CHECK ((sender <> ''::text))
  text_settings_token_check CHECK ((token <> ''::text))
  text_settings_pkey PRIMARY KEY (id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.text_settings FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept', 'token')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.text_settings FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table texts -- messaging: texts to clients and their state
  id bigint not null identity
  client_id bigint not null
  message_id bigint not null
  number text not null
  state text not null
  provider_key text
  tries integer not null default 0
  problem text not null default ''::text
  made_at timestamp with time zone not null
  tried_at timestamp with time zone
  sent_at timestamp with time zone
  texts_number_check CHECK ((number ~ '^\+[1-9][0-9]{6,14}$'::text))
  texts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'undelivered'::text, 'failed'::text, 'unsure'::text, 'cancelled'::text])))
  texts_client_id_message_id_fkey FOREIGN KEY (client_id, message_id) REFERENCES messages(client_id, id) ON UPDATE CASCADE DEFERRABLE
  texts_pkey PRIMARY KEY (id)
  texts_client_id_id_key UNIQUE (client_id, id)
  texts_provider_key_key UNIQUE (provider_key)
  CREATE INDEX texts_message ON public.texts USING btree (client_id, message_id)
  CREATE INDEX texts_number ON public.texts USING btree (number, id DESC)
  CREATE INDEX texts_open ON public.texts USING btree (id) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]))
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.texts FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.texts FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table trail -- house: who did what in whose file; append-only
  id bigint not null identity
  at timestamp with time zone not null
  wall timestamp with time zone not null default clock_timestamp()
  actor text not null
  staff_id bigint
  link_id bigint
  verb text not null
  client_id bigint
  clients bigint[] not null default '{}'::bigint[]
  allowed boolean not null
  request text not null default ''::text
  trail_pkey PRIMARY KEY (id)
  CREATE INDEX trail_of_file ON public.trail USING btree (client_id, at, id) WHERE (client_id IS NOT NULL)
  CREATE INDEX trail_of_groups ON public.trail USING gin (clients) WHERE ((verb = ANY (ARRAY['visit.move'::text, 'visit.cancel'::text])) AND (client_id IS NULL))
  CREATE INDEX trail_of_person ON public.trail USING btree (staff_id, id DESC) INCLUDE (client_id) WHERE ((verb = 'client.open'::text) AND allowed AND (client_id IS NOT NULL))
  CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.trail FOR EACH ROW EXECUTE FUNCTION append_only()
  CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.trail FOR EACH STATEMENT EXECUTE FUNCTION append_only()

table turns -- messaging: who had a conversation when, and what it became
  id bigint not null identity
  client_id bigint not null
  conversation_id bigint not null
  what text not null
  outcome text not null default ''::text
  at timestamp with time zone not null
  by_id bigint
  kind text not null
  staff_id bigint
  pool text not null default ''::text
  word text not null default ''::text
  visit_id bigint
  packet_id bigint
  task_id bigint
  waited_since timestamp with time zone
  turns_what_check CHECK ((what = ANY (ARRAY['came'::text, 'answered'::text, 'claimed'::text, 'given'::text, 'kind'::text, 'done'::text, 'reopened'::text])))
  turns_word_check CHECK ((length(word) <= 500))
  turns_by_id_fkey FOREIGN KEY (by_id) REFERENCES staff(id)
  turns_client_id_conversation_id_fkey FOREIGN KEY (client_id, conversation_id) REFERENCES conversations(client_id, id) ON UPDATE CASCADE DEFERRABLE
  turns_client_id_packet_id_fkey FOREIGN KEY (client_id, packet_id) REFERENCES packets(client_id, id) ON UPDATE CASCADE DEFERRABLE
  turns_client_id_task_id_fkey FOREIGN KEY (client_id, task_id) REFERENCES tasks(client_id, id) ON UPDATE CASCADE DEFERRABLE
  turns_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  turns_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  turns_pkey PRIMARY KEY (id)
  turns_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX turns_conversation ON public.turns USING btree (client_id, conversation_id, id)
  CREATE INDEX turns_task ON public.turns USING btree (client_id, task_id) WHERE (task_id IS NOT NULL)
  CREATE INDEX turns_waited ON public.turns USING btree (at) WHERE (waited_since IS NOT NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.turns FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.turns FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table visit_days -- overview: sums of each day's visits; payer 0 is nobody but the client
  day date not null
  location_id bigint not null
  clinician_id bigint not null
  visit_type_id bigint not null
  payer_id bigint not null
  visits integer not null
  cancelled integer not null
  late integer not null
  missed integer not null
  seen integer not null
  minutes integer not null
  cycles integer not null
  cycle_seconds bigint not null
  turnarounds integer[] not null
  lags integer not null
  lag_seconds bigint not null
  claims integer not null
  claims_ready integer not null
  forms integer not null
  forms_ready integer not null
  written integer not null
  write_seconds bigint not null
  visit_days_pkey PRIMARY KEY (day, location_id, clinician_id, visit_type_id, payer_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visit_days FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visit_days FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table visit_dues -- billing: visits with money still owed, derived from lines
  client_id bigint not null
  visit_id bigint not null
  since timestamp with time zone not null
  client_cents bigint not null
  payer_cents bigint not null
  visit_dues_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  visit_dues_pkey PRIMARY KEY (client_id, visit_id)
  CREATE INDEX visit_dues_client ON public.visit_dues USING btree (since, visit_id) INCLUDE (client_id, client_cents) WHERE (client_cents > 0)
  CREATE INDEX visit_dues_payer ON public.visit_dues USING btree (since, visit_id) INCLUDE (client_id, payer_cents) WHERE (payer_cents > 0)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visit_dues FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visit_dues FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table visit_marks -- scheduling: arrived, roomed, seen, no-show, cancelled
  client_id bigint not null
  visit_id bigint not null
  kind text not null
  at timestamp with time zone not null
  staff_id bigint
  place_id bigint
  reason text not null default ''::text
  visit_marks_kind_check CHECK ((kind = ANY (ARRAY['arrived'::text, 'roomed'::text, 'with'::text, 'ready'::text, 'seen'::text, 'no_show'::text, 'cancelled'::text])))
  visit_marks_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  visit_marks_place_id_fkey FOREIGN KEY (place_id) REFERENCES places(id)
  visit_marks_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  visit_marks_pkey PRIMARY KEY (visit_id, kind)
  CREATE INDEX visit_marks_file ON public.visit_marks USING btree (client_id, visit_id)
  CREATE UNIQUE INDEX visit_marks_one_end ON public.visit_marks USING btree (visit_id) WHERE (kind = ANY (ARRAY['seen'::text, 'no_show'::text, 'cancelled'::text]))
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visit_marks FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER marks_capacity AFTER DELETE ON public.visit_marks FOR EACH ROW WHEN ((old.kind = ANY (ARRAY['cancelled'::text, 'no_show'::text]))) EXECUTE FUNCTION keep_to_capacity()
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visit_marks FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER soil_day AFTER INSERT OR DELETE OR UPDATE ON public.visit_marks FOR EACH ROW EXECUTE FUNCTION soil_day('visit_id')
  CREATE TRIGGER touch_mark AFTER INSERT OR DELETE OR UPDATE ON public.visit_marks FOR EACH ROW EXECUTE FUNCTION touch_mark()

table visit_recalls -- scheduling: when a client comes again after a visit, where its kind says otherwise
  client_id bigint not null
  visit_id bigint not null
  months integer
  staff_id bigint
  at timestamp with time zone not null
  visit_recalls_months_check CHECK (((months >= 1) AND (months <= 120)))
  visit_recalls_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  visit_recalls_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  visit_recalls_pkey PRIMARY KEY (visit_id)
  CREATE INDEX visit_recalls_file ON public.visit_recalls USING btree (client_id, visit_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visit_recalls FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visit_recalls FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table visit_totals -- overview: visit_days of the whole practice, a row a day; what they are counted by is 0
  day date not null
  location_id bigint not null
  clinician_id bigint not null
  visit_type_id bigint not null
  payer_id bigint not null
  visits integer not null
  cancelled integer not null
  late integer not null
  missed integer not null
  seen integer not null
  minutes integer not null
  cycles integer not null
  cycle_seconds bigint not null
  turnarounds integer[] not null
  lags integer not null
  lag_seconds bigint not null
  claims integer not null
  claims_ready integer not null
  forms integer not null
  forms_ready integer not null
  written integer not null
  write_seconds bigint not null
  visit_totals_pkey PRIMARY KEY (day)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visit_totals FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visit_totals FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table visit_type_clinicians -- scheduling: who offers a kind of visit; with none, everybody
  visit_type_id bigint not null
  staff_id bigint not null
  visit_type_clinicians_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff(id)
  visit_type_clinicians_visit_type_id_fkey FOREIGN KEY (visit_type_id) REFERENCES visit_types(id)
  visit_type_clinicians_pkey PRIMARY KEY (visit_type_id, staff_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visit_type_clinicians FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visit_type_clinicians FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table visit_type_needs -- scheduling: the sorts of places that a kind of visit takes, one of each
  visit_type_id bigint not null
  sort_id bigint not null
  visit_type_needs_sort_id_fkey FOREIGN KEY (sort_id) REFERENCES place_sorts(id)
  visit_type_needs_visit_type_id_fkey FOREIGN KEY (visit_type_id) REFERENCES visit_types(id)
  visit_type_needs_pkey PRIMARY KEY (visit_type_id, sort_id)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visit_type_needs FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visit_type_needs FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table visit_type_reminders -- scheduling: how many hours before a kind of visit its people are reminded, and how
  visit_type_id bigint not null
  hours integer not null
  way text not null
  visit_type_reminders_hours_check CHECK (((hours >= 1) AND (hours <= 336)))
  visit_type_reminders_way_check CHECK ((way = ANY (ARRAY['email'::text, 'text'::text, 'preferred'::text])))
  visit_type_reminders_visit_type_id_fkey FOREIGN KEY (visit_type_id) REFERENCES visit_types(id)
  visit_type_reminders_pkey PRIMARY KEY (visit_type_id, hours)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visit_type_reminders FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visit_type_reminders FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table visit_types -- scheduling: kinds of visits: length, fee, form, template
  id bigint not null identity
  name text not null
  minutes integer not null
  service_id bigint
  form_id bigint
  template_id bigint
  closed_at timestamp with time zone
  before_minutes integer not null default 0
  after_minutes integer not null default 0
  online boolean not null default false
  online_notice_hours integer not null default 24
  online_days integer not null default 60
  online_for text not null default 'both'::text
  no_show_service_id bigint
  late_service_id bigint
  late_hours integer not null default 24
  first_missed_free boolean not null default false
  recall_months integer
  recall_mail boolean not null default false
  offer_at_once integer not null default 3
  offer_minutes integer not null default 60
  offer_cutoff_hours integer not null default 2
  capacity integer not null default 1
  visit_types_after_minutes_check CHECK ((((after_minutes >= 0) AND (after_minutes <= 120)) AND ((after_minutes % 5) = 0)))
  visit_types_before_minutes_check CHECK ((((before_minutes >= 0) AND (before_minutes <= 120)) AND ((before_minutes % 5) = 0)))
  visit_types_capacity_check CHECK (((capacity >= 1) AND (capacity <= 50)))
  visit_types_late_hours_check CHECK (((late_hours >= 1) AND (late_hours <= 336)))
  visit_types_minutes_check CHECK ((((minutes >= 5) AND (minutes <= 480)) AND ((minutes % 5) = 0)))
  visit_types_name_check CHECK ((name <> ''::text))
  visit_types_offer_at_once_check CHECK (((offer_at_once >= 0) AND (offer_at_once <= 20)))
  visit_types_offer_cutoff_hours_check CHECK (((offer_cutoff_hours >= 0) AND (offer_cutoff_hours <= 720)))
  visit_types_offer_minutes_check CHECK (((offer_minutes >= 10) AND (offer_minutes <= 1440)))
  visit_types_online_days_check CHECK (((online_days >= 1) AND (online_days <= 365)))
  visit_types_online_for_check CHECK ((online_for = ANY (ARRAY['both'::text, 'new'::text, 'known'::text])))
  visit_types_online_notice_hours_check CHECK (((online_notice_hours >= 0) AND (online_notice_hours <= 720)))
  visit_types_recall_months_check CHECK (((recall_months >= 1) AND (recall_months <= 120)))
  visit_types_form_id_fkey FOREIGN KEY (form_id) REFERENCES forms(id)
  visit_types_late_service_id_fkey FOREIGN KEY (late_service_id) REFERENCES services(id)
  visit_types_no_show_service_id_fkey FOREIGN KEY (no_show_service_id) REFERENCES services(id)
  visit_types_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id)
  visit_types_template_id_fkey FOREIGN KEY (template_id) REFERENCES note_templates(id)
  visit_types_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX visit_types_name ON public.visit_types USING btree (lower(name)) WHERE (closed_at IS NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visit_types FOR EACH ROW EXECUTE FUNCTION guard_row('', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visit_types FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table visits -- scheduling: one client's line through a booking; label and history are for imported ones
  id bigint not null identity
  client_id bigint not null
  booking_id bigint not null
  visit_type_id bigint
  clinician_id bigint
  reason text not null default ''::text
  fee_cents bigint not null default 0
  coverage_id bigint
  history boolean not null default false
  label text not null default ''::text
  booked_at timestamp with time zone not null
  booked_by bigint
  sequence integer not null default 0
  payer_chosen boolean not null default false
  series_id bigint
  online boolean not null default false
  second_id bigint
  visits_check CHECK ((history OR ((visit_type_id IS NOT NULL) AND (clinician_id IS NOT NULL))))
  visits_fee_cents_check CHECK ((fee_cents >= 0))
  visits_reason_check CHECK ((length(reason) <= 500))
  visits_second CHECK ((second_id <> clinician_id))
  visits_booked_by_fkey FOREIGN KEY (booked_by) REFERENCES staff(id)
  visits_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES bookings(id)
  visits_client_id_coverage_id_fkey FOREIGN KEY (client_id, coverage_id) REFERENCES coverages(client_id, id) ON UPDATE CASCADE DEFERRABLE
  visits_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  visits_clinician_id_fkey FOREIGN KEY (clinician_id) REFERENCES staff(id)
  visits_second_id_fkey FOREIGN KEY (second_id) REFERENCES staff(id)
  visits_series FOREIGN KEY (client_id, series_id) REFERENCES series(client_id, id) ON UPDATE CASCADE DEFERRABLE
  visits_visit_type_id_fkey FOREIGN KEY (visit_type_id) REFERENCES visit_types(id)
  visits_pkey PRIMARY KEY (id)
  visits_client_id_id_key UNIQUE (client_id, id)
  CREATE INDEX visits_file ON public.visits USING btree (client_id, id DESC)
  CREATE INDEX visits_of_booking ON public.visits USING btree (booking_id)
  CREATE INDEX visits_of_series ON public.visits USING btree (client_id, series_id) WHERE (series_id IS NOT NULL)
  CREATE INDEX visits_second ON public.visits USING btree (second_id) WHERE (second_id IS NOT NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.visits FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.visits FOR EACH STATEMENT EXECUTE FUNCTION require_act()
  CREATE TRIGGER soil_day AFTER INSERT OR UPDATE ON public.visits FOR EACH ROW EXECUTE FUNCTION soil_day('id')
  CREATE TRIGGER visits_capacity AFTER INSERT OR UPDATE OF booking_id ON public.visits FOR EACH ROW EXECUTE FUNCTION keep_to_capacity()

table waits -- scheduling: who waits for a time, for which, and since when
  id bigint not null identity
  client_id bigint not null
  visit_type_id bigint not null
  visit_id bigint
  clinician_id bigint
  location_id bigint
  weekdays integer[] not null default '{}'::integer[]
  parts text[] not null default '{}'::text[]
  earliest_on date
  latest_on date
  urgency text not null
  ends_on date not null
  remark text not null default ''::text
  online boolean not null
  made_at timestamp with time zone not null
  made_by bigint
  ended_at timestamp with time zone
  ended_by bigint
  ended_for text not null default ''::text
  end_reason text not null default ''::text
  waits_check CHECK (((ended_at IS NULL) = (ended_for = ''::text)))
  waits_check1 CHECK ((earliest_on <= latest_on))
  waits_end_reason_check CHECK ((length(end_reason) <= 500))
  waits_ended_for_check CHECK ((ended_for = ANY (ARRAY[''::text, 'booked'::text, 'removed'::text, 'left'::text, 'over'::text])))
  waits_parts_check CHECK ((parts <@ '{morning,afternoon,evening}'::text[]))
  waits_remark_check CHECK ((length(remark) <= 500))
  waits_urgency_check CHECK ((urgency = ANY (ARRAY['routine'::text, 'soon'::text, 'urgent'::text])))
  waits_weekdays_check CHECK ((weekdays <@ '{1,2,3,4,5,6,7}'::integer[]))
  waits_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON UPDATE CASCADE DEFERRABLE
  waits_client_id_visit_id_fkey FOREIGN KEY (client_id, visit_id) REFERENCES visits(client_id, id) ON UPDATE CASCADE DEFERRABLE
  waits_clinician_id_fkey FOREIGN KEY (clinician_id) REFERENCES staff(id)
  waits_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES staff(id)
  waits_location_id_fkey FOREIGN KEY (location_id) REFERENCES locations(id)
  waits_made_by_fkey FOREIGN KEY (made_by) REFERENCES staff(id)
  waits_visit_type_id_fkey FOREIGN KEY (visit_type_id) REFERENCES visit_types(id)
  waits_pkey PRIMARY KEY (id)
  waits_client_id_id_key UNIQUE (client_id, id)
  CREATE UNIQUE INDEX waits_once ON public.waits USING btree (client_id, visit_type_id) WHERE (ended_at IS NULL)
  CREATE INDEX waits_open ON public.waits USING btree (made_at, id) WHERE (ended_at IS NULL)
  CREATE INDEX waits_visit ON public.waits USING btree (client_id, visit_id) WHERE (visit_id IS NOT NULL)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.waits FOR EACH ROW EXECUTE FUNCTION guard_row('client_id', 'kept')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.waits FOR EACH STATEMENT EXECUTE FUNCTION require_act()

table week_medians -- overview: half of the week's notes took at most so many seconds
  monday date not null
  signed integer not null
  median integer not null
  week_medians_pkey PRIMARY KEY (monday)
  CREATE TRIGGER guard_row AFTER INSERT OR DELETE OR UPDATE ON public.week_medians FOR EACH ROW EXECUTE FUNCTION guard_row('', 'quiet')
  CREATE TRIGGER require_act BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.week_medians FOR EACH STATEMENT EXECUTE FUNCTION require_act()
