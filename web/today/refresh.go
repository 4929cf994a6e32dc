package today

import "github.com/a-h/templ"

// refresh fetches the free times anew when the field changes. Without scripts
// the button beside them does the same.
func refresh(look string) templ.Attributes {
	return templ.Attributes{
		"hx-post": look, "hx-trigger": "change", "hx-sync": "closest form:replace", "hx-vals": `{"look":"yes"}`,
		"hx-select": "#f-start", "hx-target": "#f-start", "hx-swap": "outerHTML",
	}
}
