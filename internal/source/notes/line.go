package notes

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/record"
)

// written is an entry as it stands in a file, or why a line that looks like one is none.
type written struct {
	entry record.Entry
	wall  string // the time as written, "20260302T1015": part of the key
	line  int
	text  string
	err   error // what is wrong, nil for an entry
}

// stamp is when a line says that it was. minute is -1 where no time of day stands there.
type stamp struct {
	day     when.Day
	own     bool // the day stands on the line
	minute  int
	seconds int
	zone    *time.Location // the offset that is written, nil for none
}

var (
	marker   = regexp.MustCompile(`^(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(?:(\[.?\])[ \t]+)?`)
	isoDay   = regexp.MustCompile(`^(?:\[\[)?([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\]\])?(?:[ \t,:]+|T|$)`)
	clock    = regexp.MustCompile(`^(\*\*)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?(?:[ ]?([aApP])\.?[mM]\.?)?(Z|[+-][0-9]{2}:?[0-9]{2})?(\*\*)?(?:[ \t,:]+|$)`)
	parting  = regexp.MustCompile(`^(?:[-–—|])[ \t]+`)
	kindWord = regexp.MustCompile(`^([A-Za-z]+)(::|:)?(?:[ \t]+|$)`)
	inline   = regexp.MustCompile(`[ \t]*\[([a-z]+)::[ \t]*([^\[\]]*)\]`)
	numeric  = regexp.MustCompile(`^[-+−]?[0-9]`)
)

// readLine reads one line of a file whose notes are of a day, NoDay where it is of none.
// ok is false for prose.
func readLine(text string, day when.Day, home *time.Location) (w written, ok bool) {
	rest := strings.TrimSpace(text)
	if m := marker.FindStringSubmatch(rest); m != nil {
		if m[1] != "" && !strings.EqualFold(m[1], "[x]") {
			return w, false // a task that is not done
		}
		rest = rest[len(m[0]):]
	}
	at, rest := readStamp(rest, day)
	k, mark, rest := readKind(rest)
	if k == nil || at.day == when.NoDay || !looksMeant(k, at, mark, rest) {
		return w, false
	}
	w.text, w.wall = text, at.wall()
	w.entry, w.err = at.entry(k, rest, home)
	return w, true
}

// readStamp reads the day and the time at the beginning of a line, and gives what
// follows them.
func readStamp(rest string, day when.Day) (stamp, string) {
	at := stamp{day: day, minute: -1}
	if m := isoDay.FindStringSubmatch(rest); m != nil {
		if d, err := when.ParseDay(m[1]); err == nil {
			at.day, at.own, rest = d, true, rest[len(m[0]):]
		}
	}
	if m := clock.FindStringSubmatch(rest); m != nil && m[1] == m[7] {
		if at.clock(m[2], m[3], m[4], m[5], m[6]) {
			rest = rest[len(m[0]):]
		}
	}
	if m := parting.FindString(rest); m != "" && (at.own || at.minute >= 0) {
		rest = rest[len(m):]
	}
	return at, rest
}

// clock takes a time of day; it is false where it is none.
func (s *stamp) clock(hour, minute, second, half, offset string) bool {
	var h, m, sec int
	_, _ = fmt.Sscan(hour, &h) // two digits
	_, _ = fmt.Sscan(minute, &m)
	if second != "" {
		_, _ = fmt.Sscan(second, &sec)
	}
	if half != "" {
		if h < 1 || h > 12 {
			return false
		}
		h %= 12
		if strings.EqualFold(half, "p") {
			h += 12
		}
	}
	if h > 23 || m > 59 || sec > 59 {
		return false
	}
	s.minute, s.seconds = 60*h+m, sec
	if offset != "" {
		t, err := time.Parse("-0700", strings.Replace(strings.Replace(offset, "Z", "+0000", 1), ":", "", 1))
		if err != nil {
			return false
		}
		_, east := t.Zone()
		s.zone = time.FixedZone("", east)
	}
	return true
}

// readKind reads the word for a kind: its name or that of its own command, in small
// letters, or with a colon behind it in any. mark is that colon, or the two of a
// property.
func readKind(rest string) (k *record.Kind, mark, after string) {
	m := kindWord.FindStringSubmatch(rest)
	if m == nil {
		return nil, "", rest
	}
	for _, k := range table() {
		if m[1] == k.Name || m[1] == k.Short || m[2] != "" && (strings.EqualFold(m[1], k.Name) || strings.EqualFold(m[1], k.Short)) {
			return k, m[2], strings.TrimSpace(rest[len(m[0]):])
		}
	}
	return nil, "", rest
}

// looksMeant says whether a line with a day and the word for a kind is meant as an entry.
// The words are of every day, so a time or a date of its own, or the two colons of a
// property, must stand beside them; and behind what takes a number must stand one, where
// there are no colons.
func looksMeant(k *record.Kind, at stamp, mark, rest string) bool {
	switch {
	case mark == "::":
		return rest != "" // one that a template left empty says nothing
	case !at.own && at.minute < 0:
		return false
	case mark == ":" || rest == "":
		return rest != "" || counts(k)
	}
	return !counts(k) || numeric.MatchString(rest)
}

// counts says whether a kind is said with a number first: then it speaks of a moment,
// and a day alone is too little.
func counts(k *record.Kind) bool { return k.Fields[0].As == record.Number }

// errNoTime says that a moment is missing.
var errNoTime = errors.New("no time of day stands on the line")

// entry is what a line says, at its moment; noon where a day is enough.
func (s stamp) entry(k *record.Kind, rest string, home *time.Location) (record.Entry, error) {
	if s.minute < 0 && k.Placed == record.AtMoment && counts(k) {
		return record.Entry{}, fmt.Errorf("%w: %s speaks of a moment, as in 10:15 %s %s", errNoTime, k.Name, k.Name, rest)
	}
	texts := fields(k, rest)
	e, err := k.Typed(func(field string) string { return texts[field] })
	if err != nil {
		return e, err
	}
	zone, minute := home, s.minute
	if s.zone != nil {
		zone = s.zone
	}
	if minute < 0 {
		minute = 12 * 60
	}
	e = e.In(s.day.At(zone, minute)+when.Instant(s.seconds)*when.Second, zone)
	return e, e.Check()
}

// wall is the time as it was written.
func (s stamp) wall() string {
	text := strings.ReplaceAll(s.day.String(), "-", "")
	if s.minute < 0 {
		return text
	}
	text += fmt.Sprintf("T%02d%02d", s.minute/60, s.minute%60)
	if s.seconds > 0 {
		text += fmt.Sprintf("%02d", s.seconds)
	}
	if s.zone != nil {
		text += time.Time{}.In(s.zone).Format("-0700")
	}
	return text
}

// fields are what stands behind the word for a kind, by the names of its fields: those
// in brackets, [level:: 0], and then in order those that may stand without a name.
func fields(k *record.Kind, rest string) map[string]string {
	out := map[string]string{}
	asked := map[string]record.Field{}
	for _, f := range k.Asks() {
		asked[f.Name] = f
	}
	rest = inline.ReplaceAllStringFunc(rest, func(part string) string {
		m := inline.FindStringSubmatch(part)
		if _, is := asked[m[1]]; !is || out[m[1]] != "" {
			return part
		}
		put(out, m[1], m[2])
		return ""
	})
	for i, f := range k.Fields[:k.Args] {
		if out[f.Name] != "" {
			continue
		}
		var text string
		text, rest = next(f, i == k.Args-1, strings.TrimSpace(rest))
		put(out, f.Name, text)
	}
	if rest = strings.TrimSpace(rest); rest != "" { // too much: it belongs to what was read last, which says so
		last := k.Fields[k.Args-1].Name
		out[last] = strings.TrimSpace(out[last] + " " + rest)
	}
	return out
}

// put puts a text into a field; a period such as 2022-01..2024-06 is a first and a last
// day.
func put(out map[string]string, field, text string) {
	from, to, two := strings.Cut(text, "..")
	if days, err := when.ParsePeriod(text); field == "from" && err == nil {
		out["from"] = days.From.String()
		if two {
			out["to"] = days.Last().String()
		}
		return
	} else if field == "from" && two && to == "" {
		put(out, field, from)
		return
	} else if days, err := when.ParsePeriod(text); field == "to" && err == nil {
		text = days.Last().String()
	}
	out[field] = strings.TrimSpace(text)
}

// next cuts the text of a field off: a word of a number or a day, all that there is of
// a text at the end, and of one before the end what stands in quotation marks, or all.
func next(f record.Field, last bool, rest string) (text, after string) {
	if f.As != record.Text && f.As != record.Link {
		text, after, _ = strings.Cut(rest, " ")
		return strings.TrimPrefix(strings.TrimRight(text, ",;:"), "+"), strings.TrimLeftFunc(after, lead)
	}
	if inner, ok := strings.CutPrefix(rest, `"`); ok {
		if quoted, behind, closed := strings.Cut(inner, `"`); closed && (!last || strings.TrimSpace(behind) == "") {
			return quoted, behind
		}
	}
	return rest, ""
}

// lead is what may stand between a number and its note, and says nothing.
func lead(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-–—:", r) }
