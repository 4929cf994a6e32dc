package sample

// Password opens every account of the sample practice. It guards invented people
// on an address that only this machine reaches.
const Password = "every visit is one line"

// worker is somebody who works at Kestrel Lane Health.
type worker struct {
	name, email, title string
	npi                string // of a clinician, with a right check digit and nobody's
	roles              []string
	room               string   // of a clinician
	hours              string   // of a clinician's day
	kinds              []string // of visits they see
}

var cast = []worker{
	{name: "Oda Berg", email: "oda@kestrellane.example", title: "Owner", roles: []string{"owner"}},
	{name: "Ingrid Solheim", email: "ingrid@kestrellane.example", title: "Practice manager", roles: []string{"manager"}},
	{name: "Tomasz Wieczorek", email: "tomasz@kestrellane.example", title: "Front desk", roles: []string{"front_desk"}},
	{name: "Leilani Kahale", email: "leilani@kestrellane.example", title: "Front desk", roles: []string{"front_desk"}},
	{name: "Kwame Mensah", email: "kwame@kestrellane.example", title: "Billing", roles: []string{"biller"}},
	{
		name: "Dr Amara Okafor", npi: "1000000079", email: "amara@kestrellane.example", title: "Family medicine", roles: []string{"clinician"}, room: "Room 1",
		hours: "08:00-12:00, 13:00-17:00", kinds: []string{"Follow-up", "Annual review", "New patient", "Blood pressure check"},
	},
	{
		name: "Dr Nils Lindqvist", npi: "1011111188", email: "nils@kestrellane.example", title: "Cardiology", roles: []string{"clinician"}, room: "Room 2",
		hours: "08:00-12:00, 13:00-17:00", kinds: []string{"Cardiology review", "Stress test"},
	},
	{
		name: "Dr Lucía Ruiz", npi: "1022222297", email: "lucia@kestrellane.example", title: "Paediatrics", roles: []string{"clinician"}, room: "Room 3",
		hours: "08:00-12:00, 13:00-16:00", kinds: []string{"Child check", "Follow-up"},
	},
	{
		name: "Mei-Ling Tan", npi: "1033333406", email: "meiling@kestrellane.example", title: "Physiotherapy", roles: []string{"clinician"}, room: "Gym",
		hours: "08:00-12:00, 12:30-17:00", kinds: []string{"Physiotherapy"},
	},
	{
		name: "Yusuf Demir", npi: "1044444515", email: "yusuf@kestrellane.example", title: "Dietetics", roles: []string{"clinician"}, room: "Room 4",
		hours: "09:00-12:00, 13:00-17:00", kinds: []string{"Dietetics"},
	},
	{
		name: "Dr Priya Raghunathan", npi: "1055555621", email: "priya@kestrellane.example", title: "Psychology", roles: []string{"clinician"}, room: "Room 5",
		hours: "08:30-12:00, 13:00-17:00", kinds: []string{"Psychology"},
	},
}

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

// kinds are the visits of the practice: minutes, the code and price in cents
// of the practice's own fee schedule, and what the clinician writes.
var kinds = []struct {
	name     string
	minutes  string
	code     string
	label    string
	amount   string
	template string
	form     bool
	codes    []string // diagnoses that fit
}{
	{"Follow-up", "30", "F30", "Follow-up visit", "120.00", "Visit", true, []string{"I10", "E11.9", "J45.909", "M54.50"}},
	{"Annual review", "45", "A45", "Annual review", "186.00", "Visit", true, []string{"Z00.00", "E11.65", "E78.5"}},
	{"New patient", "45", "N45", "New patient visit", "220.00", "Visit", true, []string{"Z00.00", "R51.9", "R53.83"}},
	{"Blood pressure check", "15", "B15", "Blood pressure check", "48.00", "Visit", false, []string{"I10"}},
	{"Cardiology review", "45", "C45", "Cardiology review", "310.00", "Visit", true, []string{"I25.10", "I48.91", "R07.9"}},
	{"Stress test", "60", "S60", "Exercise stress test", "480.00", "", false, []string{"I25.10", "R07.9"}},
	{"Child check", "20", "K20", "Child health check", "96.00", "Visit", true, []string{"Z00.129", "J06.9", "H66.90"}},
	{"Physiotherapy", "45", "P45", "Physiotherapy session", "92.00", "Treatment", true, []string{"M17.11", "M54.50", "M25.511"}},
	{"Dietetics", "45", "D45", "Nutrition counselling", "84.00", "Treatment", true, []string{"E11.9", "E66.9", "K90.0"}},
	{"Psychology", "60", "Y60", "Psychotherapy session", "150.00", "Treatment", false, []string{"F41.1", "F32.1"}},
}

// diagnoses are the codes that the sample uses, so that it can be coded before
// the whole list is imported (charthouse import icd10cm).
var diagnoses = [][2]string{
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

var payers = []string{"Larkfield Mutual", "Meridian PPO", "Northlake Health Plan", "State Medicaid"}

// given names with the sex they are usually given to, then family names: the
// world comes to Kestrel Lane.
var (
	women  = []string{"Nadia", "Marguerite", "Freya", "Siobhán", "Beatriz", "Ana Luiza", "Hoa", "Ewa", "Zainab", "Inés", "Fatima", "Chloé", "Esther", "Naledi", "Amina", "Gita", "Isla", "Teresa", "Sara", "Lucía", "Hana", "Aroha", "Leila", "Yara", "Maria", "Ingeborg", "Keiko", "Olena", "Thandiwe", "Priyanka", "Eun-ji", "Rosa"}
	men    = []string{"Rajesh", "Björn", "Noah", "Dmytro", "Liam", "Mateo", "Viktor", "Thabo", "Kofi", "Hiroshi", "Oluwaseun", "Ravi", "Jürgen", "Otto", "Gustavo", "Arjun", "Omar", "Jakub", "Minh", "Wen", "Pavel", "Samuel", "Sione", "Kaito", "Elif", "Anders", "Malik", "Giorgos", "Tane", "Ignacio", "Søren", "Abdullah"}
	family = []string{"Haddad", "Åkesson", "Brandt", "Kovalenko", "O’Shea", "Quispe", "Petrov", "Mokoena", "Boateng", "Tanaka", "Ade", "Pillai", "Pfeiffer", "Virtanen", "Reyes", "Mehta", "Farouk", "Dvořák", "Tran", "Zhao", "Horák", "Osei", "Tupou", "Mori", "Kaya", "Lindholm", "Diallo", "Papadopoulos", "Ngata", "García López", "Jørgensen", "Al-Rashid", "Dubois", "Nilsson", "Ní Bhriain", "Lima", "Carvalho", "Nguyen", "Nowak", "Yusuf", "Ferrer", "Benali", "Lefèvre", "Mwangi", "Dlamini", "Sharma", "Mackenzie", "Bianchi", "Ramos", "Svoboda"}
	towns  = []string{"Kestrel Lane", "Harbour Side", "Mill Hill", "Old Quarry", "Northgate", "Willow Bend"}
)
