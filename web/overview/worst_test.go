package overview

import (
	"slices"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/stuck"
)

func TestThePracticesOwnIsRankedAmongWhatHoldsUpMost(t *testing.T) {
	now := time.Date(2026, 5, 4, 16, 0, 0, 0, time.UTC)
	o := workflow.Overview{Practice: []worklist.OfPractice{
		{ID: 1, Kind: "hours_missing", Since: now.AddDate(0, 0, -9)}, {ID: 2, Kind: "npi_missing", Cents: 90000, Since: now.AddDate(0, 0, -1)},
	}}
	for i, cents := range []int64{95000, 40000, 0, 0, 0} {
		o.Worst = append(o.Worst, workflow.Stuck{Blocker: worklist.Blocker{Kind: "document_unread", ClientID: 10001, ID: 1, Subject: int64(i), Cents: cents, Since: now.AddDate(0, 0, i-8)}})
	}
	var got []string
	for _, row := range worst(o, stuck.Reader{Who: access.StaffMember(1, "Oda Berg", access.Owner), Now: now, Zone: time.UTC, Currency: "USD"}) {
		got = append(got, row.Icon+" "+row.Holds)
	}
	want := []string{"file-text $950.00", "badge-alert $900.00", "file-text $400.00", "clock-alert 1 location", "file-text 1 document"}
	if !slices.Equal(got, want) {
		t.Errorf("%q; want %q", got, want)
	}
}
