package stuck

import (
	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

var intakeKinds = map[string]kind{
	"form_unfinished": {
		icon: "clipboard-list", tone: ui.Ochre, holds: "1 visit",
		short: "Form unfinished", what: "Intake form is not finished.", costs: "What it asks must be asked at the desk",
		left: [2]string{"Form finished by ", "."},
		by:   []access.Verb{access.FillPacket},
		acts: map[access.Verb]way{
			access.SendPacket: gone("Form taken back for ", "."),
			access.SettleFile: changed,
		},
		became: map[string]way{
			"arrived": gone("", " came with the form unfinished."),
			"roomed":  gone("", " came with the form unfinished."),
			"with":    gone("", " came with the form unfinished."),
			"ready":   gone("", " came with the form unfinished."),
			"seen":    gone("", " was seen with the form unfinished."),
			"begun":   gone("Visit of ", " began with the form unfinished."),
		},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ", " + show.Count(s.Detail.Done, "answer", "answers") + " so far.", visitOf(s, r) + " with " + s.Line.Clinician
		},
		fix: func(f *fixes) {
			if !f.r.MailsWait {
				f.post(access.SendPacket, "Mail the link again", href.SendLink(f.s.ClientID, id.Packet(f.s.Subject)))
			}
		},
	},
	"form_unreviewed": {
		icon: "clipboard-check", tone: ui.Ochre, holds: "1 form", waits: true,
		short: "Form not accepted", what: "Form came back, answers not accepted.", costs: "The file still says what it said before",
		left: [2]string{"Answers decided for ", "."},
		by:   []access.Verb{access.ReviewPacket},
		fix:  reviewForm,
	},
	"form_unreviewed_clinical": {
		icon: "clipboard-check", tone: ui.Ochre, holds: "1 form", waits: true,
		short: "Form not read", what: "Form came back, clinical answers not read.", costs: "The clinician does not know them yet",
		left: [2]string{"Answers read for ", "."},
		by:   []access.Verb{access.ReviewClinical},
		fix:  reviewForm,
	},
	"form_locked": {
		icon: "lock", tone: ui.Ochre, holds: "1 form", waits: true,
		short: "Locked out of form", what: "Five wrong birth dates closed the link to the form.", costs: "Compare the birth date, then mail another link",
		left:   [2]string{"Link mailed again to ", "."},
		by:     []access.Verb{access.SendPacket, access.SendMessage},
		acts:   map[access.Verb]way{access.FillPacket: gone("Form finished by ", ".")},
		became: map[string]way{"begun": gone("Visit of ", " began with the form locked.")},
		fix: func(f *fixes) {
			if !f.r.MailsWait {
				f.post(access.SendPacket, "Mail another link", href.SendLink(f.s.ClientID, id.Packet(f.s.Subject)))
			}
			f.offer(access.EditClient, "Compare birth date", href.EditClient(f.s.ClientID))
		},
	},
	"coverage_detail": {
		icon: "shield-alert", tone: ui.Ochre, holds: "1 claim to come",
		short: "Coverage incomplete", what: "Claim of this visit would be held.", costs: "Ask for it before the visit",
		left:   [2]string{"Coverage complete for ", "."},
		by:     []access.Verb{access.EditCoverage, access.EditClient, access.ReviewPacket},
		acts:   map[access.Verb]way{access.SettleFile: changed},
		became: map[string]way{"begun": gone("Visit of ", " began with the coverage incomplete.")},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", visitOf(s, r) + " · " + s.Detail.Title
		},
		fix: func(f *fixes) {
			f.askField()
			f.offer(access.EditCoverage, "Open coverage", href.Coverages(f.s.ClientID))
		},
	},
	"birth_missing": {
		icon: "cake", tone: ui.Ochre, holds: "1 file",
		short: "Birth date missing", what: "Date of birth is missing.", costs: "No form link opens without it",
		left: [2]string{"Birth date known for ", "."},
		by:   []access.Verb{access.EditClient, access.ReviewPacket},
		acts: map[access.Verb]way{access.EditCoverage: gone("Coverage of ", " changed: its claim asks for the birth date.")},
		became: map[string]way{
			"died":  gone("", " has died."),
			"begun": gone("Visit of ", " began without the birth date."),
		},
		fix: func(f *fixes) {
			f.askBirthDate()
			f.offer(access.EditClient, "Open details", href.EditClient(f.s.ClientID))
		},
	},
	"client_unreachable": {
		icon: "phone-off", tone: ui.Ochre, holds: "1 visit",
		short: "Not reachable", what: "Neither a phone number nor a mail address is known.", costs: "Nobody can be told if the visit moves",
		left: [2]string{"A way to reach ", " is known."},
		by:   []access.Verb{access.EditClient, access.ReviewPacket},
		became: map[string]way{
			"died":  gone("", " has died."),
			"begun": gone("Visit of ", " began; they could not be reached."),
		},
		fix: func(f *fixes) {
			if f.ask == nil {
				f.offer(access.EditClient, "Add phone or mail", href.EditClient(f.s.ClientID))
			}
			f.offer(access.EditClient, "Add contact", href.Contacts(f.s.ClientID))
		},
	},
	"guardian_missing": {
		icon: "users", tone: ui.Ochre, holds: "1 visit",
		short: "No guardian", what: "A child comes, and the file names nobody who is responsible.", costs: "Nobody can consent for them",
		left: [2]string{"A guardian is known for ", "."},
		by:   []access.Verb{access.EditClient, access.ReviewPacket},
		became: map[string]way{
			"died":  gone("", " has died."),
			"older": gone("Birth date of ", " changed: nobody needs to be named."),
			"begun": gone("Visit of ", " began, and nobody responsible is named."),
		},
		fix: func(f *fixes) {
			if len(f.out) == 0 {
				f.offer(access.EditClient, "Add guardian", href.Contacts(f.s.ClientID))
			}
		},
	},
}

func reviewForm(f *fixes) {
	f.lead(access.OpenVisit, "Review form", href.Packet(f.s.ClientID, id.Packet(f.s.Subject)))
}
