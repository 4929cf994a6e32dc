package page

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// patience is how long a reader of a stream may take for one line.
const patience = 10 * time.Second

// Stream is an answer that lasts: events, each when it happens.
type Stream struct {
	w   io.Writer
	ctl *http.ResponseController
}

// Streaming begins one. Nothing between here and the browser may hold it back or
// pack it.
func Streaming(w http.ResponseWriter) Stream {
	head := w.Header()
	head.Set("Content-Type", "text/event-stream; charset=utf-8")
	head.Set("Cache-Control", "no-store, no-transform")
	head.Set("X-Accel-Buffering", "no")
	return Stream{w, http.NewResponseController(w)}
}

// Begin says after how many milliseconds the browser opens a lost stream again.
func (s Stream) Begin(again int) error { return s.say(fmt.Sprintf("retry: %d\n\n", again)) }

// Beat keeps what lies between from closing a silent stream.
func (s Stream) Beat() error { return s.say(": still here\n\n") }

// Event sends one.
func (s Stream) Event(name string, data map[string]string) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return s.say(fmt.Sprintf("event: %s\ndata: %s\n\n", name, text))
}

// say writes and sends; who does not take it in time is dropped.
func (s Stream) say(text string) error {
	if err := s.ctl.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := io.WriteString(s.w, text); err != nil {
		return err
	}
	return s.ctl.Flush()
}
