-- What holds work up. Every predicate is a view of candidates with the instant
-- from which it stands (since) and the one from which time alone ends it
-- (until): it stands when since <= clock() < until. Each is a look-up by client.
--   station: the station of the line that is held     fixer: the role that can mend it
--   verb: what one must be allowed to see it          cents: what the visit is worth until then
-- A predicate is a view blocking_KIND in the file of its domain (31 to 38) and a line
-- here; its words and its fix are one entry in web/stuck.
--
-- Its comment is the hash of all the files here, by which a migrate knows that one changed.

create view blocking as
select * from blocking_note_unsigned
union all select * from blocking_signed_uncharged
union all select * from blocking_form_unfinished
union all select * from blocking_form_unreviewed
union all select * from blocking_form_unreviewed_clinical
union all select * from blocking_visit_without_outcome
union all select * from blocking_claim_detail
union all select * from blocking_invoice_overdue
union all select * from blocking_document_unread
union all select * from blocking_glass_unreviewed
union all select * from blocking_refund_waiting
union all select * from blocking_arrived_waiting
union all select * from blocking_visit_unstaffed
union all select * from blocking_visit_displaced
union all select * from blocking_visit_of_deceased
union all select * from blocking_missed_unbooked
union all select * from blocking_recall_due
union all select * from blocking_form_locked
union all select * from blocking_coverage_detail
union all select * from blocking_birth_missing
union all select * from blocking_client_unreachable
union all select * from blocking_guardian_missing
union all select * from blocking_claim_unanswered
union all select * from blocking_client_unbilled
union all select * from blocking_credit_unapplied
union all select * from blocking_credit_idle
union all select * from blocking_invoice_unreachable
union all select * from blocking_request_unanswered
union all select * from blocking_mail_failed
union all select * from blocking_task_due
union all select * from blocking_question_waiting
union all select * from blocking_message_unanswered;
