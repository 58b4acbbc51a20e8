package reckon_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/record"
)

// tells puts an entry, or takes one back that has its key.
func (d *desk) tells(t fatal, e record.Entry) record.Entry {
	t.Helper()
	d.now++
	e.Key = e.KeyOf(e.At)
	f := e.Fact(d.person, d.now)
	d.put(t, logbook.Batch{Place: logbook.Place{Source: "said", URI: "said"}, At: d.now, By: "you", Entries: []logbook.Entry{{Fact: &f}}})
	return e
}

func feeling(value float64, day when.Day, hour int) record.Entry {
	berlin := location("Europe/Berlin")
	return record.Energy.New(record.Values{"value": {Number: value}}).In(day.At(berlin, hour*60), berlin)
}

func win(day when.Day) record.Entry {
	return record.Win.New(record.Values{"text": {Text: "it runs"}}).In(day.At(time.UTC, 600), time.UTC)
}

// reading is what a report says of a measure.
func reading(r reckon.Report, name string) (reckon.Reading, bool) {
	i := slices.IndexFunc(r.Measures, func(m reckon.Reading) bool { return m.Name == name })
	if i < 0 {
		return reckon.Reading{}, false
	}
	return r.Measures[i], true
}

// TestOnlySaid: a store with nothing but what was said shows it, over all the time
// there is of it, and judges it against a reference that was fixed.
func TestOnlySaid(t *testing.T) {
	d := newDesk(t)
	now := when.Date(2026, 11, 20)
	from := when.Date(2024, 1, 1)
	for day := from; day < now; day += 2 {
		value := 5.0
		if day >= when.Date(2025, 7, 1) {
			value = 3
		}
		d.tells(t, feeling(value, day, 10))
		d.tells(t, feeling(value+1, day, 15))
		if (day-from)%14 == 0 {
			d.tells(t, win(day))
		}
	}
	d.say(t, logbook.KindReference, "reference", logbook.Said{Text: "a year", From: from, To: when.Date(2025, 1, 1)})
	q := asked(lives.All()[0], now)
	q.Spheres = nil
	r := d.look(t, q)
	energy, some := reading(r, "energy")
	if !some || energy.Unit != "points" || energy.Backsight == nil || energy.Backsight.Moved == nil {
		t.Fatalf("%+v of %d measures", energy, len(r.Measures))
	}
	if first := energy.Series[0]; first.Week != from.Monday() || first.Value == nil || *first.Value != 5.5 {
		t.Errorf("the first week is %+v", first)
	}
	if moved := energy.Backsight.Moved.Value; moved < -2.3 || moved > -1.7 {
		t.Errorf("it moved by %g", moved)
	}
	wins, some := reading(r, "wins")
	if !some || wins.Backsight == nil || wins.Backsight.Then == nil || wins.Backsight.Then.Value < 0.3 || wins.Backsight.Then.Value > 0.7 {
		t.Errorf("wins: %+v", wins.Backsight)
	}
	var texts strings.Builder
	for _, c := range r.Claims {
		if texts.WriteString(c.Text.String() + "\n"); c.About == "energy" && c.Facts != 2*((int(now-from)+1)/2) {
			t.Errorf("%q rests on %d facts", c.Text, c.Facts)
		}
	}
	if !strings.Contains(texts.String(), "The energy you said is ~2.0 points lower than in 2024") || !strings.Contains(texts.String(), "energy you said went from 5.5 points to 3.") {
		t.Error(texts.String())
	}
}

// TestSayingThenUnsaying leaves every reading as it was, whatever was read beside
// it: on a day of its own, before all evidence, and in the future.
func TestSayingThenUnsaying(t *testing.T) {
	life := lives.All()[0]
	now := when.Date(2018, 5, 18)
	d := newDesk(t)
	d.put(t, batches(life, now)...)
	d.tells(t, feeling(4, now-30, 9))
	q := asked(life, now)
	q.Spheres, q.Measures = nil, []string{"hands_on_days", "meeting_hours", "energy", "wins"}
	before := d.look(t, q)
	for _, day := range []when.Day{now - 400, when.Date(2013, 5, 5), now - 30, now + 3} {
		e := d.tells(t, feeling(7, day, 12))
		between := d.look(t, q)
		if same := cmp.Equal(before, between); same != (day >= now) {
			t.Errorf("said on %s it changes nothing: %v", day, same)
		}
		if before.Engine.Data != between.Engine.Data {
			t.Error("what is said is taken for evidence")
		}
		for _, m := range before.Measures {
			if is, _ := reading(between, m.Name); m.Name != "energy" && !cmp.Equal(m, is) && m.Sphere == "all" {
				t.Errorf("said on %s, %s changes", day, m.Name)
			}
		}
		e.Gone = true
		d.tells(t, e)
		if diff := cmp.Diff(before, d.look(t, q)); diff != "" {
			t.Errorf("said on %s and taken back: %s", day, diff)
		}
	}
}

// TestWhatIsKeptBesideIsNoEvidence: every kind that a person or a program keeps
// leaves the fingerprint of the evidence as it is.
func TestWhatIsKeptBesideIsNoEvidence(t *testing.T) {
	life := lives.All()[0]
	now := when.Date(2016, 11, 20)
	d := newDesk(t)
	d.put(t, batches(life, now)...)
	q := asked(life, now)
	q.Spheres, q.Measures = nil, []string{"hands_on_days"}
	was := d.look(t, q).Engine.Data
	for _, kind := range []logbook.Kind{
		logbook.KindIdentity, logbook.KindReference, logbook.KindLife, logbook.KindPin, logbook.KindCalendar, logbook.KindSet,
		logbook.KindServer, logbook.KindBucket, logbook.KindSetting, "energy", "win", "learned",
	} {
		d.now++
		f := &logbook.Fact{Kind: kind, Key: "a", Version: logbook.Seq{Stamp: d.now}, Day: when.NoDay, Body: []byte("{}")}
		d.put(t, logbook.Batch{Place: logbook.Place{Source: "said", URI: "said"}, At: d.now, By: "you", Entries: []logbook.Entry{{Fact: f}}})
		if is := d.look(t, q).Engine.Data; is != was {
			t.Errorf("%s changes what the evidence is", kind)
		}
	}
}
