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
// <ann@new.example>, Jul 2024 to Nov 2026, in lantern".
func Met(u reckon.Uncounted) string {
	text := fmt.Sprintf("%s by %s", say.Count(u.Commits, "commit", "commits"), u.Name)
	if u.Email != "" {
		text += " <" + u.Email + ">"
	}
	if u.From != when.NoDay && u.To != when.NoDay {
		text += ", " + look.Month(u.From)
		if look.Month(u.To) != look.Month(u.From) {
			text += " to " + look.Month(u.To)
		}
	}
	places := u.Where
	if len(places) > namedPlaces {
		places = append(places[:namedPlaces:namedPlaces], say.Count(len(places)-namedPlaces, "other repository", "other repositories"))
	}
	if len(places) > 0 {
		text += ", in " + strings.Join(places, ", ")
	}
	return PlainText(text)
}

// NotCounted says in a line what may be the person's and is not counted, and the
// command that counts it; "" where there is nothing of the kind. Of several addresses
// the one with most commits is named.
func NotCounted(all []reckon.Uncounted) string {
	if len(all) == 0 {
		return ""
	}
	text := "Not counted: " + Met(all[0])
	if address := all[0].Email; len(all) == 1 && typable(address) {
		return fmt.Sprintf("%s. If they are yours: `backsight me add %s`; if not: `backsight me not %s`.", text, address, address)
	}
	if len(all) == 1 {
		return text + ". `backsight me` lists it, `backsight me add ADDRESS` counts it."
	}
	commits := 0
	for _, u := range all[1:] {
		commits += u.Commits
	}
	return fmt.Sprintf("%s; and %s with %s. `backsight me` lists them, `backsight me add ADDRESS` counts them.",
		text, say.Count(commits, "commit", "commits"), say.Count(len(all)-1, "other address", "other addresses"))
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
