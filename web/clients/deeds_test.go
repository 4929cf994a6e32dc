package clients

import (
	"slices"
	"testing"

	"charthouse/internal/access"
)

// ofNoFile are the verbs of acts that are never on a single file.
var ofNoFile = []access.Verb{
	access.FindClients, access.SweepDocuments, access.ImportDirectory, access.ImportCodes, access.OpenDay, access.BlockTime, access.EditAvailability, access.ListNotes, access.FindCodes,
	access.ListBilling, access.OpenInbox, access.OpenOutbox, access.OpenWorklist, access.OpenNotices, access.OpenOverview, access.FindDue, access.CountDays, access.SeePractice,
	access.OpenSettings, access.EditSettings, access.EditStaff, access.EditAbsence, access.ResetPassword, access.OwnPassword, access.SignIn, access.SignOut, access.OwnCalendar, access.FollowCalendar, access.ReadCalendars, access.StopOffers,
}

func TestEveryActInAFileHasItsWords(t *testing.T) {
	for _, v := range access.Verbs() {
		if (deeds[v] == "") != slices.Contains(ofNoFile, v) {
			t.Errorf("%s: its words are %q", v, deeds[v])
		}
	}
}
