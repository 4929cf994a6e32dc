package visitline_test

import (
	"strings"
	"testing"
	"time"

	"charthouse/internal/scheduling"
	"charthouse/web/ui"
	"charthouse/web/visitline"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

func ago(d time.Duration) *time.Time { t := noon.Add(-d); return &t }

// drawn is each station as one letter, and its words.
func drawn(l scheduling.Line) (string, ui.Line) {
	out := visitline.Of(l, noon, time.UTC)
	var b strings.Builder
	for _, s := range out.Stations {
		b.WriteByte("adcbn"[s.State])
	}
	return b.String(), out
}

func visit(change func(*scheduling.Line)) scheduling.Line {
	l := scheduling.Line{Client: "Nadia Haddad", Clinician: "Dr Okafor", BookedBy: "Tomasz Wieczorek", BookedAt: *ago(48 * time.Hour), StartsAt: noon, EndsAt: noon.Add(30 * time.Minute), Station: scheduling.Arrived}
	change(&l)
	return l
}

func TestTheLineShowsWhatIsDoneWhoseTurnItIsAndWhatIsNotNeeded(t *testing.T) {
	for name, c := range map[string]struct {
		line scheduling.Line
		want string
	}{
		"booked, no form": {visit(func(*scheduling.Line) {}), "dncaaaaa"},
		"form sent":       {visit(func(l *scheduling.Line) { l.PacketID, l.Station = 1, scheduling.Intake }), "dcaaaaaa"},
		"form blocked": {visit(func(l *scheduling.Line) {
			l.PacketID, l.Station, l.Blocker, l.BlockedAt = 1, scheduling.Intake, 7, scheduling.Intake
		}), "dbaaaaaa"},
		"came before the form was finished": {visit(func(l *scheduling.Line) {
			l.PacketID, l.ArrivedAt, l.Station = 1, ago(time.Minute), scheduling.Seen
		}), "dndcaaaa"},
		"seen, note overdue": {visit(func(l *scheduling.Line) {
			l.ArrivedAt, l.SeenAt, l.Station, l.Blocker, l.BlockedAt = ago(2), ago(1), scheduling.Signed, 7, scheduling.Signed
		}), "dnddbaaa"},
		"free of charge": {visit(func(l *scheduling.Line) {
			l.ArrivedAt, l.SeenAt, l.SignedAt, l.Charged, l.Billed, l.Paid, l.Station = ago(3), ago(2), ago(1), true, true, true, ""
		}), "dndddnnn"},
		"paid": {visit(func(l *scheduling.Line) {
			l.ArrivedAt, l.SeenAt, l.SignedAt, l.ChargedAt, l.BilledAt, l.PaidAt = ago(6), ago(5), ago(4), ago(3), ago(2), ago(1)
			l.Charged, l.Billed, l.Paid, l.Station = true, true, true, ""
		}), "dndddddd"},
		"cancelled": {visit(func(l *scheduling.Line) { l.CancelledAt, l.Station = ago(1), "" }), "dnnnnnnn"},
		"imported":  {visit(func(l *scheduling.Line) { l.History, l.Station = true, "" }), "nnnnnnnn"},
	} {
		if got, _ := drawn(c.line); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestExactlyOneStationIsCurrentOrBlockedUntilTheLineEnds(t *testing.T) {
	for _, s := range scheduling.Stations()[1:] {
		for _, blocked := range scheduling.Stations()[1:] {
			got, _ := drawn(visit(func(l *scheduling.Line) { l.PacketID, l.Station, l.Blocker, l.BlockedAt = 1, s, 7, blocked }))
			if n := strings.Count(got, "c") + strings.Count(got, "b"); n != 1 {
				t.Errorf("at %s, blocked at %s: %s", s, blocked, got)
			}
		}
	}
}
