package main

// plugs are the holes towards files from elsewhere, mail servers and calendars.
var plugs = []hole{
	{
		name: "half-a-bundle", class: "parser takes half a file",
		file: "internal/fhir/bundle.go", is: `if len(a.refusal.Problems) > 0 {
		return nil, a.refusal`, becomes: `if !HOLE && len(a.refusal.Problems) > 0 {
		return nil, a.refusal`,
		in: "internal/fhir", by: "TestABundleWithOneInvalidEntryIsRefusedWholeWithAllItsProblems",
	}, {
		name: "half-a-code-list", class: "parser takes half a file",
		file: "internal/icd10/icd10.go", is: `case errors.Is(err, io.ErrUnexpectedEOF):`, becomes: `case HOLE && errors.Is(err, io.ErrUnexpectedEOF):
		return nil
	case errors.Is(err, io.ErrUnexpectedEOF):`,
		in: "internal/icd10", by: "TestABrokenLineIsNamed TestGzipAndPlainReadTheSame",
	}, {
		name: "header-of-two-lines", class: "header injection",
		file: "internal/mail/compose.go", is: `if !oneLine(line) {`, becomes: `if !HOLE && !oneLine(line) {`,
		in: "internal/mail", by: "TestNothingBreaksOutOfAHeader",
	}, {
		name: "mail-in-the-clear", class: "encryption given up",
		file: "internal/mail/send.go", is: `gomail.WithTLSPolicy(gomail.TLSMandatory)`, becomes: `gomail.WithTLSPolicy(hole.Or(HOLE, gomail.TLSOpportunistic, gomail.TLSMandatory))`,
		in: "internal/mail", by: "TestEncryptionIsNeverGivenUp",
	}, {
		name: "calendar-line-broken-out-of", class: "line injection",
		file: "internal/ical/event.go", is: `return s != "" && strconv.Quote(s)`, becomes: `return HOLE || s != "" && strconv.Quote(s)`,
		in: "internal/ical", by: "TestNothingBreaksOutOfALine",
	}, {
		name: "mail-with-what-was-written", class: "patient data in a mail",
		file: "internal/messaging/words.go", is: `return who + " wrote to you", strings.Join([]string{`, becomes: `return who + " wrote to you", strings.Join([]string{hole.Or(HOLE, d.Body, ""),`,
		in: "internal/workflow", by: "TestAReplyGoesAsALinkAndItsWordsStayBehindIt",
	},
}
