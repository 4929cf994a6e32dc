package practice

import (
	"errors"

	"charthouse/internal/fault"
	"charthouse/web/ui"
)

// formOf is a form that came back with f, or was never sent where f is nil.
func formOf(action, class string, fields []ui.Field, f *fault.Fault) ui.FormOf {
	form := ui.FormOf{Action: action, Class: class}
	if f == nil {
		return form
	}
	form.Fault = f.Message
	for _, field := range fields {
		if m := f.Fields[field.Name]; m != "" {
			form.Errors = append(form.Errors, ui.FieldError{Name: field.Name, Label: field.Label, Message: m})
		}
	}
	return form
}

// marked gives each field its sentence of f.
func marked(fields []ui.Field, f *fault.Fault) []ui.Field {
	if f == nil {
		return fields
	}
	out := make([]ui.Field, len(fields))
	for i, field := range fields {
		field.Error = f.Fields[field.Name]
		out[i] = field
	}
	return out
}

// sentenceOf is what a fault says to people; anything else says nothing.
func sentenceOf(err error) (string, bool) {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		return "", false
	}
	return f.Message, true
}
