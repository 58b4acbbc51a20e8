package lives

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

// history is what a repository holds.
type history struct {
	life    Life
	repo    Repo
	commits []commit // parents before children
	main    int      // index of the newest on main
	release int      // on the release branch, -1 where there is none
	forks   []int    // the last few on main, where branches begin
}

// commit is one commit as git keeps it, and what it wrote.
type commit struct {
	id                oid
	ref               string
	parents           []int // indexes in the history
	author, committer stamp
	message           string
	files             []file
	tree              tree
	shape             shape
}

// stamp is who did something when, on whose clock.
type stamp struct {
	Author
	at      when.Instant // whole seconds
	east    int          // seconds east of UTC
	nowhere bool         // on nobody's clock: the time of a review is the committer's
}

const (
	mainBranch    = "refs/heads/main"
	releaseBranch = "refs/heads/release"
)

// history plays the deeds of a repository in the order they were put in, those
// before an instant.
func (l Life) history(repo Repo, deeds []deed, until when.Instant) history {
	h := history{life: l, repo: repo, main: -1, release: -1}
	deeds = slices.DeleteFunc(slices.Clone(deeds), func(d deed) bool { return d.at >= until })
	sortBy(deeds[min(1, len(deeds)):], func(d deed) when.Instant { return d.at })
	for _, d := range deeds {
		h.play(d)
	}
	return h
}

func (h *history) play(d deed) {
	switch d.shape {
	case merged:
		h.merge(d)
	case picked:
		h.onMain(d)
		h.pick(d)
	default:
		h.onMain(d)
	}
}

func (h *history) onMain(d deed) {
	h.main = h.add(mainBranch, d, h.tip(), d.at, h.files(d))
	h.forks = append(h.forks, h.main)
	if len(h.forks) > 4 {
		h.forks = h.forks[1:]
	}
}

func (h *history) tip() []int {
	if h.main < 0 {
		return nil
	}
	return []int{h.main}
}

// pick puts what was just done on the release branch as well: the same work a
// second time.
func (h *history) pick(d deed) {
	if h.release < 0 {
		h.release = h.commits[h.main].parents[0]
	}
	h.release = h.add(releaseBranch, d, []int{h.release}, d.at+when.Minute, h.commits[h.main].files)
}

// merge does the work on a branch that begins a few commits back, twenty
// minutes apart, then brings it in. The branch needs no name of its own.
func (h *history) merge(d deed) {
	var all []file
	parent := h.forks[0]
	for i := range d.branch {
		step := d
		step.authored += when.Instant(20*i) * when.Minute
		step.draw += uint64(i)
		step.committer = d.author
		if i > 0 {
			step.subject += fmt.Sprintf(" (part %d)", i+1)
		}
		files := h.files(step)
		parent = h.add(mainBranch, step, []int{parent}, step.authored, files)
		all = append(all, files...)
	}
	join := deed{
		author: d.committer, committer: d.committer, authored: d.at, zone: d.zone,
		subject: "Merge branch '" + strings.ReplaceAll(strings.ToLower(d.subject), " ", "-") + "'", shape: merged,
	}
	h.main = h.add(mainBranch, join, []int{h.main, parent}, d.at, all)
	h.forks = append(h.forks, h.main)[1:]
}

// add makes a commit of a deed and is its index.
func (h *history) add(ref string, d deed, parents []int, at when.Instant, files []file) int {
	c := commit{
		ref: ref, parents: parents, files: files, shape: d.shape,
		author: d.stamp(d.author, d.authored), committer: d.stamp(d.committer, at),
		message: d.subject + "\n",
	}
	c.author.Author, c.committer.Author = h.life.as(c.author), h.life.as(c.committer)
	if d.trailer != "" {
		c.message += "\nIt was asked for.\n\n" + d.trailer + "\n"
	}
	if len(parents) > 0 {
		c.tree = h.commits[parents[0]].tree
	}
	c.tree = c.tree.with(files)
	c.id = c.hash(h.commits)
	h.commits = append(h.commits, c)
	return len(h.commits) - 1
}

func (d deed) stamp(by Author, at when.Instant) stamp {
	_, east := at.In(d.zone).Zone()
	return stamp{Author: by, at: at, east: east}
}

func (s stamp) String() string {
	sign, east := '+', s.east
	if east < 0 {
		sign, east = '-', -east
	}
	return fmt.Sprintf("%s <%s> %d %c%02d%02d", s.Name, s.Email, s.at/when.Second, sign, east/3600, east/60%60)
}

// day is the date on the stamp's own clock.
func (s stamp) day() when.Day { return when.DayOf(s.at.In(time.FixedZone("", s.east))) }

func (c *commit) hash(all []commit) oid {
	var b strings.Builder
	fmt.Fprintf(&b, "tree %v\n", c.tree.id())
	for _, p := range c.parents {
		fmt.Fprintf(&b, "parent %v\n", all[p].id)
	}
	fmt.Fprintf(&b, "author %v\ncommitter %v\n\n%s", c.author, c.committer, c.message)
	return object("commit", []byte(b.String()))
}

// handsOn is the day the commit makes a hands-on day for the person, if it does.
func (c *commit) handsOn(l Life) (when.Day, bool) {
	making := len(c.parents) < 2 && c.shape != imported && c.shape != vendored
	return c.author.day(), making && l.is(c.author.Author)
}

var (
	folders = []string{"api", "core", "manual", "web"}
	names   = []string{"account", "index", "queue", "report", "session", "window"}
	endings = map[string]string{"api": ".go", "core": ".go", "manual": ".md", "web": ".ts"}
)

// files are what a deed writes: one or two of the repository's files anew, or
// very many.
func (h *history) files(d deed) []file {
	switch d.shape {
	case imported:
		return many(310, "legacy/part%03d.c")
	case vendored:
		return many(12, fmt.Sprintf("vendor/parser%d_%%02d.go", len(h.commits)))
	}
	r := rand.New(rand.NewPCG(d.draw, uint64(len(h.commits))))
	var files []file
	for range 1 + r.IntN(2) {
		dir := pick(r, folders)
		path := dir + "/" + pick(r, names) + endings[dir]
		content := fmt.Sprintf("%s in %s, number %d\n%s\n", path, h.repo.Name, len(h.commits), d.subject)
		if len(files) == 0 || files[0].path != path {
			files = append(files, file{path, content})
		}
	}
	return files
}

func many(n int, path string) []file {
	files := make([]file, n)
	for i := range files {
		p := fmt.Sprintf(path, i)
		files[i] = file{p, p + "\n"}
	}
	return files
}
