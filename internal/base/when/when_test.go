package when

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The zones are those whose clocks do strange things: Amman, Havana, São Paulo
// and Beirut change them at midnight, Apia left a day out, Lord Howe moves by
// half an hour.
var places = []string{
	"UTC", "Europe/Berlin", "America/New_York", "Asia/Amman", "America/Havana", "America/Sao_Paulo",
	"Asia/Beirut", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "Atlantic/Azores", "Africa/Cairo",
}

func zone(t interface{ Fatal(...any) }, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func anyZone(t *rapid.T) *time.Location {
	return zone(t, rapid.SampledFrom(places).Draw(t, "zone"))
}

var anyDay = rapid.Custom(func(t *rapid.T) Day {
	return Day(rapid.Int32Range(int32(Date(1, 1, 1)), int32(Date(9999, 12, 31))).Draw(t, "day"))
})

// recent are days since zones have been what they are now, more or less.
var recent = rapid.Custom(func(t *rapid.T) Day {
	return Day(rapid.Int32Range(int32(Date(1990, 1, 1)), int32(Date(2035, 1, 1))).Draw(t, "day"))
})

func TestADayIsWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay.Draw(t, "d")
		read, err := ParseDay(d.String())
		if err != nil || read != d {
			t.Fatalf("%s is read as %s, %v", d, read, err)
		}
		text, err := json.Marshal(d)
		var back Day
		if err != nil || json.Unmarshal(text, &back) != nil || back != d {
			t.Fatalf("%s is %s in JSON and then %s", d, text, back)
		}
		if y, m, day := d.Time().Date(); Date(y, m, day) != d || d.Year() != y {
			t.Fatalf("%s comes apart as %d %s %d", d, y, m, day)
		}
	})
}

func TestWhatIsNoDate(t *testing.T) {
	for _, text := range []string{"", "2017", "2017-02-29", "2017-13-01", "17-03-01", "2017-03-01 ", "today"} {
		if d, err := ParseDay(text); err == nil || d != NoDay {
			t.Errorf("%q is read as %s", text, d)
		}
	}
	var d Day
	if NoDay.String() != "" || d.UnmarshalText(nil) != nil || d != NoDay {
		t.Error("no day is not empty text")
	}
	if !NoDay.IsZero() || Day(0).IsZero() {
		t.Error("no day is absent, the first day of 1970 is not")
	}
}

func TestAWeekBeginsOnItsMonday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay.Draw(t, "d")
		monday := d.Monday()
		if monday.Time().Weekday() != time.Monday || monday > d || d >= monday+7 {
			t.Fatalf("%s is said to lie in the week of %s", d, monday)
		}
		y, w := d.Time().ISOWeek()
		if my, mw := monday.Time().ISOWeek(); my != y || mw != w {
			t.Fatalf("%s and its Monday %s are in two ISO weeks", d, monday)
		}
		if monday.Monday() != monday || d.Weekday() != int(d-monday) {
			t.Fatalf("%s is weekday %d", d, d.Weekday())
		}
	})
}

// Days tile time in every zone, and whoever asks which day it is, is told the
// day in whose span it lies.
func TestDaysTileTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z, d := anyZone(t), recent.Draw(t, "d")
		s := d.Span(z)
		if s.To != (d + 1).Span(z).From {
			t.Fatalf("%s in %s ends at %s, the next day begins at %s", d, z, s.To, (d + 1).Span(z).From)
		}
		if s.Len() > 25*Hour || s.Len() < 23*Hour && s.Len() != 0 {
			t.Fatalf("%s in %s lasts %v", d, z, time.Duration(s.Len())*time.Microsecond)
		}
		if first := d.Start(z); (first - 1).Day(z) >= d {
			t.Fatalf("%s is said to begin at %s in %s, which is not its first instant", d, first, z)
		}
		i := At(d.Time()) + Instant(rapid.Int64Range(0, int64(24*Hour)).Draw(t, "at"))
		if on := i.Day(z); i < on.Span(z).From || on.Span(z).To <= i {
			t.Fatalf("%s is %s in %s, which is %v", i, on, z, on.Span(z))
		}
	})
}

func TestDaysAreAsLongAsTheirClocksSay(t *testing.T) {
	for _, c := range []struct {
		zone  string
		day   Day
		hours float64
	}{
		{"Europe/Berlin", Date(2017, 3, 26), 23},
		{"Europe/Berlin", Date(2017, 10, 29), 25},
		{"Europe/Berlin", Date(2017, 6, 1), 24},
		{"America/Sao_Paulo", Date(2017, 10, 15), 23}, // begins at one o'clock
		{"America/Sao_Paulo", Date(2018, 2, 17), 25},  // its last hour comes twice
		{"Asia/Amman", Date(2017, 10, 27), 25},        // its first hour comes twice
		{"America/Havana", Date(2017, 11, 5), 25},     // its first hour comes twice
		{"Australia/Lord_Howe", Date(2017, 10, 1), 23.5},
		{"Pacific/Apia", Date(2011, 12, 30), 0}, // was left out
		{"UTC", Date(2016, 12, 31), 24},         // a leap second is no part of it
	} {
		s := c.day.Span(zone(t, c.zone))
		if got := float64(s.Len()) / float64(Hour); got != c.hours {
			t.Errorf("%s in %s lasts %g hours, want %g", c.day, c.zone, got, c.hours)
		}
	}
}

func TestTheClockOnTheWall(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	for _, c := range []struct {
		day  Day
		want string
	}{
		{Date(2017, 3, 26), "2017-03-26T07:00:00Z"},
		{Date(2017, 3, 25), "2017-03-25T08:00:00Z"},
		{Date(2017, 10, 29), "2017-10-29T08:00:00Z"},
	} {
		if got := c.day.At(berlin, 9*60).String(); got != c.want {
			t.Errorf("nine o'clock on %s is %s, want %s", c.day, got, c.want)
		}
	}
}

func anySpan(t *rapid.T, name string) Span {
	from := Instant(rapid.Int64Range(0, 12).Draw(t, name))
	return Span{from, from + Instant(rapid.Int64Range(0, 6).Draw(t, name+" length"))}
}

func TestSpansShareTimeBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anySpan(t, "a"), anySpan(t, "b")
		if a.Overlaps(b) != b.Overlaps(a) {
			t.Fatalf("%v overlaps %v one way only", a, b)
		}
		cut, ok := a.Cut(b)
		other, same := b.Cut(a)
		if ok != same || ok && (cut != other || !cut.Overlaps(a) || !a.Overlaps(b)) {
			t.Fatalf("%v cut by %v is %v, the other way %v", a, b, cut, other)
		}
		if !a.Overlaps(a) {
			t.Fatalf("%v does not overlap itself", a)
		}
		shared := false
		for i := a.From; i < a.To; i++ {
			shared = shared || b.From <= i && i < b.To
		}
		if shared != ok {
			t.Fatalf("%v and %v share time: %v, but cut says %v", a, b, shared, ok)
		}
		if a.From < b.From && b.From == a.To && a.Overlaps(b) {
			t.Fatalf("%v ends where %v begins and overlaps it", a, b)
		}
	})
}

func TestPeriodsSayThemselves(t *testing.T) {
	for want, p := range map[string]Days{
		"2017":                     Year(2017),
		"2017 to 2018":             {Date(2017, 1, 1), Date(2019, 1, 1)},
		"2017-01-01 to 2017-01-31": {Date(2017, 1, 1), Date(2017, 2, 1)},
		"2017-03-05 to 2017-03-05": {Date(2017, 3, 5), Date(2017, 3, 6)},
	} {
		if got := p.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	backward := Days{Date(2018, 1, 1), Date(2017, 1, 1)}
	if backward.Len() != 0 || backward.Has(Date(2017, 6, 1)) || Year(2016).Len() != 366 {
		t.Error("a period that ends before it begins is empty, 2016 has 366 days")
	}
	if cut, ok := Year(2017).Cut(Year(2018)); ok {
		t.Errorf("2017 and 2018 share %v", cut)
	}
}

func TestOffsetsAreNamedAsFactsKeepThem(t *testing.T) {
	for east, want := range map[int]string{0: "+00:00", 9 * 3600: "+09:00", -12600: "-03:30", 20700: "+05:45", -60: "-00:01"} {
		if got := FixedZone(east); got != want {
			t.Errorf("%d seconds east are %s, want %s", east, got, want)
		}
	}
}
