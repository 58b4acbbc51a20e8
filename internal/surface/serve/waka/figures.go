package waka

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
)

// total is an amount of time in the ways in which it is told. The types are
// strict: a client that finds a fraction where it wants a whole number gives up.
type total struct {
	Decimal string  `json:"decimal"` // hours, "1.50"
	Digital string  `json:"digital"` // "1:30"
	Hours   int     `json:"hours"`
	Minutes int     `json:"minutes"`
	Seconds int     `json:"seconds"`
	Text    string  `json:"text"` // "1 hr 30 mins"
	Total   float64 `json:"total_seconds"`
}

func totalOf(length when.Instant) total {
	whole := int(length / when.Second)
	t := total{Hours: whole / 3600, Minutes: whole / 60 % 60, Seconds: whole % 60}
	t.Total = say.Round(float64(length)/float64(when.Second), 3)
	t.Decimal = fmt.Sprintf("%.2f", float64(whole)/3600)
	t.Digital = fmt.Sprintf("%d:%02d", t.Hours, t.Minutes)
	t.Text = words(t)
	return t
}

// words is "1 hr 30 mins", "2 hrs", "5 mins", "12 secs".
func words(t total) string {
	of := func(n int, unit string) string { return say.Count(n, unit, unit+"s") }
	var parts []string
	if t.Hours > 0 {
		parts = append(parts, of(t.Hours, "hr"))
	}
	if t.Minutes > 0 {
		parts = append(parts, of(t.Minutes, "min"))
	}
	if len(parts) == 0 {
		parts = append(parts, of(t.Seconds, "sec"))
	}
	return strings.Join(parts, " ")
}

// share is a part of a total.
type share struct {
	Name string `json:"name"`
	total
	Percent float64 `json:"percent"`
	Machine string  `json:"machine_name_id,omitempty"`
}

// tally is time by name.
type tally map[string]when.Instant

// shares are the parts of a whole, the longest first; never null.
func (t tally) shares(whole when.Instant) []share {
	names := slices.SortedFunc(maps.Keys(t), func(a, b string) int { return cmp.Or(-cmp.Compare(t[a], t[b]), cmp.Compare(a, b)) })
	list := make([]share, len(names))
	for i, name := range names {
		list[i] = share{Name: name, total: totalOf(t[name])}
		if whole > 0 {
			list[i].Percent = say.Round(100*float64(t[name])/float64(whole), 2)
		}
	}
	return list
}

// categoryName is a category as WakaTime writes it: "Code Reviewing". None is
// coding: clients leave that one out.
func categoryName(category string) string {
	if category == "" {
		return "Coding"
	}
	list := strings.Fields(category)
	for i, word := range list {
		if word == "ai" {
			list[i] = "AI"
			continue
		}
		list[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(list, " ")
}

// nameOr gives the name, or what stands for an empty one.
func nameOr(name, none string) string { return cmp.Or(name, none) }
