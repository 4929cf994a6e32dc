package main

import (
	"net/http"
	"strings"
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/web/browsertest"
	"charthouse/web/href"
)

// refusedAt is a page that a role may not open, and what the trail says of the try.
type refusedAt struct {
	path string
	verb access.Verb
	of   id.Client
}

// limit is one role at its limits: what it is refused, what no page offers it, and
// what of its own work shows nothing clinical.
type limit struct {
	first, why string
	staff      id.Staff
	refused    []refusedAt
	silent     []string
	notOffered []string // on Nadia's file, as ends of links
}

var (
	limitNote     = refusedAt{href.Note(guardedNadia, 1), access.OpenNote, guardedNadia}
	limitClinical = refusedAt{href.Clinical(guardedNadia), access.OpenClinical, guardedNadia}
	limitSettings = refusedAt{href.Settings, access.OpenSettings, 0}
	limitBilling  = refusedAt{href.Billing, access.ListBilling, 0}
	limitAccount  = refusedAt{href.Statement(guardedNadia, 0), access.OpenAccount, guardedNadia}
	limitOverview = refusedAt{href.Overview(""), access.OpenOverview, 0}
	limitStaff    = refusedAt{href.Staff, access.EditStaff, 0}
	limitPacket   = refusedAt{href.Packet(guardedNadia, 1), access.OpenVisit, guardedNadia}
	limitMessages = refusedAt{href.Messages(guardedNadia), access.OpenMessages, guardedNadia}
	limitPapers   = refusedAt{href.Documents(guardedNadia), access.OpenDocument, guardedNadia}
)

func limits(g guarded) []limit {
	limitClaim := refusedAt{href.Claim(guardedNadia, g.claim), access.OpenClaim, guardedNadia}
	coding := refusedAt{g.note, access.ReadCoded, guardedNadia}
	file, visit, packet := href.Client(guardedNadia), href.Visit(guardedNadia, 1), href.Packet(guardedNadia, 1)
	return []limit{
		{
			first: "tomasz", why: "the desk", staff: 2, refused: []refusedAt{limitNote, limitClinical, limitSettings, limitClaim, limitOverview, coding},
			silent: []string{file, visit, packet, href.Checkout(guardedNadia, 1), href.Worklist("", false)}, notOffered: []string{"/note", "/clinical", "/settings", "/coding"},
		},
		{
			first: "amara", why: "a clinician", staff: 1, refused: []refusedAt{limitBilling, limitSettings, limitAccount, limitClaim, limitOverview},
			notOffered: []string{"/billing", "/settings", "/account#", "/checkout"},
		},
		{
			first: "kwame", why: "a biller", staff: 3, refused: []refusedAt{limitNote, limitClinical, limitSettings, limitOverview},
			silent: []string{file, visit, packet}, notOffered: []string{"/note", "/clinical", "/settings"},
		},
		{
			first: "ingrid", why: "a manager", staff: 4, refused: []refusedAt{limitNote, limitClinical, limitStaff, coding},
			silent: []string{file, packet, href.Claim(guardedNadia, g.claim)}, notOffered: []string{"/note", "/clinical", "/coding"},
		},
		{
			first: "oda", why: "an owner", staff: 5, refused: []refusedAt{limitNote, limitClinical, limitBilling, limitPacket, limitMessages, limitPapers, coding},
			silent: []string{file, href.Overview(""), href.Worklist("", false)}, notOffered: []string{"/note", "/clinical", "/billing", "/documents", "/messages"},
		},
	}
}

func TestEachRoleIsToldWhereItsWorkEnds(t *testing.T) {
	g := openGuarded(t)
	b := browsertest.Start(t)
	tried := 0
	for i, l := range limits(g) {
		b.Open(g.url + href.SignInTo(href.Client(guardedNadia)))
		g.in(b, l.first)
		b.See("Nadia Haddad")
		for _, end := range l.notOffered {
			if b.Count(`a[href$="`+end+`"]`) > 0 {
				t.Errorf("the file offers %s to %s", end, l.why)
			}
		}
		for _, path := range l.silent {
			g.at(b, path, http.StatusOK)
			g.silent(t, b)
		}
		for _, no := range l.refused {
			g.refuses(t, b, l, no)
		}
		if tried += len(l.refused); i == 0 {
			b.Axe()
			g.picture(b, "stranger-refused")
		}
		b.Click("Back to the start")
		g.out(b)
	}
	var refusals int
	if g.row(t, &refusals, `select count(*) from trail where not allowed`); refusals != tried {
		t.Errorf("%d refusals in the trail, %d were tried", refusals, tried)
	}
}

// refuses opens what a role may not, reads the refusal and finds it in the trail.
func (g guarded) refuses(t *testing.T, b *browsertest.Browser, l limit, no refusedAt) {
	t.Helper()
	g.at(b, no.path, http.StatusForbidden)
	b.See("Not for your role")
	b.See("Ask your practice manager if you need it.")
	b.NotSee("Nadia")
	var kept int
	g.row(t, &kept, `select count(*) from trail where not allowed and staff_id = $1 and verb = $2 and coalesce(client_id, 0) = $3`,
		int64(l.staff), string(no.verb), int64(no.of))
	if kept != 1 {
		t.Errorf("%s refused to %s: %d rows in the trail, want one", no.path, l.why, kept)
	}
}

func TestABillerReadsTheCodesBehindAClaimAndNotTheNote(t *testing.T) {
	g := openGuarded(t)
	b := browsertest.Start(t)
	b.Open(g.url + href.SignInTo(href.Claim(guardedNadia, g.claim)))
	g.in(b, "kwame")
	b.See("claim " + g.claim.String())
	b.Axe()
	g.picture(b, "stranger-claim")
	b.Click("What was coded")
	b.See("E11.65")
	b.See("99214")
	b.See("What the note says stays with the clinicians.")
	g.silent(t, b, "hyperglycemia") // the words of a code are part of it
	b.Axe()
	g.picture(b, "stranger-coding")
}

func TestARecordUnderAnotherPatientsNumberIsNotThere(t *testing.T) {
	g := openGuarded(t)
	b := browsertest.Start(t)
	omars := strings.Replace(g.invoice, guardedOmar.String(), guardedNadia.String(), 1)
	coding := strings.Replace(g.note, guardedNadia.String(), guardedOmar.String(), 1)
	for _, who := range []struct {
		first string
		paths []string
	}{
		{"amara", []string{href.Visit(guardedOmar, 1), href.Note(guardedOmar, 1), href.Packet(guardedOmar, 1), coding, href.Client(10003)}},
		{"kwame", []string{href.Claim(guardedOmar, g.claim), omars, href.Checkout(guardedOmar, 1), coding, href.ChargeVisit(guardedOmar, 1)}},
		{"tomasz", []string{href.MoveVisit(guardedNadia, 3), href.Packet(guardedNadia, 2), omars}},
	} {
		b.Open(g.url + href.SignIn)
		g.in(b, who.first)
		b.See("Patients")
		for _, path := range who.paths {
			g.at(b, path, http.StatusNotFound)
			b.See("Nothing here")
			b.NotSee("Nadia")
			b.NotSee("Omar")
			g.silent(t, b)
		}
		b.Axe()
		g.picture(b, "stranger-nothing-here")
		b.Click("Back to the start")
		g.out(b)
	}
}
