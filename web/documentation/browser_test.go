package docs_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"charthouse/web/browsertest"
)

// look takes a picture into the folder that SHOTS names, if it names one.
func look(b *browsertest.Browser, name string) {
	if dir := os.Getenv("SHOTS"); dir != "" {
		b.Screenshot(filepath.Join(dir, name+".png"))
	}
}

func (h house) browser(t *testing.T) *browsertest.Browser {
	t.Helper()
	b := browsertest.Start(t)
	b.Viewport(1440, 900, false)
	b.Open(h.url + "/sign-in")
	b.Fill("Work email", "amara@kestrel.example")
	b.Fill("Password", secret)
	b.Click("Sign in")
	return b
}

// saved waits until the page says that all is saved.
func saved(b *browsertest.Browser) {
	b.Until("the note is saved", `document.querySelector('[data-status]').textContent.startsWith('Saved')`)
}

func TestANoteIsWrittenCodedAndSignedByKeyboard(t *testing.T) {
	h := open(t)
	b := h.browser(t)
	b.Open(h.url + note)
	look(b, "empty")
	b.Axe()
	b.NoSideways()
	b.Fill("Subjective", "Morning sugars are falling. No falls, no side effects.")
	saved(b)
	b.See("Note written")
	b.Fill("Plan", "1. Carry on metformin 1 g twice a day.\n2. Back in *** weeks.")
	b.Fill("Add a diagnosis", "hyperglycemia type 2")
	b.Until("it is found", `document.querySelector('#diagnosis-found [role=option]')`)
	look(b, "found")
	b.Press("ArrowDown Enter")
	b.Until("it is chosen", `document.querySelector('#note-diagnoses li')`)
	saved(b)
	b.Fill("Add a diagnosis", "i10")
	b.Until("it is found", `document.querySelector('#diagnosis-found [data-value=I10]')`)
	b.Press("ArrowDown Enter")
	b.Until("it is chosen", `document.querySelectorAll('#note-diagnoses li').length === 2`)
	b.Click("Move up: Essential (primary) hypertension")
	b.Until("it stands first", `document.querySelector('#note-diagnoses li').textContent.includes('I10')`)
	saved(b)
	b.Fill("Add a service", "93000 ECG, $94.00")
	b.Until("it is added", `document.querySelectorAll('#note-services li').length === 2`)
	b.See("Fill 1 blank in Plan")
	look(b, "blank")
	b.Axe()
	b.Press("Control+Enter")
	b.NotSee("Signature")
	b.Click("css:#note-sign [data-blank]")
	b.Eval(`document.execCommand('insertText', false, 'two')`)
	b.Until("nothing stops it", `!document.querySelector('#sign').hasAttribute('aria-disabled')`)
	b.Press("Control+Enter")
	b.See("What is shown is what was signed")
	b.See("Back in two weeks.")
	b.Axe()
	look(b, "signed")
	b.Viewport(390, 844, false)
	b.NoSideways()
	look(b, "signed-390")
	b.Viewport(1440, 900, false)
	b.Print(true)
	look(b, "signed-print")
}

func TestTwoWindowsOfANoteShowBothTexts(t *testing.T) {
	h := open(t)
	other := h.as(t, "amara@kestrel.example")
	b := h.browser(t)
	b.Open(h.url + note)
	b.Fill("Subjective", "Written here.")
	saved(b)
	want(t, other.post(note, "version", "1", "sections[s]", "Written on the tablet in the treatment room."), 303)
	b.Fill("Subjective", "Written here, and then some more.")
	b.See("Written on the tablet in the treatment room.")
	b.See("Save mine instead")
	look(b, "conflict")
	b.Axe()
	b.Click("Save mine instead")
	b.Open(h.url + note)
	if got := b.Value("Subjective"); got != "Written here, and then some more." {
		t.Errorf("kept %q", got)
	}
}

func TestTheNotePageStandsInTheDarkOnAPhoneAndOnPaper(t *testing.T) {
	h := open(t)
	long := "The patient says that the sugars are falling since the new tablet, and that mornings are the worst of it. "
	for range 4 {
		long += long
	}
	h.as(t, "amara@kestrel.example").post(note, "version", "0", "sections[s]", long+"\n\nPneumonoultramicroscopicsilicovolcanoconiosis", "sections[p]", "***", "services", "1")
	b := h.browser(t)
	b.Viewport(1440, 900, true)
	b.Open(h.url + note)
	b.Axe()
	look(b, "long-dark")
	b.Viewport(390, 844, false)
	b.Open(h.url + note)
	b.NoSideways()
	b.Axe()
	look(b, "long-390")
	b.Viewport(1440, 900, false)
	b.Print(true)
	look(b, "long-print")
	b.Print(false)
	h.Clock.Move(time.Minute)
	b.Open(h.url + "/notes")
	b.Axe()
	look(b, "mine")
}
