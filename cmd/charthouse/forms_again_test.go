package main

// Classes of what posting the same from two tabs may do.
const (
	adds  = "each tab adds one more: two facts, two payments, two papers, two people are no mistake of the form's"
	mails = "whoever sends twice from two tabs wants two mails, and sees both where they are sent from"
	last  = "the later word stands; the history keeps the former one and whose it was"
	moves = "it says what is true by now, whatever was true before: who has it, which one counts"
)

// again says of a form that was open in two tabs why the second has an effect, too.
var again = map[string]string{
	"/clients":                                              adds,
	"/absences":                                             adds,
	"/blocks":                                               adds,
	"/book":                                                 adds,
	"/settings/closures":                                    adds,
	"/settings/fees":                                        adds,
	"/settings/forms":                                       adds,
	"/settings/locations":                                   adds,
	"/settings/payers":                                      adds,
	"/settings/places":                                      adds,
	"/settings/staff":                                       adds,
	"/settings/task-types":                                  adds,
	"/settings/templates":                                   adds,
	"/settings/visit-types":                                 adds,
	"/inbox/new":                                            adds,
	"/online/waitlist":                                      adds,
	"/talk":                                                 adds,
	"/talk/{conversation}":                                  adds,
	"/clients/{client}/alerts":                              adds,
	"/clients/{client}/allergies":                           adds,
	"/clients/{client}/calls/new":                           adds,
	"/clients/{client}/contacts":                            adds,
	"/clients/{client}/coverages":                           adds,
	"/clients/{client}/documents":                           adds,
	"/clients/{client}/medications":                         adds,
	"/clients/{client}/messages":                            adds,
	"/clients/{client}/messages/remarks":                    adds,
	"/clients/{client}/payments":                            adds,
	"/clients/{client}/problems":                            adds,
	"/clients/{client}/requests":                            adds,
	"/clients/{client}/tasks":                               adds,
	"/clients/{client}/vitals":                              adds,
	"/clients/{client}/visits/{visit}/payments":             adds,
	"/clients/{client}/visits/{visit}/note/addenda":         adds,
	"/clients/{client}/visits/{visit}/note/allergies":       adds,
	"/clients/{client}/visits/{visit}/note/medicines":       adds,
	"/clients/{client}/visits/{visit}/note/vitals":          adds,
	"/clients/{client}/conversations/{conversation}/call":   adds,
	"/clients/{client}/conversations/{conversation}/note":   adds,
	"/clients/{client}/conversations/{conversation}/remark": adds,
	"/clients/{client}/conversations/{conversation}/task":   adds,

	"/account/calendar/feed":                              "whoever makes an address in a second tab sees another one, and that one holds",
	"/settings/staff/{n}/password":                        "whoever asks for a password in a second tab sees another one, and that one holds",
	"/worklist/acts":                                      last,
	"/clients/{client}/packets/{packet}/link":             mails,
	"/clients/{client}/invoices/{invoice}/mail":           mails,
	"/clients/{client}/conversations/{conversation}/form": mails,

	"/clients/{client}/birth-date":               last,
	"/settings/weeks/{n}":                        last,
	"/settings/locations/{n}":                    last,
	"/worklist/practice/{row}/pend":              last,
	"/clients/{client}/blockers/{blocker}/pend":  last,
	"/clients/{client}/coverages/{coverage}/fix": last,
	"/clients/{client}/claims/{claim}/detail":    last,
	"/form/{part}":                               last,
	"/form/{part}/draft":                         last,

	"/clients/{client}/conversations/{conversation}/give": moves,

	"/visit/move":  last,
	"/visit/wait":  adds,
	"/online/hold": "who taps a time in another tab keeps that one, and the former is free again",
}

// Classes of what need not be kept or shown again.
const (
	done = "it can be done once: what was said first stands and shows, and no form is left that could hold the second reason"
	gone = "the line left the list: the next page says so and who was first"
)

// unkept says of a form why the words of a second tab may be dropped.
var unkept = map[string]string{
	"/clients/{client}/blockers/{blocker}/fix":      gone,
	"/clients/{client}/questions/{question}/answer": gone,
	"/inbox/strays/{mail}/drop":                     done,
	"/worklist/acts":                                "the next page says what became of the lines",

	"/clients/{client}/glass":                             done,
	"/clients/{client}/glass/{glass}/review":              done,
	"/clients/{client}/refunds":                           done,
	"/clients/{client}/restriction":                       done,
	"/clients/{client}/tasks/{task}/close":                done,
	"/clients/{client}/payments/{payment}/reversal":       done,
	"/clients/{client}/givebacks/{giveback}/withdrawal":   done,
	"/clients/{client}/givebacks/{giveback}/reversal":     done,
	"/clients/{client}/invoices/{invoice}/void":           done,
	"/clients/{client}/charges/{charge}/reversal":         done,
	"/clients/{client}/charges/{charge}/write-off":        done,
	"/clients/{client}/documents/{document}/withdraw":     done,
	"/clients/{client}/visits/{visit}/cancellation":       done,
	"/clients/{client}/visits/{visit}/cancellation/group": done,
	"/clients/{client}/visits/{visit}/free":               done,
	"/clients/{client}/conversations/{conversation}/done": done,
	"/clients/{client}/waits/{wait}/removal":              done,
	"/openings/{opening}/stop":                            done,
}

// keyless says of a form why it has no key, or why its answer is another one the
// second time. Its effect is one all the same.
var keyless = map[string]string{
	"/reset":                        "a key would keep a quick hash of the password; the second is told that the link was used",
	"/account/password":             "a key would keep a quick hash of the passwords; the second is told that the password is another by now",
	"/settings/staff":               "the answer shows a password once; the second is told that the address is here already",
	"/account/calendar/feed":        "the answer shows an address once; the second is told that it was sent twice",
	"/settings/staff/{n}/password":  "the answer shows a password once; the second is told that it was sent twice",
	"/clients/{client}/restriction": "who restricts a file may have shut themselves out: the second is told that it is restricted",
}

// autosaves says of a form why the same key with other words is no mistake.
var autosaves = map[string]string{
	"/form/{part}":       "the patient goes back and answers anew: what is typed is kept each time",
	"/form/{part}/draft": "a script keeps what is typed, each time",
}

// limited says of a form why a second tab may do less after many tries than after one.
var limited = map[string]string{
	"/forgot": "whoever asks often for a link gets no more of them for a while",
}
