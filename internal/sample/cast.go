package sample

import (
	"slices"
	"time"

	"charthouse/internal/sample/life"
)

// Password opens every account of the sample practice. It guards invented people
// on an address that only this machine reaches.
const Password = "every visit is one line"

// worker is somebody who works at Kestrel Lane Health.
type worker struct {
	name, email, title string
	npi                string // of a clinician, with a right check digit and nobody's
	roles              []string
	hours              string // of a clinician's day
	rooms              [5]int // of a clinician, from Monday to Friday: where in rooms
	kinds              []string
	habit              life.Clinician
}

var cast = []worker{
	{name: "Oda Berg", email: "oda@kestrellane.example", title: "Owner", roles: []string{"owner"}},
	{name: "Ingrid Solheim", email: "ingrid@kestrellane.example", title: "Practice manager", roles: []string{"manager", "biller"}},
	{name: "Tomasz Wieczorek", email: "tomasz@kestrellane.example", title: "Front desk", roles: []string{"front_desk"}},
	{name: "Leilani Kahale", email: "leilani@kestrellane.example", title: "Front desk", roles: []string{"front_desk"}},
	{name: "Kwame Mensah", email: "kwame@kestrellane.example", title: "Billing", roles: []string{"biller"}},
	{
		name: "Dr Amara Okafor", npi: "1000000079", email: "amara@kestrellane.example", title: "Family medicine", roles: []string{"clinician"},
		hours: "08:00-12:00, 13:00-17:00", rooms: [5]int{0, 0, 0, 0, 6}, kinds: []string{"Follow-up", "Annual review", "New patient", "Blood pressure check", "Child check"},
		habit: life.Clinician{Children: true, Signs: life.Habit{Median: 150 * time.Minute, Spread: 1.1}, Writes: 340, Late: 6, Course: [2]int{1, 4}, Every: [2]int{20, 60}},
	},
	{
		name: "Dr Nils Lindqvist", npi: "1011111188", email: "nils@kestrellane.example", title: "Cardiology", roles: []string{"clinician"},
		hours: "08:00-12:00, 13:00-17:00", rooms: [5]int{1, 1, 4, 1, 4}, kinds: []string{"Cardiology review", "Stress test", "First cardiology visit"},
		habit: life.Clinician{Signs: life.Habit{Median: 31 * time.Hour, Spread: 0.8}, Slower: 1.1, Writes: 780, Late: 13, Course: [2]int{1, 3}, Every: [2]int{28, 90}},
	},
	{
		name: "Mei-Ling Tan", npi: "1033333406", email: "meiling@kestrellane.example", title: "Physiotherapy", roles: []string{"clinician"},
		hours: "08:00-12:00, 12:30-17:00", rooms: [5]int{2, 5, 2, 5, 2}, kinds: []string{"Physiotherapy", "Physiotherapy assessment"},
		habit: life.Clinician{Signs: life.Habit{Median: 45 * time.Minute, Spread: 0.9}, Writes: 190, Late: 2, Course: [2]int{5, 12}, Every: [2]int{5, 8}},
	},
	{
		name: "Dr Priya Raghunathan", npi: "1055555621", email: "priya@kestrellane.example", title: "Psychology", roles: []string{"clinician"},
		hours: "08:30-12:00, 13:00-17:30", rooms: [5]int{3, 3, 6, 3, 3}, kinds: []string{"Psychology", "First psychology visit"},
		habit: life.Clinician{Joined: 0.34, Signs: life.Habit{Median: 9 * time.Hour, Spread: 0.8}, Writes: 520, Late: 1, Course: [2]int{8, 20}, Every: [2]int{6, 8}},
	},
}

// houses are where the practice works, the first of them the main one.
var houses = []place{
	{"Kestrel Lane", "12 Kestrel Lane", "555 0100", "08:00-18:00"},
	{"Harbour Street", "3 Harbour Street, second floor", "555 0110", "08:00-17:00"},
	{"Mill Hill", "Old Mill, Mill Hill", "555 0120", "08:30-17:30"},
}

// place is a location.
type place struct{ name, address, phone, hours string }

// room is in the house of that number.
type room struct {
	house int
	name  string
}

// firm is who works where: the sample's, or a bigger one of the same kind.
type firm struct {
	cast   []worker
	houses []place
	rooms  []room
}

var rooms = []room{{0, "Room 1"}, {0, "Room 2"}, {0, "Gym"}, {0, "Room 3"}, {1, "Room A"}, {1, "Treatment room"}, {2, "Consulting room"}}

// SignIn is one account to try, for each role.
type SignIn struct{ Role, Email string }

// SignIns is one account a role, for whoever starts the sample practice.
func SignIns() []SignIn {
	return []SignIn{
		{"Front desk", "tomasz@kestrellane.example"},
		{"Clinician", "amara@kestrellane.example"},
		{"Billing", "kwame@kestrellane.example"},
		{"Practice manager", "ingrid@kestrellane.example"},
		{"Owner", "oda@kestrellane.example"},
	}
}

// InCast tells whether the address is that of somebody whom the sample hires.
func InCast(email string) bool {
	return slices.ContainsFunc(cast, func(w worker) bool { return w.email == email })
}

// Codes is how many diagnosis codes the sample brings.
func Codes() int { return len(diagnoses) }

// kinds are the visits of the practice: minutes, the code and price in cents
// of the practice's own fee schedule, and what the clinician writes.
var kinds = []struct {
	name     string
	minutes  int
	code     string
	label    string
	cents    int64
	template string
	form     bool
	first    bool
	child    bool
	vitals   bool
	weight   int
	codes    []string // diagnoses that fit
	reasons  []string
}{
	{"Follow-up", 30, "F30", "Follow-up visit", 12000, "Visit", true, false, false, true, 6, []string{"I10", "E11.9", "J45.909", "M54.50", "E03.9"}, []string{"How the new dose suits", "Sugar readings of the last weeks", "Cough that stays", "Back pain after lifting", "Results of the blood test", "Tired since the winter", "Rash on the forearms", "Sleeps badly", "Knee, wants it looked at", "Asks about stopping a tablet", "After the flu", "Numb fingers at night"}},
	{"Annual review", 45, "A45", "Annual review", 18600, "Visit", true, false, false, true, 2, []string{"Z00.00", "E11.65", "E78.5"}, []string{"The yearly look at everything", "Yearly review, wants to talk about sleep"}},
	{"New patient", 45, "N45", "New patient visit", 22000, "Visit", true, true, false, true, 1, []string{"Z00.00", "R51.9", "R53.83"}, []string{"Moved here, looks for a doctor", "Headaches since spring", "First visit, brings papers"}},
	{"Blood pressure check", 15, "B15", "Blood pressure check", 4800, "Visit", false, false, false, true, 3, []string{"I10"}, []string{"Blood pressure at home and here", "Pressure after the change of dose"}},
	{"Cardiology review", 45, "C45", "Cardiology review", 31000, "Visit", true, false, false, true, 5, []string{"I25.10", "I48.91", "R07.9"}, []string{"Palpitations on the stairs", "After the new stent", "Breathless on the hill", "Irregular pulse on the watch", "Swollen ankles in the evening", "Before the hip operation", "Pressure readings of a month", "Faint at the bus stop", "Half a year after the infarct"}},
	{"Stress test", 60, "S60", "Exercise stress test", 48000, "Visit", false, false, false, true, 1, []string{"I25.10", "R07.9"}, []string{"Exercise test as agreed", "Tightness when running for the bus"}},
	{"Child check", 20, "K20", "Child health check", 9600, "Visit", true, false, true, false, 1, []string{"Z00.129", "J06.9", "H66.90"}, []string{"Growth, sleep and school", "Ear ache at night", "Check before the school trip"}},
	{"Physiotherapy", 30, "P30", "Physiotherapy session", 8200, "Treatment", false, false, false, false, 1, []string{"M17.11", "M54.50", "M25.511"}, []string{"The right knee on stairs", "Shoulder, cannot reach up", "Back, sitting too long", "After the ankle sprain", "Neck, at the desk all day", "Hip after the operation", "Elbow from the garden", "Balance, a fall in May", "Knee, six weeks after surgery"}},
	{"Physiotherapy assessment", 45, "P45", "Physiotherapy assessment", 12400, "Treatment", true, true, false, false, 1, []string{"M17.11", "M54.50", "M25.511"}, []string{"Knee, before the holiday", "Sent by their doctor for the back", "Shoulder after a fall"}},
	{"Psychology", 60, "Y60", "Psychotherapy session", 15000, "Talking", false, false, false, false, 1, []string{"F41.1", "F32.1"}, []string{"As agreed last week", "The weeks since the move", "Sleep and worry", "Back at work", "The talk with a sister", "Exams in spring", "A hard anniversary", "What helped and what did not", "Trains again", "The diary of two weeks", "Grief, the first year"}},
	{"First cardiology visit", 60, "C60", "Cardiology, first visit", 39000, "Visit", true, true, false, true, 1, []string{"I48.91", "R07.9"}, []string{"Sent by their doctor: murmur", "Chest pain, cleared at the hospital"}},
	{"First psychology visit", 60, "Y61", "Psychology, first visit", 17500, "Talking", true, true, false, false, 1, []string{"F41.1", "F32.1"}, []string{"Wants to talk with somebody", "Panic on the train"}},
}

// diagnoses are the codes that the sample uses, so that it can be coded before
// the whole list is imported (charthouse import icd10cm).
var diagnoses = [][2]string{
	{"E03.9", "Hypothyroidism, unspecified"},
	{"E11.65", "Type 2 diabetes mellitus with hyperglycemia"},
	{"E11.9", "Type 2 diabetes mellitus without complications"},
	{"E66.9", "Obesity, unspecified"},
	{"E78.5", "Hyperlipidemia, unspecified"},
	{"F32.1", "Major depressive disorder, single episode, moderate"},
	{"F41.1", "Generalized anxiety disorder"},
	{"H66.90", "Otitis media, unspecified, unspecified ear"},
	{"I10", "Essential (primary) hypertension"},
	{"I25.10", "Atherosclerotic heart disease of native coronary artery without angina pectoris"},
	{"I48.91", "Unspecified atrial fibrillation"},
	{"J06.9", "Acute upper respiratory infection, unspecified"},
	{"J45.909", "Unspecified asthma, uncomplicated"},
	{"K90.0", "Celiac disease"},
	{"M17.11", "Unilateral primary osteoarthritis, right knee"},
	{"M25.511", "Pain in right shoulder"},
	{"M54.50", "Low back pain, unspecified"},
	{"R07.9", "Chest pain, unspecified"},
	{"R51.9", "Headache, unspecified"},
	{"R53.83", "Other fatigue"},
	{"Z00.00", "Encounter for general adult medical examination without abnormal findings"},
	{"Z00.129", "Encounter for routine child health examination without abnormal findings"},
}

// payers: one of them denies what others pay.
var payers = []life.Payer{
	{Name: "Larkfield Mutual", Weight: 34, Days: 12, Denies: 0.03, Adjusts: 0.12, Prefix: "LM"},
	{Name: "Meridian PPO", Weight: 22, Days: 21, Denies: 0.27, Adjusts: 0.2, Prefix: "MP"},
	{Name: "Northlake Health Plan", Weight: 20, Days: 16, Denies: 0.05, Adjusts: 0.16, Prefix: "NH"},
	{Name: "State Medicaid", Weight: 16, Days: 27, Denies: 0.06, Adjusts: 0.34, Prefix: "SM"},
	{Name: "Quarrymen’s Fund", Weight: 8, Days: 9, Denies: 0.02, Adjusts: 0.05, Prefix: "QF"},
}
