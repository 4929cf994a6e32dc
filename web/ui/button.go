package ui

import (
	"maps"
	"strings"

	"github.com/a-h/templ"
)

func (a Act) class() string {
	class := "btn " + a.Kind
	for name, on := range map[string]bool{" sm": a.Small, " lg": a.Large, " wide": a.Wide, " icon": a.Only} {
		if on {
			class += name
		}
	}
	return class
}

// kind is the button's type: what cannot be pressed, or opens a dialog, must not submit.
func (a Act) kind() string {
	if a.Stop || a.Open != "" {
		return "button"
	}
	return "submit"
}

func (a Act) attrs() templ.Attributes {
	attrs := templ.Attributes{}
	maps.Copy(attrs, a.Attrs)
	for name, value := range map[string]string{
		"data-key": a.Key, "data-dialog": a.Open, "form": a.Form, "name": a.Name,
	} {
		if value != "" {
			attrs[name] = value
		}
	}
	if a.Name != "" {
		attrs["value"] = a.Value
	}
	if a.Only {
		attrs["aria-label"] = a.Label
	}
	if a.Stop {
		attrs["aria-disabled"] = "true"
	}
	return attrs
}

// keyName is how a key is printed: "A", "Ctrl Enter".
func keyName(key string) string {
	if len(key) == 1 {
		return strings.ToUpper(key)
	}
	if mod, last, ok := strings.Cut(key, "+"); ok && len(last) == 1 {
		return mod + " " + strings.ToUpper(last)
	}
	return strings.ReplaceAll(key, "+", " ")
}
