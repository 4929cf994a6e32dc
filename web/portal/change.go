package portal

import (
	"cmp"
	"time"

	"charthouse/internal/scheduling"
	"charthouse/web/show"
)

// changeWords say until when a visit may be moved or cancelled online.
func changeWords(hours int) string {
	if hours == 0 {
		return "You can move or cancel it online until it begins."
	}
	return "You can move or cancel it online until " + show.Count(hours, "hour", "hours") + " before."
}

// changeWordsAt say it of a visit at that time.
func changeWordsAt(hours int, starts, now time.Time, phone string) string {
	if nearer(hours, starts, now) {
		return tooNear(hours, phone)
	}
	return changeWords(hours)
}

// nearer is true of a visit that begins in less than so many hours; zero is none.
func nearer(hours int, starts, now time.Time) bool {
	return !starts.IsZero() && now.After(starts.Add(-time.Duration(hours)*time.Hour))
}

// tooNear says of a visit that it can be changed online no more, and what to do.
func tooNear(hours int, phone string) string {
	return "It begins in less than " + show.Count(hours, "hour", "hours") + ", so it can no longer be moved or cancelled online. If you cannot come, please call " + cmp.Or(phone, "us") + "."
}

// soonWords say it of the times that are too near, where any can be booked.
func soonWords(t scheduling.OnlineType, hours int) string {
	if t.NoticeHours >= hours {
		return ""
	}
	return " A time that is nearer can be changed only by calling us."
}
