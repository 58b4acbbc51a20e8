package growth

import (
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/wins"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var aimsPage = frame.Page{Name: "aims", Show: showAims, Plain: true, Acts: map[string]frame.Act{"link": linkEvidence}}

// aimsView is what the page draws.
type aimsView struct {
	CanSay bool
	Aims   []aimView
	Limits []string
}

type aimView struct {
	Text, Note, Since string
	Linked, Proposed  []evidenceRow
}

type evidenceRow struct {
	When, Day, Kind, Text, Words, ID string
	Links                            bool
}

func showAims(a *frame.Ask) (frame.View, error) {
	said, err := saidOf(a, append([]*record.Kind{record.Aim}, wins.EvidenceKinds()...)...)
	if err != nil {
		return frame.View{}, err
	}
	all := wins.Towards(said, a.Question.Through)
	page := aimsView{CanSay: a.Voice != nil, Limits: a.Locale.Limits(all.Limits)}
	for _, aim := range all.Aims {
		v := aimView{Text: aim.Text, Note: aim.Note, Since: a.Locale.Day(aim.Since)}
		v.Linked, v.Proposed = evidenceRows(a, aim.Linked), evidenceRows(a, aim.Proposed)
		page.Aims = append(page.Aims, v)
	}
	return frame.View{Finding: a.Locale.Said(all.Finding()), Value: all, Rows: func() [][]string { return aimsCSV(all) }, Page: page}, nil
}

func evidenceRows(a *frame.Ask, all []wins.Evidence) (out []evidenceRow) {
	for _, e := range all {
		out = append(out, evidenceRow{a.Locale.Day(e.Day), "/day/" + e.Day.String(), e.Kind, e.Text, strings.Join(e.Words, ", "), e.ID, e.Links})
	}
	return out
}

func aimsCSV(all wins.Aims) [][]string {
	rows := [][]string{{"aim", "how", "day", "kind", "text"}}
	for _, aim := range all.Aims {
		for how, list := range [][]wins.Evidence{aim.Linked, aim.Proposed} {
			for _, e := range list {
				rows = append(rows, []string{aim.Text, []string{"linked", "proposed"}[how], e.Day.String(), e.Kind, e.Text})
			}
		}
	}
	return rows
}

// linkEvidence links the entry that a form names to an aim: it is said again with the
// aim beside it, and its history stays. Without an aim the link is taken away.
func linkEvidence(a *frame.Ask) (string, error) {
	k, known := record.Named(a.Query.Get("kind"))
	if !known || k != record.Win && k != record.Learned {
		return "", fault.New(fault.Usage, "only a win or a thing learned can be linked to an aim")
	}
	said, err := a.Desk.Said(a.Ctx, k, when.Span{})
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(said, func(e record.Entry) bool { return e.ID == a.Query.Get("id") })
	if i < 0 {
		return "", fault.New(fault.Usage, "there is no such entry any more")
	}
	return "/aims", a.Say(said[i].With("aim", a.Query.Get("aim")))
}
