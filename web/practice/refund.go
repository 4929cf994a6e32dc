package practice

import (
	"net/http"

	"charthouse/internal/billing"
	"charthouse/web/href"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// refunds is /settings/refunds: how much one person may give back alone.
func (h *Handler) refunds() single[billing.LimitForm] {
	return single[billing.LimitForm]{
		h: h, path: href.Refunds, title: "Refunds",
		lede: "Money that leaves needs two: above the limit, paying credit back and writing a balance off wait for somebody else to approve.",
		find: func(r *http.Request) (billing.LimitForm, error) {
			return h.billing.FindLimit(r.Context(), page.Actor(r))
		},
		groups: func(_ *http.Request, f billing.LimitForm) []group {
			return []group{{Title: "Limit", Quiet: true, Shape: "pair", Fields: []ui.Field{
				{Label: "One person alone may give back", Name: "amount", Value: f.Amount, Kind: ui.Money, Required: true, Help: "Each refund and write-off up to this amount. 0 asks two people for all of them."},
			}}}
		},
		save: func(r *http.Request, f billing.LimitForm) error {
			return h.billing.SetLimit(r.Context(), page.Actor(r), f)
		},
	}
}
