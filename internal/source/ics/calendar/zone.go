package calendar

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/source/ics/outlook"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// zone turns readings of a wall clock into instants and back. It remembers the
// stretch of time between two changes of its clocks in which it was last asked,
// so it must not be shared between goroutines.
type zone struct {
	name string
	loc  *time.Location
	own  bool // its file defined it: no table knows the name
	now  stretch
}

// stretch is a time of constant offset, in seconds since 1970 UTC, half-open.
type stretch struct {
	from, to int64
	east     int64
}

// utcZone is UTC, which has no state to share.
var utcZone = newZone("UTC", time.UTC)

func newZone(name string, loc *time.Location) *zone { return &zone{name: name, loc: loc} }

// utc says that the zone is UTC by whatever name.
func (z *zone) utc() bool { return z.loc == time.UTC }

func (z *zone) stretchAt(unix int64) stretch {
	if z.now.from <= unix && unix < z.now.to {
		return z.now
	}
	t := time.Unix(unix, 0).In(z.loc)
	_, east := t.Zone()
	s := stretch{math.MinInt64, math.MaxInt64, int64(east)}
	from, to := t.ZoneBounds()
	if !from.IsZero() {
		s.from = from.Unix()
	}
	if !to.IsZero() {
		s.to = to.Unix()
	}
	z.now = s
	return s
}

// wall is what a clock in the zone shows at an instant.
func (z *zone) wall(unix int64) recur.Wall {
	if z.utc() {
		return recur.Wall(unix)
	}
	return recur.Wall(unix + z.stretchAt(unix).east)
}

// farthest is more than any zone ever was from UTC, in seconds.
const farthest = 26 * 3600

// unix is when a clock in the zone shows w, in seconds since 1970 UTC: the
// first time where it does so twice, and where it never does, the time it would
// have been without the change (RFC 5545 §3.3.5).
func (z *zone) unix(w recur.Wall) int64 {
	if z.utc() {
		return int64(w)
	}
	if at := int64(w) - z.now.east; z.now.from <= at-2*farthest && at < z.now.to {
		return at
	}
	for s := z.stretchAt(int64(w) - farthest); ; {
		at := int64(w) - s.east
		if at < s.to {
			return at
		}
		next := z.stretchAt(s.to)
		if int64(w)-next.east < next.from || next.to <= s.to {
			return at // in some far years a zone's rules give a stretch that ends where it begins
		}
		s = next
	}
}

// zones finds zones by the names calendars give them, each once.
type zones struct {
	home  *zone
	load  Load
	known map[zoneKey]*zone
}

// zoneKey: a name means what its own file says it means.
type zoneKey struct{ name, definition string }

// Load finds a zone of the IANA database by its name, as time.LoadLocation.
type Load func(name string) (*time.Location, error)

func newZones(home *time.Location, load Load) *zones {
	if home == nil {
		home = time.UTC
	}
	return &zones{home: newZone("", home), load: load, known: make(map[zoneKey]*zone)}
}

// find is the zone of a TZID; definition is its VTIMEZONE, "" where the file
// has none. It is nil where neither a table nor the file knows it.
func (z *zones) find(name, definition string) *zone {
	key := zoneKey{name, definition}
	if found, asked := z.known[key]; asked {
		return found
	}
	var found *zone
	if len(name) <= longestName && len(z.known) < mostNames {
		found = z.load.resolve(name, definition)
	}
	z.known[key] = found
	return found
}

// What a file may ask for: no zone has a longer name, no calendar more zones.
const (
	longestName = 250
	mostNames   = 2000
)

// resolve looks a name up: as an IANA name of the form Area/City, as a Windows
// name, in the file itself, and last as anything that can be guessed safely.
func (l Load) resolve(name, definition string) *zone {
	if loc := l.tabled(name, definition == ""); loc != nil {
		return newZone(loc.String(), loc)
	}
	if loc := defined(name, definition); loc != nil {
		return &zone{name: name, loc: loc, own: true}
	}
	if loc := l.guessed(name); loc != nil {
		return newZone(loc.String(), loc)
	}
	return nil
}

// tabled looks in the tables. A short name like "EST" is only taken from them
// when the file does not say itself what it means.
func (l Load) tabled(name string, short bool) *time.Location {
	name = strings.Trim(strings.TrimSpace(name), `"'`)
	if iana, ok := outlook.Zone(name); ok {
		name = iana
	}
	if loc := l.iana(name, short); loc != nil {
		return loc
	}
	for rest := name; ; { // "/mozilla.org/20050126_1/Europe/Berlin"
		_, after, found := strings.Cut(rest, "/")
		if !found || !strings.Contains(after, "/") {
			return nil
		}
		if loc := l.iana(after, false); loc != nil {
			return loc
		}
		rest = after
	}
}

func (l Load) iana(name string, short bool) *time.Location {
	switch strings.ToUpper(name) {
	case "UTC", "Z", "ETC/UTC", "GMT", "ETC/GMT", "UCT", "ZULU":
		return time.UTC
	case "", "LOCAL":
		return nil
	}
	if !short && !strings.Contains(name, "/") {
		return nil
	}
	loc, err := l(strings.ReplaceAll(name, " ", "_"))
	if err != nil {
		return nil
	}
	return loc
}

// guessed reads "(UTC+01:00) Amsterdam, Berlin" by its cities, "GMT+0100" and
// the like by their offset.
func (l Load) guessed(name string) *time.Location {
	name = strings.Trim(strings.TrimSpace(name), `"'`)
	offset, cities := name, ""
	if strings.HasPrefix(name, "(") {
		offset, cities, _ = strings.Cut(name[1:], ")")
	}
	first := strings.IndexAny(cities+"/", "/;") // "Pacific Time (US & Canada)/Tijuana"
	for _, shown := range []string{cities, cities[:first]} {
		if known, ok := outlook.Zone(shown); ok {
			return l.iana(known, true)
		}
	}
	for city := range strings.SplitSeq(cities, ",") {
		for _, area := range []string{"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic"} {
			if loc := l.iana(area+"/"+strings.TrimSpace(city), true); city != "" && loc != nil {
				return loc
			}
		}
	}
	return fixed(offset)
}

// fixed reads an offset such as "UTC+01:00", "GMT-5" or "+0530".
func fixed(text string) *time.Location {
	text = strings.ToUpper(strings.TrimSpace(text))
	text = strings.TrimPrefix(strings.TrimPrefix(text, "UTC"), "GMT")
	if text == "" || text[0] != '+' && text[0] != '-' {
		return nil
	}
	east, ok := offsetSeconds(text)
	if !ok {
		return nil
	}
	return time.FixedZone(fmt.Sprintf("%c%02d:%02d", text[0], abs(east)/3600, abs(east)/60%60), east)
}

// offsetSeconds reads a UTC-OFFSET, with or without colons or points:
// "+0100", "-05:30", "+5", "+013000".
func offsetSeconds(text string) (east int, ok bool) {
	text = strings.TrimSpace(text)
	sign := 1
	switch {
	case strings.HasPrefix(text, "-"):
		sign, text = -1, text[1:]
	case strings.HasPrefix(text, "+"):
		text = text[1:]
	}
	text = strings.NewReplacer(":", "", ".", "").Replace(text)
	if len(text)%2 == 1 {
		text = "0" + text
	}
	if len(text) < 2 || len(text) > 6 {
		return 0, false
	}
	n, err := strconv.Atoi((text + "0000")[:6])
	if err != nil || n < 0 {
		return 0, false
	}
	east = n/10000*3600 + n/100%100*60 + n%100
	return sign * east, east < farthest
}

func abs(n int) int { return max(n, -n) }
