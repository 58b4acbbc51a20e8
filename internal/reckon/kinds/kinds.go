// Package kinds says what the series of a calendar are about: a one-to-one, an
// interview, time kept for building. Four are asked in turn: what the person
// pinned, ordered rules held as data, what was learnt from the pins, and, where
// none of them is sure enough, nobody: the series stays unsorted. It is pure,
// needs no model file and no network, and the same calendar and pins always
// give the same answer. It says what was planned, never what happened.
package kinds

import (
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Kind is a fine kind of planned time, a topic, and the kind of work it is
// counted as. Meeting says that others are met in it.
type Kind struct {
	Name    string
	Key     rune // what `sort` is answered with
	Text    string
	Work    timeline.Work
	Meeting bool
}

// Table is the kinds there are, as they are until a person edits them.
func Table() []Kind {
	return []Kind{
		{"one_on_one", '1', "two people who meet: with a report, a lead, a peer", timeline.Mentoring, true},
		{"staff_alignment", 's', "staff, status and alignment: keeping several people pointed the same way", timeline.Coordinating, true},
		{"planning", 'p', "what will be done: sprints, roadmaps, goals, budgets", timeline.Coordinating, true},
		{"design_review", 'd', "a design or an architecture looked at together", timeline.Reviewing, true},
		{"code_review", 'c', "code looked at together", timeline.Reviewing, true},
		{"incident", 'i', "running things: incidents, what they taught, handovers, releases, maintenance", timeline.Operating, true},
		{"on_call", 'w', "a shift on call: in reach, and no meeting", timeline.Operating, false},
		{"hiring_interview", 'h', "an interview", timeline.Hiring, true},
		{"hiring_admin", 'r', "recruiting around the interviews: debriefs, offers, pipelines", timeline.Hiring, true},
		{"performance_people", 'e', "reviews of people: performance, calibration, pay, promotion", timeline.Administering, true},
		{"customer_external", 'x', "customers, vendors, partners", timeline.Coordinating, true},
		{"learning", 'l', "courses, talks, reading", timeline.Learning, true},
		{"focus_build", 'f', "time kept for building: no meeting", timeline.Making, false},
		{"admin", 'a', "desk work: mail, expenses, time sheets", timeline.Administering, false},
		{"travel", 't', "on the way", timeline.Administering, false},
		{"personal", 'y', "one's own: doctor, family, lunch", timeline.Away, false},
		{"ooo", 'o', "out of office", timeline.Away, false},
	}
}

// Works are what a kind can be counted as.
func Works() []timeline.Work {
	return []timeline.Work{
		timeline.Making, timeline.Reviewing, timeline.Mentoring, timeline.Hiring, timeline.Coordinating,
		timeline.Operating, timeline.Learning, timeline.Administering, timeline.Away,
	}
}

// Edited is the table with a person's changes, kind to work: another work for a
// kind there is, or a kind of their own. Time for making and time away are no
// meetings. Kinds of their own come last, by name.
func Edited(changes map[string]string) ([]Kind, error) {
	table := Table()
	names := make([]string, 0, len(changes))
	for name := range changes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		work := timeline.Work(changes[name])
		if !slices.Contains(Works(), work) {
			return nil, fmt.Errorf("kinds.%s: there is no kind of work %q, only %s", name, work, worksText())
		}
		i := slices.IndexFunc(table, func(k Kind) bool { return k.Name == name })
		if i < 0 {
			i = len(table)
			table = append(table, Kind{Name: name, Key: freeKey(table), Text: "a kind of your own", Meeting: true})
		}
		table[i].Work = work
		table[i].Meeting = table[i].Meeting && work != timeline.Making && work != timeline.Away
	}
	return table, nil
}

func worksText() string {
	var b strings.Builder
	for i, w := range Works() {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}

// freeKey is the first letter or digit that answers for no kind yet; 0 where
// all are taken. "q", "u" and "?" have a meaning of their own.
func freeKey(table []Kind) rune {
	for _, key := range "bgjkmnvwz234567890" {
		if !slices.ContainsFunc(table, func(k Kind) bool { return k.Key == key }) {
			return key
		}
	}
	return 0
}
