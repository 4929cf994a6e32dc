package workflow_test

import (
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/intake"
	"charthouse/internal/messaging"
)

// proxied is mailing with the form asked of Samir, who may act for Nadia: she has
// no mail address of her own.
func proxied(t *testing.T) (mailHouse, *clients.Service, id.Contact) {
	t.Helper()
	h := mailing(t).served()
	h.do(access.EditClient.On(nadia), desk, `
		with gone as (update clients set email = '' where id = 10001)
		insert into packets (client_id, visit_id, version_id, made_at) values (10001, 1, 1, clock())`)
	door := clients.New(h.DB)
	samir, err := door.AddContact(t.Context(), desk, nadia, clients.ContactForm{Name: "Samir Haddad", Relation: "father", Email: "samir@home.example", Proxy: true})
	h.must(err)
	return h, door, samir
}

func (h mailHouse) asked(to string) (access.Actor, error) {
	h.t.Helper()
	h.must(h.flow.SendFormLink(h.t.Context(), desk, nadia, 1, to))
	h.must(h.send(ask[id.Mail](h.t, h.Database, `select max(id) from deliveries`)))
	return intake.New(h.DB).GuestOfToken(h.t.Context(), h.token(messaging.FormPath))
}

func TestAFormGoesToWhoMayActForAClientWithoutMail(t *testing.T) {
	h, _, _ := proxied(t)
	who, err := h.asked("")
	h.must(err)
	got := h.mail.Messages()[0]
	if !strings.Contains(string(got.Raw), "samir@home.example") || !strings.Contains(got.Text, "Hello Samir Haddad,\n\nBefore Nadia comes to") {
		t.Errorf("the mail says %s", got.Text)
	}
	if who.Roles() != access.Proxy || who.Client() != nadia {
		t.Errorf("the link was opened as %s", who.Roles().Words())
	}
}

func TestAProxyConfirmsTheClientsBirthDateAndStandsInTheTrail(t *testing.T) {
	h, _, _ := proxied(t)
	who, err := h.asked("")
	h.must(err)
	forms := intake.New(h.DB)
	_, _, err = forms.Open(t.Context(), who)
	h.must(err)
	f, err := forms.Fill(t.Context(), who)
	if err != nil || f.For != "Nadia" || !f.Ask || f.Given != "" {
		t.Errorf("the page knows %+v, %v", f, err)
	}
	h.must(forms.Confirm(t.Context(), who, "1985-03-14"))
	if got := ask[string](t, h.Database, `select actor || ' ' || verb from trail order by id desc limit 1`); got != "p1 packet.fill" {
		t.Errorf("the trail says %s", got)
	}
}

func TestWhoMayActNoLongerLosesTheirLinksInTheSameAct(t *testing.T) {
	for name, end := range map[string]func(*clients.Service, id.Contact) error{
		"taken off": func(s *clients.Service, c id.Contact) error { return s.EndContact(t.Context(), desk, nadia, c) },
		"unticked": func(s *clients.Service, c id.Contact) error {
			return s.EditContact(t.Context(), desk, nadia, c, clients.ContactForm{Name: "Samir Haddad", Email: "samir@home.example", Version: 1})
		},
	} {
		h, door, samir := proxied(t)
		who, err := h.asked(samir.String())
		h.must(err)
		cookie, _, err := intake.New(h.DB).Open(t.Context(), who)
		h.must(err)
		h.must(end(door, samir))
		if _, err := intake.New(h.DB).GuestOfCookie(t.Context(), cookie); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: the link is still good, %v", name, err)
		}
		if err := h.flow.SendFormLink(t.Context(), desk, nadia, 1, samir.String()); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: a link was sent to them, %v", name, err)
		}
	}
}

func TestAWaitingLinkIsTakenBackFromWhoMayActNoLonger(t *testing.T) {
	h, door, samir := proxied(t)
	h.must(h.flow.SendFormLink(t.Context(), desk, nadia, 1, ""))
	h.must(door.EndContact(t.Context(), desk, nadia, samir))
	h.must(h.send(1))
	if got := h.state(1); !strings.HasPrefix(got, "cancelled 0 The contact") || len(h.mail.Messages()) != 0 {
		t.Error(got)
	}
}

func TestTheAddressOfAProxyIsTheOneAtTheMomentOfSending(t *testing.T) {
	h, door, samir := proxied(t)
	h.must(h.flow.SendFormLink(t.Context(), desk, nadia, 1, ""))
	h.must(door.EditContact(t.Context(), desk, nadia, samir, clients.ContactForm{Name: "Samir Haddad", Email: "samir@work.example", Proxy: true, Version: 1}))
	h.must(h.send(1))
	if got := h.mail.Messages(); len(got) != 1 || !strings.Contains(string(got[0].Raw), "samir@work.example") {
		t.Errorf("%d mails, not to the new address", len(got))
	}
}

func TestAClientWithMailGetsTheirOwnLinkUnlessTheDeskChooses(t *testing.T) {
	h, _, samir := proxied(t)
	h.do(access.EditClient.On(nadia), desk, `update clients set email = 'nadia@home.example' where id = 10001`)
	if who, err := h.asked(""); err != nil || who.Roles() != access.Patient {
		t.Errorf("unchosen: %s, %v", who.Roles().Words(), err)
	}
	if who, err := h.asked(samir.String()); err != nil || who.Roles() != access.Proxy {
		t.Errorf("chosen: %s, %v", who.Roles().Words(), err)
	}
}

func TestAProxyNeedsAMailAddress(t *testing.T) {
	h, door, _ := proxied(t)
	_, err := door.AddContact(h.t.Context(), desk, nadia, clients.ContactForm{Name: "Layla Haddad", Proxy: true})
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "[email: ") {
		t.Error(err)
	}
}

func TestAMailThatAsksForALetterNamesNobody(t *testing.T) {
	h := mailing(t).served()
	_, err := h.flow.AskForLetter(t.Context(), desk, nadia, clients.RequestForm{Recipient: "Dr Weber", Email: "weber@harbour.example", Asks: "The echocardiogram"})
	h.must(err)
	h.must(h.send(1))
	got := h.mail.Messages()[0]
	for _, secret := range []string{"Nadia", "Haddad", "echocardiogram", "1985"} {
		if strings.Contains(string(got.Raw), secret) {
			t.Errorf("the mail tells %s", secret)
		}
	}
	who, err := intake.New(h.DB).GuestOfToken(t.Context(), h.token(messaging.FormPath))
	if err != nil || who.Roles() != access.Referrer || !strings.Contains(string(got.Raw), "weber@harbour.example") {
		t.Errorf("the link was opened as %s, %v", who.Roles().Words(), err)
	}
}
