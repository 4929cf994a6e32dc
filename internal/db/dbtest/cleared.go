package dbtest

import "testing"

// ClearedBy is the evidence by which the last line of the kind left the worklist:
// the verb of the act and its actor, "note.sign by s2". It fails where none left.
func (d *Database) ClearedBy(t testing.TB, kind string) (evidence string) {
	t.Helper()
	must(t, d.Owner.QueryRow(t.Context(), `
		select coalesce((
		  select t.verb || ' by ' || t.actor
		  from blockers b
		  join trail t on t.id = b.cleared_by
		  where b.kind = $1
		  order by b.cleared_at desc, b.id desc
		  limit 1), '')`, kind).Scan(&evidence))
	if evidence == "" {
		t.Errorf("no %s was cleared", kind)
	}
	return evidence
}
