package draw

import (
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
)

// namedPlaces is how many repositories are named before the rest is counted.
const namedPlaces = 3

// Met is where and when an address was met: "739 commits by Ann Lee
// <ann@new.example>, Jul 2024 to Nov 2026, in lantern"; of one that only calendars tell
// of: "the calendar work, which seems to be kept for Ann Lee <ann@new.example> (in 412 of
// 430 events)".
func Met(u reckon.Uncounted) string {
	if ofCalendar(u) {
		return PlainText(kept(u))
	}
	text := fmt.Sprintf("%s by %s", say.Count(u.Commits, "commit", "commits"), by(u))
	if u.From != when.NoDay && u.To != when.NoDay {
		text += ", " + look.Month(u.From)
		if look.Month(u.To) != look.Month(u.From) {
			text += " to " + look.Month(u.To)
		}
	}
	if len(u.Where) > 0 {
		text += ", in " + places(u.Where, "repository", "repositories")
	}
	return PlainText(text)
}

// by is a name with its address.
func by(u reckon.Uncounted) string {
	if u.Email == "" {
		return u.Name
	}
	return strings.TrimSpace(u.Name + " <" + u.Email + ">")
}

// places are the names of some, and how many others there are.
func places(all []string, one, many string) string {
	if len(all) > namedPlaces {
		all = append(all[:namedPlaces:namedPlaces], say.Count(len(all)-namedPlaces, "other "+one, "other "+many))
	}
	return strings.Join(all, ", ")
}

// kept says which calendars seem to be kept for an address.
func kept(u reckon.Uncounted) string {
	text := fmt.Sprintf("the %s %s, which %s to be kept for %s", say.Plural(len(u.Where), "calendar", "calendars"),
		places(u.Where, "calendar", "calendars"), say.Plural(len(u.Where), "seems", "seem"), by(u))
	if u.Events > 0 {
		text += fmt.Sprintf(" (in %d of %s)", u.Events, say.Count(u.Of, "event", "events"))
	}
	return text
}

// Uncounted says of an address that it is not counted, or that its calendar counts only
// half: "Not counted: 739 commits by …".
func Uncounted(u reckon.Uncounted) string {
	if ofCalendar(u) {
		return "Counted half: " + Met(u)
	}
	return "Not counted: " + Met(u)
}

// ofCalendar says that only calendars tell of an address.
func ofCalendar(u reckon.Uncounted) bool { return u.Commits == 0 && u.Of > 0 }

// Apart are the addresses under which something was committed, and those of which only
// calendars tell, each in the order in which they came.
func Apart(all []reckon.Uncounted) (commits, calendars []reckon.Uncounted) {
	for _, u := range all {
		if ofCalendar(u) {
			calendars = append(calendars, u)
		} else {
			commits = append(commits, u)
		}
	}
	return commits, calendars
}

// NotCounted says in a line what may be the person's and is not counted, and which
// calendar counts half, each with the command that counts it; "" where there is nothing
// of the kind. Of several addresses the one with most commits is named.
func NotCounted(all []reckon.Uncounted) string {
	commits, calendars := Apart(all)
	return strings.TrimSpace(notCounted(commits, "If they are yours") + " " + notCounted(calendars, "If that is you"))
}

// notCounted is NotCounted of addresses of commits alone, or of calendars alone.
func notCounted(all []reckon.Uncounted, whose string) string {
	if len(all) == 0 {
		return ""
	}
	text := Uncounted(all[0])
	if address := all[0].Email; len(all) == 1 && typable(address) && all[0].Named {
		return fmt.Sprintf("%s. %s, add `--me %s`.", text, whose, address)
	} else if len(all) == 1 && typable(address) {
		return fmt.Sprintf("%s. %s: `backsight me add %s`; if not: `backsight me not %s`.", text, whose, address, address)
	}
	if len(all) == 1 {
		return text + ". " + counts(all[0], "it")
	}
	more := say.Count(len(all)-1, "other address", "other addresses")
	if n := committed(all[1:]); n > 0 {
		more = say.Count(n, "commit", "commits") + " with " + more
	} else if ofCalendar(all[0]) {
		more = "those of " + more
	}
	return fmt.Sprintf("%s; and %s. %s", text, more, counts(all[0], "them"))
}

// committed is how many commits addresses have together.
func committed(all []reckon.Uncounted) (n int) {
	for _, u := range all {
		n += u.Commits
	}
	return n
}

// NotCountedInALine is NotCounted in one line or two, without names: how many commits
// under how many addresses, and what lists them; which calendar counts half, and what
// counts it whole.
//
//	"Not counted: 742 commits by 2 addresses. Yours? `backsight me` lists them."
//	"Counted half: the calendar work. Are you ann@new.example? `backsight me add ann@new.example` counts it whole."
func NotCountedInALine(all []reckon.Uncounted) string {
	commits, calendars := Apart(all)
	text := ""
	if len(commits) > 0 {
		text = fmt.Sprintf("Not counted: %s by %s. Yours? %s lists %s. ", say.Count(committed(commits), "commit", "commits"),
			say.Count(len(commits), "address", "addresses"), lists(commits[0]), say.Plural(len(commits), "it", "them"))
	}
	return strings.TrimSpace(text + halfInALine(calendars))
}

// halfInALine says which calendars count half, and what counts them whole.
func halfInALine(calendars []reckon.Uncounted) string {
	if len(calendars) == 0 {
		return ""
	}
	first := calendars[0]
	if len(calendars) > 1 || !typable(first.Email) {
		return fmt.Sprintf("Counted half: the calendars of %s. Yours? %s lists %s, `%s` counts them whole.",
			say.Count(len(calendars), "address", "addresses"), lists(first), say.Plural(len(calendars), "it", "them"), addition(first, "ADDRESS"))
	}
	which := "the " + say.Plural(len(first.Where), "calendar", "calendars") + " " + places(first.Where, "calendar", "calendars")
	return PlainText(fmt.Sprintf("Counted half: %s. Are you %s? `%s` counts %s whole.",
		which, first.Email, addition(first, first.Email), say.Plural(len(first.Where), "it", "them")))
}

// lists is what lists the addresses that are not counted.
func lists(u reckon.Uncounted) string {
	if u.Named || u.Passing {
		return "`look --full`"
	}
	return "`backsight me`"
}

// addition is the command, or the flag, that takes an address for the person's.
func addition(u reckon.Uncounted, address string) string {
	if u.Named {
		return "--me " + address
	}
	return "backsight me add " + address
}

// NotCountedEach is NotCounted of a reading that nothing else lists: each of several
// addresses with what speaks for and against it, and then what counts them; empty where
// NotCounted says it all.
func NotCountedEach(all []reckon.Uncounted) (out []string) {
	if len(all) < 2 || !all[0].Named && !all[0].Passing {
		return nil
	}
	for _, u := range all {
		out = append(out, PlainText(Uncounted(u)+" ("+Reasons(u)+")."))
	}
	if all[0].Named {
		return append(out, counts(all[0], "one"))
	}
	return append(out, "`backsight me add ADDRESS` counts one, `backsight me not ADDRESS` says that it is somebody else's.")
}

// counts says what counts addresses, and what lists them. In a reading of who was named
// for it nothing does that was said for good.
func counts(u reckon.Uncounted, what string) string {
	if u.Named {
		return fmt.Sprintf("Add `--me ADDRESS` to count %s.", what)
	}
	if u.Passing {
		return fmt.Sprintf("`look --full` lists %s, `backsight me add ADDRESS` counts %s.", what, what)
	}
	return fmt.Sprintf("`backsight me` lists %s, `backsight me add ADDRESS` counts %s.", what, what)
}

// typable says whether an address may stand in a command that a person copies into a
// shell: it is a history's text, and anybody can write one.
func typable(address string) bool {
	const signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+@-"
	return address != "" && address[0] != '-' && !strings.ContainsFunc(address, func(r rune) bool { return !strings.ContainsRune(signs, r) })
}

// Reasons are what speaks for an address and then what speaks against it.
func Reasons(u reckon.Uncounted) string {
	text := strings.Join(u.For, ", ")
	if len(u.Against) > 0 {
		text += "; but " + strings.Join(u.Against, ", ")
	}
	return text
}
