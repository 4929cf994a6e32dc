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
		left: [2]string{"Form settled for ", "."},
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
		left: [2]string{"Form accepted for ", "."}, fix: reviewForm,
	},
	"form_unreviewed_clinical": {
		icon: "clipboard-check", tone: ui.Ochre, holds: "1 form", waits: true,
		short: "Form not read", what: "Form came back, clinical answers not read.", costs: "The clinician does not know them yet",
		left: [2]string{"Form read for ", "."}, fix: reviewForm,
	},
}

func reviewForm(f *fixes) {
	f.offer(access.OpenVisit, "Review form", href.Packet(f.s.ClientID, id.Packet(f.s.Subject)))
}
