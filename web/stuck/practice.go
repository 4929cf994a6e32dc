package stuck

import (
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/id"
	"charthouse/internal/worklist"
	"charthouse/web/href"
	"charthouse/web/show"
	"charthouse/web/ui"
)

// house is how a predicate of the practice itself reads.
type house struct {
	icon  string
	tone  ui.Tone
	what  string // the sentence
	holds string
	to    string // where it is mended
	label string // the fix
	verb  access.Verb
	left  [2]string   // how it left that was mended, before and after what it is about
	by    access.Verb // the act that mends it
}

var houseKinds = map[string]house{
	"mail_unset": {
		icon: "mail-x", tone: ui.Rust, what: "Mails wait, and there is no mail server.", holds: "mail",
		to: href.MailSettings, label: "Set mail server", verb: access.EditSettings, left: [2]string{"Mails of ", " can go out."}, by: access.EditSettings,
	},
	"staff_mail_failed": {
		icon: "mail-x", tone: ui.Rust, what: "Mail to a colleague did not arrive.", holds: "1 sign-in",
		to: href.Outbox, label: "Open outbox", verb: access.OpenOutbox, left: [2]string{"Mailed again to ", "."}, by: access.ResendMail,
	},
	"npi_missing": {
		icon: "badge-alert", tone: ui.Rust, what: "Clinician has no NPI.", holds: "claim",
		to: href.Staff, label: "Add NPI", verb: access.EditStaff, left: [2]string{"NPI added for ", "."}, by: access.EditStaff,
	},
	"hours_missing": {
		icon: "clock-alert", tone: ui.Ochre, what: "Nobody knows when a location is open.", holds: "1 location",
		to: href.Locations, label: "Add hours", verb: access.EditSettings, left: [2]string{"Opening hours known, or location closed: ", "."}, by: access.EditSettings,
	},
	"licence_ending": {
		icon: "id-card", tone: ui.Ochre, what: "Licence runs out.", holds: "1 clinician",
		to: href.Staff, label: "Enter renewal", verb: access.EditStaff, left: [2]string{"Licence settled for ", "."}, by: access.EditStaff,
	},
	"slot_freed": {
		icon: "calendar-clock", tone: ui.Ochre, what: "Somebody waits who could have a freed time, and no offer goes out.", holds: "empty visit",
		to: href.Waitlist, label: "See who could come", verb: access.BookVisit, left: [2]string{"Filled: ", "."}, by: access.BookVisit,
	},
	"letterhead_missing": {
		icon: "building-2", tone: ui.Ochre, what: "Invoices do not say where they come from: name or address is missing.", holds: "Every invoice",
		to: href.PracticeSettings, label: "Add address", verb: access.EditSettings, left: [2]string{"Letterhead complete for ", "."}, by: access.EditSettings,
	},
}

// OfPractice writes one row of what holds up the practice itself.
func OfPractice(b worklist.OfPractice, r Reader) ui.Stuck {
	k := houseKinds[b.Kind]
	out := ui.Stuck{ID: "p" + b.ID.String(), Icon: k.icon, Tone: k.tone, What: k.what, Name: b.Named, Href: k.to, Owner: roleWords(b.Fixer), Holds: k.holds}
	if b.Count > 0 {
		out.Holds = show.Count(b.Count, k.holds, k.holds+"s")
	}
	if b.Cents > 0 {
		out.Holds, out.HoldsDetail = show.Money(b.Cents, r.Currency), out.Holds
	}
	switch b.Kind {
	case "npi_missing", "licence_ending":
		out.Href = href.One(href.Staff, id.Staff(b.Subject))
	case "slot_freed":
		out.Href = href.FreedTime(id.Opening(b.Subject))
	case "hours_missing":
		out.Href = href.One(href.Locations, id.Location(b.Subject))
	}
	out.Age, out.AgeTone = show.Lasts(r.Now.Sub(b.Since)), ui.Plain
	if b.Due != nil {
		out.Age, out.AgeTone = until(*b.Due, r.Now)
	}
	if r.Who.May(k.verb) {
		out.Fixes = []ui.Fix{{Act: ui.Act{Label: k.label, Href: out.Href}}}
	} else {
		out.Href = ""
	}
	if b.Named == "" {
		out.Href = ""
	} else {
		out.Rest = "."
	}
	return out
}

// PracticeCleared writes what left, with who did what cleared it.
func PracticeCleared(c worklist.PracticeCleared, r Reader) ui.Clearing {
	k := houseKinds[c.Kind]
	w := gone("“"+strings.TrimSuffix(k.what, ".")+"” no longer holds for ", ".")
	if c.Verb == k.by {
		w = went(k.left[0], k.left[1])
	}
	out := ui.Clearing{When: show.When(c.At, r.Now, r.Zone), Before: w.before, Name: aboutWhom(c.Named), After: w.after}
	if c.By != "" {
		out.Before = c.By + ": " + lower(w.before)
	}
	return out
}

// aboutWhom stands in a sentence, which needs a name.
func aboutWhom(named string) string {
	if named == "" {
		return "the practice"
	}
	return named
}
