package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"charthouse/internal/workflow"
)

// bar is the progress of an import on a terminal; elsewhere it is silent.
type bar struct {
	out     io.Writer
	started time.Time
	shown   time.Time
}

func newBar(say io.Writer, silent bool) *bar {
	b := &bar{started: time.Now()}
	if !silent && isTerminal(say) {
		b.out = say
	}
	return b
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// show draws the bar anew, ten times a second at most.
func (b *bar) show(p workflow.ImportProgress) {
	if b.out == nil || time.Since(b.shown) < 100*time.Millisecond && p.Bytes < p.Total {
		return
	}
	b.shown = time.Now()
	fmt.Fprint(b.out, "\r\x1b[K"+line(p, time.Since(b.started)))
}

// clear takes the bar away, so that the report stands alone.
func (b *bar) clear() {
	if b.out != nil {
		fmt.Fprint(b.out, "\r\x1b[K")
	}
}

// line is the bar with what it stands for, within 80 columns.
func line(p workflow.ImportProgress, took time.Duration) string {
	const width = 24
	part := 1.0
	if p.Total > 0 {
		part = min(1, float64(p.Bytes)/float64(p.Total))
	}
	done := int(part * width)
	rate := float64(p.Records) / max(took.Seconds(), 0.1)
	return fmt.Sprintf("%s%s %3.0f%%  %d of %d files  %d records, %.0f a second",
		strings.Repeat("█", done), strings.Repeat("░", width-done), part*100, p.Files, p.AllFiles, p.Records, rate)
}
