package practice_test

import (
	"testing"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/practice"
)

func TestQuietHoursLeaveHoursInWhichPeopleAreReminded(t *testing.T) {
	_, s, n := house(t)
	me := access.StaffMember(n, "Ingrid Solheim", access.Owner)
	for _, q := range []struct {
		from, until string
		right       bool
	}{
		{"20:00", "08:00", true},
		{"00:00", "20:00", true},
		{"08:00", "08:00", true},
		{"00:00", "23:59", false},
		{"12:00", "08:05", false},
		{"soon", "08:00", false},
	} {
		err := s.EditReminders(t.Context(), me, practice.ReminderForm{QuietFrom: q.from, QuietUntil: q.until, MailWords: "See you", TextWords: "See you"})
		if (err == nil) != q.right || !q.right && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s to %s: %v", q.from, q.until, err)
		}
	}
}
