-- +goose Up
-- Notes, their codes, signatures and addenda. A signed note cannot change.
create table notes (
  id          bigint generated always as identity primary key,
  client_id   bigint not null references clients on update cascade deferrable,
  visit_id    bigint not null unique,
  author_id   bigint not null references staff,
  template    jsonb not null,
  sections    jsonb not null default '{}',
  version     int not null default 1,
  started_at  timestamptz not null,
  saved_at    timestamptz not null,
  saved_by    bigint not null references staff,
  saved_form  text not null default '',
  saved_edit  int not null default 0,
  medicines_checked_at timestamptz,
  unique (client_id, id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index notes_file on notes (client_id, id desc);
create index notes_author on notes (author_id, id desc);
select guard('notes', 'documentation: notes; template holds the sections as they were when it began', 'client_id', 'kept', 'sections', 'saved_at', 'saved_by', 'saved_form', 'saved_edit', 'version', 'write_seconds');
comment on column notes.saved_form is 'the key of the open page that saved last, and with saved_edit how much was typed in it: its own late answer is no conflict';

create table note_diagnoses (
  id        bigint generated always as identity primary key,
  client_id bigint not null,
  note_id   bigint not null,
  rank      int not null check (rank between 1 and 12),
  code      text not null,
  label     text not null,
  unique (note_id, rank),
  unique (note_id, code),
  foreign key (client_id, note_id) references notes (client_id, id) on update cascade deferrable
);
create index note_diagnoses_file on note_diagnoses (client_id, note_id);
select guard('note_diagnoses', 'documentation: diagnoses of a note, in order');

create table note_services (
  id         bigint generated always as identity primary key,
  client_id  bigint not null,
  note_id    bigint not null,
  service_id bigint not null references services,
  units      int not null default 1 check (units between 1 and 99),
  modifiers  text not null default '',
  unique (note_id, service_id),
  foreign key (client_id, note_id) references notes (client_id, id) on update cascade deferrable
);
create index note_services_file on note_services (client_id, note_id);
select guard('note_services', 'documentation: services of a note, charged when it is signed');

-- What of a signed note every clinician may read: its private sections are for who signed it alone.
create function signed_text(content jsonb) returns text
language sql immutable parallel safe strict
return (
  select coalesce(string_agg(p ->> 'text', E'\n' order by n), '')
  from jsonb_array_elements(case when jsonb_typeof(content -> 'sections') = 'array' then content -> 'sections' else '[]' end) with ordinality s (p, n)
  where not coalesce((p ->> 'private')::boolean, false));

-- The signature holds the content that was signed and its hash (sha256 of the
-- content's canonical text; the client's number is left out, so that files can be merged).
create table signatures (
  id        bigint generated always as identity primary key,
  client_id bigint not null,
  note_id   bigint not null unique,
  staff_id  bigint not null references staff,
  at        timestamptz not null,
  content   jsonb not null,
  hash      bytea not null check (length(hash) = 32),
  lexemes   tsvector generated always as (lexemes(public.signed_text(content))) stored,
  unique (client_id, note_id),
  foreign key (client_id, note_id) references notes (client_id, id) on update cascade deferrable
);
create index signatures_staff on signatures (staff_id, at desc, id desc);
create index signatures_file on signatures (client_id, id desc);
create index signatures_words on signatures using gin (lexemes);
select guard('signatures', 'documentation: signatures of notes', 'client_id', 'kept', 'content', 'lexemes');

create table addenda (
  id        bigint generated always as identity primary key,
  client_id bigint not null,
  note_id   bigint not null,
  staff_id  bigint not null references staff,
  at        timestamptz not null,
  text      text not null check (text <> ''),
  foreign key (client_id, note_id) references signatures (client_id, note_id) on update cascade deferrable
);
create index addenda_file on addenda (client_id, note_id);
select guard('addenda', 'documentation: addenda to signed notes');

-- +goose StatementBegin
-- Guards signed content. Only client_id may ever change, and only by cascade;
-- lexemes are made of the content, after this trigger.
create function keep_signed() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (to_jsonb(old) - 'client_id' - 'lexemes') = (to_jsonb(new) - 'client_id' - 'lexemes') then
    return new;
  end if;
  if tg_table_name in ('signatures', 'addenda')
  or exists (select from signatures s where s.note_id = case when tg_table_name = 'notes'
       then (to_jsonb(coalesce(old, new)) ->> 'id')::bigint
       else (to_jsonb(coalesce(old, new)) ->> 'note_id')::bigint end) then
    raise exception 'the note is signed' using errcode = '42501', constraint = 'note_is_signed';
  end if;
  return coalesce(new, old);
end $$;
-- +goose StatementEnd
create trigger keep_signed before update or delete on notes for each row execute function keep_signed();
create trigger keep_signed before insert or update or delete on note_diagnoses for each row execute function keep_signed();
create trigger keep_signed before insert or update or delete on note_services for each row execute function keep_signed();
create trigger keep_signed before update or delete on signatures for each row execute function keep_signed();
create trigger keep_signed before update or delete on addenda for each row execute function keep_signed();

-- The code list of diagnoses, imported (charthouse import icd10cm).
create table diagnosis_codes (
  code     text collate "C" primary key,
  billable boolean not null,
  label    text not null,
  words    tsvector generated always as (to_tsvector('simple', fold(label))) stored
);
create index diagnosis_codes_words on diagnosis_codes using gin (words);
select guard('diagnosis_codes', 'documentation: ICD-10-CM', '', 'quiet');
