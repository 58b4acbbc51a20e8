package desk_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/record"
)

// pick commits a change under an address, at an hour of a day and with a subject; the
// same day and subject in another history is a copy of the work.
func (h *house) pick(dir, name, email string, day when.Day, subject string) {
	h.t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "main.go"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		h.t.Fatal(err)
	}
	fmt.Fprintln(f, "//", subject, day)
	if err := f.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.git(dir, "add", "-A")
	at := (day.Start(time.UTC) + 10*when.Hour).In(time.UTC).Format(time.RFC3339)
	h.git(dir, "-c", "user.name="+name, "-c", "user.email="+email, "commit", "-q", "-m", subject, "--date", at)
}

// works are how many works of the person's own a look rests on.
func (h *house) works(d *desk.Desk) int {
	h.t.Helper()
	q, err := d.Question(h.t.Context(), desk.Query{})
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := d.Reckoning().Look(h.t.Context(), d.Grant, q)
	if err != nil || len(r.Claims) == 0 {
		h.t.Fatal(r.Claims, err)
	}
	return r.Claims[0].Facts
}

// What is said not to be counted is what is gained once it is: merges are not among it,
// and neither are copies in one history, in a clone of it or in another one, nor what
// was the person's already under their own address.
func TestWhatIsNotCountedIsWhatIsGained(t *testing.T) {
	for seed := range uint64(3) {
		random := rand.New(rand.NewPCG(seed, 12))
		h := newHouse(t)
		lantern := filepath.Join(h.Folders.Home, "lantern")
		h.git("", "init", "-q", "-b", "main", lantern)
		first := now.Day(time.UTC) - 40*7
		day := func(i int) when.Day { return first + when.Day(7*i) }
		for i := range 38 {
			h.pick(lantern, "Ann Lee", "ann@e.x", day(i), fmt.Sprint("own ", i))
		}
		for i := range 12 {
			name := []string{"Ann Lee", "annie"}[random.IntN(2)] // one address, two names
			h.pick(lantern, name, "ann@old.x", day(i)+1, fmt.Sprint("old ", i))
		}
		clone := filepath.Join(h.Folders.Home, "clone")
		h.git("", "clone", "-q", lantern, clone)
		h.git(lantern, "checkout", "-q", "-b", "side", "HEAD~5")
		for range 4 { // copies in one history
			i := random.IntN(12)
			h.pick(lantern, "Ann Lee", "ann@old.x", day(i)+1, fmt.Sprint("old ", i))
		}
		h.git(lantern, "checkout", "-q", "main")
		h.git(lantern, "-c", "user.name=Ann Lee", "-c", "user.email=ann@old.x", "merge", "-q", "-s", "ours", "--no-ff", "-m", "merge", "side")
		for i := range 3 { // the clone goes on
			h.pick(clone, "Ann Lee", "ann@old.x", day(20+i)+2, fmt.Sprint("more ", i))
		}
		fork := filepath.Join(h.Folders.Home, "fork") // another history of the same works
		h.git("", "init", "-q", "-b", "main", fork)
		for range 6 {
			i := random.IntN(12)
			h.pick(fork, "Ann Lee", "ann@old.x", day(i)+1, fmt.Sprint("old ", i))
			h.pick(fork, "Ann Lee", "ann@old.x", day(i), fmt.Sprint("own ", i))
		}
		h.pick(fork, "Ann Lee", "ann@old.x", day(30)+3, "only here")
		h.git(fork, "-c", "user.name=Ann Lee", "-c", "user.email=ann@old.x", "commit", "-q", "--allow-empty", "-m", "run it again")
		for i := range 16 { // a program's: it counts for nothing
			h.pick(fork, "Ann Lee", "ann@old.x", day(20)+when.Day(i), "nightly")
		}

		d := h.own([]string{"ann@e.x"}, lantern, clone, fork)
		p, err := d.Identified(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		all, err := d.Uncounted(t.Context(), p)
		if err != nil || len(all) != 1 || all[0].Commits != 12+3+1 {
			t.Fatalf("world %d: not counted are %+v, %v", seed, all, err)
		}
		before := h.works(d)
		e := record.Identity.New(record.Values{"text": {Text: all[0].Email}})
		if _, err := d.Say(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		if p, err = d.Identified(t.Context()); err != nil {
			t.Fatal(err)
		}
		if problems, err := d.Renew(t.Context(), p.Self, "me", desk.Silent{}.Meter()); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		if gained := h.works(d) - before; before != 38 || gained != all[0].Commits {
			t.Errorf("world %d: of %d works own, %d more were said not to be counted, and %d are gained", seed, before, all[0].Commits, gained)
		}
		for want, paths := range map[int][]string{38 + 12: {lantern}, 38 + 12 + 3: {lantern, clone}, 38 + 12 + 3 + 1: {fork, clone, lantern}} {
			held, err := d.Held(t.Context(), h.Finder().Paths(t.Context(), paths).Places)
			if err != nil || held.Yours != want {
				t.Errorf("world %d: %d places hold %d of hers, want %d (%v)", seed, len(paths), held.Yours, want, err)
			}
		}
	}
}

// The likeliest authors are told by what they wrote, over all their addresses and
// histories: a day and a copy count once, a merge does not.
func TestLikelyAuthorsCountADayOnce(t *testing.T) {
	h := newHouse(t)
	a, b := filepath.Join(h.Folders.Home, "a"), filepath.Join(h.Folders.Home, "b")
	day := now.Day(time.UTC) - 9
	for _, dir := range []string{a, b} {
		h.git("", "init", "-q", "-b", "main", dir)
		h.pick(dir, "Ann Lee", "ann@e.x", day, "one") // in both
	}
	h.pick(a, "Ann Lee", "ann@old.x", day+1, "two")
	h.git(a, "checkout", "-q", "-b", "side")
	h.pick(a, "ann lee", "ann@old.x", day+3, "three")
	h.git(a, "checkout", "-q", "main")
	h.pick(a, "Ann Lee", "ann@e.x", day+1, "four")
	h.git(a, "-c", "user.name=Ann Lee", "-c", "user.email=ann@e.x", "merge", "-q", "-s", "ours", "--no-ff", "-m", "merge", "side")
	found := h.Finder().Paths(t.Context(), []string{a, b})
	all, err := person.Likely(t.Context(), found.Places, now)
	if err != nil || len(all) != 1 || all[0].Commits != 4 || all[0].Days != 3 || all[0].Merges != 1 || len(all[0].Emails) != 2 {
		t.Errorf("%+v, %v", all, err)
	}
}
