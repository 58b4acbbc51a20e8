package calendar

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
)

// Where the peers' own tests disagree, one reading is taken; each test here
// holds one of those decisions.

// event is a calendar of one VEVENT.
func event(lines ...string) string {
	return "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

// starts are the starts of what takes place in a file from 1990 to 2040, at
// most ten.
func starts(t *testing.T, file string) string {
	t.Helper()
	return column(t, file, func(r Row) string { return r.Start })
}

// spans are starts with their ends.
func spans(t *testing.T, file string) string {
	t.Helper()
	return column(t, file, func(r Row) string { return r.Start + "/" + r.End })
}

func column(t *testing.T, file string, of func(Row) string) string {
	t.Helper()
	list, err := Occurrences(strings.NewReader(file), "1990-01-01", "2040-01-01", time.UTC, who.Self{}, time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range list.Rows[:min(10, len(list.Rows))] {
		got = append(got, of(r))
	}
	return strings.Join(got, " ")
}

func same(t *testing.T, got, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.Fields(want), strings.Fields(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDTSTARTOutsideItsRuleTakesPlaceAndDoesNotCount(t *testing.T) {
	file := event("DTSTART;VALUE=DATE:20240103", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2")
	same(t, starts(t, file), "2024-01-03 2024-01-08 2024-01-15")

	window := when.Span{From: when.Date(2024, 1, 1).Start(time.UTC), To: when.Date(2024, 2, 1).Start(time.UTC)}
	found, _ := Expand(factsOf(t, []byte(file)), who.Self{}, window, time.UTC, time.LoadLocation)
	var unruled []bool
	for _, o := range found {
		unruled = append(unruled, o.Unruled)
	}
	if !slices.Equal(unruled, []bool{true, false, false}) {
		t.Errorf("unruled: %v", unruled)
	}
	found, _ = Expand(factsOf(t, []byte(event("DTSTART;VALUE=DATE:20240101", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=1"))), who.Self{}, window, time.UTC, time.LoadLocation)
	if len(found) != 1 || found[0].Unruled {
		t.Errorf("a start that its rule names: %+v", found)
	}
}

func TestYearlyMonthDayWithoutMonthMeansTheMonthOfDTSTART(t *testing.T) {
	same(t, starts(t, event("DTSTART;VALUE=DATE:20240430", "RRULE:FREQ=YEARLY;BYMONTHDAY=-1,15;COUNT=3")),
		"2024-04-30 2025-04-15 2025-04-30")
}

func TestYearlyWeekNumberWithoutDayMeansTheWeekdayOfDTSTART(t *testing.T) {
	same(t, starts(t, event("DTSTART;VALUE=DATE:20240515", "RRULE:FREQ=YEARLY;BYWEEKNO=20;COUNT=3")),
		"2024-05-15 2025-05-14 2026-05-13")
}

// The Monday of 29 December 2025 is in week 1 of 2026: every second week-year
// from 2024 has none of it.
func TestWeekNumberIntervalCountsWeekYears(t *testing.T) {
	same(t, starts(t, event("DTSTART;VALUE=DATE:20240101", "RRULE:FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO;COUNT=3")),
		"2024-01-01 2025-12-29 2028-01-03")
}

// Of Monday, Wednesday and Friday the second is Wednesday also in the week in
// which the series begins on that Wednesday.
func TestWeeklyPlacesCountInTheWholeWeek(t *testing.T) {
	same(t, starts(t, event("DTSTART;VALUE=DATE:20240103", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=3")),
		"2024-01-03 2024-01-10 2024-01-17")
}

func TestWeekdaysWithAndWithoutNumberAreAUnion(t *testing.T) {
	same(t, starts(t, event("DTSTART;VALUE=DATE:20240103", "RRULE:FREQ=MONTHLY;BYDAY=3MO,WE;COUNT=6")),
		"2024-01-03 2024-01-10 2024-01-15 2024-01-17 2024-01-24 2024-01-31")
}

func TestDatesIgnoreHours(t *testing.T) {
	same(t, starts(t, event("DTSTART;VALUE=DATE:20240103", "RRULE:FREQ=DAILY;BYHOUR=8,9;BYMINUTE=30;COUNT=2")),
		"2024-01-03 2024-01-04")
}

// The clock steps 00, 02, 04; 02:00 does not exist on that day and is taken an
// hour later.
func TestHourlyStepsOnTheWallClock(t *testing.T) {
	same(t, starts(t, event("DTSTART;TZID=Europe/Zurich:20230326T000000", "RRULE:FREQ=HOURLY;INTERVAL=2;COUNT=4")),
		"2023-03-25T23:00:00Z 2023-03-26T01:00:00Z 2023-03-26T02:00:00Z 2023-03-26T04:00:00Z")
}

func TestATimeThatDoesNotExistMovesAndMovesBack(t *testing.T) {
	same(t, starts(t, event("DTSTART;TZID=Europe/Berlin:20240330T023000", "RRULE:FREQ=DAILY;COUNT=3")),
		"2024-03-30T01:30:00Z 2024-03-31T01:30:00Z 2024-04-01T00:30:00Z")
}

func TestATimeThatComesTwiceIsTheFirst(t *testing.T) {
	same(t, starts(t, event("DTSTART;TZID=Europe/Berlin:20241027T023000")), "2024-10-27T00:30:00Z")
}

func TestDTENDIsTheSameClockTimeOnEachInstance(t *testing.T) {
	same(t, spans(t, event("DTSTART;TZID=Europe/Berlin:20241025T220000", "DTEND;TZID=Europe/Berlin:20241026T060000", "RRULE:FREQ=DAILY;COUNT=3")),
		"2024-10-25T20:00:00Z/2024-10-26T04:00:00Z 2024-10-26T20:00:00Z/2024-10-27T05:00:00Z 2024-10-27T21:00:00Z/2024-10-28T05:00:00Z")
}

// From 09:00 on the eve of the long day: one day later is 09:00, 24 hours later
// 08:00.
func TestDURATIONIsNominalInDaysAndExactInHours(t *testing.T) {
	same(t, spans(t, event("DTSTART;TZID=Europe/Berlin:20241026T090000", "DURATION:P1D")),
		"2024-10-26T07:00:00Z/2024-10-27T08:00:00Z")
	same(t, spans(t, event("DTSTART;TZID=Europe/Berlin:20241026T090000", "DURATION:PT24H")),
		"2024-10-26T07:00:00Z/2024-10-27T07:00:00Z")
}

func TestOfOneUIDTwiceTheHighestSequenceIsRightAndOfOneStartTheLater(t *testing.T) {
	vevent := func(sequence, day string) string {
		return "BEGIN:VEVENT\nUID:x\nSEQUENCE:" + sequence + "\nDTSTART;VALUE=DATE:" + day + "\nEND:VEVENT\n"
	}
	file := func(events ...string) string {
		return "BEGIN:VCALENDAR\n" + strings.Join(events, "") + "END:VCALENDAR\n"
	}
	same(t, starts(t, file(vevent("2", "20240102"), vevent("1", "20240101"))), "2024-01-02")
	same(t, starts(t, file(vevent("1", "20240102"), vevent("1", "20240103"))), "2024-01-02 2024-01-03")
	longer := strings.Replace(vevent("1", "20240102"), "END:VEVENT", "DTEND;VALUE=DATE:20240104\nEND:VEVENT", 1)
	same(t, spans(t, file(vevent("1", "20240102"), longer)), "2024-01-02/2024-01-04")
}

func TestUNTILOfADateHoldsForItsWholeDay(t *testing.T) {
	same(t, starts(t, event("DTSTART;TZID=America/New_York:20240101T200000", "RRULE:FREQ=DAILY;UNTIL=20240102")),
		"2024-01-02T01:00:00Z 2024-01-03T01:00:00Z")
}

func TestUNTILInUTCIsReadOnTheEventsClock(t *testing.T) {
	same(t, starts(t, event("DTSTART;TZID=Europe/Berlin:20240101T090000", "RRULE:FREQ=DAILY;UNTIL=20240102T080000Z")),
		"2024-01-01T08:00:00Z 2024-01-02T08:00:00Z")
	same(t, starts(t, event("DTSTART;TZID=America/New_York:20240101T090000", "RRULE:FREQ=DAILY;UNTIL=20240102T135959Z")),
		"2024-01-01T14:00:00Z")
}

// From 02:30 to 03:00 in the night without those minutes: half an hour later.
func TestAnEndThatTheChangeOfClocksSwallowsKeepsItsLength(t *testing.T) {
	same(t, spans(t, event("DTSTART;TZID=Europe/Berlin:20240330T023000", "DTEND;TZID=Europe/Berlin:20240330T030000", "RRULE:FREQ=DAILY;COUNT=2")),
		"2024-03-30T01:30:00Z/2024-03-30T02:00:00Z 2024-03-31T01:30:00Z/2024-03-31T02:00:00Z")
}

func TestAnEXDATEWithoutTimeTakesTheDayOut(t *testing.T) {
	same(t, starts(t, event("DTSTART;TZID=America/New_York:20240101T200000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20240102")),
		"2024-01-02T01:00:00Z 2024-01-04T01:00:00Z")
}

func TestReplacementsOfAllFutureInstancesMoveWhatFollows(t *testing.T) {
	file := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nDTSTART:20240101T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=5\nEND:VEVENT\n" +
		"BEGIN:VEVENT\nUID:x\nRECURRENCE-ID;RANGE=THISANDFUTURE:20240103T090000Z\nDTSTART:20240103T140000Z\nDURATION:PT2H\nEND:VEVENT\n" +
		"BEGIN:VEVENT\nUID:x\nRECURRENCE-ID:20240104T090000Z\nDTSTART:20240104T070000Z\nEND:VEVENT\nEND:VCALENDAR\n"
	same(t, spans(t, file), `2024-01-01T09:00:00Z/2024-01-01T10:00:00Z 2024-01-02T09:00:00Z/2024-01-02T10:00:00Z
		2024-01-03T14:00:00Z/2024-01-03T16:00:00Z 2024-01-04T07:00:00Z/2024-01-04T07:00:00Z 2024-01-05T14:00:00Z/2024-01-05T16:00:00Z`)
}

func TestSkippedDatesFollowRFC7529(t *testing.T) {
	rule := "RRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;COUNT=4;SKIP="
	same(t, starts(t, event("DTSTART;VALUE=DATE:20240131", rule+"OMIT")), "2024-01-31 2024-03-31 2024-05-31 2024-07-31")
	same(t, starts(t, event("DTSTART;VALUE=DATE:20240131", rule+"BACKWARD")), "2024-01-31 2024-02-29 2024-03-31 2024-04-30")
	same(t, starts(t, event("DTSTART;VALUE=DATE:20240131", rule+"FORWARD")), "2024-01-31 2024-03-01 2024-03-31 2024-05-01")
}
