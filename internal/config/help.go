package config

import (
	"fmt"
	"io"
	"strings"
)

// help writes the whole help: every command, flag and variable.
func help(out io.Writer) error {
	var b strings.Builder
	b.WriteString("Charthouse runs a practice: one program and a Postgres database.\n\n")
	b.WriteString("Usage: charthouse COMMAND [FLAGS] [FILES]\n\nCommands\n")
	for _, s := range commands() {
		writeCommand(&b, s)
	}
	b.WriteString("\nSettings, as a flag of the command or in the environment; the flag wins\n")
	for _, s := range settings() {
		writeSetting(&b, s)
	}
	b.WriteString("\nExit status: 0 done, 1 failed or something was refused, 2 not understood.\n")
	return shown(out, b.String())
}

// commandHelp writes the help of one command.
func commandHelp(out io.Writer, s syntax) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nUsage: %s\n", s.about, strings.Join(nonEmpty("charthouse", s.name, "[FLAGS]", s.args), " "))
	if s.more != "" {
		fmt.Fprintf(&b, "\n%s\n", s.more)
	}
	if len(s.flags) > 0 {
		b.WriteString("\nFlags\n")
		writeOptions(&b, s.flags)
	}
	b.WriteString("\nSettings, as a flag or in the environment; the flag wins\n")
	for _, set := range settings() {
		if s.serve || !set.serve {
			writeSetting(&b, set)
		}
	}
	return shown(out, b.String())
}

// groupHelp writes the commands that share a first word.
func groupHelp(out io.Writer, first string, words []string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage: charthouse %s %s\n\n", first, strings.Join(words, "|"))
	for _, s := range commands() {
		if strings.HasPrefix(s.name, first+" ") {
			writeCommand(&b, s)
		}
	}
	return shown(out, b.String())
}

func writeCommand(b *strings.Builder, s syntax) {
	fmt.Fprintf(b, "  %s\n      %s\n", strings.Join(nonEmpty(s.name, s.args), " "), s.about)
	writeOptions(b, s.flags)
}

func writeOptions(b *strings.Builder, options []option) {
	for _, o := range options {
		name := strings.TrimSpace("--" + o.name + " " + o.value)
		fmt.Fprintf(b, "      %-18s %s\n", name, o.about)
	}
}

func writeSetting(b *strings.Builder, s setting) {
	name := s.env
	if s.flag != "" {
		name = "--" + s.flag + ", " + s.env
	}
	preset := s.preset
	if s.presetSays != "" {
		preset = s.presetSays
	}
	fmt.Fprintf(b, "  %s (%s)\n      %s\n      Default: %s.\n", name, s.value, s.about, preset)
}

func nonEmpty(words ...string) []string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

// shown writes the text and answers ErrHelp, so that every way to help ends alike.
func shown(out io.Writer, text string) error {
	if _, err := io.WriteString(out, text); err != nil {
		return fmt.Errorf("write help: %w", err)
	}
	return ErrHelp
}
