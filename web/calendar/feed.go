package calendar

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"charthouse/internal/workflow"
	"charthouse/web/page"
)

// feed answers GET /calendar/{token}.ics: a clinician's visits, for their own calendar
// program. One that has them already is told that nothing changed.
func (h *Handler) feed(w http.ResponseWriter, r *http.Request) error {
	f, err := h.scheduling.Feed(r.Context(), page.Actor(r))
	if err != nil {
		return err
	}
	file, err := workflow.WriteFeed(f, h.base.Hostname())
	if err != nil {
		return err
	}
	sum := sha256.Sum256(file)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:18]) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "private, max-age=300")
	if matches(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `inline; filename="visits.ics"`)
	_, err = w.Write(file)
	return err
}

func matches(asked, tag string) bool {
	for _, t := range strings.Split(asked, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return true
		}
	}
	return false
}
