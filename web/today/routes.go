package today

import (
	"charthouse/internal/access"
	"charthouse/internal/clients"
	"charthouse/internal/messaging"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/web/page"
)

// Handler answers the pages of the day.
type Handler struct {
	Site       *page.Site
	Scheduling *scheduling.Service
	Clients    *clients.Service
	Workflow   *workflow.Workflow
	Messages   *messaging.Service
	Practice   *practice.Service
}

// Routes registers them.
func (h *Handler) Routes(rt page.Routes) {
	rt.Get("/", access.SignOut, h.home)
	rt.Get("/day/{date}", access.OpenDay, h.day)
	rt.Get("/week/{date}", access.OpenDay, h.week)
	rt.Get("/day/{date}/huddle", access.OpenDay, h.huddle)

	rt.Get("/book", access.BookVisit, h.booking)
	rt.Post("/book", access.BookVisit, h.book)
	rt.Get("/book/patients", access.BookVisit, h.patients)
	rt.Get("/book/series", access.BookVisit, h.series)
	rt.Post("/book/series", access.BookVisit, h.bookSeries)
	rt.Get("/times", access.BookVisit, h.times)
	rt.Get("/blocks/new", access.BlockTime, h.blocking)
	rt.Post("/blocks", access.BlockTime, h.block)
	rt.Post("/blocks/{block}/removal", access.BlockTime, h.unblock)

	const visit = "/clients/{client}/visits/{visit}"
	rt.Get(visit, access.OpenVisit, h.visit)
	rt.Post(visit+"/marks/{kind}", access.FlowVisit, h.mark)
	rt.Post(visit+"/marks/{kind}/undo", access.FlowVisit, h.unmark)
	rt.Get(visit+"/move", access.MoveVisit, h.moving)
	rt.Post(visit+"/move", access.MoveVisit, h.move)
	rt.Post(visit+"/move/series", access.MoveVisit, h.moveSeries)
	rt.Get(visit+"/move/group", access.MoveVisit, h.movingGroup)
	rt.Post(visit+"/move/group", access.MoveVisit, h.moveGroup)
	rt.Post(visit+"/payer", access.ChoosePayer, h.payer)
	rt.Get(visit+"/again", access.OpenVisit, h.again)
	rt.Post(visit+"/again", access.EditRecall, h.comeAgain)
	rt.Post(visit+"/again/end", access.EditRecall, h.endAgain)
	rt.Post(visit+"/again/end/undo", access.EditRecall, h.resumeAgain)
	rt.Post(visit+"/cancellation", access.CancelVisit, h.cancel)
	rt.Post(visit+"/cancellation/undo", access.CancelVisit, h.uncancel)
	rt.Post(visit+"/cancellation/group", access.CancelVisit, h.cancelGroup)
	rt.Post(visit+"/cancellation/group/undo", access.CancelVisit, h.uncancelGroup)
}
