package clients

import "charthouse/internal/access"

// deeds are the verbs as the trail of a file tells them, and the review of an
// opening with a reason.
var deeds = map[access.Verb]string{
	access.OpenClient: "Looked at the file", access.CreateClient: "Opened a new file", access.EditClient: "Changed who they are or their contacts", access.EditCoverage: "Changed a coverage",
	access.EditAlerts: "Changed an alert", access.OpenClinical: "Looked at what is clinical", access.EditClinical: "Changed what is clinical",
	access.OpenDocument: "Looked at papers", access.AddDocument: "Filed a paper", access.ReadDocument: "Read a paper and said so", access.FileDocument: "Described a paper anew",
	access.RestrictClient: "Said who may open it", access.BreakGlass: "Gave a reason and a password", access.ReviewGlass: "Reviewed an opening", access.ImportRecords: "Imported records",
	access.OpenTrail: "Read who saw the file",

	access.OpenVisit: "Looked at a visit", access.BookVisit: "Booked a visit", access.MoveVisit: "Moved a visit", access.DoubleBook: "Booked a visit over another", access.ChoosePayer: "Chose who pays for a visit",
	access.CancelVisit: "Cancelled a visit", access.FlowVisit: "Marked a visit", access.RemindVisit: "Reminded of a visit", access.ConfirmVisit: "Said that they come",
	access.BookOnline: "Booked online", access.ChangeByLink: "Moved or cancelled by a link",
	access.EditRecall:   "Said when they come again, or why not",
	access.OpenWaitlist: "Looked at the waitlist", access.EditWaitlist: "Changed the waitlist", access.JoinWaitlist: "Joined the waitlist online",
	access.OfferSlot: "Offered a free time", access.AnswerOffer: "Answered to a time that was offered",
	access.DeliverText: "Sent a text", access.ReceiveText: "Received a text",

	access.SendPacket: "Sent a form", access.FillPacket: "Filled in a form", access.OpenLink: "Opened a link", access.AnswerRequest: "Answered a request",
	access.ReviewPacket: "Reviewed a form", access.ReviewClinical: "Reviewed clinical answers",

	access.OpenNote: "Read a note", access.WriteNote: "Wrote a note", access.SignNote: "Signed a note", access.AddToNote: "Added to a signed note", access.ReadCoded: "Read what was coded",

	access.OpenAccount: "Looked at the account", access.ChargeVisit: "Charged a visit", access.MakeInvoice: "Made or voided an invoice", access.SendInvoice: "Sent an invoice",
	access.TakePayment: "Took a payment", access.TakePayerPayment: "Wrote down a payer's answer", access.ReversePayment: "Reversed a payment", access.ReverseCharge: "Reversed a charge",
	access.WriteOff: "Wrote something off", access.OpenRefund: "Opened a refund", access.MakeRefund: "Asked for a refund", access.ApproveRefund: "Approved a refund",
	access.WithdrawRefund: "Withdrew a refund", access.ReverseRefund: "Reversed a refund", access.OpenClaim: "Opened a claim", access.BillAnother: "Billed another coverage",

	access.OpenMessages: "Read messages", access.ReadClinical: "Read a clinical message", access.RouteMessage: "Routed a conversation", access.TalkByLink: "Wrote by a link",
	access.ReceiveMail: "Took a mail in", access.FileMail: "Filed a mail", access.SendMessage: "Wrote a message", access.DeliverMail: "Sent a mail", access.ResendMail: "Sent a mail again",

	access.PendBlocker: "Put a line off", access.AssignBlocker: "Gave a line to somebody", access.TakeStep: "Reminded whoever a line waits for", access.AskQuestion: "Asked a question",
	access.AnswerQuestion: "Answered a question", access.OpenTask: "Opened a task", access.MakeTask: "Made a task", access.DoTask: "Did something of a task", access.SettleFile: "Looked at what is stuck",
	access.Follow: "Watched the file", access.LoadSample: "Was made with the sample",
}
