package storetest

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
)

// readings are all that one may do with a grant, each with the error it gave.
func (b *book) readings(g policy.Grant) map[string]error {
	_, places := b.Places(ctx, g)
	_, bad := b.BadRows(ctx, g, desk("/a"), 0)
	_, coverage := b.Coverage(ctx, g)
	_, dirty := b.Dirty(ctx, g)
	_, fact := b.Fact(ctx, g, logbook.ID{})
	_, held := b.Held(ctx, g, logbook.KindCommit, "one")
	_, checkpoint := b.Checkpoint(ctx, g)
	_, verdict := b.VerifyAudit(ctx, g)
	_, remembered := b.Remember(ctx, g, 1, when.Days{}, logbook.Reckoned{})
	_, monthly := b.RememberMonths(ctx, g, logbook.Months{})
	_, kinds := b.Generations(ctx, g)
	_, counted := b.Recount(ctx, g)
	_, nowhen := b.Unplaced(ctx, g, logbook.KindCommit)
	_, derived := b.Derived(ctx, g)
	_, last := b.LastRead(ctx, g)
	_, changed := b.Changed(ctx, g, 0, func(*logbook.DayRow) error { return nil })
	_, permit := b.Permit(ctx, g, policy.Permit{Viewer: 7})
	return map[string]error{
		"Facts": fails(b.Facts(ctx, g, when.Span{})), "Fact": fact, "Held": held,
		"Versions":  fails(b.Versions(ctx, g, logbook.KindCommit, "one")),
		"Sightings": fails(b.Sightings(ctx, g, when.Span{})),
		"Known":     fails(b.Known(ctx, g, desk("/a"))),
		"Places":    places, "BadRows": bad, "Coverage": coverage, "Dirty": dirty, "Generations": kinds, "Recount": counted, "Changed": changed, "Unplaced": nowhen, "Derived": derived, "LastRead": last,
		"Results": fails(b.Results(ctx, g, "")), "RememberResults": b.RememberResults(ctx, g, logbook.Result{Name: "x"}),
		"Months": fails(b.Months(ctx, g, when.Days{}, 0)), "RememberMonths": monthly, "Events": fails(b.Events(ctx, g)),
		"AuditEntries": fails(b.AuditEntries(ctx, g, 0)), "Checkpoint": checkpoint, "VerifyAudit": verdict,
		"Permit": permit, "Revoke": b.Revoke(ctx, g, "x"),
		"Remember": remembered, "Forget": b.Forget(ctx, g),
	}
}

func zeroGrant(t *testing.T, b *book) {
	b.put(t, b.batch("/a", noon, b.act("one", 1)))
	var none policy.Grant
	all := b.readings(none)
	all["Tallies"] = fails(b.Tallies(ctx, none, when.Days{}))
	for name, err := range all {
		if fault.KindOf(err) != fault.NotAllowed {
			t.Errorf("%s gave %v", name, err)
		}
	}
}

// lent is what a viewer wants to read.
func (b *book) lent() policy.Ask {
	return policy.Ask{Viewer: 7, Owner: b.me, Measure: "m", Days: when.Year(2017), Purpose: "a talk"}
}

// lend permits it, and gives the grant that follows.
func (b *book) lend(t *testing.T) (policy.Grant, string) {
	t.Helper()
	ask := b.lent()
	p, err := b.Permit(ctx, b.own, policy.Permit{Viewer: ask.Viewer, Measure: ask.Measure, Days: ask.Days, Purpose: ask.Purpose})
	must(t, p, err)
	standing, err := b.Permits(ctx, ask.Viewer, b.me)
	g, err := policy.Allow(ask, must(t, standing, err), b.now)
	return must(t, g, err), p.ID
}

func foreignGrant(t *testing.T, b *book) {
	g, _ := b.lend(t)
	b.put(t, b.batch("/a", noon, b.act("one", 1)))
	for name, err := range b.readings(g) {
		if fault.KindOf(err) != fault.NotAllowed {
			t.Errorf("%s gave %v", name, err)
		}
	}
}

func permits(t *testing.T, b *book) {
	day := when.Date(2017, 3, 1)
	var kept []logbook.Tally
	for _, d := range []when.Day{day - 365, day, day + 365} {
		for _, m := range []string{"m", "other"} {
			kept = append(kept, logbook.Tally{Day: d, Measure: m, Value: 1})
		}
	}
	b.remember(t, 0, when.Days{}, kept...)
	g, id := b.lend(t)
	before := len(b.lines(t))
	got := all(t, b.Tallies(ctx, g, when.Days{}))
	same(t, "what a permit opens", got, []logbook.Tally{{Day: day, Measure: "m", Value: 1}})
	use := b.lines(t)[before:]
	if len(use) != 1 || use[0].Actor != 7 || use[0].Policy != id || use[0].Decision != audit.Allowed || use[0].Purpose != "a talk" {
		t.Errorf("the use of it is written down as %+v", use)
	}
	for range b.Tallies(ctx, g, when.Days{}) {
		break // even who looks at one only has looked
	}
	same(t, "the lines after a second use", len(b.lines(t)), before+2)
	if err := b.Revoke(ctx, b.own, id); err != nil {
		t.Fatal(err)
	}
	if err := fails(b.Tallies(ctx, g, when.Days{})); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("a revoked permit gave %v", err)
	}
	lines := b.lines(t)
	acts := []string{}
	for _, l := range lines[before-1:] {
		acts = append(acts, l.Act+" "+l.Decision)
	}
	same(t, "the lines", acts, []string{"permit allowed", "read allowed", "read allowed", "revoke allowed", "read refused"})
	if err := b.Revoke(ctx, b.own, id); fault.KindOf(err) != fault.Nothing {
		t.Errorf("revoking it twice gave %v", err)
	}
	left, err := b.Permits(ctx, 7, b.me)
	if must(t, left, err); len(left) != 1 || left[0].Revoked == 0 {
		t.Errorf("the permits are %+v", left)
	}
	b.sound(t)
}

// revoked reads on and on while the permit is revoked. A reading that begins
// after the revocation has returned must give nothing.
func revoked(t *testing.T, b *book) {
	b.remember(t, 0, when.Days{}, logbook.Tally{Day: when.Date(2017, 3, 1), Measure: "m", Value: 1})
	g, id := b.lend(t)
	other := b.another(t)
	over := make(chan bool)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for after := false; !after; {
				select {
				case <-over:
					after = true
				default:
				}
				if err := fails(other.Tallies(ctx, g, when.Days{})); after && err == nil {
					t.Error("something was read after the revocation returned")
				}
			}
		})
	}
	err := b.Revoke(ctx, b.own, id)
	close(over)
	wg.Wait()
	if err != nil {
		t.Error(err)
	}
	b.sound(t)
}

func auditLines(t *testing.T, b *book) {
	same(t, "the lines of a new store", acts(b.lines(t)), []string{"begin"})
	b.put(t, b.batch("/a", noon, b.act("one", 1), b.act("two", 2)))
	line := b.lines(t)[1]
	if len(line.Digest) != 64 || len(line.Salt) != 32 {
		t.Errorf("digest %q, salt %q", line.Digest, line.Salt)
	}
	if len(line.State) != 64 {
		t.Errorf("of all that is kept it says %q", line.State)
	}
	line.Digest, line.Salt, line.State = "", "", ""
	same(t, "its line", line, audit.Line{Seq: 1, Entry: audit.Entry{
		At: noon, Actor: b.me, Act: "import", Object: "git /a", Policy: "owner", Decision: "allowed", Region: "local",
		Purpose: "test", Counts: map[string]int64{"facts": 2, "sighted": 2},
		Kept: map[string]int64{"cursor": 1, "fact": 2, "place": 1, "sighting": 2},
	}})
	b.put(t, b.batch("/a", noon, b.act("one", 1), b.act("two", 2)))
	b.put(t, b.batch("/a", noon+1, b.act("one", 1)))
	same(t, "the lines after what changes nothing", acts(b.lines(t)), []string{"begin", "import"})
	for i := range 4 {
		part := b.batch("/b", noon+2, b.act(fmt.Sprint("part ", i/2), i/2))
		if i < 3 {
			part.Position = nil
		}
		b.put(t, part)
		b.put(t, part)
	}
	lines := b.lines(t)
	same(t, "the lines after a reading of four batches", acts(lines), []string{"begin", "import", "import begun", "import"})
	same(t, "the counts", lines[3].Counts, map[string]int64{"facts": 2, "sighted": 2})
	cut := b.batch("/c", noon+3, b.act("three", 3))
	cut.Position = nil
	b.put(t, cut)
	b.put(t, b.batch("/c", noon+4, b.act("three", 3)))
	same(t, "the lines after a reading cut short", acts(b.lines(t))[4:], []string{"import begun"})
	same(t, "the lines from a number on", acts(all(t, b.AuditEntries(ctx, b.own, 4))), []string{"import begun"})
	b.sound(t)
}

// goneInBatches lets two facts go in two batches of one reading: its line has both.
func goneInBatches(t *testing.T, b *book) {
	one, two := b.act("one", 1), b.act("two", 2)
	b.put(t, b.batch("/a", noon, one, two))
	for i, f := range []*logbook.Fact{one, two} {
		id := f.ID()
		part := b.batch("/a", noon+1)
		if part.Entries = []logbook.Entry{{Gone: &id}}; i == 0 {
			part.Position = nil
		}
		b.put(t, part)
	}
	lines := b.lines(t)
	same(t, "the lines", acts(lines), []string{"begin", "import", "import begun", "import"})
	same(t, "the counts of the reading's end", lines[3].Counts, map[string]int64{"gone": 2})
	b.sound(t)
}

// seenAndGone tells of a fact that it is there and gone at one instant, in either order:
// it is there.
func seenAndGone(t *testing.T, b *book) {
	f := b.act("one", 1)
	id := f.ID()
	gone := b.batch("/a", noon)
	gone.Entries = []logbook.Entry{{Gone: &id}}
	for i, batch := range []logbook.Batch{b.batch("/a", noon, f), gone, b.batch("/a", noon, f)} {
		b.put(t, batch)
		here := all(t, b.Sightings(ctx, b.own, when.Span{}))
		if len(here) != 1 || here[0].Gone != 0 {
			t.Errorf("after batch %d it is seen as %+v", i, here)
		}
		if known := all(t, b.Known(ctx, b.own, desk("/a"))); len(known) != 1 {
			t.Errorf("after batch %d %d are known", i, len(known))
		}
	}
	b.sound(t)
}

func acts(lines []audit.Line) (out []string) {
	for _, l := range lines {
		out = append(out, l.Act)
	}
	return out
}

func checkpoints(t *testing.T, b *book) {
	var kept []audit.Checkpoint
	for i := range 20 {
		c, err := b.Checkpoint(ctx, b.own)
		kept = append(kept, must(t, c, err))
		b.put(t, b.batch("/a", noon+when.Instant(i), b.act(fmt.Sprint(i), i)))
	}
	v, err := b.VerifyAudit(ctx, b.own, kept...)
	if must(t, v, err); !v.Sound() || v.Size != 21 {
		t.Errorf("the audit of 21 lines: %+v", v)
	}
	kept[7].Root[3]++
	kept = append(kept, audit.Checkpoint{Size: 30})
	v, err = b.VerifyAudit(ctx, b.own, kept...)
	if must(t, v, err); len(v.Breaks) != 2 || v.Breaks[0].Seq != kept[7].Size || !strings.Contains(v.Breaks[1].What, "30") {
		t.Errorf("against two checkpoints that do not hold: %+v", v.Breaks)
	}
}

// apart looks at one store in the name of somebody who is not in it.
func apart(t *testing.T, b *book) {
	b.put(t, b.batch("/a", noon, b.act("one", 1)))
	b.remember(t, 0, when.Days{}, logbook.Tally{Day: 1, Measure: "m", Value: 1})
	other := owns(t, who.Person(5))
	n := len(all(t, b.Facts(ctx, other, when.Span{}))) + len(all(t, b.Sightings(ctx, other, when.Span{}))) +
		len(all(t, b.Versions(ctx, other, logbook.KindCommit, "one"))) + len(all(t, b.Known(ctx, other, desk("/a")))) +
		len(all(t, b.Tallies(ctx, other, when.Days{}))) + len(all(t, b.AuditEntries(ctx, other, 0)))
	known, err := b.Places(ctx, other)
	n += len(must(t, known, err))
	covers, err := b.Coverage(ctx, other)
	n += len(must(t, covers, err))
	if n > 0 {
		t.Errorf("somebody else saw %d things", n)
	}
}

// liveLines: the first of an hour leaves a line, and the first of the next one
// with all of the hour before; what is told in between is kept without.
func liveLines(t *testing.T, b *book) {
	tell := func(at when.Instant, second int, more int64) {
		heard := beat(second, "/home/me/main.go")
		heard.More = more
		batch := b.heard("/a", at, heard)
		batch.Live = true
		b.put(t, batch)
	}
	hour := noon - noon%when.Hour
	tell(hour, 0, 0)
	tell(hour+1, 0, 1)
	tell(hour+when.Minute, 5, 0)
	tell(hour+when.Minute, 5, 0)
	same(t, "the lines of an hour", acts(b.lines(t)), []string{"begin", "import begun"})
	b.put(t, b.heard("/b", hour+2, beat(9, "/other")))
	tell(hour+3*when.Hour, 10, 0)
	lines := b.lines(t)
	same(t, "the lines once another has begun", acts(lines), []string{"begin", "import begun", "import", "import", "import begun"})
	same(t, "the counts of the first", lines[1].Counts, map[string]int64{"beats": 1})
	same(t, "the counts of the hour", lines[3].Counts, map[string]int64{"beats": 2})
	b.sound(t)
}
