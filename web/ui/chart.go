package ui

import (
	"fmt"
	"slices"
	"strings"
)

// KPI is a measure: its value, whether it meets its target in words, twelve weeks, and the list behind it.
type KPI struct {
	Href, Name, Value, Unit string
	Verdict                 string // "under 5, was 5.6"
	Bad                     bool
	On                      bool // its drill-down is open
	Spark                   *Spark
}

// Spark is a small curve. Points are oldest first; Target is drawn dotted.
type Spark struct {
	Label  string // "No-show rate, 12 weeks, percent"
	Points []float64
	Target *float64
	Bad    bool
}

// FlowStation is one column of the flow chart: this week's visits at a station, and what is held there.
type FlowStation struct {
	Name                string
	State               StationState
	Passed, OnWay, Held int
	Wait                string // "21 in hand"
	Stuck               string // "5 forms late"
	StuckHref           string
	Money               string // "$2,760", or "" for nothing held
}

// FlowStep is one field of the strip: how many people are where in the building.
type FlowStep struct {
	Title, Count string
	Says         string
	Soon         string // ochre, before Says: who waits too long
	Link         *Link
}

// Bar is one row of a bar list.
type Bar struct {
	Code, Label string
	Share       int // percent of the longest
	Count, Sum  string
	Tone        Tone
}

const (
	sparkWidth, sparkHeight = 96.0, 36.0
	sparkInset              = 4.0
)

// scale returns the y of a value: the highest at the top.
func (s Spark) scale() func(float64) float64 {
	all := slices.Clone(s.Points)
	if s.Target != nil {
		all = append(all, *s.Target)
	}
	low, high := slices.Min(all), slices.Max(all)
	span := high - low
	return func(v float64) float64 {
		if span == 0 {
			return sparkHeight / 2
		}
		return sparkInset + (high-v)/span*(sparkHeight-2*sparkInset)
	}
}

func (s Spark) x(i int) float64 {
	if len(s.Points) < 2 {
		return sparkWidth - 5
	}
	return 2 + float64(i)*(sparkWidth-7)/float64(len(s.Points)-1)
}

func (s Spark) polyline() string {
	y := s.scale()
	var b strings.Builder
	for i, p := range s.Points {
		fmt.Fprintf(&b, "%.1f,%.1f ", s.x(i), y(p))
	}
	return strings.TrimSpace(b.String())
}

func (s Spark) last() (x, y string) {
	n := len(s.Points) - 1
	return px(s.x(n)), px(s.scale()(s.Points[n]))
}

// sentence says all the numbers: a chart hides none from those who cannot see it.
func (s Spark) sentence() string {
	words := make([]string, len(s.Points))
	for i, p := range s.Points {
		words[i] = fmt.Sprintf("%g", p)
	}
	said := s.Label + ": " + strings.Join(words, ", ")
	if s.Target != nil {
		said += fmt.Sprintf("; target %g", *s.Target)
	}
	return said
}

func px(v float64) string { return fmt.Sprintf("%.1f", v) }

const flowHeight = 88.0

// rect is one piece of a flow column, from the bottom up.
type rect struct{ Class, Y, Height string }

// bars stacks passed, on the way and held, on a scale where the fullest station is full height.
func (f FlowStation) bars(most int) []rect {
	var rects []rect
	y := flowHeight
	for _, part := range []struct {
		class string
		n     int
	}{{"bar-a", f.Passed}, {"bar-c", f.OnWay}, {"bar-b", f.Held}} {
		if part.n == 0 || most == 0 {
			continue
		}
		h := max(float64(part.n)/float64(most)*flowHeight, 3)
		y -= h
		rects = append(rects, rect{part.class, px(y), px(h)})
	}
	return rects
}

func (f FlowStation) sentence() string {
	return fmt.Sprintf("%s: %d passed, %d on the way, %d stuck", f.Name, f.Passed, f.OnWay, f.Held)
}

func most(stations []FlowStation) int {
	n := 0
	for _, f := range stations {
		n = max(n, f.Passed+f.OnWay+f.Held)
	}
	return n
}

func (f FlowStation) mark() StationState {
	if f.Held > 0 {
		return Blocked
	}
	return f.State
}
