package life

import (
	"fmt"
	"strings"
)

// phrases are pieces of notes by the heading of a section; each is a sentence
// that may stand beside any of the others.
var phrases = map[string][]string{
	"Subjective": {
		"Feels better than last time.", "No change since the last visit.", "Worse for a week, better again since the weekend.", "Sleeps about six hours, wakes once.",
		"Appetite as usual.", "Takes the medicines every day; forgot them twice last month.", "No fever, no weight loss.", "Tired in the afternoons.", "Works full days again.",
		"Walks half an hour most days.", "Worried about the results.", "No side effects noticed.", "Dizzy once on standing up quickly.", "Brought a list of readings from home.",
	},
	"Objective": {
		"Looks well.", "Heart sounds regular, no murmur.", "Lungs clear on both sides.", "Abdomen soft, no tenderness.", "No swelling of the ankles.", "Skin warm and dry.",
		"Throat a little red, no coating.", "Neck moves freely.", "Gait steady.", "Reflexes equal on both sides.", "Readings from home agree with those here.",
	},
	"Assessment": {
		"Stable; the treatment suits.", "On the way to the target, not there yet.", "Well controlled.", "Not explained by the findings; watch and see.", "Improved as expected.",
		"Likely viral; settles by itself.", "Adherence is good.", "Needs a closer look before anything is changed.",
	},
	"Plan": {
		"Carry on as before.", "Back in six weeks, sooner if anything changes.", "Blood tests before the next visit.", "Lower dose from tomorrow; call if dizzy.", "Referral letter sent.",
		"Readings at home twice a week.", "Agreed to try two weeks without the evening dose.", "Information sheet given and gone through.", "Next visit at the same time of day.",
		"Come back at once with chest pain or breathlessness.",
	},
	"Since last time": {
		"Did the exercises most days.", "Less pain on stairs.", "Stiff in the mornings for a quarter of an hour.", "Slept through four nights of seven.", "One setback after carrying boxes.",
		"Could sit through a film.", "A hard week at work; kept the diary all the same.", "Met a friend for the first time in a month.", "Two panics, both shorter than before.",
	},
	"Own thoughts": {
		"The sister comes up whenever the father does.", "Smiles at the hardest sentence.", "Tired myself after this hour; ask the supervisor.", "Holds the bag on the lap the whole time.",
		"Something is not said yet about the spring.", "Looks at the clock when it is about work.",
	},
	"What was done": {
		"Mobilised the joint, three sets.", "Strength exercises with the band, up to level four.", "Gait on the treadmill, nine minutes.", "Taping renewed.", "Balance on the soft mat.",
		"Went through the diary line by line.", "Practised slow breathing; heart rate fell within two minutes.", "Looked at the thought and what speaks for and against it.", "Planned one small step for each day.",
	},
}

// words writes the note of a visit: two or three sentences a section, and the
// reason first.
func (s *story) words(v *Visit) map[string]string {
	out := map[string]string{}
	for i, section := range v.Kind.Sections {
		from := phrases[section.Title]
		if len(from) == 0 {
			from = phrases["Objective"]
		}
		at, step := s.rand.IntN(len(from)), 1+s.rand.IntN(len(from)-2)
		var parts []string
		if i == 0 {
			parts = append(parts, v.Reason+".")
		}
		for range 2 + s.rand.IntN(2) {
			if say := from[at%len(from)]; !strings.Contains(strings.Join(parts, " "), say) {
				parts = append(parts, say)
			}
			at += step
		}
		out[section.Key] = strings.Join(parts, " ")
	}
	if v.Pressure[0] > 0 && out["objective"] != "" {
		out["objective"] = fmt.Sprintf("Blood pressure %d/%d, pulse %d. ", v.Pressure[0], v.Pressure[1], v.Pulse) + out["objective"]
	}
	return out
}
