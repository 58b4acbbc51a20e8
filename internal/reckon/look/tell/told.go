package tell

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/report"
)

// Told is what the story tells beside the weeks.
type Told struct {
	First     when.Day      // the first day looked at
	Last      when.Day      // the last hands-on day; NoDay for none
	Editor    when.Day      // the last day with an hour in an editor; NoDay for none
	Hands     *report.Hands // what an editor shows of the last months; nil for none
	ByCommits bool          // commits alone do not say whether the person builds
	Uncounted bool          // an address that may be the person's goes on after it
}

// did is what hands no longer do: where an editor shows them later than any commit does,
// they only commit nothing.
func (of Told) did() string {
	return map[bool]string{true: "committed", false: "built"}[of.Later() || of.ByCommits]
}

// Later says whether an editor shows work after the last commit, by more than a pause
// between two commits.
func (of Told) Later() bool { return of.Last != when.NoDay && of.Editor > of.Last+4*7 }

// inEditor begins the story with what an editor shows, where commits do not tell all:
// how much, at both ends of the last months, and since when anything is known of it,
// since an editor that begins to tell is no return. What shows only a day is named last.
//
//	You build in an editor, 10.6 h a week in Sep 2026 and 25.3 in Nov (to the 26th);
//	its evidence begins in Aug 2026. You have committed nothing since 2010-05-04.
func (of Told) inEditor(text say.Text) say.Text {
	if !of.ByCommits {
		if of.Later() {
			return say.F("%s An editor shows an hour of work on %s.", text, of.Editor)
		}
		return text
	}
	return say.F("%s. %s", of.Hands.Words(of.Last), text)
}
