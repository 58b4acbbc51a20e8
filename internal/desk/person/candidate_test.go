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
		got := person.Candidates(ann, nil, who.Strangers{}, []logbook.Named{own, c.of}, nil)
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
	if got := person.Candidates(ann, nil, who.Strangers{}, []logbook.Named{own, met("Bob", "bob@e.x", "lantern", false, 9, "2020-01-01", "2020-01-02")}, nil); len(got) > 0 {
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
	got := person.Candidates(ann, nil, who.Strangers{}, all, nil)
	if len(got) != 1 || got[0].Commits != 13 || got[0].Name != "Ann Lee" || strings.Join(got[0].Where, " ") != "harbour lantern lantern-2" ||
		got[0].From != when.Date(2019, time.June, 1) || got[0].To != when.Date(2020, time.February, 1) {
		t.Errorf("%+v", got)
	}
	no := who.Strangers{Key: 7, Hashes: []string{who.Stranger(7, "lee@new.example")}}
	if got := person.Candidates(ann, nil, no, all, nil); len(got) > 0 {
		t.Errorf("after a no: %+v", got)
	}
	no.Key = 8
	if got := person.Candidates(ann, nil, no, all, nil); len(got) != 1 {
		t.Error("a hash of another person's says no")
	}
	known := who.Self{Person: 7, Identities: []who.Identity{"ann@work.example", "lee@new.example"}}
	if got := person.Candidates(known, nil, who.Strangers{}, all, nil); len(got) > 0 {
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
	}, nil)
	if len(got) != 3 || !got[0].Likely || !got[1].Likely || got[2].Likely {
		t.Errorf("%+v", got)
	}
}

// What is said of when a candidate begins and ends is so: it goes on where one's own
// commits end only where it goes on after the last of them.
func TestCandidatesInTheMidst(t *testing.T) {
	got := person.Candidates(ann, nil, who.Strangers{}, []logbook.Named{
		met("Ann Lee", "ann@work.example", "lantern", true, 90, "2010-01-04", "2026-11-20"),
		met("Ann Lee", "ann@desk.example", "lantern", true, 20, "2012-01-04", "2013-03-01"),
		met("ann", "ann@desk.example", "lantern", true, 20, "2013-01-04", "2015-03-01"), // one address, two names
		met("Ann", "ann@work.example", "lantern", true, 1, "2015-02-01", "2015-03-05"),
		met("Ann Lee", "ann@home.example", "lantern", false, 40, "2015-03-10", "2018-12-20"),
	}, nil)
	said := strings.Join(append(got[0].For, got[0].Against...), ", ")
	if !strings.Contains(said, "begins where those of ann@desk.example end") || !strings.Contains(said, "at the same time") || strings.Contains(said, "your own commits end") {
		t.Errorf("it says %q", said)
	}
}

// A second name under an address of the person's leads to other addresses, which are
// asked about and never expected; an address that several use leads nowhere.
func TestASecondNameIsFollowed(t *testing.T) {
	zoe := who.Self{Person: 7, Identities: []who.Identity{"zoe dean"}}
	second := func(address string, others ...logbook.Named) []person.Candidate {
		return person.Candidates(zoe, nil, who.Strangers{}, append([]logbook.Named{
			met("Zoe Dean", "zoe@dean.example", "lantern", true, 90, "2012-01-04", "2020-11-20"),
			met("Zoe Dean", address, "lantern", true, 4, "2012-01-04", "2012-03-01"),
			met("zed", address, "lantern", false, 29, "2012-01-04", "2015-03-01"),
			met("zed", "zed@hey.example", "lantern", false, 12, "2020-11-22", "2021-12-20"),
			met("Bob Moss", "bob@e.x", "lantern", false, 12, "2020-11-22", "2021-12-20"),
		}, others...), nil)
	}
	got := second("zdean@mail.example")
	if len(got) != 2 || got[0].Email != "zdean@mail.example" || got[0].For[0] != "an address that you use under another name" ||
		got[1].Email != "zed@hey.example" || got[1].For[0] != "a name that stands beside yours at another address" || got[1].Likely {
		t.Errorf("%+v", got)
	}
	if got := second("dev@company.example"); len(got) != 0 {
		t.Errorf("an address of a role leads to %+v", got)
	}
	crowd := []logbook.Named{
		met("Eve Law", "zdean@mail.example", "lantern", false, 1, "2012-01-04", "2015-03-01"),
		met("Ira Poe", "zdean@mail.example", "lantern", false, 1, "2012-01-04", "2015-03-01"),
	}
	if got := second("zdean@mail.example", crowd...); len(got) != 1 || got[0].Commits != 31 || got[0].Likely || !strings.Contains(strings.Join(got[0].Against, " "), "several people") {
		t.Errorf("an address that several use leads to %+v", got)
	}
}

// Of an address that somebody else uses too, no more is said than what stands there
// under the person's own name, and no yes is expected; that of a role is no candidate.
func TestASharedAddress(t *testing.T) {
	at := func(address, other string) []person.Candidate {
		return person.Candidates(ann, nil, who.Strangers{}, []logbook.Named{
			met("Ann Lee", "ann@work.example", "lantern", true, 900, "2022-01-03", "2024-12-30"),
			met("Ann Lee", address, "lantern", false, 1, "2025-01-05", "2025-01-05"),
			met(other, address, "lantern", false, 945, "2025-01-01", "2026-11-29"),
		}, nil)
	}
	for _, role := range []string{"dev@startup.example", "info@startup.example", "noreply@github.com"} {
		if got := at(role, "Bob"); len(got) != 0 {
			t.Errorf("%s is a candidate: %+v", role, got)
		}
	}
	for _, other := range []string{"Bob", "Bob Moss"} {
		got := at("crew@startup.example", other)
		if len(got) != 1 || got[0].Name != "Ann Lee" || got[0].Commits != 1 || got[0].Likely || got[0].For[0] != "the same name" ||
			!strings.Contains(strings.Join(got[0].Against, ", "), "others' commits at the address") {
			t.Errorf("beside %s: %+v", other, got)
		}
	}
	byName := who.Self{Person: 7, Identities: []who.Identity{"ann lee"}}
	got := person.Candidates(byName, nil, who.Strangers{}, []logbook.Named{
		met("Ann Lee", "crew@startup.example", "lantern", true, 1, "2024-12-30", "2024-12-30"),
		met("Bob", "crew@startup.example", "lantern", false, 945, "2025-01-01", "2026-11-29"),
	}, nil)
	if len(got) != 1 || got[0].Likely {
		t.Errorf("where she is known by her name alone: %+v", got)
	}
	for _, own := range []string{"ann@startup.example", "me@lee.example"} {
		if got := at(own, "ann"); len(got) != 1 || got[0].Commits != 946 || !got[0].Likely {
			t.Errorf("%s: %+v", own, got)
		}
	}
}

// An address to which a mailmap leads from the person's own is expected to be theirs, at
// whatever time, under whatever name; not where several people write at it.
func TestCandidatesOfAMailmap(t *testing.T) {
	own := met("Ann Lee", "ann@work.example", "lantern", true, 567, "2019-01-07", "2026-08-14")
	led := func(all ...logbook.Named) (person.Candidate, string) {
		t.Helper()
		got := person.Candidates(ann, nil, who.Strangers{}, append(all, own), nil, "lee@home.example")
		if len(got) != 1 {
			t.Fatalf("%+v", got)
		}
		return got[0], strings.Join(append(got[0].For, got[0].Against...), ", ")
	}
	one := met("Ann Lee", "lee@home.example", "lantern", false, 372, "2019-02-01", "2026-10-01")
	if c, said := led(one); !c.Likely || said != "the mailmap says so, the same name, in the same repositories" {
		t.Errorf("%v, %s", c.Likely, said)
	}
	other := met("Zed", "Lee@Home.example", "lantern", false, 372, "2019-02-01", "2026-10-01")
	if c, said := led(other); !c.Likely || said != "the mailmap says so, in the same repositories" {
		t.Errorf("%v, %s", c.Likely, said)
	}
	several := met("Bob Moss", "lee@home.example", "lantern", false, 3, "2019-02-01", "2026-10-01")
	if c, said := led(one, several); c.Likely || !strings.Contains(said, "several people") {
		t.Errorf("%v, %s", c.Likely, said)
	}
}
