package ui

// GalleryShell is a staff page of nobody's practice, for the gallery and for tests of components.
func GalleryShell(title, active string) Shell {
	return Shell{
		Title: title, Subtitle: "The parts every page is made of", Practice: "Kestrel Lane Health", Home: "/", Active: active,
		Me: Me{Name: "Ingrid Solheim", Role: "Practice manager", Initials: "IS"}, SignOut: "/sign-out",
		Nav: []NavItem{
			{Href: "/day", Icon: "calendar-days", Label: "Today", Key: "t"},
			{Href: "/patients", Icon: "users", Label: "Patients", Key: "p"},
			{Href: "/worklist", Icon: "list-checks", Label: "Worklist", Key: "w", Count: "31", CountTone: Rust},
			{Href: "/notes", Icon: "notebook-pen", Label: "Notes", Key: "n"},
			{Href: "/billing", Icon: "receipt", Label: "Billing", Key: "b"},
			{Href: "/overview", Icon: "chart-no-axes-column", Label: "Overview", Key: "o"},
		},
		Foot: []NavItem{{Href: "/settings", Icon: "settings", Label: "Settings"}},
		Find: &Find{Action: "/find", Results: "/find", Label: "Find a patient"},
	}
}
