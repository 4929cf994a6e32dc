-- +goose Up
-- What a practice asks for a visit of a kind that was missed or cancelled late: services
-- of the fee schedule; none is nothing. And when people of that kind are asked to come again.
alter table visit_types
  add no_show_service_id bigint references services,
  add late_service_id bigint references services,
  add late_hours int not null default 24 check (late_hours between 1 and 336),
  add first_missed_free boolean not null default false,
  add recall_months int check (recall_months between 1 and 120),
  add recall_mail boolean not null default false;

-- That it was decided what a missed visit costs, once. Without a charge, the first one was
-- let off. Whoever takes the mark back takes this back too.
create table missed_fees (
  client_id bigint not null,
  visit_id  bigint not null,
  why       text not null check (why in ('no_show', 'late')),
  charge_id bigint,
  at        timestamptz not null,
  primary key (visit_id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, charge_id) references charges (client_id, id) on update cascade deferrable
);
create index missed_fees_file on missed_fees (client_id, visit_id);
select guard('missed_fees', 'billing: what was asked for a visit that was missed or cancelled late');

-- When one client is to come again after a visit, where it is not as their kind of visit
-- says; without months, they need not.
create table visit_recalls (
  client_id bigint not null,
  visit_id  bigint not null,
  months    int check (months between 1 and 120),
  staff_id  bigint references staff,
  at        timestamptz not null,
  primary key (visit_id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index visit_recalls_file on visit_recalls (client_id, visit_id);
select guard('visit_recalls', 'scheduling: when a client comes again after a visit, where its kind says otherwise');

-- That nobody books again after a visit that was seen or missed, and why.
create table recall_ends (
  client_id bigint not null,
  visit_id  bigint not null,
  why       text not null check (length(why) between 1 and 500),
  staff_id  bigint references staff,
  at        timestamptz not null,
  primary key (visit_id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable
);
create index recall_ends_file on recall_ends (client_id, visit_id);
select guard('recall_ends', 'scheduling: why nobody books again after a visit');

alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('free', 'confirmation', 'moved', 'cancellation', 'form', 'invoice', 'request', 'reply', 'call', 'portal', 'mail', 'reminder', 'recall'));

-- That a client was written to because they are to come again after a visit: once for each
-- visit, and never anew. Without a message nobody could be reached.
create table recall_mails (
  client_id  bigint not null,
  visit_id   bigint not null,
  message_id bigint,
  made_at    timestamptz not null,
  primary key (visit_id),
  foreign key (client_id, visit_id) references visits (client_id, id) on update cascade deferrable,
  foreign key (client_id, message_id) references messages (client_id, id) on update cascade deferrable
);
create index recall_mails_file on recall_mails (client_id, visit_id);
create index recall_mails_message on recall_mails (client_id, message_id) where message_id is not null;
select guard('recall_mails', 'messaging: that somebody was written to because they are to come again');
