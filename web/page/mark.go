package page

import (
	"charthouse/internal/fault"
	"charthouse/web/ui"
)

// Mark puts what is wrong under the fields that it concerns.
func Mark(fields []ui.Field, f *fault.Fault) {
	if f == nil {
		return
	}
	for i := range fields {
		fields[i].Error = f.Fields[fields[i].Name]
	}
}

// Errors lists what is wrong in the order of the fields on the page.
func Errors(groups ...[]ui.Field) (out []ui.FieldError) {
	for _, fields := range groups {
		for _, f := range fields {
			if f.Error != "" {
				out = append(out, ui.FieldError{Name: f.Name, Label: f.Label, Message: f.Error})
			}
		}
	}
	return out
}
