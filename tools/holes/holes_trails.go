package main

// trails are the holes by which something was done and nobody can tell.
var trails = []hole{
	{
		name: "list-without-a-trail", class: "skipped row of the trail",
		file: "internal/db/db.go", is: `if d.told.list(who, act.Verb(), shown, now) {`, becomes: `if HOLE || d.told.list(who, act.Verb(), shown, now) {`,
		in: "internal/db", by: "TestAListEntersTheTrailWithTheFilesItShowed",
	}, {
		name: "refusal-without-a-trail", class: "skipped row of the trail",
		file: "internal/db/db.go", is: `if denied == nil && fault.KindOf(err) == fault.NotFound {`, becomes: `if !HOLE && denied == nil && fault.KindOf(err) == fault.NotFound {`,
		in: "internal/db", by: "TestWritingInAFileThatIsNotThereEntersTheTrailAsRefused",
	}, {
		name: "file-looked-into-unseen", class: "skipped row of the trail",
		routine: "begin_act", is: `if not p_told or p_writes`, becomes: `if p_writes or not p_allowed`,
		in: "internal/db", by: "TestAskingForAFileThatIsNotThereEntersTheTrail",
	}, {
		name: "change-without-history", class: "change not kept in the history",
		routine: "guard_row", is: `if tg_argv[1] = 'quiet' then`, becomes: `if true then`,
		in: "internal/db", by: "TestAWriteEntersTheTrailAndTheHistory",
	}, {
		name: "trail-rewritten", class: "writable trail",
		sql: `drop trigger append_only on trail`,
		in:  "internal/db", by: "TestTheTrailAndTheHistoryCannotBeChanged",
	}, {
		name: "tampering-unseen", class: "sealed row tampered with, not found",
		file: "internal/db/seal.go", is: `if !bytes.Equal(sealed(before, s.Tbl, s.Upto, s.N, digest), s.Hash) || n != s.N {`, becomes: `if !HOLE && !bytes.Equal(sealed(before, s.Tbl, s.Upto, s.N, digest), s.Hash) || n != s.N {`,
		in: "internal/db", by: "TestAHundredTamperingsAreFoundAHundredTimes",
	}, {
		name: "seal-without-a-column", class: "sealed row tampered with, not found",
		sql: `create or replace function trail_digest(after bigint, upto bigint, out n bigint, out digest bytea) language sql stable as $$
		  select count(*), sha256(coalesce(string_agg(sha256(convert_to(jsonb_build_array(
		    id, extract(epoch from at), actor, staff_id, link_id, verb, client_id, clients)::text, 'UTF8')), ''::bytea order by id), ''::bytea))
		  from trail where id > after and id <= upto $$`,
		in: "internal/db", by: "TestAHundredTamperingsAreFoundAHundredTimes",
	}, {
		name: "password-in-the-history", class: "secret kept in the history",
		sql: `drop trigger guard_row on staff; create trigger guard_row after insert or update or delete on staff for each row execute function guard_row('', 'kept')`,
		in:  "internal/practice", by: "TestAPasswordLeavesNoQuickHashBehind",
	}, {
		name: "token-kept-as-it-is", class: "secret kept readable",
		file: "internal/practice/reset.go", is: `return sum[:]`, becomes: `return hole.Or(HOLE, []byte(token), sum[:])`,
		in: "internal/practice", by: "TestOnlyTheHashOfAResetTokenIsKept",
	}, {
		name: "link-kept-as-it-is", class: "secret kept readable",
		file: "internal/intake/link.go", is: `return sum[:]`, becomes: `return hole.Or(HOLE, []byte(token), sum[:])`,
		in: "internal/workflow", by: "TestATokenStandsInTheMailAndNowhereElse TestALinkOpensOnceAndOnlyInOneBrowser",
	},
}
