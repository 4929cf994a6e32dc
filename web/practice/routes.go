package practice

import (
	"charthouse/internal/access"
	"charthouse/internal/billing"
	"charthouse/internal/db"
	docs "charthouse/internal/documentation"
	"charthouse/internal/intake"
	"charthouse/internal/overview"
	"charthouse/internal/practice"
	"charthouse/internal/scheduling"
	"charthouse/internal/workflow"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/page"
)

// Handler answers the pages of the door and the settings.
type Handler struct {
	site       *page.Site
	flow       *workflow.Workflow
	practice   *practice.Service
	scheduling *scheduling.Service
	intake     *intake.Service
	docs       *docs.Service
	billing    *billing.Service
	overview   *overview.Service
	worklist   *worklist.Service
}

// New makes the handler. Doors is the one service of the process that compares
// passwords.
func New(site *page.Site, d *db.DB, doors *practice.Service) *Handler {
	return &Handler{
		site: site, flow: workflow.New(d), practice: doors, scheduling: scheduling.New(d),
		intake: intake.New(d), docs: docs.New(d), billing: billing.New(d), overview: overview.New(d), worklist: worklist.New(d),
	}
}

// Routes registers every page of this area.
func (h *Handler) Routes(rt page.Routes) {
	h.doors(rt)
	rt.Get(href.Settings, access.OpenSettings, h.home)
	h.practiceSettings().routes(rt)
	h.locations().routes(rt)
	h.places().routes(rt)
	h.staff(rt)
	h.mailSettings().routes(rt)
	rt.Post(href.MailTest, access.EditSettings, h.testMail)
	h.textSettings().routes(rt)
	h.reminderSettings().routes(rt)
	h.flowSettings().routes(rt)
	h.weeks(rt)
	h.days(rt)
	h.visitTypes().routes(rt)
	h.forms(rt)
	h.templates().routes(rt)
	h.promises(rt)
	h.taskTypes().routes(rt)
	h.fees().routes(rt)
	h.payers().routes(rt)
	h.refunds().routes(rt)
}

func (h *Handler) doors(rt page.Routes) {
	rt.Get(href.SignIn, access.SignIn, h.signInPage)
	rt.Post(href.SignIn, access.SignIn, h.signIn)
	rt.Post(href.SignOut, access.SignOut, h.signOut)
	rt.Get(href.Forgot, access.OwnPassword, h.forgotPage)
	rt.Post(href.Forgot, access.OwnPassword, h.forgot)
	rt.Get(href.NewPassword+"/{token}", access.OwnPassword, h.openReset)
	rt.Get(href.NewPassword, access.OwnPassword, h.resetPage)
	rt.Post(href.NewPassword, access.OwnPassword, h.reset)
	rt.Get(href.Account, access.SignOut, h.accountPage)
	rt.Post(href.AccountPassword, access.SignOut, h.changePassword)
	rt.Post(href.AccountKeys, access.SignOut, h.setKeys)
	rt.Post(href.SignOutEverywhere, access.SignOut, h.signOutEverywhere)
}
