// Package texts answers the provider of texts: what came in, and what became of ours.
// Nobody signs in here: what is posted is held to the provider's signature over the
// practice's own address, whatever address a proxy makes of it.
package texts

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/page"
)

// Handler answers what the provider posts.
type Handler struct {
	flow *workflow.Workflow
	base *url.URL // how the provider reaches the practice
}

// New makes the handler. Without a base nothing is signed for the practice.
func New(d *db.DB, base *url.URL) *Handler {
	if base == nil {
		base = &url.URL{}
	}
	return &Handler{workflow.New(d), base}
}

// Routes registers what the provider posts to.
func (h *Handler) Routes(rt page.Routes) {
	provider := rt.For(asProvider)
	provider.Post(href.TextsIn, access.ReceiveText, h.in)
	provider.Post(href.TextsReport, access.ReceiveText, h.report)
}

const signature = "X-Twilio-Signature"

// asProvider lets in whoever posts with a signature: it is looked at with what is
// signed. Anybody else is who they are, and refused as such.
func asProvider(_ http.ResponseWriter, r *http.Request) (*http.Request, bool, error) {
	if r.Header.Get(signature) == "" {
		return r, false, nil
	}
	return page.As(r, access.System(access.Mailer)), false, nil
}

// POST /texts/in: a text came in. The answer is sent in return.
func (h *Handler) in(w http.ResponseWriter, r *http.Request) error {
	p, err := h.posted(r)
	if err != nil {
		return err
	}
	answer, err := h.flow.ReceiveText(r.Context(), p)
	if err != nil {
		return err
	}
	return say(w, answer)
}

// POST /texts/report: what became of a text.
func (h *Handler) report(w http.ResponseWriter, r *http.Request) error {
	p, err := h.posted(r)
	if err != nil {
		return err
	}
	if err := h.flow.TextReported(r.Context(), p, r.URL.Query().Get("text")); err != nil {
		return err
	}
	return say(w, "")
}

func (h *Handler) posted(r *http.Request) (workflow.Posted, error) {
	if err := r.ParseForm(); err != nil {
		return workflow.Posted{}, errNoForm
	}
	at := h.base.JoinPath(r.URL.Path)
	at.RawQuery = r.URL.RawQuery
	return workflow.Posted{Address: at.String(), Form: r.PostForm, Signature: r.Header.Get(signature)}, nil
}

var errNoForm = fault.New(fault.Invalid, "This is no form.")

// response is what the provider does next (twilio.com/docs/messaging/twiml).
type response struct {
	XMLName xml.Name `xml:"Response"`
	Message string   `xml:"Message,omitempty"`
}

func say(w http.ResponseWriter, answer string) error {
	out, err := xml.Marshal(response{Message: answer})
	if err != nil {
		return fmt.Errorf("answer a text: %w", err)
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	_, err = io.WriteString(w, xml.Header+string(out))
	return err
}
