package practice

import (
	"fmt"
	"net/http"

	"charthouse/internal/overview"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// targets are /settings/targets: from when on something holds work up.
func (h *Handler) targets() single[overview.TargetsForm] {
	return single[overview.TargetsForm]{
		h: h, path: href.Targets, title: "Targets",
		lede: "What takes longer appears on the worklist, with whose turn it is.",
		find: func(r *http.Request) (overview.TargetsForm, error) {
			hours, err := h.overview.FindTargets(r.Context(), page.Actor(r))
			f := overview.TargetsForm{Hours: map[string]string{}}
			for kind, n := range hours {
				f.Hours[kind] = fmt.Sprint(n)
			}
			return f, err
		},
		groups: func(_ *http.Request, f overview.TargetsForm) []group {
			g := group{Title: "Targets", Quiet: true, Shape: "pair"}
			for _, t := range overview.Targets {
				g.Fields = append(g.Fields, ui.Field{
					Label: t.Label, Unit: "within hours", Name: "hours[" + t.Kind + "]", Kind: ui.Number, Value: f.Hours[t.Kind], Help: t.Help, Required: true,
				})
			}
			return []group{g}
		},
		save: func(r *http.Request, f overview.TargetsForm) error {
			return h.overview.SetTargets(r.Context(), page.Actor(r), f)
		},
	}
}
