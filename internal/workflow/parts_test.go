package workflow_test

import "testing"

func TestALineStandsUnderWhatItHoldsUp(t *testing.T) {
	d, _ := arrange(t)
	for line, part := range map[string]string{
		"question_waiting  ":                    "questions",
		"task_due  ":                            "tasks",
		"visit_without_outcome arrived ":        "visits",
		"form_unfinished intake ":               "visits",
		"note_unsigned signed ":                 "money",
		"claim_detail billed coverage_dates":    "money",
		"coverage_detail billed member_number":  "money",
		"refund_waiting  ":                      "money",
		"claim_unanswered paid ":                "waiting",
		"request_unanswered  ":                  "waiting",
		"coverage_detail billed coverage_dates": "running_out",
		"credit_idle  ":                         "running_out",
		"document_unread  ":                     "papers",
	} {
		got := ask[string](t, d, `select worklist_part(w[1], w[2], w[3]) from string_to_array('`+line+`', ' ') w`)
		if got != part {
			t.Errorf("%s stands under %s; want %s", line, got, part)
		}
	}
}
