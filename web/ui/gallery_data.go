package ui

var sampleStuck = Stuck{
	ID: "stuck-1", Icon: "notebook-pen", Tone: Rust, What: "Note is not signed.", Name: "Ingeborg Haugen", Href: "#", Rest: ", 10 Jun.",
	Line: sampleLine("ddddbuuu"), Detail: "Dr Lindqvist, draft is complete but for the plan",
	Holds: "$480.00", HoldsDetail: "1 claim", Owner: "Dr Lindqvist", Age: "26 h, target 24", AgeTone: Rust,
	Fixes: []Fix{{Act: Act{Label: "Remind him"}, Post: "#"}, {Act: Act{Label: "Open note", Href: "#"}}},
}

var sampleAsk = Stuck{
	ID: "stuck-2", Icon: "file-warning", Tone: Rust, What: "Claim is held: subscriber date of birth is missing.",
	Line: sampleLine("ddddddbu"), Detail: "Rajesh Iyer, 9 Jun, Larkfield Mutual, claim 20617",
	Holds: "$412.00", HoldsDetail: "1 claim", Owner: "Kwame M.", Age: "2 days",
	Fixes: []Fix{{Act: Act{Label: "Ask the patient"}, Post: "#"}},
	Ask: &Ask{Post: "#", Save: "Save and send claim", Says: "Kept on his coverage, so nobody types it again.", Fields: []Field{
		{Label: "Subscriber", Name: "subscriber", Value: "Meera Iyer, spouse", ReadOnly: true},
		{Label: "Her date of birth", Name: "subscriber-born", Kind: Date},
	}},
}

var sampleCleared = []Clearing{
	{When: "10:41", Before: "Dr Okafor signed ", Name: "Liam O’Shea", Href: "#", After: ". Charge went out, $92."},
	{When: "10:36", Name: "Leila Sadeghi", Href: "#", After: " finished her intake form on her phone."},
}

func target(v float64) *float64 { return &v }

var sampleKPIs = []KPI{
	{Href: "#", Name: "No-show rate", Value: "4.1", Unit: "%", Verdict: "under 5, was 5.6", Spark: &Spark{
		Label: "No-show rate, 12 weeks, percent", Target: target(5),
		Points: []float64{6.2, 5.9, 6.1, 5.5, 5.8, 5.6, 5.2, 5, 4.6, 4.8, 4.4, 4.1},
	}},
	{Href: "#", Name: "Clean-claim rate", Value: "93.8", Unit: "%", Verdict: "1.2 below target", Bad: true, Spark: &Spark{
		Label: "Clean-claim rate, 12 weeks, percent", Target: target(95), Bad: true,
		Points: []float64{95.1, 95.4, 95, 95.6, 95.2, 94.9, 95.3, 94.8, 94.6, 94.1, 94, 93.8},
	}},
	{Href: "#", Name: "Days in A/R", Value: "31", Unit: " days", Verdict: "under 35, was 34", On: true, Spark: &Spark{
		Label: "Days in A/R, 12 weeks", Target: target(35),
		Points: []float64{39, 38, 38, 37, 36, 36, 35, 34, 34, 33, 32, 31},
	}},
}

var sampleFlow = []FlowStation{
	{Name: "Booked", State: Done, Passed: 214, Wait: "for this week"},
	{Name: "Intake", State: Done, Passed: 188, OnWay: 21, Held: 5, Wait: "21 in hand", Stuck: "5 forms late", StuckHref: "#", Money: "5 visits"},
	{Name: "Arrived", State: Done, Passed: 131, OnWay: 54, Wait: "54 to come"},
	{Name: "Seen", State: Done, Passed: 124, OnWay: 7, Wait: "7 in the building"},
	{Name: "Note signed", State: Done, Passed: 109, OnWay: 9, Held: 6, Wait: "9 under 24 h", Stuck: "6 notes late", StuckHref: "#", Money: "$2,760"},
	{Name: "Charged", State: Done, Passed: 107, OnWay: 1, Held: 1, Wait: "1 today", Stuck: "1 not charged", StuckHref: "#", Money: "$68"},
	{Name: "Claimed", State: Done, Passed: 96, OnWay: 8, Held: 4, Wait: "8 go tonight", Stuck: "4 claims held", StuckHref: "#", Money: "$1,939"},
	{Name: "Paid", State: Done, Passed: 41, OnWay: 55, Held: 5, Wait: "55 with payers", Stuck: "5 denied", StuckHref: "#", Money: "$1,265"},
}

var sampleStrip = []FlowStep{
	{Title: "Due by 12:00", Count: "5", Says: "Private 11:00 · Arjun M. 11:15"},
	{Title: "Waiting", Count: "3", Soon: "Zainab Y. 14 min, past 10", Says: "Kofi B. 6 · Elif K. 2"},
	{Title: "In a room", Count: "5", Says: "Ravi P. 31 min · Nadia H. 22 · 3 more"},
	{Title: "Leaving", Count: "1", Says: "Maria P. owes $25", Link: &Link{Href: "#", Label: "Take payment"}},
	{Title: "Left", Count: "19", Says: "Half out by 43 min"},
}

var sampleIdent = Ident{
	Name: "Nadia Haddad", Initials: "NH",
	Alerts: []Tag{{Text: "Penicillin: anaphylaxis, 2011", Icon: "triangle-alert", Tone: Rust}, {Text: "Arabic interpreter for consent", Icon: "languages", Tone: Slate}},
	Facts:  []string{"41, she/her", "Born 14 Mar 1985", "No. 10482", "Prefers text, 555 0132"},
}

var sampleFacts = []Fact{
	{Name: "Coverage", Value: "Larkfield Mutual PPO", Detail: "Active, checked today 06:10"},
	{Name: "Balance", Value: "$64.20", Detail: "Take payment", Href: "#"},
	{Name: "Next visit", Value: "Thu 18 Jun, 09:30", Detail: "Diabetes nutrition, Yusuf Demir"},
	{Name: "Stuck", Value: "1 thing", Detail: "A referral with no report"},
}

var samplePeriods = []Period{
	{Title: "Today", Events: []Event{
		{ID: "event-1", When: "10:30", Icon: "stethoscope", Title: "Diabetes review", Rest: "with Dr Okafor, Room 1", Href: "#", Body: VisitLine(sampleBlocked), Act: &Act{Label: "Open note", Href: "#"}},
		{ID: "event-2", When: "08:12", Icon: "clipboard-list", Title: "Intake form", Rest: "finished on her phone", Text: "9 of 9 parts. Everything else confirmed as is."},
	}},
	{Title: "May", Events: []Event{
		{ID: "event-3", When: "Tue 26", Icon: "mail", Title: "Referral to Harbour Eye Clinic", Rest: "retinal screening", Text: "Sent by fax, received 14:06.", Tag: &Tag{Text: "waiting", Tone: Slate}},
		{ID: "event-4", When: "Thu 14", Icon: "credit-card", Title: "Paid $25.00", Rest: "by card ending 4417", Text: "Copay for 14 May.", Money: "$25.00"},
	}},
}

var sampleSide = Side{Title: "Medicines", Meta: "confirmed today", Rows: []SideRow{
	{Label: "Metformin 1 g", Detail: "twice a day"},
	{Label: "Empagliflozin 10 mg", Detail: "morning", Tag: &Tag{Text: "new", Tone: Ochre}},
	{Label: "Lisinopril 10 mg", Detail: "morning"},
}}

var sampleResults = Side{Title: "Results", Link: &Link{Href: "#", Label: "All"}, Rows: []SideRow{
	{Label: "HbA1c 8.1%", Under: "26 May, goal under 7.0", Spark: &Spark{Label: "HbA1c over two years, percent", Points: []float64{6.9, 7, 7.2, 7.1, 7.4, 8.1}, Target: target(7), Bad: true}},
}}

var sampleScrub = []Scrub{
	{State: Blocked, Title: "Subscriber date of birth", Detail: "Box 11a is empty. Filled once, it is kept for every later claim.", Fix: &Fix{Act: Act{Label: "Fill it in", Href: "#"}}},
	{State: Done, Title: "Coverage active on the day"},
	{State: NotNeeded, Title: "Referral"},
}
