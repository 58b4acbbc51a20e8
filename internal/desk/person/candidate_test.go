package person_test

import (
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/logbook"
)

// met is a namesake in a repository, between two days.
func met(name, email, repo string, own bool, commits int, from, to string) logbook.Named {
	day := func(text string) when.Day {
		d, err := when.ParseDay(text)
		if err != nil {
			return when.NoDay
		}
		return d
	}
	return logbook.Named{
		Namesake: logbook.Namesake{Name: name, Email: email, Own: own, Commits: commits, From: day(from), To: day(to)},
		Place:    logbook.Place{Source: "git", Name: repo, URI: "/src/" + repo},
	}
}

var ann = who.Self{Person: 7, Identities: []who.Identity{"ann@work.example"}}

// What speaks for and against an address decides which answer is expected.
func TestCandidates(t *testing.T) {
	own := met("Ann Lee", "ann@work.example", "lantern", true, 900, "2019-01-07", "2026-08-14")
	for what, c := range map[string]struct {
		of     logbook.Named
		likely bool
		words  []string
	}{
		"goes on":            {met("ann lee", "lee@new.example", "lantern", false, 739, "2026-08-17", "2026-11-29"), true, []string{"the same name", "in the same repositories", "goes on where"}},
		"goes on elsewhere":  {met("Ann Lee", "lee@new.example", "harbour", false, 5, "2026-09-20", "2026-11-29"), true, []string{"not in the repositories", "goes on where"}},
		"came before":        {met("LEE, ANN", "ann@old.example", "lantern", false, 40, "2014-02-01", "2018-12-20"), true, []string{"ends where your own commits begin"}},
		"long before, there": {met("Ann Lee", "ann@old.example", "lantern", false, 40, "2010-02-01", "2012-12-20"), true, []string{"in the same repositories"}},
		"long before, else":  {met("Ann Lee", "ann@old.example", "kettle", false, 40, "2010-02-01", "2012-12-20"), false, []string{"not in the repositories"}},
		"beside":             {met("Ann Lee", "lee@home.example", "lantern", false, 40, "2019-02-01", "2026-10-01"), false, []string{"at the same time"}},
		"another's part":     {met("Anton Lehr", "ann@else.example", "lantern", false, 40, "2026-08-20", "2026-11-01"), false, []string{"before the @", "under another name"}},
		"undated":            {met("Ann Lee", "lee@home.example", "lantern", false, 4, "", ""), false, []string{"the same name"}},
	} {
		got := person.Candidates(ann, nil, who.Strangers{}, []logbook.Named{own, c.of})
		if len(got) != 1 || got[0].Commits != c.of.Commits || got[0].Likely != c.likely {
			t.Errorf("%s: %+v", what, got)
			continue
		}
		said := strings.Join(append(got[0].For, got[0].Against...), ", ")
		for _, w := range c.words {
			if !strings.Contains(said, w) {
				t.Errorf("%s: %q does not say %q", what, said, w)
			}
		}
	}
	if got := person.Candidates(ann, nil, who.Strangers{}, []logbook.Named{own, met("Bob", "bob@e.x", "lantern", false, 9, "2020-01-01", "2020-01-02")}); len(got) > 0 {
		t.Errorf("Bob is nobody's namesake: %+v", got)
	}
}

// An address at several places is one candidate; what two clones of one repository
// hold counts once; what was denied is none.
func TestCandidatesOfSeveralPlaces(t *testing.T) {
	all := []logbook.Named{
		met("Ann Lee", "ann@work.example", "lantern", true, 1, "2019-01-07", "2019-01-07"),
		met("Ann Lee", "Lee@new.example", "lantern", false, 10, "2020-01-01", "2020-02-01"),
		met("Ann Lee", "Lee@new.example", "lantern-2", false, 10, "2020-01-01", "2020-02-01"),
		met("ann", "lee@new.example", "harbour", false, 3, "2019-06-01", "2020-01-10"),
	}
	got := person.Candidates(ann, nil, who.Strangers{}, all)
	if len(got) != 1 || got[0].Commits != 13 || got[0].Name != "Ann Lee" || strings.Join(got[0].Where, " ") != "harbour lantern lantern-2" ||
		got[0].From != when.Date(2019, time.June, 1) || got[0].To != when.Date(2020, time.February, 1) {
		t.Errorf("%+v", got)
	}
	no := who.Strangers{Key: 7, Hashes: []string{who.Stranger(7, "lee@new.example")}}
	if got := person.Candidates(ann, nil, no, all); len(got) > 0 {
		t.Errorf("after a no: %+v", got)
	}
	no.Key = 8
	if got := person.Candidates(ann, nil, no, all); len(got) != 1 {
		t.Error("a hash of another person's says no")
	}
	known := who.Self{Person: 7, Identities: []who.Identity{"ann@work.example", "lee@new.example"}}
	if got := person.Candidates(known, nil, who.Strangers{}, all); len(got) > 0 {
		t.Errorf("after a yes: %+v", got)
	}
}

// Addresses follow one another: the one before the one before is likely too.
func TestCandidatesFollowOneAnother(t *testing.T) {
	got := person.Candidates(ann, nil, who.Strangers{}, []logbook.Named{
		met("Ann Lee", "ann@work.example", "lantern", true, 90, "2026-08-03", "2026-11-20"),
		met("Ann Lee", "ann@second.example", "lantern", false, 2000, "2020-03-02", "2026-08-01"),
		met("Ann Lee", "ann@first.example", "quarry", false, 1000, "2016-01-04", "2020-02-28"),
		met("Ann Lee", "ann@school.example", "essays", false, 3, "2009-01-04", "2010-02-28"),
	})
	if len(got) != 3 || !got[0].Likely || !got[1].Likely || got[2].Likely {
		t.Errorf("%+v", got)
	}
}
