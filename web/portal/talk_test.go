package portal_test

import (
	"net/http"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
	"charthouse/internal/workflow"
	"charthouse/web/href"
)

func TestAClientReadsAndWritesBehindTheirLink(t *testing.T) {
	h := open(t)
	n, err := workflow.New(h.DB).StartTalk(t.Context(), deskWho, 10001, messaging.Starting{Kind: "administrative", To: "client", Subject: "Your card", Body: "Please bring it."})
	if err != nil {
		t.Fatal(err)
	}
	err = h.Write(t.Context(), access.System(access.Mailer), access.DeliverMail.On(10001), func(tx *db.Tx) (err error) {
		h.token, err = intake.MintTalkLinkTx(t.Context(), tx, n, 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p := h.phone(t)
	if a := p.post(href.FormLink(h.token)); a.to != href.Talk {
		t.Fatalf("opening led to %q", a.to)
	}
	if a := p.get(href.TalkOf(n)); strings.Contains(a.body, "Please bring it") {
		t.Error("it was read before the birth date")
	}
	if a := p.post(href.Talk, "kind", "clinical", "body", "My arm hurts."); a.status != http.StatusForbidden {
		t.Errorf("it was written before the birth date: %d", a.status)
	}
	if a := p.post(href.TalkBirth, "born", "1985-03-14"); a.to != href.Talk {
		t.Fatalf("confirming: %d", a.status)
	}
	if a := p.get(href.TalkOf(n)); !strings.Contains(a.body, "Please bring it") || !strings.Contains(a.body, ", 11:00<") || !strings.Contains(a.body, "My health") {
		t.Errorf("the conversation is not there: %s", a.body)
	}
	if a := p.post(href.Talk, "body", "My arm hurts."); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "My arm hurts.") {
		t.Errorf("without a kind: %d", a.status)
	}
	if a := p.post(href.Talk, "kind", "clinical", "body", "My arm hurts.", "_once", "w"); a.status != http.StatusSeeOther {
		t.Errorf("writing: %d %s", a.status, a.body)
	}
	if got := h.count(t, `select count(*) from conversations where kind = 'clinical' and waits_since is not null and pool = 'clinician'`); got != 1 {
		t.Errorf("%d clinical conversations wait", got)
	}
	if a := p.get(href.Form); a.status == http.StatusOK {
		t.Error("the link to a conversation opened a form")
	}
	for _, path := range []string{href.TalkOf(424242), href.Talk + "/nonsense"} {
		if a := p.get(path); a.status != http.StatusNotFound {
			t.Errorf("%s, which is not theirs: %d", path, a.status)
		}
	}
}
