package lives

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

// deed is something that ends in a repository: one commit, or a branch of a
// few and the merge that brings them in.
type deed struct {
	at        when.Instant // when it was put in: the order of a repository
	authored  when.Instant // when the work was done, never after at
	zone      *time.Location
	author    Author
	committer Author
	subject   string
	trailer   string // last lines of the message, "" for none
	shape     shape
	branch    int    // commits on the branch of a merged deed
	draw      uint64 // which files it touches
}

type shape int8

const (
	plain    shape = iota
	merged         // on a branch, and a merge by the committer
	picked         // on main, and once more on the release branch
	imported       // some hundreds of files at once, as a first commit
	vendored       // somebody else's code, kept here
)

var (
	colleagues = []Author{
		{"Kit", "kit@work.example.org"}, {"Sol", "sol@work.example.org"}, {"Juno", "juno@work.example.org"},
	}
	bot        = Author{"dependabot[bot]", "dependabot[bot]@users.noreply.github.com"}
	agent      = Author{"copilot-swe-agent[bot]", "198982749+Copilot@users.noreply.github.com"}
	assistants = []string{
		"Co-Authored-By: Claude <noreply@anthropic.com>",
		"Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>",
		"Co-authored-by: Cursor <cursoragent@cursor.com>",
	}
)

// Bots came to the repositories then.
var botsFrom = when.Date(2020, time.February, 3)

// maker draws the deeds of one week.
type maker struct {
	life  Life
	plan  plan
	now   Traits
	r     *rand.Rand
	deeds map[string][]deed // by repository
}

// deeds draws everything that happened in the repositories, by their names.
func (l Life) deeds(plans []plan) map[string][]deed {
	m := maker{life: l, deeds: map[string][]deed{}}
	for _, r := range l.Repos {
		m.begin(r)
	}
	for _, p := range plans {
		m.plan, m.now = p, l.traits(p.monday)
		m.r = l.chance(ofMaking, p.week)
		m.own()
		m.r = l.chance(ofOthers, p.week)
		m.others()
	}
	return m.deeds
}

// begin is the first commit of a repository: an import, a first file of one's
// own, or a colleague's.
func (m *maker) begin(repo Repo) {
	d := deed{author: m.life.Person, subject: "Begin", zone: m.life.zone(repo.From)}
	switch {
	case repo.Import:
		d.shape, d.subject = imported, "Import the old tree"
	case !repo.Own:
		d.author = colleagues[0]
	}
	if repo.Own {
		d.author.Email = m.life.Home
	}
	d.committer = d.author
	d.at = clock(repo.From, 8*60, d.zone)
	d.authored = d.at
	m.deeds[repo.Name] = append(m.deeds[repo.Name], d)
}

// own is what the person makes on the days the hands are on.
func (m *maker) own() {
	for i := range 7 {
		day := m.plan.monday + when.Day(i)
		work, own := m.commits(m.plan.work[i]), m.commits(m.plan.own[i])
		for range work {
			m.make(day, false, 9*60+m.r.IntN(9*60))
		}
		for range own {
			from, long := 19*60+30, 230
			if i >= 5 {
				from, long = 9*60+30, 13*60
			}
			m.make(day, true, from+m.r.IntN(long))
		}
	}
	if m.r.Float64() < 0.01 && m.plan.present[1] {
		d := m.deed(m.plan.monday+1, false, 11*60)
		d.shape, d.subject = vendored, "Vendor the parser"
		m.put(m.plan.monday+1, false, d)
	}
}

// commits is how many a hands-on day has: one and more, mostly one to three.
func (m *maker) commits(on bool) int {
	if !on {
		return 0
	}
	n := 1
	for m.r.Float64() < 0.38 && n < 9 {
		n++
	}
	return n
}

// make is one own commit of a day.
func (m *maker) make(day when.Day, own bool, minute int) {
	d := m.deed(day, own, minute)
	switch chance := m.r.Float64(); {
	case own:
	case chance < 0.12: // rebased before it was put in
		d.at += when.Instant(1+m.r.IntN(60)) * when.Hour
	case chance < 0.22:
		d.shape, d.branch = merged, 1
		d.at += when.Instant(1+m.r.IntN(20)) * when.Hour
		if m.r.Float64() < 0.5 {
			d.committer = pick(m.r, colleagues)
		}
	case chance < 0.23:
		d.shape = picked
	}
	if m.r.Float64() < 0.004 {
		d.subject = fmt.Sprintf("Revert %q", d.subject)
	}
	m.assist(&d)
	m.put(day, own, d)
}

// assist leaves an assistant's mark on some commits.
func (m *maker) assist(d *deed) {
	marked, which := m.r.Float64() < m.now.Assistance, m.r.IntN(10)
	switch {
	case !marked:
	case which == 0:
		d.author.Name += aider
	default:
		d.trailer = assistants[which%len(assistants)]
	}
}

// aider writes itself behind the name of whoever it works for.
const aider = " (aider)"

// others is what colleagues and programs do at work, with or without the person.
func (m *maker) others() {
	there := 0.0
	for _, p := range m.plan.present {
		there += float64(one(p)) / 5
	}
	self := m.life.Person
	for range poisson(m.r, 4) {
		m.colleague(func(*deed) {})
	}
	for range poisson(m.r, m.now.Review*there) {
		m.colleague(func(d *deed) { d.trailer = "Reviewed-by: " + self.Name + " <" + self.Email + ">" })
	}
	for range poisson(m.r, m.now.Integrate*there/2) {
		m.colleague(func(d *deed) { d.committer = self; d.at += when.Instant(1+m.r.IntN(30)) * when.Hour })
	}
	for range poisson(m.r, m.now.Integrate*there/2) {
		m.colleague(func(d *deed) { d.committer, d.shape, d.branch = self, merged, 1+m.r.IntN(3); d.at += 5 * when.Hour })
	}
	for range poisson(m.r, 0.3*there) {
		m.colleague(func(d *deed) { d.trailer = "Co-authored-by: " + self.Name + " <" + self.Email + ">" })
	}
	for range poisson(m.r, m.now.Assistance*there) {
		m.colleague(func(d *deed) { d.author, d.committer = agent, self; d.at += when.Hour })
	}
	if m.plan.monday >= botsFrom {
		m.colleague(func(d *deed) { d.author, d.committer, d.subject = bot, bot, "Bump the parser to the next patch" })
	}
}

// colleague is one commit by one of them on a working day, changed by a
// function before it is put in.
func (m *maker) colleague(change func(*deed)) {
	day := m.plan.monday + when.Day(m.r.IntN(5))
	d := m.deed(day, false, 8*60+m.r.IntN(10*60))
	d.author = pick(m.r, colleagues)
	d.committer, d.zone = d.author, location(m.life.Homes[0].Zone)
	change(&d)
	m.put(day, false, d)
}

// deed is an own one at a minute of a day, in the zone lived in.
func (m *maker) deed(day when.Day, own bool, minute int) deed {
	zone := m.life.zone(day)
	at := clock(day, minute, zone) + when.Instant(m.r.IntN(60))*when.Second
	d := deed{
		at: at, authored: at, zone: zone, author: m.life.Person,
		subject: subject(m.r), draw: m.r.Uint64(),
	}
	if own {
		d.author.Email = m.life.Home
	}
	d.committer = d.author
	return d
}

// put sends the deed to one of the repositories worked on that day, mostly the
// newest.
func (m *maker) put(day when.Day, own bool, d deed) {
	var open []string
	for _, r := range m.life.Repos {
		if r.Own == own && r.From <= day && (r.To == when.NoDay || day < r.To) {
			open = append(open, r.Name)
		}
	}
	which := len(open) - 1
	if m.r.Float64() < 0.3 {
		which = m.r.IntN(len(open))
	}
	m.deeds[open[which]] = append(m.deeds[open[which]], d)
}

// clock is a minute of a day on the clock of a zone.
func clock(day when.Day, minute int, zone *time.Location) when.Instant {
	y, mo, d := day.Time().Date()
	return when.At(time.Date(y, mo, d, 0, minute, 0, 0, zone))
}

var (
	verbs  = []string{"Add", "Fix", "Simplify", "Test", "Rename", "Speed up", "Document", "Split", "Guard", "Tidy"}
	things = []string{"the reader", "the index", "the queue", "the session", "the report", "the window", "the cache", "the form"}
	places = []string{"for long names", "on a cold start", "at the edge", "without a network", "in two steps", "once a day"}
)

func subject(r *rand.Rand) string {
	return pick(r, verbs) + " " + pick(r, things) + " " + pick(r, places)
}
