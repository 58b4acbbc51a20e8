package wins

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/record"
)

// latelyDays is how many days before now are "the last 52 weeks".
const latelyDays = 52 * 7

// Aims are what a person wants to be great at, each with what speaks for it.
type Aims struct {
	Version int        `json:"version"`
	Aims    []Aim      `json:"aims"` // in the order in which they were said
	Limits  []say.Text `json:"limits"`
}

// Aim is one of them. Linked is evidence that the person named it in, Proposed what
// shares a word with it and names no aim; each the newest first. Lately is how much of
// Linked is of the last 52 weeks.
type Aim struct {
	ID       string     `json:"id"`
	Text     string     `json:"text"`
	Note     string     `json:"note,omitempty"`
	Since    when.Day   `json:"since"`
	Lately   int        `json:"last_52_weeks"`
	Linked   []Evidence `json:"linked"`
	Proposed []Evidence `json:"proposed"`
}

// Evidence is one entry that speaks for an aim. Words are those that it shares with a
// proposal. Links says whether it can name an aim.
type Evidence struct {
	Kind  string   `json:"kind"`
	ID    string   `json:"id"`
	Day   when.Day `json:"day"`
	Text  string   `json:"text"`
	Words []string `json:"words,omitempty"`
	Links bool     `json:"links"`
}

// EvidenceKinds are the kinds that may speak for an aim, in their order.
func EvidenceKinds() []*record.Kind {
	return []*record.Kind{record.Win, record.Learned, record.Paper, record.Prototype}
}

// Towards sets aims beside what else was said until now, in any order.
func Towards(said []record.Entry, now when.Day) Aims {
	out := Aims{Version: Version, Aims: []Aim{}, Limits: []say.Text{
		say.Plain("Linked is what you linked by hand. Proposed only shares a word with the aim: you say whether it speaks for it."),
		say.Plain("A count says how much you wrote down, and not how good you have become."),
	}}
	said = slices.Clone(said)
	slices.SortStableFunc(said, record.Order)
	aims := slices.DeleteFunc(slices.Clone(said), func(e record.Entry) bool { return e.Kind != record.Aim })
	for _, e := range aims {
		aim := Aim{ID: e.ID, Text: e.Text("text"), Note: e.Text("note"), Since: e.Object().Day, Linked: []Evidence{}, Proposed: []Evidence{}}
		wanted := wordsOf(aim.Text)
		for _, s := range said {
			if s.Kind == record.Aim || s.Day > now {
				continue
			}
			one := evidenceOf(s)
			switch named := s.Text("aim"); {
			case named == aim.Text:
				aim.Linked = append(aim.Linked, one)
				if s.Day > now-latelyDays {
					aim.Lately++
				}
			case named == "":
				if one.Words = shared(wanted, wordsOf(one.Text)); len(one.Words) > 0 {
					aim.Proposed = append(aim.Proposed, one)
				}
			}
		}
		for _, list := range [][]Evidence{aim.Linked, aim.Proposed} {
			slices.SortStableFunc(list, func(a, b Evidence) int { return int(b.Day) - int(a.Day) })
		}
		out.Aims = append(out.Aims, aim)
	}
	return out
}

func evidenceOf(e record.Entry) Evidence {
	text := e.Text("text")
	if e.Kind == record.Paper {
		text = e.Text("title")
	}
	return Evidence{Kind: e.Kind.Name, ID: e.ID, Day: e.Day, Text: text, Links: e.Kind == record.Win || e.Kind == record.Learned}
}

// Finding is how much was linked to each aim lately, as a count of aims.
func (a Aims) Finding() say.Text {
	if len(a.Aims) == 0 {
		return say.Plain("You have said no aim yet.")
	}
	some, proposed := 0, 0
	for _, aim := range a.Aims {
		if aim.Lately > 0 {
			some++
		}
		proposed += len(aim.Proposed)
	}
	text := say.F("You have %s; in the last 52 weeks you linked evidence to %d of them", say.Counted(len(a.Aims), "aim", "aims"), some)
	if len(a.Aims) == 1 {
		text = say.F("You have one aim; in the last 52 weeks you linked %s to it", say.Counted(a.Aims[0].Lately, "piece of evidence", "pieces of evidence"))
	}
	if proposed > 0 {
		which := "one of them"
		if len(a.Aims) == 1 {
			which = "it"
		}
		return say.F("%s, and %s may speak for "+which+".", text, say.Counted(proposed, "more entry", "more entries"))
	}
	return say.F("%s.", text)
}

// common are words that say nothing of what an aim is about.
var common = strings.Fields("a about again all also am an and any are as at be become been being better build building built by can could do done for from get good great have her him his how i if in into is it its learn learning made make making me more most my new no not of on one or our out over than that the their them then there they this to up us use used using want was way we were what when which who will with work working would you your")

// wordsOf are the words of a text that may be about something, as they stand there, by
// what is left of them without the endings that most words take.
func wordsOf(text string) map[string]string {
	out := map[string]string{}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && r != '#'
	}) {
		if short := stem(word); !slices.Contains(common, word) && !slices.Contains(common, short) && utf8.RuneCountInString(word) > 1 {
			out[short] = word
		}
	}
	return out
}

// stem takes the plural and a few endings off an English word of some length.
func stem(word string) string {
	const least = 4 // letters that stay
	for _, end := range []string{"ing", "ers", "er", "ed", "s"} {
		if short, has := strings.CutSuffix(word, end); has && utf8.RuneCountInString(short) >= least {
			return short
		}
	}
	return word
}

// shared are the words of the second text that the first one has too.
func shared(a, b map[string]string) (out []string) {
	for short, word := range b {
		if _, has := a[short]; has {
			out = append(out, word)
		}
	}
	slices.Sort(out)
	return out
}
