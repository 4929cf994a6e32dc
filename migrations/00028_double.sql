-- +goose Up
-- Why a booking takes what another one holds: whoever books twice says so, in a lane of its own.
alter table booking_resources
  add why text not null default '',
  add constraint booking_resources_why check ((lane > 0) = (why <> '') and length(why) <= 200);
