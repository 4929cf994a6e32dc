package worklist

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"charthouse/internal/access"
	"charthouse/internal/fault"
	"charthouse/internal/id"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// again shows the row's page once more, with what is wrong in the form named and
// what was typed kept. Where the row has left meanwhile, the list says so.
func (h *Handler) again(w http.ResponseWriter, r *http.Request, err error, do string, open func() (workflow.OneLine, error)) error {
	if k := fault.KindOf(err); k != fault.Invalid && k != fault.Conflict {
		return err
	}
	l, gone := open()
	if fault.KindOf(gone) == fault.NotFound {
		return h.refusedAll(w, r, err)
	}
	if gone != nil {
		return gone
	}
	return page.Retry(w, r, err, func(f *fault.Fault) templ.Component {
		return linePage(h.lineView(r, l, typed{do, r.PostForm, f}, r.PostFormValue("back")))
	})
}

// onLine opens the row named in the path, for again.
func (h *Handler) onLine(r *http.Request, c id.Client, b id.Blocker) func() (workflow.OneLine, error) {
	return func() (workflow.OneLine, error) {
		return h.Workflow.OpenLine(r.Context(), page.Reader(r), c, b)
	}
}

// done says what happened and goes back to the list as it was.
func (h *Handler) done(w http.ResponseWriter, r *http.Request, t ui.Toast) error {
	h.Site.Say(r, t)
	return page.See(w, r, page.Back(r, href.Worklist("", false)))
}

// pend answers POST /clients/{client}/blockers/{blocker}/pend.
func (h *Handler) pend(w http.ResponseWriter, r *http.Request) error {
	c, b, err := page.InFile[id.Blocker](r, "blocker")
	if err != nil {
		return err
	}
	in, err := page.Decode[worklist.Pending](r)
	if err != nil {
		return err
	}
	if err := h.Worklist.Pend(r.Context(), page.Actor(r), c, b, in); err != nil {
		return h.again(w, r, err, "off", h.onLine(r, c, b))
	}
	t := ui.Toast{Text: "Back on the list"}
	if in.Until != "" {
		t = ui.Toast{Text: "Put off until " + in.Until, Undo: href.PendBlocker(c, b), With: map[string]string{"until": "", "back": r.PostFormValue("back")}}
	}
	return h.done(w, r, t)
}

// assign answers POST /clients/{client}/blockers/{blocker}/assign.
func (h *Handler) assign(w http.ResponseWriter, r *http.Request) error {
	c, b, err := page.InFile[id.Blocker](r, "blocker")
	if err != nil {
		return err
	}
	in, err := page.Decode[worklist.Assignment](r)
	if err != nil {
		return err
	}
	if err := h.Worklist.Assign(r.Context(), page.Actor(r), c, b, in); err != nil {
		return h.again(w, r, err, "give", h.onLine(r, c, b))
	}
	text := "The line is given"
	if in.To == "" {
		text = "The line is its owner’s again"
	}
	return h.done(w, r, ui.Toast{Text: text})
}

// ask answers POST /clients/{client}/blockers/{blocker}/question.
func (h *Handler) ask(w http.ResponseWriter, r *http.Request) error {
	c, b, err := page.InFile[id.Blocker](r, "blocker")
	if err != nil {
		return err
	}
	in, err := page.Decode[worklist.Asking](r)
	if err != nil {
		return err
	}
	q, err := h.Worklist.Ask(r.Context(), page.Actor(r), c, b, in)
	if err != nil {
		return h.again(w, r, err, "ask", h.onLine(r, c, b))
	}
	return h.done(w, r, ui.Toast{
		Text: "Asked. The answer comes back to this list.", Undo: href.Question(c, q, "withdrawal"), With: map[string]string{"back": r.PostFormValue("back")},
	})
}

// answer answers POST /clients/{client}/questions/{question}/answer.
func (h *Handler) answer(w http.ResponseWriter, r *http.Request) error {
	c, q, err := page.InFile[id.Question](r, "question")
	if err != nil {
		return err
	}
	in, err := page.Decode[worklist.Answering](r)
	if err != nil {
		return err
	}
	if err := h.Worklist.Answer(r.Context(), page.Actor(r), c, q, in); err != nil {
		return h.again(w, r, err, "answer", func() (workflow.OneLine, error) {
			return h.Workflow.OpenQuestion(r.Context(), page.Reader(r), c, q)
		})
	}
	return h.done(w, r, ui.Toast{Text: "Answered"})
}

// seen answers POST /clients/{client}/questions/{question}/seen.
func (h *Handler) seen(w http.ResponseWriter, r *http.Request) error {
	return h.onQuestion(w, r, "Seen", h.Worklist.Seen)
}

// takeBack answers POST /clients/{client}/questions/{question}/withdrawal.
func (h *Handler) takeBack(w http.ResponseWriter, r *http.Request) error {
	return h.onQuestion(w, r, "The question is taken back", h.Worklist.TakeBack)
}

func (h *Handler) onQuestion(w http.ResponseWriter, r *http.Request, text string, do onQuestion) error {
	c, q, err := page.InFile[id.Question](r, "question")
	if err != nil {
		return err
	}
	if err := do(r.Context(), page.Actor(r), c, q); err != nil {
		return err
	}
	return h.done(w, r, ui.Toast{Text: text})
}

type onQuestion func(context.Context, access.Actor, id.Client, id.Question) error
