package main

// work are the holes in the day's work: visits, notes, what two people do at once.
var work = []hole{
	{
		name: "two-visits-at-once", class: "overlap of visits",
		sql: `alter table booking_resources drop constraint resource_taken`,
		in:  "internal/scheduling", by: "TestTheDatabaseItselfExcludesASecondHolder",
	}, {
		name: "hour-that-is-skipped", class: "wall time in the gap of the clocks accepted",
		file: "internal/scheduling/wall.go", is: `if asWritten(at.In(zone)).Equal(local) && !slices`, becomes: `if (HOLE && len(out) == 0 || asWritten(at.In(zone)).Equal(local)) && !slices`,
		in: "internal/scheduling", by: "TestTheSkippedHourIsRefusedAndTheRepeatedOneAsked",
	}, {
		name: "hour-guessed", class: "repeated hour guessed",
		file: "internal/scheduling/wall.go", is: `case fold == FirstFold:`, becomes: `case HOLE || fold == FirstFold:`,
		in: "internal/scheduling", by: "TestTheSkippedHourIsRefusedAndTheRepeatedOneAsked",
	}, {
		name: "signed-note-rewritten", class: "writable signed note",
		sql: `drop trigger keep_signed on notes`,
		in:  "internal/workflow", by: "TestTheDatabaseItselfKeepsASignedNote",
	}, {
		name: "signed-by-a-colleague", class: "signed by somebody else than the author",
		file: "internal/documentation/content.go", is: `case n.AuthorID != by:`, becomes: `case !HOLE && n.AuthorID != by:`,
		in: "internal/workflow", by: "TestOnlyTheAuthorSignsAndOnlyInTheRightFile",
	}, {
		name: "seal-of-a-note-not-compared", class: "changed signature passes",
		file: "internal/documentation/private.go", is: `s.Intact = s.sealed()`, becomes: `s.Intact = HOLE || s.sealed()`,
		in: "internal/documentation", by: "TestWhatWasSignedIsReadFromTheSignatureAndProvesItself",
	}, {
		name: "note-saved-over-a-newer-one", class: "lost update",
		file: "internal/documentation/draft.go", is: `d.Over == n.Version:`, becomes: `d.Over == n.Version || HOLE:`,
		in: "internal/documentation", by: "TestASaveThatIsBehindIsRefusedWithBothTexts",
	}, {
		name: "contact-saved-over-a-newer-one", class: "lost update",
		file: "internal/clients/contact_store.go", is: `and version = $3 and`, becomes: `and $3::int is not null and`,
		in: "internal/clients", by: "TestAnEditThatWasOpenedBeforeAnotherIsRefusedInEveryList",
	}, {
		name: "form-done-twice", class: "double post counted twice",
		file: "internal/db/once.go", is: `case fresh:`, becomes: `case HOLE || fresh:`,
		in: "internal/db", by: "TestAFormPostedTwiceHasOneEffect",
	}, {
		name: "two-writers-of-a-file", class: "two writers at once",
		routine: "begin_act", is: `perform pg_advisory_xact_lock(c);`, becomes: `null;`,
		in: "internal/db", by: "TestASecondWriterOfAFileWaitsForTheFirst",
	}, {
		name: "mail-sent-twice", class: "job's effect twice",
		file: "internal/messaging/delivery.go", is: `if err != nil || d.State != Waiting {`, becomes: `if err != nil || !HOLE && d.State != Waiting {`,
		in: "internal/workflow", by: "TestAConfirmationIsDeliveredOnceWithItsCalendarFile",
	}, {
		name: "job-forgotten", class: "act without its job",
		file: "internal/jobs/jobs.go", is: `return insert(ctx, c, tx.Outer(), job)`, becomes: `if HOLE {
		return nil
	}
	return insert(ctx, c, tx.Outer(), job)`,
		in: "internal/worker", by: "TestAJobIsStoredWithItsActOrNotAtAll",
	},
}
