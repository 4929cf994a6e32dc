package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/db/dbtest"
	"charthouse/internal/files"
	"charthouse/internal/sample"
	"charthouse/web/page"
)

// practised is the sample in the middle of a working day, without a browser.
type practised struct {
	*dbtest.Database
	t      *testing.T
	routes []page.Route
	http.Handler
}

func practise(t *testing.T) practised {
	t.Helper()
	d := dbtest.New(t)
	now := time.Date(2026, time.May, 5, 10, 52, 0, 0, time.UTC)
	d.Clock.Set(now)
	store, err := files.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if err := sample.Load(t.Context(), d.Owner, store, now, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	site, handler := wireOn(t, d)
	return practised{d, t, site.Table(), handler}
}

// as asks for a page, or posts what fills every form.
func (p practised) as(who access.Actor, method, path string) *httptest.ResponseRecorder {
	in := ""
	if method == http.MethodPost {
		in = anything.Encode()
	}
	r := httptest.NewRequest(method, path, strings.NewReader(in))
	if in != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, page.As(r, who))
	return w
}

// owner runs SQL past the doors, in an act on every file.
func (p practised) owner(sql string) {
	p.t.Helper()
	_, err := p.Owner.Exec(p.t.Context(), `begin; select begin_act('test', null, null, 'sample.load', array(select id from clients), true, '', '`+
		p.Clock.Now().Format(time.RFC3339)+`', true); `+sql+`; commit`)
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p practised) numbers(sql string) (out []int64) {
	p.t.Helper()
	if err := p.Owner.QueryRow(p.t.Context(), `select coalesce(array_agg(n), '{}') from (`+sql+`) s (n)`).Scan(&out); err != nil {
		p.t.Fatalf("%s: %v", sql, err)
	}
	return out
}

// children are the tables of what stands in a file, by the name in the paths.
var children = map[string]string{
	"alert": "alerts", "allergy": "allergies", "blocker": "blockers", "charge": "charges", "claim": "claims", "contact": "contacts",
	"conversation": "conversations", "coverage": "coverages", "document": "documents", "giveback": "givebacks", "glass": "glass",
	"invoice": "invoices", "mail": "deliveries", "medication": "medications", "member": "care_team", "note": "notes", "packet": "packets",
	"payment": "payments", "problem": "problems", "question": "questions", "request": "requests", "task": "tasks", "visit": "visits", "wait": "waits",
}

// child is the first parameter of a path after the client.
func child(path string) string {
	for _, part := range strings.Split(path, "/")[3:] {
		if strings.HasPrefix(part, "{") {
			return strings.Trim(part, "{}")
		}
	}
	return ""
}

// TestWhatStandsInAFileStaysThere loads the sample once for all that looks through
// every page of the site.
func TestWhatStandsInAFileStaysThere(t *testing.T) {
	p := practise(t)
	t.Run("clinical words are read by clinicians alone", func(t *testing.T) { clinical(t, p) })
	t.Run("no list tells what stands in a restricted file", func(t *testing.T) { restricted(t, p) })
}

// Words that nothing else in the sample says.
const (
	secret     = "Zqxclinical"
	hiddenWord = "Zqxhidden"
)

// taint puts a word that nothing else says wherever clinical words stand.
const taint = `
	update conversations set subject = 'Zqxclinical subject' where kind = 'clinical';
	update messages m set subject = 'Zqxclinical subject', body = 'Zqxclinical body' from conversations k where k.id = m.conversation_id and k.client_id = m.client_id and k.kind = 'clinical';
	insert into turns (client_id, conversation_id, what, at, by_id, kind, staff_id, word) select client_id, id, 'given', clock(), 6, 'clinical', 7, 'Zqxclinical word' from conversations where kind = 'clinical';
	update tasks set title = 'Zqxclinical title', words = 'Zqxclinical words' where clinical;
	update tasks set closed_why = 'Zqxclinical why' where clinical and closed_why <> '';
	update task_items i set words = 'Zqxclinical item' from tasks t where t.id = i.task_id and t.clinical;
	update documents set title = 'Zqxclinical paper' where clinical;
	update medications set name = 'Zqxclinical drug ' || id;
	update problems set label = 'Zqxclinical problem';
	update allergies set substance = 'Zqxclinical substance ' || id;
	update proposals set label = 'Zqxclinical label', was = 'Zqxclinical was', now = 'Zqxclinical now' where part = 'clinical' and decision is null;
	update questions q set words = 'Zqxclinical question', answer = case when answer <> '' then 'Zqxclinical answer' else '' end from blockers b
	where b.id = q.blocker_id and b.verb in ('clinical.open', 'packet.review_clinical', 'note.open');
	update blockers b set pended_until = (clock() + interval '3 days')::date, pended_why = 'Zqxclinical put off', pended_by = 6 where cleared_at is null and b.verb in ('clinical.open', 'packet.review_clinical', 'note.open') and id % 2 = 0;
	update notes n set sections = jsonb_set(sections, '{taint}', '"Zqxclinical note"') where not exists (select from signatures s where s.note_id = n.id);
	update deliveries d set state = 'failed', problem = 'It came back' from messages m join conversations k on k.client_id = m.client_id and k.id = m.conversation_id
	where m.client_id = d.client_id and m.id = d.message_id and k.kind = 'clinical' and m.id = (select max(o.id) from messages o where o.conversation_id = k.id and o.direction = 'out');
	select settle(c) from (select distinct client_id from conversations where kind = 'clinical') s (c)`

// looks are the paths of every page and table of the site, with a few of each
// kind of record where they need one.
func (p practised) looks() (out []string) {
	day := p.Clock.Now().Format(time.DateOnly)
	out = append(out, "/find?q="+secret, "/find?q="+hiddenWord, "/clients?q="+hiddenWord, "/clients?q="+secret, "/clients/found?q="+secret, "/?view=list", "/day/"+day, "/day/"+day+"/huddle",
		"/worklist?who=later", "/worklist?who=later&sort=oldest", "/worklist?who=clinician", "/worklist?kind=task_due", "/worklist?kind=message_unanswered", "/worklist?kind=form_unreviewed_clinical",
		"/inbox?box=theirs", "/inbox?box=done", "/inbox?kind=clinical", "/tasks?who=pool", "/tasks?who=done", "/overview/nudges/events.csv", "/overview/reply/events.csv", "/overview/reply/events")
	for _, route := range p.routes {
		switch {
		case route.Method != http.MethodGet:
		case !strings.Contains(route.Path, "{"):
			out = append(out, route.Path)
		case !strings.HasPrefix(route.Path, "/clients/{client}"):
			for _, e := range pages[route.Path] {
				if e.path != "" {
					out = append(out, e.path)
				}
			}
		case child(route.Path+"/") == "":
			for _, c := range p.numbers(`select distinct client_id from (
				(select client_id from conversations where kind = 'clinical' order by id limit 6) union (select client_id from tasks where clinical order by id limit 6)
				union (select client_id from proposals where part = 'clinical' order by id desc limit 4) union (select client_id from medications order by id limit 4)
				union (select client_id from documents where clinical limit 2) union (select client_id from questions limit 2)) c`) {
				out = append(out, strings.Replace(route.Path, "{client}", fmt.Sprint(c), 1))
			}
		default:
			such := map[string]string{"conversation": "kind = 'clinical'", "task": "clinical", "blocker": "cleared_at is null and verb in ('clinical.open', 'packet.review_clinical', 'message.open', 'note.open')", "packet": "exists (select from proposals p where p.packet_id = t.id and p.part = 'clinical')", "document": "clinical"}[child(route.Path)]
			if such == "" {
				such = "true"
			}
			table := children[child(route.Path)]
			n := p.numbers(`select unnest(array[client_id, id]) from (select client_id, id from ` + table + ` t where ` + such + ` order by id desc limit 4) s`)
			for i := 0; i < len(n); i += 2 {
				path := strings.Replace(route.Path, "{client}", fmt.Sprint(n[i]), 1)
				out = append(out, strings.Replace(path, "{"+child(route.Path)+"}", fmt.Sprint(n[i+1]), 1))
			}
		}
	}
	return out
}

// tells fails where the page says the word.
func (p practised) tells(t *testing.T, who access.Actor, path, word string) {
	t.Helper()
	w := p.as(who, http.MethodGet, path)
	if w.Code >= 500 {
		t.Errorf("%s answered with %d", path, w.Code)
	}
	body := strings.NewReplacer("q="+word, "", "name="+word, "", "New patient: "+word, "", `value="`+word+`"`, "", "“"+word+"”", "").Replace(w.Body.String())
	if at := strings.Index(strings.ToLower(body), strings.ToLower(word)); at >= 0 {
		t.Errorf("%s tells: …%s…", path, body[max(0, at-150):min(len(body), at+60)])
	}
}

func clinical(t *testing.T, p practised) {
	p.owner(taint)
	looks := p.looks()
	nobody := access.StaffMember(2, "Ingrid", access.Staff&^access.Clinician)
	for _, path := range looks {
		p.tells(t, nobody, path, secret)
	}
	told := 0
	amara := access.StaffMember(6, "Amara", access.Clinician)
	for _, path := range looks {
		if strings.Contains(p.as(amara, http.MethodGet, path).Body.String(), secret) {
			told++
		}
	}
	if told < 40 {
		t.Errorf("only %d of %d pages tell a clinician: the test looks at little", told, len(looks))
	}
}

func restricted(t *testing.T, p practised) {
	p.owner(`
		update visits set clinician_id = 6 where clinician_id = 2;
		insert into restrictions (client_id, reason, restricted_at)
		select c.id, 'Works here', clock() from clients c where c.id % 9 = 0 and not exists (select from restrictions r where r.client_id = c.id and r.lifted_at is null);
		delete from care_team where true;
		update clients set given = 'Zqxhidden', family = 'Zqxhidden', preferred = '', email = 'zqxhidden@home.example', phone = 'Zqxhidden' where id % 9 = 0;
		update conversations set subject = 'Zqxhidden' where client_id % 9 = 0;
		update messages set subject = 'Zqxhidden', body = 'Zqxhidden', sender = 'Zqxhidden' where client_id % 9 = 0;
		update contacts set name = 'Zqxhidden', email = 'zqxhidden@home.example' where client_id % 9 = 0;
		update tasks set title = 'Zqxhidden', words = 'Zqxhidden', closed_why = case when closed_why <> '' then 'Zqxhidden' else '' end where client_id % 9 = 0;
		update task_items set words = 'Zqxhidden' where client_id % 9 = 0;
		update visits set reason = 'Zqxhidden' where client_id % 9 = 0;
		update alerts set text = 'Zqxhidden' where client_id % 9 = 0;
		update documents set title = 'Zqxhidden', sender = 'Zqxhidden' where client_id % 9 = 0;
		update requests set asks = 'Zqxhidden', recipient = 'Zqxhidden' where client_id % 9 = 0;
		update coverages set member_number = 'Zqxhidden', subscriber = 'Zqxhidden' where client_id % 9 = 0;
		update questions set words = 'Zqxhidden', answer = case when answer <> '' then 'Zqxhidden' else '' end where client_id % 9 = 0;
		update turns set word = 'Zqxhidden' where client_id % 9 = 0;
		update deliveries set problem = 'Zqxhidden', address = 'zqxhidden@home.example' where client_id % 9 = 0;
		update blockers set pended_until = (clock() + interval '3 days')::date, pended_why = 'Zqxhidden', pended_by = 3 where cleared_at is null and client_id % 9 = 0`)
	everybody := access.StaffMember(2, "Ingrid", access.Staff)
	for _, path := range p.looks() {
		if !strings.HasPrefix(path, "/clients/1") {
			p.tells(t, everybody, path, hiddenWord)
		}
	}
}
