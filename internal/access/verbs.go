package access

import (
	"maps"
	"slices"
)

// Verb is one thing that can be done. The table below says by whom.
type Verb string

// The verbs, by domain. Their names stand in the trail, in routes.golden and
// in the SQL of the blockers.
const (
	// clients
	FindClients     Verb = "client.find"
	OpenClient      Verb = "client.open"
	CreateClient    Verb = "client.create"
	EditClient      Verb = "client.edit"
	EditCoverage    Verb = "coverage.edit"
	EditAlerts      Verb = "alert.edit"
	OpenClinical    Verb = "clinical.open"
	EditClinical    Verb = "clinical.edit"
	OpenDocument    Verb = "document.open"
	AddDocument     Verb = "document.add"
	ReadDocument    Verb = "document.read"
	FileDocument    Verb = "document.file"
	SweepDocuments  Verb = "document.sweep"
	RestrictClient  Verb = "client.restrict"
	BreakGlass      Verb = "glass.break"
	ReviewGlass     Verb = "glass.review"
	OpenTrail       Verb = "trail.open"
	ImportRecords   Verb = "import.records"
	ImportDirectory Verb = "import.directory"
	ImportCodes     Verb = "import.codes"

	// scheduling
	OpenDay          Verb = "day.open"
	OpenVisit        Verb = "visit.open"
	BookVisit        Verb = "visit.book"
	MoveVisit        Verb = "visit.move"
	DoubleBook       Verb = "visit.double_book"
	ChoosePayer      Verb = "visit.choose_payer"
	CancelVisit      Verb = "visit.cancel"
	FlowVisit        Verb = "visit.flow"
	RemindVisit      Verb = "visit.remind"
	ConfirmVisit     Verb = "visit.confirm"
	BlockTime        Verb = "time.block"
	EditAvailability Verb = "availability.edit"
	BookOnline       Verb = "visit.book_online"
	ChangeByLink     Verb = "visit.change_by_link"
	EditRecall       Verb = "recall.edit"
	OwnCalendar      Verb = "calendar.own"
	FollowCalendar   Verb = "calendar.follow"
	ReadCalendars    Verb = "calendar.read"
	OpenWaitlist     Verb = "waitlist.open"
	EditWaitlist     Verb = "waitlist.edit"
	JoinWaitlist     Verb = "waitlist.join"
	OfferSlot        Verb = "slot.offer"
	AnswerOffer      Verb = "slot.answer"
	StopOffers       Verb = "slot.stop"

	// intake
	SendPacket     Verb = "packet.send"
	FillPacket     Verb = "packet.fill"
	OpenLink       Verb = "link.open"
	AnswerRequest  Verb = "request.answer"
	ReviewPacket   Verb = "packet.review"
	ReviewClinical Verb = "packet.review_clinical"

	// documentation
	ListNotes Verb = "note.list"
	OpenNote  Verb = "note.open"
	WriteNote Verb = "note.write"
	SignNote  Verb = "note.sign"
	AddToNote Verb = "note.addend"
	ReadCoded Verb = "note.read_coded"
	FindCodes Verb = "code.find"

	// billing
	ListBilling      Verb = "billing.list"
	OpenAccount      Verb = "account.open"
	ChargeVisit      Verb = "charge.post"
	MakeInvoice      Verb = "invoice.make"
	SendInvoice      Verb = "invoice.send"
	TakePayment      Verb = "payment.take"
	TakePayerPayment Verb = "payment.take_payer"
	ReversePayment   Verb = "payment.reverse"
	ReverseCharge    Verb = "charge.reverse"
	WriteOff         Verb = "charge.write_off"
	OpenRefund       Verb = "refund.open"
	MakeRefund       Verb = "refund.make"
	ApproveRefund    Verb = "refund.approve"
	WithdrawRefund   Verb = "refund.withdraw"
	ReverseRefund    Verb = "refund.reverse"
	OpenClaim        Verb = "claim.open"
	BillAnother      Verb = "claim.bill_another"

	// messaging
	OpenInbox    Verb = "inbox.open"
	OpenMessages Verb = "message.open"
	ReadClinical Verb = "message.read_clinical"
	RouteMessage Verb = "message.route"
	TalkByLink   Verb = "message.talk"
	ReceiveMail  Verb = "mail.receive"
	FileMail     Verb = "mail.file"
	SendMessage  Verb = "message.send"
	OpenOutbox   Verb = "outbox.open"
	DeliverMail  Verb = "mail.deliver"
	ResendMail   Verb = "mail.resend"
	DeliverText  Verb = "text.deliver"
	ReceiveText  Verb = "text.receive"

	// worklist and overview
	OpenWorklist   Verb = "worklist.open"
	PendBlocker    Verb = "blocker.pend"
	TakeStep       Verb = "step.take"
	OpenNotices    Verb = "notice.open"
	OpenTask       Verb = "task.open"
	MakeTask       Verb = "task.make"
	DoTask         Verb = "task.do"
	OpenOverview   Verb = "overview.open"
	SettleFile     Verb = "file.settle"
	FindDue        Verb = "file.find_due"
	CountDays      Verb = "day.count"
	AssignBlocker  Verb = "blocker.assign"
	AskQuestion    Verb = "question.ask"
	AnswerQuestion Verb = "question.answer"

	// practice
	SeePractice   Verb = "practice.see"
	OpenSettings  Verb = "settings.open"
	EditSettings  Verb = "settings.edit"
	EditStaff     Verb = "staff.edit"
	EditAbsence   Verb = "absence.edit"
	ResetPassword Verb = "password.reset"
	OwnPassword   Verb = "password.own"
	SignIn        Verb = "sign_in"
	SignOut       Verb = "sign_out"
	Follow        Verb = "page.follow"
	LoadSample    Verb = "sample.load"
)

const (
	desk    = FrontDesk | Manager
	care    = Clinician
	money   = Biller | Manager
	working = FrontDesk | Clinician | Biller | Manager
)

// grants is the law. What is not here is allowed to nobody.
var grants = map[Verb]Role{
	FindClients:     Staff,
	OpenClient:      Staff,
	CreateClient:    desk | care | Console,
	EditClient:      desk | Biller,
	EditCoverage:    desk | Biller,
	EditAlerts:      desk | care,
	OpenClinical:    care,
	EditClinical:    care,
	OpenDocument:    working,
	AddDocument:     working,
	ReadDocument:    care,
	FileDocument:    desk | care,
	SweepDocuments:  Console,
	RestrictClient:  Manager | Owner,
	BreakGlass:      Staff,
	ReviewGlass:     Manager | Owner,
	OpenTrail:       Manager | Owner,
	ImportRecords:   Console,
	ImportDirectory: Console,
	ImportCodes:     Console | Manager,

	OpenDay:          working,
	OpenVisit:        working,
	BookVisit:        desk | care,
	MoveVisit:        desk | care,
	DoubleBook:       desk | care,
	ChoosePayer:      desk | Biller,
	CancelVisit:      desk | care,
	FlowVisit:        desk | care,
	RemindVisit:      Clock,
	ConfirmVisit:     Invited,
	BlockTime:        desk | care,
	EditAvailability: Manager | Owner,
	BookOnline:       Visitor | Staff, // who works here looks at the page as a visitor
	ChangeByLink:     Booker,
	EditRecall:       desk | care,
	OwnCalendar:      care,
	FollowCalendar:   Subscriber,
	ReadCalendars:    Clock,
	OpenWaitlist:     working,
	EditWaitlist:     desk | care,
	JoinWaitlist:     Visitor | Staff, // as with BookOnline
	OfferSlot:        Clock,
	AnswerOffer:      Waiting,
	StopOffers:       desk | care,

	SendPacket:     desk | care,
	FillPacket:     Patient | Proxy,
	AnswerRequest:  Referrer,
	OpenLink:       Visitor | Patient | Proxy | Referrer | Writer | Booker,
	ReviewPacket:   desk,
	ReviewClinical: care,

	ListNotes: care,
	OpenNote:  care,
	WriteNote: care,
	SignNote:  care,
	AddToNote: care,
	ReadCoded: Biller | care,
	FindCodes: Biller | care,

	ListBilling:      FrontDesk | money,
	OpenAccount:      FrontDesk | money,
	ChargeVisit:      money,
	MakeInvoice:      FrontDesk | money,
	SendInvoice:      FrontDesk | money,
	TakePayment:      FrontDesk | money,
	TakePayerPayment: money,
	ReversePayment:   money,
	ReverseCharge:    money,
	WriteOff:         money,
	OpenRefund:       money | Owner,
	MakeRefund:       money,
	ApproveRefund:    Manager | Owner,
	WithdrawRefund:   money | Owner,
	ReverseRefund:    money,
	OpenClaim:        money,
	BillAnother:      money,

	OpenInbox:    FrontDesk | care | money,
	OpenMessages: FrontDesk | care | money,
	ReadClinical: care,
	RouteMessage: FrontDesk | care | money,
	TalkByLink:   Writer,
	ReceiveMail:  Mailer,
	FileMail:     desk,
	SendMessage:  FrontDesk | care | money,
	OpenOutbox:   desk | Owner,
	DeliverMail:  Mailer,
	ResendMail:   desk | Owner,
	DeliverText:  Mailer,
	ReceiveText:  Mailer,

	OpenWorklist:   Staff,
	PendBlocker:    working,
	TakeStep:       Clock,
	OpenNotices:    Staff,
	OpenTask:       working,
	MakeTask:       working,
	DoTask:         working,
	OpenOverview:   Manager | Owner,
	SettleFile:     Clock,
	FindDue:        Clock,
	CountDays:      Clock,
	AssignBlocker:  working | Owner,
	AskQuestion:    Staff,
	AnswerQuestion: Staff,

	SeePractice:   Staff | Visitor | Patient | Proxy | Referrer | Writer | Invited | Booker | Waiting | Mailer | Clock | Console,
	OpenSettings:  Manager | Owner,
	EditSettings:  Manager | Owner,
	EditStaff:     Owner | Console,
	EditAbsence:   Staff,
	ResetPassword: Owner | Console,
	OwnPassword:   Staff | Visitor,
	SignIn:        Visitor | Staff,
	SignOut:       Staff,
	Follow:        Staff,
	LoadSample:    Console,
}

// May is true when one of the roles may do the verb.
func (r Role) May(v Verb) bool { return r&grants[v] != 0 }

// Verbs lists every verb in order of name.
func Verbs() []Verb { return slices.Sorted(maps.Keys(grants)) }

// Verbs lists what the roles together may do, as the SQL of lists asks for it.
func (r Role) Verbs() []string {
	var out []string
	for _, v := range Verbs() {
		if r.May(v) {
			out = append(out, string(v))
		}
	}
	return out
}
