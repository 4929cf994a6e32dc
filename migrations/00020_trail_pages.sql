-- +goose Up
-- A page of a file's trail is read in the order of time, and what each act of it changed by the act's number: in a
-- file of 200,000 acts both read the whole file before. Nobody asks either table for a file by the row's own number.
drop index trail_of_file;
create index trail_of_file on trail (client_id, at, id) where client_id is not null;
drop index history_of_file;
create index history_of_file on history (client_id, trail_id) where client_id is not null;
