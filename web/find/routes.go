package find

import (
	"charthouse/internal/access"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
)

// Handler answers what people look for.
type Handler struct {
	Site     *page.Site
	Workflow *workflow.Workflow
}

// Routes is every page of this area.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/find", access.FindClients, h.page)
	rt.Get(href.Found, access.FindClients, h.options)
}
