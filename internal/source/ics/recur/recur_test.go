package recur

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDaysAndDateAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.Int64Range(-800_000, 4_000_000).Draw(t, "days")
		year, month, day := Date(days)
		want := time.Unix(days*86400, 0).UTC()
		if year != want.Year() || month != int(want.Month()) || day != want.Day() || Days(year, month, day) != days {
			t.Fatalf("day %d is %d-%d-%d", days, year, month, day)
		}
		if weekday(days) != (int(want.Weekday())+6)%7 {
			t.Fatalf("day %d is weekday %d", days, weekday(days))
		}
	})
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		"20240105": "2024-01-05", "20240105T090000": "2024-01-05T09:00:00", "20240105T090000Z": "2024-01-05T09:00:00Z",
		"20240105t0900z": "2024-01-05T09:00:00Z", "2024-01-05T09:00:00": "2024-01-05T09:00:00", "20161231T235960Z": "2016-12-31T23:59:59Z",
		"20240105T240000": "2024-01-06T00:00:00",
		"":                "no", "20240230": "no", "20241301": "no", "20240105T2500": "no", "20240105T090061": "no", "tomorrow": "no", "00000101": "no", "202401": "no", "20240105T0900000": "no",
	} {
		w, form, ok := Read(text)
		got := "no"
		if ok {
			got = w.Text(form)
		}
		if got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestParseSaysWhatItLeavesOut(t *testing.T) {
	for text, odd := range map[string]int{
		"FREQ=DAILY;": 0, "freq=daily;count=3": 0, "FREQ=WEEKLY;BYDAY=MO,XX": 1, "FREQ=DAILY;INTERVAL=0": 1,
		"FREQ=DAILY;COUNT=-1;UNTIL=never": 2, "FREQ=DAILY;BYMONTH=13,1": 1, "FREQ=DAILY;FOO=BAR": 1, "FREQ=DAILY;X-FOO=BAR": 0,
		"FREQ=MONTHLY;BYMONTHDAY=0": 1, "FREQ=YEARLY;BYSETPOS=0": 1, "FREQ=DAILY;BYHOUR": 1, "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=FORWARD": 0,
	} {
		if _, got, err := Parse(text); err != nil || len(got) != odd {
			t.Errorf("%q: odd %q, error %v; want %d odd parts", text, got, err, odd)
		}
	}
	for _, text := range []string{"", "INTERVAL=2", "FREQ=OFTEN", "RSCALE=CHINESE;FREQ=YEARLY"} {
		if _, _, err := Parse(text); err == nil {
			t.Errorf("%q is taken for a rule", text)
		}
	}
}

// draw makes a rule of any parts.
func draw(t *rapid.T) string {
	freq := rapid.SampledFrom([]string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"}).Draw(t, "freq")
	parts := []string{"FREQ=" + freq}
	list := func(name string, low, high int, chance int) {
		if rapid.IntRange(0, 9).Draw(t, name+"?") >= chance {
			return
		}
		numbers := rapid.SliceOfN(rapid.IntRange(low, high).Filter(func(n int) bool { return n != 0 || low == 0 }), 1, 4).Draw(t, name)
		parts = append(parts, name+"="+strings.Trim(strings.ReplaceAll(fmt.Sprint(numbers), " ", ","), "[]"))
	}
	parts = append(parts, fmt.Sprintf("INTERVAL=%d", rapid.SampledFrom([]int{1, 1, 2, 3, 7}).Draw(t, "interval")))
	list("BYMONTH", 1, 12, 3)
	if freq != "WEEKLY" {
		list("BYMONTHDAY", -31, 31, 3)
	}
	if freq == "YEARLY" {
		list("BYYEARDAY", -366, 366, 1)
		list("BYWEEKNO", -53, 53, 1)
	}
	list("BYHOUR", 0, 23, 2)
	list("BYMINUTE", 0, 59, 1)
	if rapid.Bool().Draw(t, "byday?") {
		days := rapid.SliceOfNDistinct(rapid.SampledFrom(days), 1, 4, rapid.ID).Draw(t, "days")
		if (freq == "MONTHLY" || freq == "YEARLY") && rapid.Bool().Draw(t, "numbered?") {
			for i := range days {
				days[i] = fmt.Sprint(rapid.SampledFrom([]int{1, 2, -1, 5, -2, 20}).Draw(t, "nth")) + days[i]
			}
		}
		parts = append(parts, "BYDAY="+strings.Join(days, ","))
	}
	list("BYSETPOS", -3, 3, 2)
	parts = append(parts, "WKST="+rapid.SampledFrom(days).Draw(t, "wkst"))
	return strings.Join(parts, ";")
}

var begin = On(2021, 3, 17, 9, 30, 0) // a Wednesday

// named are the readings a rule names in a window.
func named(t rapid.TB, text string, from, to Wall) []Wall {
	r, odd, err := Parse(text)
	if err != nil || len(odd) > 0 {
		t.Fatalf("%s: %v %v", text, odd, err)
	}
	work := Work{Left: math.MaxInt64}
	return r.Append(nil, Walk{Start: begin, From: from, To: to, Until: Never}, &work)
}

// TestAWindowIsAFilterOfAWiderOne, with and without COUNT.
func TestAWindowIsAFilterOfAWiderOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := draw(t)
		if rapid.Bool().Draw(t, "count?") {
			text += fmt.Sprintf(";COUNT=%d", rapid.IntRange(1, 40).Draw(t, "count"))
		}
		from := begin + Wall(rapid.Int64Range(-100, 1500).Draw(t, "from"))*Day/3
		to := from + Wall(rapid.Int64Range(0, 1200).Draw(t, "length"))*Day/3
		var want []Wall
		for _, w := range named(t, text, begin-400*Day, begin+1000*Day) {
			if from <= w && w < to {
				want = append(want, w)
			}
		}
		if got := named(t, text, from, to); !slices.Equal(got, want) {
			t.Fatalf("%s in [%s, %s): %v, want %v", text, from.Text(Local), to.Text(Local), texts(got), texts(want))
		}
	})
}

// TestCountIsTheFirstOfWhatThereIs: COUNT, also where arithmetic foresees it,
// keeps the first n.
func TestCountIsTheFirstOfWhatThereIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := draw(t)
		n := rapid.IntRange(1, 30).Draw(t, "count")
		to := begin + 1500*Day
		all := named(t, text, begin, to)
		got := named(t, text+fmt.Sprintf(";COUNT=%d", n), begin, to)
		if !slices.Equal(got, all[:min(n, len(all))]) {
			t.Fatalf("%s: %v, want the first of %v", text, texts(got), texts(all))
		}
	})
}

// TestRulesAgainstThePlainReading holds the arithmetic against an account that
// looks at every day there is, written from RFC 5545's table alone.
func TestRulesAgainstThePlainReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := draw(t)
		if strings.Contains(text, "HOURLY") || strings.Contains(text, "MINUTELY") {
			text = strings.NewReplacer("HOURLY", "DAILY", "MINUTELY", "WEEKLY").Replace(text)
		}
		if strings.Contains(text, "WEEKLY") && strings.Contains(text, "BYMONTHDAY") {
			return // RFC 5545 forbids it
		}
		to := begin + 1200*Day
		got, want := named(t, text, begin, to), plainly(text, to)
		if !slices.Equal(got, want) {
			t.Fatalf("%s:\n got %v\nwant %v", text, texts(got[:min(len(got), 12)]), texts(want[:min(len(want), 12)]))
		}
	})
}

func texts(walls []Wall) (out []string) {
	for _, w := range walls {
		out = append(out, w.Text(Local))
	}
	return out
}

// plainly is that account. It keeps every day whose period is one of the
// rule's and that no part excludes, and picks places in each period.
func plainly(text string, to Wall) (out []Wall) {
	part := map[string][]string{}
	for p := range strings.SplitSeq(text, ";") {
		name, value, _ := strings.Cut(p, "=")
		part[name] = strings.Split(value, ",")
	}
	periods := map[int][]Wall{}
	first := time.Date(2021, 3, 17, 0, 0, 0, 0, time.UTC)
	for d := first.AddDate(-1, -3, 0); Wall(d.Unix()) < to+400*Day; d = d.AddDate(0, 0, 1) {
		period, ours := periodOf(part, d, first)
		if ours && allowed(part, d, first) {
			for _, clock := range clocks(part) {
				periods[period] = append(periods[period], Wall(d.Unix())+clock)
			}
		}
	}
	for _, set := range periods {
		for i, w := range set {
			if (part["BYSETPOS"] == nil || has(part["BYSETPOS"], i+1, i-len(set))) && w >= begin && w < to {
				out = append(out, w)
			}
		}
	}
	slices.Sort(out)
	return out
}

func has(list []string, numbers ...int) bool {
	return slices.ContainsFunc(numbers, func(n int) bool { return slices.Contains(list, fmt.Sprint(n)) })
}

// weekOf is the week-year, the number and the number from the end of the week
// a day lies in: the one that holds the week's fourth day.
func weekOf(part map[string][]string, d time.Time) (year, n, left int) {
	start := slices.Index(days, part["WKST"][0])
	fourth := d.AddDate(0, 0, 3-((int(d.Weekday())+6)%7-start+7)%7)
	n = (fourth.YearDay()-1)/7 + 1
	weeks := (time.Date(fourth.Year(), 12, 31, 0, 0, 0, 0, time.UTC).YearDay()-fourth.YearDay())/7 + n
	return fourth.Year(), n, n - weeks - 1
}

func periodOf(part map[string][]string, d, first time.Time) (period int, ours bool) {
	switch part["FREQ"][0] {
	case "YEARLY":
		period = d.Year() - first.Year()
		if part["BYWEEKNO"] != nil {
			a, _, _ := weekOf(part, d)
			b, _, _ := weekOf(part, first)
			period = a - b
		}
	case "MONTHLY":
		period = (d.Year()-first.Year())*12 + int(d.Month()-first.Month())
	case "WEEKLY":
		start := slices.Index(days, part["WKST"][0])
		monday := func(d time.Time) int { return int(d.Unix()/86400) - ((int(d.Weekday())+6)%7-start+7)%7 }
		period = (monday(d) - monday(first)) / 7
	case "DAILY":
		period = int(d.Sub(first) / (24 * time.Hour))
	}
	var interval int
	fmt.Sscan(part["INTERVAL"][0], &interval)
	return period, period >= 0 && period%interval == 0
}

func allowed(part map[string][]string, d, first time.Time) bool {
	year := time.Date(d.Year(), 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
	month := time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	freq := part["FREQ"][0]
	_, week, left := weekOf(part, d)
	open := part["BYDAY"] == nil && part["BYMONTHDAY"] == nil && part["BYYEARDAY"] == nil
	yearly := freq == "YEARLY" && part["BYYEARDAY"] == nil && part["BYWEEKNO"] == nil
	switch {
	case part["BYMONTH"] != nil && !has(part["BYMONTH"], int(d.Month())),
		part["BYMONTHDAY"] != nil && !has(part["BYMONTHDAY"], d.Day(), d.Day()-month-1),
		part["BYYEARDAY"] != nil && !has(part["BYYEARDAY"], d.YearDay(), d.YearDay()-year-1),
		part["BYWEEKNO"] != nil && !has(part["BYWEEKNO"], week, left),
		part["BYDAY"] != nil && !onDay(part, d, month, year):
		return false
	case yearly && (open || part["BYMONTHDAY"] != nil) && part["BYMONTH"] == nil && d.Month() != first.Month():
		return false
	case open && (yearly || freq == "MONTHLY") && d.Day() != first.Day():
		return false
	case open && (freq == "WEEKLY" || part["BYWEEKNO"] != nil) && d.Weekday() != first.Weekday():
		return false
	}
	return true
}

func onDay(part map[string][]string, d time.Time, month, year int) bool {
	name := days[(int(d.Weekday())+6)%7]
	n, left := (d.Day()-1)/7+1, -((month-d.Day())/7 + 1)
	if part["FREQ"][0] == "YEARLY" && part["BYMONTH"] == nil {
		n, left = (d.YearDay()-1)/7+1, -((year-d.YearDay())/7 + 1)
	}
	return slices.ContainsFunc(part["BYDAY"], func(want string) bool {
		number := strings.TrimSuffix(want, name)
		return number != want && (number == "" || part["BYWEEKNO"] != nil || has([]string{number}, n, left))
	})
}

func clocks(part map[string][]string) (out []Wall) {
	for h := range 24 {
		for m := range 60 {
			if (part["BYHOUR"] == nil && h == 9 || has(part["BYHOUR"], h)) && (part["BYMINUTE"] == nil && m == 30 || has(part["BYMINUTE"], m)) {
				out = append(out, Wall(h)*Hour+Wall(m)*Minute)
			}
		}
	}
	return out
}

func TestPlacesInsideAnHour(t *testing.T) {
	for text, want := range map[string]string{
		"FREQ=HOURLY;BYMINUTE=0,15,30;BYSETPOS=-1;COUNT=2":          "2021-03-17T09:30:00 2021-03-17T10:30:00",
		"FREQ=HOURLY;BYMINUTE=0,15,30;BYSETPOS=2;COUNT=2":           "2021-03-17T10:15:00 2021-03-17T11:15:00",
		"FREQ=MINUTELY;BYSECOND=10,20;BYSETPOS=-2;BYDAY=TH;COUNT=1": "2021-03-18T00:00:10",
		"FREQ=SECONDLY;BYMINUTE=45;BYSECOND=7;COUNT=2":              "2021-03-17T09:45:07 2021-03-17T10:45:07",
	} {
		if got := strings.Join(texts(named(t, text, begin, begin+30*Day)), " "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestHostileRulesEnd: whatever a rule says, the work on it is bounded.
func TestHostileRulesEnd(t *testing.T) {
	for _, text := range []string{
		"FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=1000000000;BYSECOND=0,1", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;COUNT=1", "FREQ=MINUTELY;BYHOUR=3;BYSETPOS=400;COUNT=1",
		"FREQ=YEARLY;BYYEARDAY=366;INTERVAL=1000000000", "FREQ=YEARLY;INTERVAL=2147483648;COUNT=2147483648",
		"FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=5000;COUNT=1000000000", "FREQ=SECONDLY;INTERVAL=7;BYMINUTE=1;BYSECOND=3;COUNT=100000000",
	} {
		r, _, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		work := Work{Left: 1_000_000}
		got := r.Append(nil, Walk{Start: begin, From: begin, To: On(9999, 12, 31, 0, 0, 0), Until: Never}, &work)
		if spent := 1_000_000 - work.Left; spent > 1_200_000 || len(got) > 1_000_100 {
			t.Errorf("%s: %d units of work, %d times", text, spent, len(got))
		}
	}
}

// TestACountThatArithmeticForesees takes no work to speak of.
func TestACountThatArithmeticForesees(t *testing.T) {
	for _, text := range []string{"FREQ=DAILY;COUNT=1000000000", "FREQ=SECONDLY;COUNT=2000000000", "FREQ=WEEKLY;COUNT=100000000", "FREQ=MONTHLY;INTERVAL=3;COUNT=10000000"} {
		r, _, _ := Parse(text)
		work := Work{Left: 100_000}
		from := On(2060, 3, 17, 0, 0, 0)
		got := r.Append(nil, Walk{Start: begin, From: from, To: from + Day/2, Until: Never}, &work)
		if work.Left < 10_000 || len(got) == 0 {
			t.Errorf("%s: %d times, %d units of work left", text, len(got), work.Left)
		}
	}
}

func TestHowSoonARuleRepeats(t *testing.T) {
	for text, want := range map[string]int64{
		"FREQ=SECONDLY": 1, "FREQ=SECONDLY;INTERVAL=90061": 90061, "FREQ=SECONDLY;BYSECOND=5,8": 3, "FREQ=SECONDLY;BYSECOND=59,0": 1,
		"FREQ=MINUTELY;BYMINUTE=1,59": 120, "FREQ=MINUTELY;BYMINUTE=5": 3600, "FREQ=MINUTELY;INTERVAL=90": 5400, "FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0": 86400,
		"FREQ=HOURLY": 3600, "FREQ=HOURLY;INTERVAL=24": 86400, "FREQ=HOURLY;BYHOUR=0,23": 3600, "FREQ=HOURLY;BYHOUR=9,17": 28800, "FREQ=HOURLY;BYMINUTE=0,20": 1200,
		"FREQ=DAILY": 86400, "FREQ=DAILY;BYHOUR=9,10": 3600, "FREQ=WEEKLY;BYDAY=MO,TU;BYMINUTE=0,1": 60, "FREQ=HOURLY;BYMINUTE=0,1;BYSETPOS=1": 86400,
	} {
		r, _, err := Parse(text)
		if got := r.Gap(); err != nil || got != want {
			t.Errorf("%s: %d, %v, want %d", text, got, err, want)
		}
	}
}

func FuzzRule(f *testing.F) {
	f.Add("FREQ=MONTHLY;BYDAY=3MO,WE;BYSETPOS=-1;COUNT=9", int64(begin), int64(0), false)
	f.Add("FREQ=YEARLY;BYWEEKNO=53,-1;WKST=SU;SKIP=FORWARD;RSCALE=GREGORIAN", int64(-1), int64(40), true)
	f.Add("FREQ=SECONDLY;BYSECOND=60;BYYEARDAY=-366;BYMINUTE=0", int64(1<<40), int64(-1), false)
	f.Fuzz(func(t *testing.T, text string, start, ahead int64, allDay bool) {
		r, _, err := Parse(text)
		if err != nil {
			return
		}
		limit := int64(On(9999, 12, 31, 0, 0, 0))
		at := Wall(start % limit)
		from := at + Wall(ahead%(400*366))*Day
		work := Work{Left: 50_000}
		got := r.Append(nil, Walk{Start: at, From: from, To: from + 400*Day, Until: Never, AllDay: allDay}, &work)
		for i, w := range got {
			if w < at || w < from || w >= from+400*Day || i > 0 && w <= got[i-1] {
				t.Fatalf("%q names %v in [%d, +400 d)", text, got, from)
			}
			if i > 0 && !allDay && len(r.places) == 0 && int64(w-got[i-1]) < min(r.Gap(), int64(Day)) {
				t.Fatalf("%q names %v, less than %d apart", text, got, r.Gap())
			}
		}
	})
}
