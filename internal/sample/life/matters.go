package life

// matters are what people write about, and what they are answered.
var matters = []struct {
	kind, asks, says string
	weight           int
}{
	{"administrative", "Could I come an hour later on the day? The bus does not run any more.", "Yes, we have moved you by an hour. The confirmation comes by mail.", 5},
	{"administrative", "Do you have the letter for my employer ready?", "It is ready and lies at the desk under your name.", 4},
	{"administrative", "I have a new address since the first of the month. Where do I change it?", "We have changed it, thank you. The next form shows it to you to check.", 4},
	{"administrative", "Can my daughter come in with me? She translates.", "Of course. If you would rather have an interpreter, tell us two days before.", 3},
	{"administrative", "Is there a step at the side door? I come with a walker.", "No step there. Ring, and somebody opens for you.", 2},
	{"administrative", "I lost the link to the form, please send it again.", "A new link is on its way to you.", 5},
	{"administrative", "Are you open between the holidays?", "On three mornings. Call before you come.", 2},
	{"billing", "The invoice says twenty-five, but I paid at the desk.", "You did, and we have found it. You owe nothing.", 4},
	{"billing", "Can you send the receipt for the last three visits in one?", "They are attached to the mail that comes after this one.", 4},
	{"billing", "My insurance says that they never got the claim.", "We sent it on the day of your visit and have asked them. They have it now.", 3},
	{"billing", "I changed my insurance last month. Do you need the new card?", "Yes please: bring it along, and we take a picture of both sides.", 3},
	{"clinical", "I took the tablet twice this morning by mistake. What now?", "One double dose does no harm. Leave out this evening’s, and go on tomorrow.", 3},
	{"clinical", "The blood pressure at home was 152 in the morning, three days in a row.", "Thank you for measuring. Take a half more in the morning and write to me in a week.", 4},
	{"clinical", "May I go swimming with the tape on?", "Yes. Pat it dry afterwards, and take it off if the skin itches.", 3},
	{"clinical", "It still hurts at night, though less. Should I come earlier than planned?", "Less is what we hoped for. If it wakes you more than twice a week, come earlier.", 4},
	{"clinical", "When do I get the results of the blood tests?", "They are in, and all within the usual range.", 4},
}

// putDown is why something needed no answer.
var putDown = []string{"Only thanks", "Came in, and was told at the desk", "Wrote twice; answered in the other", "Says that they found the link"}

// chores are calls that the desk was asked to make, and chored how they ended.
var (
	chores = []string{"Call about the new referral", "Call about the missing card", "Ask which pharmacy", "Call: wants another day", "Tell them that the letter is here"}
	chored = []string{"Reached, all is clear.", "Not reached in three tries; wrote a letter.", "Came by and asked in person.", "Not needed any more: told at the visit.", "Spoke with the partner, who passes it on."}
)
