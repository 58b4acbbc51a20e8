package where

import (
	"math"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
)

// enoughSeen is what part of a period must have been seen for its days to be set against
// others.
const enoughSeen = 0.9

// Finding answers "of what?": where most hands-on days were in the reference and in the
// last 52 weeks; where those cannot be set against one another, in all.
func (w Where) Finding() say.Text {
	switch {
	case w.Nothing():
		return say.Plain("No hands-on day is known.")
	case !w.Comparable():
		return say.F("%s from %s to %s%s.", counted(w.All.Days), say.Day(w.All.First), say.Day(w.All.Last), most(w, func(r Row) *int { return &r.Days }))
	}
	ref := w.Reference.Days()
	then := say.F("In %s you had %s%s", say.Period(ref), counted(*w.All.Reference), most(w, func(r Row) *int { return r.Reference }))
	if math.Abs(float64(ref.Len()-latelyDays)) > yearly {
		then = say.F("In %s you had %s a year%s", say.Period(ref), counted(perYear(*w.All.Reference, w.Then)), most(w, func(r Row) *int {
			if r.Reference == nil {
				return nil
			}
			n := perYear(*r.Reference, w.Then)
			return &n
		}))
	}
	now := say.Plain("no hands-on day")
	if *w.All.Lately > 0 {
		now = say.F("%s%s", counted(*w.All.Lately), most(w, func(r Row) *int { return r.Lately }))
	}
	return say.F("%s. In the last 52 weeks: %s.", then, now)
}

// yearly is by how many days a period may differ from 52 weeks and be a year.
const yearly = 7

// Comparable says whether the reference and the last 52 weeks were seen well enough to
// be set against one another, and are not the same time.
func (w Where) Comparable() bool {
	if w.Reference == nil || w.All.Reference == nil || w.All.Lately == nil || len(w.Years) == 0 {
		return false
	}
	ref := w.Reference.Days()
	now := w.Years[len(w.Years)-1]
	today := when.Date(now.Year, 1, 1) + when.Day(now.Days)
	if same, some := ref.Cut(when.Days{From: today - latelyDays, To: today}); some && 2*same.Len() > ref.Len() {
		return false
	}
	return float64(w.Then) >= enoughSeen*float64(ref.Len())/2 && float64(w.Lately) >= enoughSeen*latelyDays
}

func perYear(days, seen int) int {
	return int(math.Round(float64(days) * latelyDays / float64(max(seen, 1))))
}

func counted(n int) say.Text { return say.Counted(n, "hands-on day", "hands-on days") }

// most names the repository and the language with most days: ", 120 in lantern and 130
// in Go". Names are the person's own and stand as they are.
func most(w Where, of func(Row) *int) say.Text {
	repository, some := greatest(w.Repositories, of)
	language, spoken := greatest(w.Languages, of)
	switch {
	case some && spoken:
		return say.F(", %s and %s", repository, language)
	case some:
		return say.F(", %s", repository)
	case spoken:
		return say.F(", %s", language)
	}
	return nil
}

func greatest(rows []Row, of func(Row) *int) (say.Text, bool) {
	best, name := 0, ""
	for _, r := range rows {
		if n := of(r); n != nil && *n > best {
			best, name = *n, r.Name
		}
	}
	return say.F("%d in %s", best, name), best > 0
}

// Column is what a year is called at the head of its column: the one that is not over
// says so.
func (y Year) Column() string {
	text := when.Date(y.Year, 1, 1).Time().Format("2006")
	if y.Days < when.Year(y.Year).Len() {
		text += "…"
	}
	return text
}
