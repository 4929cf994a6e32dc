package billing

import (
	"errors"

	"charthouse/internal/fault"
	"charthouse/web/page"
	"charthouse/web/ui"
)

// formOf is a form that came back with f, or was never sent where f is nil.
func formOf(action string, f *fault.Fault, fields ...ui.Field) ui.FormOf {
	form := ui.FormOf{Action: action, Class: "stack"}
	if f != nil {
		form.Fault, form.Errors = f.Message, page.Errors(fields)
	}
	return form
}

// asFault is the fault inside err, or nil.
func asFault(err error) *fault.Fault {
	f, _ := errors.AsType[*fault.Fault](err)
	return f
}

func fieldOf(f *fault.Fault, name string) string {
	if f == nil {
		return ""
	}
	return f.Fields[name]
}
