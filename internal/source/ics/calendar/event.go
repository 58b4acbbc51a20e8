package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/line"
	"github.com/backsight/backsight/internal/source/ics/recur"
)

// vevent is one VEVENT taken apart as far as its times need it. Strings are
// parts of the component's text.
type vevent struct {
	uid      string
	summary  string
	status   string
	transp   string
	busy     string // X-MICROSOFT-CDO-BUSYSTATUS
	outlook  bool   // a program of Microsoft's wrote properties of its own into it
	wholeDay bool   // X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
	sequence int64
	modified when.Instant // LAST-MODIFIED
	stamped  when.Instant // DTSTAMP
	created  when.Instant // CREATED

	start, end moment
	length     recur.Length
	hasEnd     bool
	hasLength  bool

	recurrence moment // RECURRENCE-ID
	replaces   bool   // RECURRENCE-ID was given
	andFuture  bool   // RANGE=THISANDFUTURE

	rules, exrules []recur.Rule
	more, without  []period // RDATE, EXDATE
	organizer      line.Property
	attendees      []line.Property
	categories     string // all of them, commas between
	odd            []note // what was left out
}

// moment is a date or time as written: a reading of the clock of a zone.
type moment struct {
	wall recur.Wall
	form recur.Form
	tzid string // "" for none
	text string // as written
}

// period is a moment that may bring its own end or length.
type period struct {
	moment
	end       moment
	length    recur.Length
	hasEnd    bool
	hasLength bool
}

// note is something odd at a line of the component's text, from 0.
type note struct {
	line int
	what string
	row  string
}

// readEvent takes a VEVENT apart. ok is false where it has no start that can be
// read: then it cannot be placed, and odd says why.
func readEvent(text string) (e *vevent, ok bool) {
	e = &vevent{}
	started := false
	for n, p := range line.Properties(text) {
		if p.Value == "" && p.Name != "SUMMARY" {
			continue
		}
		if p.Name == "DTSTART" {
			m, good := readMoment(p)
			switch {
			case good && !started:
				e.start, started = m, true
			case !good:
				e.complain(n, "this is no date or time", p)
			}
			continue
		}
		e.set(n, p)
	}
	if e.wholeDay && e.start.form != recur.Date8 {
		e.asDays()
	}
	if !started && len(e.odd) == 0 {
		e.odd = append(e.odd, note{0, "this event has no DTSTART", e.summary})
	}
	return e, started
}

// asDays makes an all-day event of one that was written in times, midnight to
// midnight of some zone: its dates are those of that zone. Where it was carried
// into another, each time is taken to the midnight that is nearest.
func (e *vevent) asDays() {
	e.start.asDay()
	if e.hasEnd {
		e.end.asDay()
	}
	if e.replaces {
		e.recurrence.asDay()
	}
	for _, list := range [][]period{e.more, e.without} {
		for i := range list {
			list[i].asDay()
		}
	}
	for i := range e.rules {
		if r := &e.rules[i]; r.Until != recur.Never && r.UntilForm != recur.Date8 {
			r.Until, r.UntilForm = r.Until.NearestMidnight(), recur.Date8
		}
	}
}

func (m *moment) asDay() {
	if m.form != recur.Date8 {
		m.wall, m.form, m.tzid = m.wall.NearestMidnight(), recur.Date8, ""
	}
}

func (e *vevent) complain(n int, what string, p line.Property) {
	e.odd = append(e.odd, note{n, what, p.Name + ":" + p.Value})
}

// set takes in a property other than DTSTART.
func (e *vevent) set(n int, p line.Property) {
	switch p.Name {
	case "UID":
		e.uid = strings.TrimSpace(p.Value)
	case "SUMMARY":
		e.summary = p.Value
	case "STATUS":
		e.status = strings.ToUpper(strings.TrimSpace(p.Value))
	case "TRANSP":
		e.transp = strings.ToUpper(strings.TrimSpace(p.Value))
	case "X-MICROSOFT-CDO-BUSYSTATUS":
		e.busy = strings.ToUpper(strings.TrimSpace(p.Value))
	case "ORGANIZER":
		e.organizer = p
	case "ATTENDEE":
		e.attendees = append(e.attendees, p)
	case "CATEGORIES":
		e.categories = strings.TrimPrefix(e.categories+","+p.Value, ",")
	case "SEQUENCE":
		e.sequence, _ = strconv.ParseInt(strings.TrimSpace(p.Value), 10, 32)
	case "X-MICROSOFT-CDO-ALLDAYEVENT":
		e.wholeDay = strings.EqualFold(strings.TrimSpace(p.Value), "TRUE")
	default:
		e.setTime(n, p)
	}
	e.outlook = e.outlook || strings.HasPrefix(p.Name, "X-MICROSOFT-") || strings.HasPrefix(p.Name, "X-MS-")
}

func (e *vevent) setTime(n int, p line.Property) {
	ok := true
	switch p.Name {
	case "DTEND":
		e.end, e.hasEnd = readMoment(p)
		ok = e.hasEnd
	case "DURATION":
		e.length, e.hasLength = recur.ReadLength(p.Value)
		if ok = e.hasLength; e.length.Negative {
			e.complain(n, "this event ends before it starts; it was taken as one of no length", p)
		}
	case "RECURRENCE-ID":
		e.recurrence, e.replaces = readMoment(p)
		e.andFuture = strings.EqualFold(p.Param("RANGE"), "THISANDFUTURE")
		ok = e.replaces
	case "LAST-MODIFIED":
		e.modified = stamp(p)
	case "DTSTAMP":
		e.stamped = stamp(p)
	case "CREATED":
		e.created = stamp(p)
	case "RRULE", "EXRULE":
		e.setRule(n, p)
	case "RDATE":
		e.more, ok = appendPeriods(e.more, p)
	case "EXDATE":
		e.without, ok = appendPeriods(e.without, p)
	}
	if !ok {
		e.complain(n, "part of this cannot be read", p)
	}
}

func (e *vevent) setRule(n int, p line.Property) {
	r, odd, err := recur.Parse(p.Value)
	if err != nil {
		e.complain(n, err.Error(), p)
		return
	}
	for _, what := range odd {
		e.complain(n, what, p)
	}
	if p.Name == "RRULE" {
		e.rules = append(e.rules, r)
	} else {
		e.exrules = append(e.exrules, r)
	}
}

// recurring says whether the event is a series.
func (e *vevent) recurring() bool { return len(e.rules) > 0 || len(e.more) > 0 }

// endless says whether the event is a series with a rule that names no end.
func (e *vevent) endless() bool {
	return slices.ContainsFunc(e.rules, func(r recur.Rule) bool { return !r.Bounded() })
}

// allDay says whether the event was written in dates.
func (e *vevent) allDay() bool { return e.start.form == recur.Date8 }

// readMoment reads a DATE or DATE-TIME with its TZID. A TZID that holds a bare
// colon, as in (UTC+01:00), has spilled into the value: the value is what comes
// after the last one.
func readMoment(p line.Property) (m moment, ok bool) {
	value, tzid := strings.TrimSpace(p.Value), ""
	if p.Params != "" {
		tzid = p.Param("TZID")
	}
	w, form, ok := recur.Read(value)
	if i := strings.LastIndexByte(value, ':'); !ok && i >= 0 && tzid != "" {
		tzid, value = strings.Trim(tzid+":"+value[:i], `"`), value[i+1:]
		w, form, ok = recur.Read(value)
	}
	if form != recur.Local {
		tzid = ""
	}
	return moment{wall: w, form: form, tzid: tzid, text: value}, ok
}

// appendPeriods reads a list of dates, times or periods, leaving out what it
// cannot read; ok says that there was nothing such.
func appendPeriods(list []period, p line.Property) (_ []period, ok bool) {
	ok = true
	for item := range strings.SplitSeq(p.Value, ",") {
		begin, rest, both := strings.Cut(strings.TrimSpace(item), "/")
		m, good := readMoment(line.Property{Name: p.Name, Params: p.Params, Value: begin})
		one := period{moment: m}
		if both && good {
			one.end, one.hasEnd = readMoment(line.Property{Params: p.Params, Value: rest})
			if !one.hasEnd {
				one.length, one.hasLength = recur.ReadLength(rest)
			}
			good = one.hasEnd || one.hasLength
			ok = ok && !one.length.Negative && !(one.hasEnd && one.end.form == m.form && one.end.wall < m.wall)
		}
		if !good {
			ok = ok && strings.TrimSpace(item) == ""
			continue
		}
		list = append(list, one)
	}
	return list, ok
}

// stamp reads a time that a program wrote: UTC, whatever its form.
func stamp(p line.Property) when.Instant {
	w, _, ok := recur.Read(p.Value)
	if !ok {
		return 0
	}
	return when.At(time.Unix(int64(w), 0))
}

// rows are the odd things as bad rows, at their lines in the file where those
// are known.
func (e *vevent) rows(lineOf func(int) int) []logbook.BadRow {
	rows := make([]logbook.BadRow, 0, len(e.odd))
	for _, o := range e.odd {
		rows = append(rows, badRow(lineOf(o.line), o.what, o.row))
	}
	return rows
}

// name says which event is meant, for a person.
func (e *vevent) name() string {
	switch {
	case e.summary != "":
		return fmt.Sprintf("%q", logbook.Text(line.Unescape(e.summary)))
	case e.uid != "":
		return "the event " + logbook.Text(e.uid)
	}
	return "an event without a name"
}
