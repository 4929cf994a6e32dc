package ui

import "fmt"

// sampleBlocks are the states of a calendar block, one each.
var sampleBlocks = []struct {
	Words string
	Block Block
}{
	{"Due", Block{Start: 480, Length: 30, Flow: FlowDue, Name: "Elif Kaya", Words: "Ankle", Line: sampleLine("dnuuuuuu")}},
	{"Here", Block{Start: 480, Length: 30, Flow: FlowHere, Name: "Kofi Boateng", Words: "Waiting 6 min", Line: sampleLine("dddcuuuu")}},
	{"Here, past the wait target", Block{Start: 480, Length: 30, Flow: FlowLate, Name: "Zainab Yusuf", Words: "14 min wait", Line: sampleLine("dddcuuuu")}},
	{"In a room", Block{Start: 480, Length: 30, Flow: FlowRoom, Name: "Nadia Haddad", Words: "In room 22 min", Line: sampleLine("dddcuuuu")}},
	{"Left", Block{Start: 480, Length: 30, Flow: FlowLeft, Name: "Rajesh Iyer", Words: "Follow-up", State: "left", Line: sampleLine("ddddddcu")}},
	{"Stuck", Block{Start: 480, Length: 30, Flow: FlowStuck, Name: "Thabo Mokoena", Words: "Intake blocked", Line: sampleLine("dbuuuuuu")}},
	{"No-show", Block{Start: 480, Length: 30, Flow: FlowGone, Name: "Kaito Mori", Words: "No-show", Line: sampleLine("ddnnnnnn")}},
	{"Open again", Block{Start: 480, Length: 30, Flow: FlowOpen, Name: "Free since 09:12", Words: "2 on the waitlist fit"}},
}

// sampleDay is a full day: six clinicians, two rooms, 48 blocks.
var sampleDay = func() Day {
	d := Day{Label: "Thursday 11 June", From: 480, To: 1020, Now: 652, Prev: "?day=before", Next: "?day=after", Book: "?book=yes"}
	people := []string{"Dr Okafor", "Dr Lindqvist", "Dr Ruiz", "Mei-Ling Tan", "Yusuf Demir", "Dr Raghunathan"}
	fields := []string{"Family · Room 1", "Cardiology · Room 2", "Paediatrics · Room 3", "Physio · Gym", "Dietetics · Room 4", "Psychology · Room 5"}
	for i, name := range people {
		d.Columns = append(d.Columns, DayColumn{ID: fmt.Sprint(i + 1), Sets: fmt.Sprintf("clinician=%d", i+1), Name: name, Detail: fields[i], Blocks: sampleColumn(i)})
	}
	for i, name := range []string{"Treatment", "Procedure"} {
		d.Columns = append(d.Columns, DayColumn{ID: fmt.Sprint(i + 7), Name: name, Detail: "Rosa D.", Narrow: true})
	}
	return d
}()

// sampleColumn fills one clinician's day with every kind of block, lunch, and a double booking.
func sampleColumn(column int) []Block {
	names := []string{"Rajesh Iyer", "Liam O’Shea", "Fatima Benali", "Maria Pappas", "Nadia Haddad", "Kofi Boateng", "Hoa Nguyen", "Ewa Nowak"}
	lengths := []int{30, 15, 45, 30, 45, 15, 20, 60}
	start := 480 + column*5
	var blocks []Block
	for i, name := range names {
		if i == 6 {
			blocks = append(blocks, Block{ID: fmt.Sprintf("lunch-%d", column), Start: start, Length: 720 + 60 - start, Flow: FlowOff, Name: "Lunch"})
			start = 780
		}
		b := sampleBlocks[(i+column)%len(sampleBlocks)].Block
		b.ID, b.Start, b.Length, b.Href = fmt.Sprintf("visit-%d%d", column, i), start, lengths[i], fmt.Sprintf("#visit-%d%d", column, i)
		if b.Flow != FlowOpen {
			b.Name = name
			b.Keys = BlockKeys{Arrived: "/arrived", Move: "/move", Open: "#move"}
		}
		if i > 3 && b.Length < 30 {
			b.Lane, b.Lanes = i%2, 2
		}
		blocks = append(blocks, b)
		start += lengths[i]
	}
	return blocks
}
