package stuck

import (
	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

var fileKinds = map[string]kind{
	"document_unread": {
		icon: "file-text", tone: ui.Ochre, holds: "1 document",
		short: "Document unread", what: "Document is unread.", costs: "Nobody has answered it",
		left: [2]string{"Document read for ", "."},
		by:   []access.Verb{access.ReadDocument},
		acts: map[access.Verb]way{
			access.FileDocument: gone("Document filed anew for ", "."),
			access.SettleFile:   changed,
		},
		became: map[string]way{"withdrawn": gone("Document withdrawn for ", ".")},
		says:   titled,
		fix: func(f *fixes) {
			if len(f.out) == 0 {
				f.offer(access.ReadDocument, "Read document", href.Document(f.s.ClientID, id.Document(f.s.Subject)))
			}
		},
	},
	"glass_unreviewed": {
		icon: "lock-open", tone: ui.Ochre, holds: "1 review", waits: true,
		short: "Opening unreviewed", what: "Restricted file was opened with a reason.", costs: "Nobody has looked at what was done",
		left: [2]string{"Opening reviewed for ", "."},
		by:   []access.Verb{access.ReviewGlass},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", "By " + s.Detail.Title + ", " + show.DayTime(s.Since, r.Now, r.Zone) + ". Somebody else reviews what was done."
		},
		fix: func(f *fixes) {
			if f.s.Detail.Staff != f.r.Who.Staff() {
				f.offer(access.ReviewGlass, "Review it", href.Opening(f.s.ClientID, id.Glass(f.s.Subject)))
			}
		},
	},
	"request_unanswered": {
		icon: "mail-question", tone: ui.Ochre, holds: "1 letter",
		short: "Letter has not come", what: "A letter that was asked for has not come.", costs: "Ask again, or take the request back",
		left:   [2]string{"Letter came for ", "."},
		by:     []access.Verb{access.AnswerRequest},
		acts:   map[access.Verb]way{access.SettleFile: changed},
		became: map[string]way{"withdrawn": gone("Request for a letter taken back for ", ".")},
		says: func(s workflow.Stuck, r Reader) (rest, detail string) {
			return ".", s.Detail.Title + " · asked " + show.DayTime(s.Detail.At, r.Now, r.Zone)
		},
		fix: func(f *fixes) {
			f.lead(access.AddDocument, "Open request", href.Documents(f.s.ClientID))
		},
	},
	"mail_failed": {
		icon: "mail-x", tone: ui.Rust, holds: "1 mail", waits: true,
		short: "Mail came back", what: "A mail did not reach them.", costs: "They do not know what it said",
		left: [2]string{"Mailed again to ", "."},
		by:   []access.Verb{access.ResendMail},
		acts: map[access.Verb]way{
			access.SendMessage:   wrote,
			access.SendInvoice:   wrote,
			access.SendPacket:    wrote,
			access.FillPacket:    gone("Form came in from ", "."),
			access.AnswerRequest: gone("Letter came for ", "."),
			access.AddDocument:   gone("Letter or its request settled for ", "."),
			access.MakeInvoice:   voided,
		},
		became: map[string]way{"begun": gone("Visit of ", " began; the mail never reached them.")},
		says:   titled,
		fix: func(f *fixes) {
			if !f.r.MailsWait {
				f.post(access.ResendMail, "Mail again", href.ResendMail(f.s.ClientID, id.Mail(f.s.Subject)))
			}
			f.offer(access.OpenMessages, "Open messages", href.Messages(f.s.ClientID))
		},
	},
}

// wrote is how a mail that failed is settled by what was written since.
var wrote = gone("A later message or remark settles the mail to ", ".")

// titled names the paper.
func titled(s workflow.Stuck, _ Reader) (rest, detail string) { return ".", s.Detail.Title }
