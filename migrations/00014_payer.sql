-- +goose Up
-- Who pays for a visit follows the file until the visit is charged, unless somebody chose.
alter table visits add column payer_chosen boolean not null default false;
comment on column visits.payer_chosen is 'somebody chose the coverage or self-pay; else it follows the file until the visit is charged';
