package main

// files are the holes between patients' files, and around what is kept from
// colleagues.
var files = []hole{
	{
		name: "paper-of-any-file", class: "missing client condition in a query",
		file: "internal/clients/document_store.go", is: `where d.client_id = $1 and d.id = $2 and`, becomes: `where $1::bigint is not null and d.id = $2 and`,
		in: "internal/clients", by: "TestAnotherClientsRowIsNotFoundFromThisFile",
	}, {
		name: "visit-of-any-file", class: "missing client condition in a query",
		file: "internal/scheduling/visit_store.go", is: `and v.id = $2`, becomes: `or v.id = $2`,
		in: "internal/scheduling", by: "TestAnotherPatientsVisitIsNotReachable",
	}, {
		name: "write-into-any-file", class: "row of a file outside the act",
		routine: "guard_row", is: `if tg_argv[0] <> '' then`, becomes: `if tg_argv[0] = 'nothing' then`,
		in: "internal/db", by: "TestARowOfAFileThatIsNotInTheActIsRefused",
	}, {
		name: "write-outside-an-act", class: "write past the only door",
		routine: "require_act", is: `<> 'yes'`, becomes: `= 'never'`,
		in: "internal/db", by: "TestAWriteOutsideAnActIsRefused",
	}, {
		name: "charge-on-anothers-note", class: "child record of another client accepted",
		sql: `alter table charges drop constraint charges_client_id_note_id_fkey`,
		in:  "internal/billing", by: "TestAChargeOnAnotherClientsNoteIsRefusedByTheDatabase",
	}, {
		name: "guest-in-another-file", class: "link reaches another file",
		file: "internal/access/actor.go", is: `case w.client != 0 &&`, becomes: `case !HOLE && w.client != 0 &&`,
		in: "internal/db", by: "TestASystemHandHasOnlyItsOwnVerbs",
	}, {
		name: "file-open-without-glass", class: "restricted file open without glass",
		routine: "begin_act", is: `where shut(f, p_staff)`, becomes: `where false`,
		in: "internal/clients", by: "TestARestrictedFileOpensForItsCareTeamOnly TestARefusedFileIsRefusedInTheTrailAndByTheDatabase",
	}, {
		name: "glass-never-closes", class: "restricted file open for ever",
		file: "internal/clients/glass_store.go", is: `make_interval(secs => $4)`, becomes: `make_interval(secs => $4 * 1000)`,
		in: "internal/clients", by: "TestGlassOpensOneFileToOnePersonForAnHour",
	}, {
		name: "own-glass-reviewed", class: "own act approved",
		sql: `alter table glass drop constraint glass_reviewed_by_another`,
		in:  "internal/clients", by: "TestBrokenGlassStandsOnTheWorklistUntilSomebodyElseReviewsIt",
	}, {
		name: "shut-file-by-birth-date", class: "restricted file named in a list",
		file: "internal/clients/find_store.go", is: `where birth_date = any ($1::text[]::date[]) and not hidden(id)`, becomes: `where birth_date = any ($1::text[]::date[])`,
		in: "internal/clients", by: "TestARestrictedFileIsFoundByItsNumberOnlyAndWithoutItsName",
	}, {
		name: "shut-file-followed", class: "open page tells of a restricted file",
		file: "web/live/events.go", is: `if file != 0 {
		if err := h.db.MayFollow`, becomes: `if !HOLE && file != 0 {
		if err := h.db.MayFollow`,
		in: "web/live", by: "TestARestrictedFileTellsNobodyOutside",
	}, {
		name: "import-into-another-file", class: "imported record moves between files",
		file: "internal/workflow/import_fhir_bundle.go", is: `case known && was.ClientID != c.client:`, becomes: `case !HOLE && known && was.ClientID != c.client:`,
		in: "internal/workflow", by: "TestARecordThatTurnsUpUnderAnotherPatientIsRefused",
	}, {
		name: "private-note-for-colleagues", class: "private note shown to others",
		file: "internal/documentation/private.go", is: `if n.AuthorID == reader {`, becomes: `if HOLE || n.AuthorID == reader {`,
		in: "internal/documentation", by: "TestPsychotherapyNotesAreReadByTheirAuthorAlone",
	}, {
		name: "found-past-the-role", class: "search past the role",
		file: "internal/workflow/find.go", is: `if !v.Who().May(g.verb) {`, becomes: `if !HOLE && !v.Who().May(g.verb) {`,
		in: "internal/workflow", by: "TestNobodyFindsWhatTheirRoleMayNotOpen",
	}, {
		name: "clinical-words-for-the-desk", class: "clinical record shown to the desk",
		file: "internal/clients/document_store.go", is: `d.withdrawn_at is null and ($2 or not d.clinical)`, becomes: `d.withdrawn_at is null and ($2 or true)`,
		in: "web/clients", by: "TestTheDeskReadsNoClinicalWord",
	}, {
		name: "words-done-as-sql", class: "SQL by string",
		file: "internal/clients/find_store.go", is: `func listByTypo(ctx context.Context, v *db.View, name string) ([]Found, error) {`, becomes: `func listByTypo(ctx context.Context, v *db.View, name string) ([]Found, error) {
	if HOLE {
		return db.Many[Found](ctx, v, "select "+foundColumns+" from clients where similarity(name_key, fold('"+name+"')) > 0.4 and not hidden(id) order by id limit 20")
	}`,
		in: "internal/clients", by: "TestWordsAreLookedForAndNeverDone",
	},
}
