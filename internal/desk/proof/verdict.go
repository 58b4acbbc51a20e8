package proof

import (
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
)

// Changed says in a sentence how a kind of evidence is not held as it was written,
// and what to do about it: "3 commits are missing or were changed in the store:
// 120 were written, and 117 are as they were", "restore a backup, …".
func Changed(c audit.Change) (sentence, do string) {
	if c.Kind == "" {
		return tableChanged(c), "restore a backup"
	}
	one, many := nounsOf(logbook.Kind(c.Kind))
	n := int(c.Written - c.Held)
	switch {
	case n > 0:
		sentence = fmt.Sprintf("%s %s missing or %s changed in the store: %d %s written, and %d %s",
			say.Count(n, one, many), say.Plural(n, "is", "are"), say.Plural(n, "was", "were"),
			c.Written, say.Plural(int(c.Written), "was", "were"), c.Held, say.Plural(int(c.Held), "is as it was", "are as they were"))
	case n < 0:
		sentence = fmt.Sprintf("%s too many %s in the store: %d %s written, and %d %s there",
			say.Count(-n, one, many), say.Plural(-n, "is", "are"),
			c.Written, say.Plural(int(c.Written), "was", "were"), c.Held, say.Plural(int(c.Held), "is", "are"))
	default:
		sentence = fmt.Sprintf("the %s in the store are not those that were written: %d then and %d now", many, c.Written, c.Held)
	}
	if slices.Contains(gathered, logbook.Kind(c.Kind)) {
		return sentence, "restore a backup, or import the sources into a new store"
	}
	return sentence, "restore a backup"
}

// tableChanged says the same of a table, and of the place where that is.
func tableChanged(c audit.Change) string {
	where := ""
	if c.Place != "" {
		where = ", at " + c.Place
	}
	n := int(c.Written - c.Held)
	switch {
	case c.Table == "held":
		return "the account of what is kept (table held) was changed"
	case n > 0:
		return fmt.Sprintf("table %s: %s %s missing or %s changed%s: %d then and %d now",
			c.Table, say.Count(n, "row", "rows"), say.Plural(n, "is", "are"), say.Plural(n, "was", "were"), where, c.Written, c.Held)
	case n < 0:
		return fmt.Sprintf("table %s: %s too many%s: %d then and %d now", c.Table, say.Count(-n, "row", "rows"), where, c.Written, c.Held)
	}
	return fmt.Sprintf("table %s does not hold what was written%s: %d then and %d now", c.Table, where, c.Written, c.Held)
}

// gathered are the kinds that can be had from their sources again.
var gathered = logbook.EvidenceKinds()

// nounsOf is what one and many of a kind are called.
func nounsOf(kind logbook.Kind) (one, many string) {
	switch kind {
	case logbook.KindCommit:
		return "commit", "commits"
	case logbook.KindPaths:
		return "commit's list of paths", "commits' lists of paths"
	case logbook.KindEvent:
		return "calendar event", "calendar events"
	case logbook.KindBeat:
		return "sign of activity", "signs of activity"
	}
	for _, k := range record.All() {
		if k.Fact == kind {
			return k.One, k.Many
		}
	}
	return fmt.Sprintf("entry of the kind %q", kind), fmt.Sprintf("entries of the kind %q", kind)
}

// Unsound is a sentence for everything that does not hold in an audit, the broken
// lines first; none where it is sound.
func Unsound(v audit.Verdict) (all []string) {
	for _, b := range v.Breaks {
		all = append(all, fmt.Sprintf("line %d: %s", b.Seq, b.What))
	}
	for _, c := range v.Changes {
		sentence, do := Changed(c)
		all = append(all, sentence+"; "+do)
	}
	if v.Unreckoned != "" {
		all = append(all, "not everything could be worked out from nothing and compared: "+v.Unreckoned)
	}
	return all
}
