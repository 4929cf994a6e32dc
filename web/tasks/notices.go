package tasks

import (
	"net/http"
	"strings"

	"charthouse/internal/id"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/show"
	"charthouse/web/stuck"
	"charthouse/web/ui"
)

// noticesView is what a person was told, newest first.
type noticesView struct {
	Shell  ui.Shell
	New    int
	Newest id.Notice // that is shown
	Rows   []notice
	Empty  ui.EmptyOf
}

// notice is one line that waited, or still does.
type notice struct {
	What, Name, Href string
	Whose, When      string
	Tag              *ui.Tag
}

// notices answers GET /notices.
func (h *Handler) notices(w http.ResponseWriter, r *http.Request) error {
	list, err := h.Worklist.Notices(r.Context(), page.Actor(r))
	if err != nil {
		return err
	}
	v := noticesView{
		Shell: h.Site.Shell(r, "What you were told", "told"),
		Empty: ui.EmptyOf{Level: 2, Title: "You were told nothing yet", Text: "A line of the worklist that stays too long is told to its owner, then to others, in the steps that the practice has set."},
	}
	for _, n := range list {
		if n.New {
			v.New++
		}
		v.Newest = max(v.Newest, n.ID)
		v.Rows = append(v.Rows, noticeOf(h.reader(r), n))
	}
	return page.Render(w, r, noticesPage(v))
}

// readNotices answers POST /notices.
func (h *Handler) readNotices(w http.ResponseWriter, r *http.Request) error {
	newest, _ := id.Parse[id.Notice](r.PostFormValue("newest")) // none were seen
	if err := h.Worklist.ReadNotices(r.Context(), page.Actor(r), newest); err != nil {
		return err
	}
	return page.See(w, r, href.Notices)
}

func noticeOf(s reader, n worklist.Notice) notice {
	out := notice{
		What: stuck.What(n.Kind, ""), Name: n.Client, Href: href.Client(n.ClientID),
		Whose: n.Owner, When: show.When(n.At, s.now, s.zone),
	}
	if out.Whose == "" {
		out.Whose = strings.TrimPrefix(stuck.Crew(n.Fixer), "the ")
		out.Whose = strings.ToUpper(out.Whose[:1]) + out.Whose[1:]
	}
	switch {
	case n.Cleared != nil:
		out.Tag = &ui.Tag{Text: "done " + show.When(*n.Cleared, s.now, s.zone), Tone: ui.Teal, Icon: "check"}
	case n.New:
		out.Tag = &ui.Tag{Text: "new", Tone: ui.Ochre}
	}
	return out
}
