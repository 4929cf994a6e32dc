package stuck

import (
	"charthouse/internal/access"
	"charthouse/internal/workflow"
	"charthouse/web/href"
	"charthouse/web/ui"
)

var questionKinds = map[string]kind{
	"question_waiting": {
		icon: "message-square", tone: ui.Slate, holds: "1 question", waits: true,
		short: "Question waits", what: "A question waits for its answer.", costs: "A colleague asked",
		left: [2]string{"Question answered for ", "."},
		by:   []access.Verb{access.AnswerQuestion},
		acts: map[access.Verb]way{access.AskQuestion: gone("Question taken back for ", ".")},
		asks: question,
		fix: func(f *fixes) {
			f.offer(access.AnswerQuestion, "Answer", href.Line(f.s.ClientID, f.s.ID, "answer", f.r.Back))
		},
	},
}

// question is the sentence: who asks, and for which value if one is missing.
func question(s workflow.Stuck) string {
	if s.About != nil {
		if label := gaps[s.About.Field].label; label != "" {
			return "Question from " + s.Detail.Value + ": " + lower(label) + "?"
		}
	}
	return "Question from " + s.Detail.Value + "."
}

// asked says what the question is about: the row, and its words for those
// between whom it stands.
func asked(s workflow.Stuck, r Reader) (rest, detail string) {
	if s.About == nil {
		return ".", s.Detail.Words
	}
	detail = What(s.About.Kind, s.About.Field)
	if s.About.VisitID != 0 {
		detail += " " + visitOf(*s.About, r)
	}
	if s.Detail.Words != "" {
		detail = "“" + s.Detail.Words + "” " + detail
	}
	return ".", detail
}

// What is the sentence of a kind of row, with the detail that is missing.
func What(kind, field string) string {
	if k, ok := houseKinds[kind]; ok {
		return k.what
	}
	return whatOf(kinds[kind], field)
}
