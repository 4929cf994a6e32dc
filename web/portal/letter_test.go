package portal_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/workflow"
	"charthouse/web/href"
)

var deskWho = access.StaffMember(1, "Tomasz Wieczorek", access.FrontDesk)

// askedFor is the house with a letter asked of Dr Weber, and the token of its mail.
func askedFor(t testing.TB) (house, id.Request) {
	t.Helper()
	h := open(t)
	r, err := workflow.New(h.DB).AskForLetter(t.Context(), deskWho, 10001, clients.RequestForm{
		Recipient: "Dr Weber, Harbour Cardiology", Email: "weber@harbour.example", Asks: "Your letter about the echocardiogram of March, please.",
	})
	if err != nil {
		t.Fatal(err)
	}
	err = h.Write(t.Context(), access.System(access.Mailer), access.DeliverMail.On(10001), func(tx *db.Tx) (err error) {
		h.token, err = intake.MintRequestLinkTx(t.Context(), tx, r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h, r
}

func (p phone) upload(path, name, content string) answer {
	p.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("_once", p.key)
	part, _ := m.CreateFormFile("file", name)
	_, _ = part.Write([]byte(content))
	_ = m.Close()
	return p.read(p.http.Post(p.url+path, m.FormDataContentType(), &b))
}

const letterPDF = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

func TestAnotherPracticeSendsTheLetterThatItIsAskedFor(t *testing.T) {
	h, _ := askedFor(t)
	p := h.phone(t)
	if a := p.get(href.FormLink(h.token)); a.status != http.StatusOK || strings.Contains(a.body, "Nadia") || !strings.Contains(a.body, "asks you for a letter") {
		t.Errorf("the link's page: %d", a.status)
	}
	if a := p.post(href.FormLink(h.token)); a.to != href.Letter {
		t.Fatalf("opening led to %q", a.to)
	}
	if a := p.get(href.Letter); !strings.Contains(a.body, "A letter about Nadia Haddad") || strings.Contains(a.body, "echocardiogram") || strings.Contains(a.body, "555 0142") {
		t.Error("the page before the birth date says too much, or not whom it is about")
	}
	if a := p.upload(href.Letter, "letter.pdf", letterPDF); a.to != href.Letter || h.count(t, `select count(*) from documents`) != 0 {
		t.Error("a letter was taken before the birth date was confirmed")
	}
	if a := p.post(href.LetterBirth, "born", "1985-03-15"); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "4 more times") {
		t.Errorf("a wrong birth date: %d", a.status)
	}
	if a := p.post(href.LetterBirth, "born", "1985-03-14"); a.to != href.Letter {
		t.Fatalf("confirming: %d", a.status)
	}
	if a := p.get(href.Letter); !strings.Contains(a.body, "echocardiogram of March") || strings.Contains(a.body, "Metformin") {
		t.Error("the page does not say what is asked, or more")
	}
	if a := p.upload(href.Letter, "letter.exe", "MZ\x90\x00 not a letter"); a.status != http.StatusUnprocessableEntity {
		t.Errorf("a program was answered %d", a.status)
	}
	for range 2 {
		if a := p.upload(href.Letter, "letter.pdf", letterPDF); a.to != href.Letter {
			t.Errorf("sending: %d %s", a.status, a.body)
		}
	}
	if a := p.get(href.Letter); !strings.Contains(a.body, "Your letter has arrived") {
		t.Error("nobody was thanked")
	}
	_, filed, err := clients.New(h.DB).Documents(t.Context(), access.StaffMember(1, "Dr Amara Okafor", access.Clinician), 10001)
	if err != nil || len(filed.Documents) != 1 {
		t.Fatalf("%d papers, %v", len(filed.Documents), err)
	}
	d := filed.Documents[0]
	if d.Title != "Letter from Dr Weber, Harbour Cardiology" || d.AddedBy != "Dr Weber, Harbour Cardiology" || d.ReadAt != nil || !d.Clinical {
		t.Errorf("filed as %+v", d)
	}
	if q := filed.Requests[0]; q.AnsweredAt == nil || q.DocumentID != d.ID {
		t.Errorf("the request says %+v", q)
	}
	_, filed, err = clients.New(h.DB).Documents(t.Context(), access.StaffMember(9, "Leilani Kahale", access.FrontDesk), 10001)
	if err != nil || len(filed.Requests) != 1 || filed.Requests[0].Asks != "" {
		t.Errorf("somebody at the desk reads what another asked: %+v, %v", filed.Requests, err)
	}
	if n := h.count(t, `select count(*) from trail where actor = 'r2' and verb = 'request.answer' and allowed`); n == 0 {
		t.Error("the trail does not know the referrer")
	}
}

func TestALetterThatCameWaitsToBeReadLikeAnyOther(t *testing.T) {
	h, _ := askedFor(t)
	p := h.phone(t)
	p.post(href.FormLink(h.token))
	p.post(href.LetterBirth, "born", "1985-03-14")
	p.upload(href.Letter, "letter.pdf", letterPDF)
	if n := h.count(t, `select count(*) from blocking where kind = 'document_unread'`); n != 1 {
		t.Errorf("%d papers wait to be read", n)
	}
}

func TestFiveWrongBirthDatesCloseTheLinkToARequest(t *testing.T) {
	h, _ := askedFor(t)
	p := h.phone(t)
	p.post(href.FormLink(h.token))
	for range 5 {
		p.post(href.LetterBirth, "born", "1985-03-15")
	}
	if a := p.post(href.LetterBirth, "born", "1985-03-14"); a.status != http.StatusNotFound {
		t.Errorf("after five tries: %d", a.status)
	}
}

func TestARequestThatIsTakenBackClosesItsLink(t *testing.T) {
	h, r := askedFor(t)
	p := h.phone(t)
	p.post(href.FormLink(h.token))
	if err := clients.New(h.DB).WithdrawRequest(t.Context(), deskWho, 10001, r); err != nil {
		t.Fatal(err)
	}
	if a := p.get(href.Letter); a.status != http.StatusNotFound {
		t.Errorf("the page answered %d", a.status)
	}
}

func TestALinkOpensItsOwnKindOfPageOnly(t *testing.T) {
	h, _ := askedFor(t)
	p := h.phone(t)
	p.post(href.FormLink(h.token))
	if a := p.get(href.Form); a.status != http.StatusForbidden {
		t.Errorf("a referrer reached a form: %d", a.status)
	}
	patient := open(t)
	if a := patient.opened(t).get(href.Letter); a.status != http.StatusForbidden {
		t.Errorf("a patient reached a letter: %d", a.status)
	}
}

func TestALetterIsNotAskedForWithoutABirthDateOrAnAddress(t *testing.T) {
	h := open(t)
	flow := workflow.New(h.DB)
	_, err := flow.AskForLetter(t.Context(), deskWho, 10001, clients.RequestForm{Recipient: "Dr Weber", Email: "weber"})
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "[asks: ") || !strings.Contains(err.Error(), "[email: ") {
		t.Error(err)
	}
	err = h.Write(t.Context(), deskWho, access.EditClient.On(10002), func(tx *db.Tx) error {
		return tx.ExecOne(t.Context(), `update clients set birth_date = null where id = $1`, tx.Client())
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := flow.AskForLetter(t.Context(), deskWho, 10002, clients.RequestForm{Recipient: "Dr Weber", Email: "weber@harbour.example", Asks: "A letter"}); fault.KindOf(err) != fault.Conflict {
		t.Error(err)
	}
}
