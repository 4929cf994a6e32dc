package href

import "charthouse/internal/id"

// DecideForm is where the desk accepts or declines answers.
func DecideForm(c id.Client, p id.Packet) string { return Packet(c, p) + "/decisions" }

// DecideFormClinical is where a clinician accepts or declines answers.
func DecideFormClinical(c id.Client, p id.Packet) string { return Packet(c, p) + "/clinical" }

// ReadForm says that a clinician has read the answers.
func ReadForm(c id.Client, p id.Packet) string { return Packet(c, p) + "/read" }
