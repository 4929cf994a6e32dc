package href

import (
	"net/url"

	"charthouse/internal/id"
)

// Notices is what a person was told.
const Notices = "/notices"

// TaskTypes are the kinds of tasks, in the settings.
const TaskTypes = "/settings/task-types"

// Tasks is the list of tasks: who is empty for everybody's, mine, pool or done.
func Tasks(who string) string {
	if who == "" {
		return "/tasks"
	}
	return with("/tasks", url.Values{"who": {who}})
}

// TasksAfter is the next page of such a list.
func TasksAfter(who, after string) string {
	q := url.Values{"after": {after}}
	if who != "" {
		q.Set("who", who)
	}
	return with("/tasks", q)
}

// FileTasks are the tasks of a file, and where one is added.
func FileTasks(c id.Client) string { return in(c, "/tasks") }

// NewTask is the form of a new task of a kind.
func NewTask(c id.Client, t id.TaskType) string {
	return with(FileTasks(c), url.Values{"type": {t.String()}})
}

// Task is a task's page.
func Task(c id.Client, t id.Task) string { return FileTasks(c) + "/" + t.String() }

// DoTask is an act on a task: claim, hand, tick, close, reopen.
func DoTask(c id.Client, t id.Task, act string) string { return Task(c, t) + "/" + act }
