package workflow_test

import (
	"testing"
	"time"

	"charthouse/internal/civil"
	"charthouse/internal/workflow"
)

func promises(t *testing.T, at doors, day civil.Date) workflow.Promises {
	t.Helper()
	p, err := at.flow.OpenPromises(t.Context(), boss, day, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Two targets are not named as their lines are: a clinical message is a message,
// and a licence is in nobody's file.
func TestWhatIsLateCountsUnderItsOwnTarget(t *testing.T) {
	_, at := housed(t, `
		update staff set licence_until = '2026-06-20' where id = 2;
		insert into conversations (client_id, kind, opened_at, pool, waits_since, last_at)
		values (10001, 'clinical', clock() - interval '6 hours', 'clinician', clock() - interval '6 hours', clock() - interval '6 hours'),
		  (10001, 'billing', clock() - interval '26 hours', 'biller', clock() - interval '26 hours', clock() - interval '26 hours')`)
	if err := at.due(); err != nil {
		t.Fatal(err)
	}
	p := promises(t, at, civil.New(2026, 5, 4))
	for _, kind := range []string{"message_clinical", "message_unanswered", "licence_ending"} {
		if s := p.Stood[kind]; s.Lines != 1 || s.Open != 1 {
			t.Errorf("%s: %+v; want one, open", kind, s)
		}
	}
}
