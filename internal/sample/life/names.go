package life

// origin is where a family's names come from.
type origin struct {
	weight     int
	language   string // spoken at home; empty where it is the practice's own
	women, men []string
	family     []string
	own        map[string]string // given names as their bearers write them
}

var origins = []origin{
	{weight: 16, women: []string{"Margaret", "Hannah", "Freya", "Isla", "Charlotte", "Esther", "Rosalind", "Beth", "Georgina", "Mary-Anne", "Philippa", "Daisy"}, men: []string{"Noah", "Samuel", "Owen", "Alistair", "Ben", "Theodore", "George", "Callum", "Rhys", "Desmond", "Jonah", "Percival"}, family: []string{"Brandt-Holloway", "Mackenzie", "Fairweather", "Ashdown", "Pemberton", "Whitlock", "Carroway", "Thorne", "Llewellyn-Price", "Hartigan", "Marsh", "Featherstonehaugh", "Cobb", "Ellery", "Quill"}},
	{weight: 6, women: []string{"Siobhán", "Aoife", "Niamh", "Gráinne", "Róisín"}, men: []string{"Liam", "Cillian", "Séamus", "Tadhg", "Pádraig"}, family: []string{"O’Shea", "Ní Bhriain", "Mac Giolla Phádraig", "O’Connell", "Brennan"}},
	{weight: 7, language: "Spanish", women: []string{"Inés", "Lucía", "María del Carmen", "Rosa", "Ximena", "Guadalupe", "Beatriz"}, men: []string{"Mateo", "Ignacio", "José Luis", "Gustavo", "Íñigo", "Andrés"}, family: []string{"García López", "Quispe Mamani", "Reyes", "Ferrer", "Ibáñez de la Torre", "Núñez", "Ramos", "Castañeda"}},
	{weight: 5, language: "Portuguese", women: []string{"Ana Luiza", "Conceição", "Tereza", "Inês"}, men: []string{"João Pedro", "Thiago", "Antônio", "Caetano"}, family: []string{"de Carvalho", "Lima", "dos Santos Pereira", "Gonçalves", "Assunção"}},
	{weight: 5, language: "French", women: []string{"Chloé", "Marguerite", "Anaïs", "Maëlle"}, men: []string{"Étienne", "Loïc", "Jean-Baptiste", "Rémi"}, family: []string{"Lefèvre", "Dubois", "de La Tour", "Benoît", "Châtelain"}},
	{weight: 6, women: []string{"Ingeborg", "Liesl", "Anneliese", "Saskia", "Katharina", "Marijke"}, men: []string{"Jürgen", "Otto", "Matthäus", "Joost", "Ruben", "Friedrich"}, family: []string{"Pfeiffer", "von der Heyde", "Großmann", "van den Berg", "Müller-Lüdenscheidt", "de Vries", "Schönfeld"}},
	{weight: 6, women: []string{"Åsa", "Solveig", "Freja", "Aino", "Þórdís", "Kirsten"}, men: []string{"Björn", "Søren", "Anders", "Väinö", "Håkon", "Mikkel"}, family: []string{"Åkesson", "Jørgensen", "Virtanen", "Lindholm", "Sigurðsson", "Nilsson", "Bjørnstad"}},
	{weight: 6, language: "Polish", women: []string{"Ewa", "Małgorzata", "Zofia", "Grażyna"}, men: []string{"Jakub", "Wojciech", "Łukasz", "Bogdan"}, family: []string{"Nowak", "Wiśniewski", "Szczęsny", "Dąbrowski", "Źrebiec"}},
	{weight: 4, women: []string{"Hana", "Ludmila", "Zuzana", "Ana"}, men: []string{"Pavel", "Jiří", "Ondřej", "Goran"}, family: []string{"Dvořák", "Horák", "Svoboda", "Kovačević", "Šimić"}},
	{weight: 6, language: "Ukrainian", women: []string{"Olena", "Nadiia", "Kateryna", "Solomiia"}, men: []string{"Dmytro", "Taras", "Oleksandr", "Yevhen"}, family: []string{"Kovalenko", "Shevchuk", "Bondarenko", "Tkachuk", "Melnyk"}, own: map[string]string{"Olena": "Олена", "Kateryna": "Катерина", "Oleksandr": "Олександр"}},
	{weight: 3, language: "Greek", women: []string{"Eleni", "Despina"}, men: []string{"Giorgos", "Stavros"}, family: []string{"Papadopoulos", "Karagiannis", "Nikolaidis"}, own: map[string]string{"Giorgos": "Γιώργος"}},
	{weight: 7, language: "Arabic", women: []string{"Nadia", "Fatima", "Leila", "Zainab", "Yara"}, men: []string{"Omar", "Abdullah", "Youssef", "Khalid", "Samir"}, family: []string{"Haddad", "Al-Rashid", "Benali", "Farouk", "el-Masri", "Abu Zayd", "bin Hamad"}, own: map[string]string{"Leila": "ليلى", "Youssef": "يوسف", "Khalid": "خالد"}},
	{weight: 3, language: "Turkish", women: []string{"Elif", "Zeynep", "Gülşen"}, men: []string{"Emre", "Yiğit", "Çağlar"}, family: []string{"Kaya", "Yıldırım", "Özdemir", "Şahin"}},
	{weight: 3, language: "Farsi", women: []string{"Shirin", "Parisa"}, men: []string{"Darius", "Behrouz"}, family: []string{"Rahimi", "Farahani", "Khosravi"}, own: map[string]string{"Parisa": "پریسا"}},
	{weight: 7, language: "Hindi", women: []string{"Priyanka", "Gita", "Ananya", "Lakshmi"}, men: []string{"Rajesh", "Ravi", "Arjun", "Vikram"}, family: []string{"Mehta", "Sharma", "Pillai", "Venkataraghavan", "Banerjee", "Iyer", "Subramaniam"}},
	{weight: 4, language: "Urdu", women: []string{"Amina", "Sana"}, men: []string{"Imran", "Bilal"}, family: []string{"Qureshi", "Chaudhry", "Siddiqui"}},
	{weight: 6, language: "Mandarin", women: []string{"Wen", "Xiaomei", "Lihua"}, men: []string{"Jian", "Zhiwei", "Haoran"}, family: []string{"Zhao", "Ouyang", "Lin", "Xu", "Sima"}, own: map[string]string{"Xiaomei": "小梅", "Zhiwei": "志伟", "Lihua": "丽华"}},
	{weight: 4, language: "Japanese", women: []string{"Keiko", "Yumi"}, men: []string{"Hiroshi", "Kaito"}, family: []string{"Tanaka", "Mori", "Shimizu"}, own: map[string]string{"Keiko": "恵子", "Hiroshi": "浩"}},
	{weight: 4, language: "Korean", women: []string{"Eun-ji", "Soo-yeon"}, men: []string{"Min-jun", "Dong-hyun"}, family: []string{"Kim", "Hwang", "Namgung"}, own: map[string]string{"Eun-ji": "은지"}},
	{weight: 6, language: "Vietnamese", women: []string{"Hoa", "Thị Mai", "Linh"}, men: []string{"Minh", "Quốc Bảo", "Đức"}, family: []string{"Nguyễn", "Trần", "Phạm", "Đặng"}},
	{weight: 7, women: []string{"Naledi", "Thandiwe", "Adaeze", "Abena", "Wanjiru", "Ngozi"}, men: []string{"Thabo", "Kofi", "Oluwaseun", "Chidi", "Sipho", "Kwabena"}, family: []string{"Mokoena", "Boateng", "Adeyemi-Cole", "Dlamini", "Mwangi", "Osei-Bonsu", "Nwachukwu"}},
	{weight: 3, language: "Somali", women: []string{"Hodan", "Ifrah"}, men: []string{"Abdirahman", "Mahad"}, family: []string{"Warsame", "Abdi Nur", "Diriye"}},
	{weight: 3, language: "Amharic", women: []string{"Selam", "Tigist"}, men: []string{"Dawit", "Yonas"}, family: []string{"Tesfaye", "Bekele", "Haile-Mariam"}},
	{weight: 3, women: []string{"Aroha", "Mele", "Leilani"}, men: []string{"Tane", "Sione", "Wiremu"}, family: []string{"Ngata", "Tupou", "Te Whata", "Fa’asavalu"}},
	{weight: 3, language: "Filipino", women: []string{"Maricel", "Luzviminda"}, men: []string{"Jun", "Rodrigo"}, family: []string{"dela Cruz", "Macaraeg", "Bautista"}},
}

// streets and towns around the practice.
var (
	streets = []string{"Kestrel Lane", "Weaver Street", "Orchard Road", "Quay Street", "Chapel Row", "Lower Mill Road", "Saltmarsh Avenue", "St Brendan’s Terrace", "Cooper’s Yard", "Old Ferry Road", "Juniper Close", "Ropewalk", "Larch Hill", "Station Parade"}
	towns   = []string{"Kestrel Lane", "Harbour Side", "Mill Hill", "Old Quarry", "Northgate", "Willow Bend", "Saltmarsh"}
)

// what is known of people's health: names of substances, conditions and
// medicines, in words of our own.
var (
	allergies = [][3]string{{"Penicillin", "anaphylaxis", "severe"}, {"Latex", "rash", "moderate"}, {"Peanuts", "swelling of lips", "severe"}, {"Ibuprofen", "wheeze", "moderate"}, {"Amoxicillin", "hives", "moderate"}, {"Adhesive plasters", "itch", "mild"}, {"Shellfish", "vomiting", "moderate"}, {"Codeine", "nausea", "mild"}, {"Bee venom", "anaphylaxis", "severe"}, {"Sulfonamides", "rash", "moderate"}}
	ailments  = []struct {
		label, code string
		medicines   [][2]string
	}{
		{"Type 2 diabetes", "E11.9", [][2]string{{"Metformin 1 g", "twice a day with meals"}, {"Empagliflozin 10 mg", "one each morning"}}},
		{"High blood pressure", "I10", [][2]string{{"Lisinopril 10 mg", "one each morning"}, {"Amlodipine 5 mg", "one each evening"}}},
		{"Asthma", "J45.909", [][2]string{{"Salbutamol inhaler", "two puffs when needed"}, {"Budesonide inhaler 200 µg", "twice a day, rinse after"}}},
		{"Osteoarthritis of the right knee", "M17.11", [][2]string{{"Paracetamol 500 mg", "up to four times a day"}}},
		{"Migraine", "G43.909", [][2]string{{"Sumatriptan 50 mg", "at the first sign, once a day at most"}}},
		{"Low back pain", "M54.50", nil},
		{"Underactive thyroid", "E03.9", [][2]string{{"Levothyroxine 75 µg", "one each morning, before eating"}}},
		{"High cholesterol", "E78.5", [][2]string{{"Atorvastatin 20 mg", "one each evening"}}},
		{"Atrial fibrillation", "I48.91", [][2]string{{"Apixaban 5 mg", "twice a day"}, {"Bisoprolol 2.5 mg", "one each morning"}}},
		{"Generalised anxiety", "F41.1", [][2]string{{"Sertraline 50 mg", "one each morning"}}},
		{"Coeliac disease", "K90.0", nil},
		{"Reflux", "K21.9", [][2]string{{"Omeprazole 20 mg", "half an hour before breakfast"}}},
		{"Iron deficiency", "D50.9", [][2]string{{"Ferrous sulfate 200 mg", "every other day"}}},
		{"Hay fever", "J30.1", [][2]string{{"Cetirizine 10 mg", "one at night, April to July"}}},
	}
	alerts = [][2]string{
		{"Hard of hearing on the left: sit on the right", "slate"},
		{"Afraid of needles: lying down, and time", "slate"},
		{"Falls: walk with them to the room", "ochre"},
		{"Takes a blood thinner", "rust"},
		{"Uses a wheelchair: Room 2 has the wide door", "slate"},
		{"Call before writing: shares a mailbox", "ochre"},
	}
)
