package sample

import (
	"context"
	"fmt"
	"math"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/sample/life"
	"charthouse/internal/workflow"
)

// matter is a conversation of the last days: what they wrote and when, and what
// the practice did. Times are minutes before the moment of loading.
type matter struct {
	kind    string
	ago     int
	wrote   string
	answer  string // nothing: nobody has answered
	after   int    // minutes until then
	done    bool   // with the answer
	more    string // what they wrote again, behind the link
	again   int    // minutes before loading
	closed  string // why no reply was needed
	claimed bool
	remark  string
}

var matters = []matter{
	{kind: "clinical", ago: 310, wrote: "Good morning! Can I run on it yet? The swelling is down but it still clicks on stairs. I have a 5 km on Saturday and would like to know before I pay."},
	{kind: "clinical", ago: 200, wrote: "Which of the tablets goes with breakfast? The box and the sheet say different things.", claimed: true},
	{kind: "clinical", ago: 145, wrote: "My daughter has a little fever since yesterday evening. Should we still come in this week?"},
	{kind: "administrative", ago: 95, wrote: "Could I move my appointment to the afternoon? Any day but Thursday.", claimed: true},
	{kind: "administrative", ago: 1490, wrote: "Please send the letter to my new doctor, Dr Weber at Harbour Cardiology. She says she has nothing from you yet."},
	{kind: "billing", ago: 1380, wrote: "I got a bill for last month, I thought my insurance pays for all of it?"},
	{kind: "administrative", ago: 40, wrote: "Is there parking at the main house? My mother cannot walk far."},
	{kind: "administrative", ago: 2600, wrote: "Do I have to bring my old X-rays?", answer: "Yes please, if you have them at hand. We keep a copy and give them back at once.", after: 75},
	{kind: "billing", ago: 2900, wrote: "I paid twice by mistake, can you send one payment back?", answer: "We see both payments and are giving the second one back. It takes about five days.", after: 190, remark: "Second payment came in on the same day; refund is asked for."},
	{kind: "clinical", ago: 2750, wrote: "The exercises hurt on day two. Is that normal?", answer: "A dull ache on the second day is normal. Sharp pain is not: stop then, and write to me.", after: 160, more: "Thank you, it was only the dull kind. Going on then.", again: 1250, closed: "Only thanks"},
	{kind: "administrative", ago: 2500, wrote: "I will be ten minutes late this morning, sorry.", closed: "She came, and was seen"},
	{kind: "administrative", ago: 3100, wrote: "How do I cancel if I am ill?", answer: "Write here or call before eight in the morning, and nothing is charged.", after: 50, done: true},
	{kind: "billing", ago: 3300, wrote: "Can I pay in two parts?", answer: "Yes: half now and half next month is fine. The invoice stays the same.", after: 320, done: true},
	{kind: "clinical", ago: 3200, wrote: "I forgot to ask: may I fly next week?", answer: "Yes. Walk up and down the aisle every hour, and drink enough.", after: 210, done: true},
}

// calls are phone calls of the last days.
var calls = []struct {
	ago int
	messaging.CallForm
}{
	{185, messaging.CallForm{Kind: "billing", Reason: "Does not understand the invoice", Outcome: "Wants to be called back.", Back: "4"}},
	{70, messaging.CallForm{Kind: "administrative", Reason: "Asks for an earlier time", Outcome: "On the list; we call when something opens.", Back: "24"}},
	{1400, messaging.CallForm{Kind: "administrative", Reason: "Where to find the annex", Outcome: "Explained the way from the station."}},
	{1600, messaging.CallForm{Kind: "clinical", Reason: "Asks for the blood results", Outcome: "They are not back yet.", Back: "24"}},
}

// talk fills the inbox: three rounds of the matters, each with somebody else, the
// later rounds answered already.
func (l *loader) talk(ctx context.Context) error {
	people := l.writers()
	for i, p := range people {
		if i >= 3*len(matters)+len(calls) {
			break
		}
		if i >= 3*len(matters) {
			if err := l.called(ctx, p, i-3*len(matters)); err != nil && fault.KindOf(err) != fault.Forbidden {
				return fmt.Errorf("log a call: %w", err)
			}
			continue
		}
		m := matters[i%len(matters)]
		if round := i / len(matters); round > 0 {
			m.ago += round * 4300
			if m.answer == "" && m.closed == "" {
				m.answer, m.after, m.done = "Thank you for writing. We have looked into it, and it is settled as you asked.", 60+17*i%200, true
			}
			m.more, m.claimed = "", false
		}
		// A restricted file is shut to the desk: what came in there waits for its team.
		if err := l.matter(ctx, p, m, i); err != nil && fault.KindOf(err) != fault.Forbidden {
			return fmt.Errorf("talk about %s matters: %w", m.kind, err)
		}
	}
	return nil
}

// all of it was read: no message has a higher number.
const all = math.MaxInt64

// writers are people of the last days who can be reached by mail, each once.
func (l *loader) writers() (out []*life.Visit) {
	seen := map[id.Client]bool{}
	for _, v := range l.shown {
		if p := v.Person; p.Number != 0 && p.Email != "" && !p.Born.IsZero() && !seen[p.Number] {
			seen[p.Number] = true
			out = append(out, v)
		}
	}
	return out
}

// who answers such a matter: the visit's clinician, the biller or the desk.
func (l *loader) answers(v *life.Visit, kind string) access.Actor {
	switch kind {
	case "clinical":
		return l.actor(v.With.ID)
	case "billing":
		return l.set.biller
	}
	return l.actor(v.Desk.ID)
}

func (l *loader) matter(ctx context.Context, v *life.Visit, m matter, n int) error {
	c, who, box := v.Person.Number, l.answers(v, m.kind), messaging.New(l.db)
	l.at = l.now.Add(-time.Duration(m.ago) * time.Minute)
	talk, err := l.mailed(ctx, v.Person, m, n)
	if err != nil {
		return err
	}
	sort := l.at.Add(4 * time.Minute)
	if l.at = sort; m.kind != "administrative" {
		err = box.Sort(ctx, l.actor(v.Desk.ID), c, talk, m.kind)
	}
	if err == nil && m.claimed {
		err = box.Claim(ctx, who, c, talk, nil)
	}
	if err == nil && m.remark != "" {
		_, err = box.Log(ctx, who, c, messaging.Remark{Body: m.remark, Talk: talk})
	}
	if err == nil && m.answer != "" {
		l.at = l.now.Add(-time.Duration(m.ago-m.after) * time.Minute)
		err = workflow.New(l.db).Reply(ctx, who, c, talk, messaging.Replying{Body: m.answer, Done: m.done})
	}
	if err == nil && m.more != "" {
		l.at = l.now.Add(-time.Duration(m.again) * time.Minute)
		err = l.behind(ctx, v.Person, talk, m.more)
	}
	if err == nil && m.closed != "" {
		l.at = l.at.Add(25 * time.Minute)
		err = box.Done(ctx, who, c, talk, messaging.Closing{Why: m.closed, Seen: all})
	}
	return err
}

// mailed is a mail with which they answered one of the practice's.
func (l *loader) mailed(ctx context.Context, p *life.Person, m matter, n int) (talk id.Conversation, err error) {
	in := messaging.Incoming{Key: fmt.Sprintf("sample-%d@kestrellane.example", n), Name: p.Given + " " + p.Family, Address: p.Email, Subject: subjects[m.kind], Text: m.wrote}
	err = l.db.Write(ctx, access.System(access.Mailer), access.ReceiveMail.On(p.Number), func(tx *db.Tx) error {
		talk, err = messaging.ReceiveTx(ctx, tx, in, messaging.Addressee{Client: p.Number})
		return err
	})
	return talk, err
}

var subjects = map[string]string{"administrative": "My appointment", "billing": "My bill", "clinical": "A question since my visit"}

// behind is what they answer behind the link of their mail.
func (l *loader) behind(ctx context.Context, p *life.Person, talk id.Conversation, words string) error {
	var token string
	err := l.db.Write(ctx, access.System(access.Mailer), access.DeliverMail.On(p.Number), func(tx *db.Tx) (err error) {
		token, err = intake.MintTalkLinkTx(ctx, tx, talk, 0)
		return err
	})
	if err != nil {
		return err
	}
	forms := intake.New(l.db)
	who, err := forms.GuestOfToken(ctx, token)
	if err == nil {
		_, _, err = forms.Open(ctx, who)
	}
	if err == nil {
		err = forms.Confirm(ctx, who, p.Born.String())
	}
	if err == nil {
		_, err = messaging.New(l.db).WriteByLink(ctx, who, messaging.Note{Talk: talk.String(), Body: words})
	}
	return err
}

func (l *loader) called(ctx context.Context, v *life.Visit, n int) error {
	call := calls[n]
	l.at = l.now.Add(-time.Duration(call.ago) * time.Minute)
	_, err := messaging.New(l.db).LogCall(ctx, l.actor(v.Desk.ID), v.Person.Number, 0, call.CallForm)
	return err
}
