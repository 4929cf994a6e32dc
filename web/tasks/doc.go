// Package tasks is what people are asked and told: the pages of typed tasks, and
// of the notices that the ladders send.
//
// Routes: /tasks, /clients/{client}/tasks, /notices.
//
// Not here: what is derived (web/worklist) and the types (web/practice).
package tasks
