package tell

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/reckon/report"
)

// carriedWords say what changed about a turn: beside it, and never as its cause.
//
//	About then: the role "lead" begins; your work in lantern begins (0.0 to 2.1
//	commits a week).
func carriedWords(all []report.Carried) say.Text {
	if len(all) == 0 {
		return nil
	}
	text := say.Plain(" About then: ")
	for i, c := range all {
		if i > 0 {
			text = say.F("%s; ", text)
		}
		text = say.F("%s%s", text, carriedWord(c))
	}
	return say.F("%s.", text)
}

func carriedWord(c report.Carried) say.Text {
	is := map[string]string{"begins": "begins", "ends": "ends", "rose": "rises", "fell": "falls"}[c.Change]
	switch c.What {
	case "repository":
		return say.F("your work in %s %s (%s to %s commits a week)", c.Name, is, say.Num(c.From), say.Num(c.To))
	case "language":
		return say.F("%s %s (%.0f%% to %.0f%% of the files you touched)", c.Name, is, c.From, c.To)
	case "series":
		return say.F("the meetings \"%s\" %s (%s to %s h a week)", c.Name, map[string]string{"begins": "begin", "ends": "end", "rose": "rise", "fell": "fall"}[c.Change], say.Num(c.From), say.Num(c.To))
	case "role":
		return say.F("the role \"%s\" %s", c.Name, is)
	}
	return say.F("\"%s\" %s", c.Name, is)
}

// unexplained offers to say what a turn was, where nothing is known of it. It is
// offered once, for the last one.
func (t teller) unexplained(i int) say.Text {
	turns := t.r.Backsight.Turns
	if !IsHands(t.r) || turns[i].Kind == Instrument || len(turns[i].Carried) > 0 {
		return nil
	}
	for _, later := range turns[i+1:] {
		if later.Kind != Instrument && len(later.Carried) == 0 {
			return nil
		}
	}
	return say.Plain(" Nothing here says why. If your role changed then, `backsight event DAY TEXT --kind role` marks it.")
}
