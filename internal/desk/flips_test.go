package desk_test

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/costs"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/desk/proof"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/store"
)

// How many bits are flipped, one at a time, and how often the file is cut off. The
// suite takes a sample; `make flips` takes all.
var (
	flips = flag.Int("flips", 40, "how many `bits` of a store to flip, each in a copy of its own")
	cuts  = flag.Int("cuts", 10, "how `often` to cut a store off")
)

// TestDamageNeverChangesANumber flips one bit of a store, or cuts it off, and asks all
// questions again: each answer is the one it was, or an error that says "damaged".
func TestDamageNeverChangesANumber(t *testing.T) {
	s := newStored(t)
	want := s.answers(t, s.whole)
	var silent, named int
	r := rand.New(rand.NewPCG(1, 2))
	try := func(what string, damaged []byte) {
		got := s.answers(t, damaged)
		switch {
		case got == want:
		case strings.HasPrefix(got, "error: ") && strings.Contains(got, "damaged"):
			named++
		default:
			silent++
			t.Errorf("%s: %.300s", what, differs(got, want))
		}
	}
	for range *flips {
		at, bit := r.IntN(len(s.whole)), r.IntN(8)
		damaged := append([]byte(nil), s.whole...)
		damaged[at] ^= 1 << bit
		try("bit "+string(rune('0'+bit))+" of byte "+jsonOf(t, at), damaged)
	}
	for range *cuts {
		n := 1 + r.IntN(len(s.whole)-1)
		try("cut off after "+jsonOf(t, n), s.whole[:n])
	}
	t.Logf("of %d flips and %d cuts of %d bytes %d were named and %d changed an answer", *flips, *cuts, len(s.whole), named, silent)
	if named == 0 {
		t.Error("nothing was damaged")
	}
}

// TestTheBitThatSwitchesChecksumsOff: no bit of the header lets the rest go unchecked.
func TestTheBitThatSwitchesChecksumsOff(t *testing.T) {
	s := newStored(t)
	want := s.answers(t, s.whole)
	for at := range 100 {
		damaged := append([]byte(nil), s.whole...)
		damaged[at] ^= 1 << (at % 8)
		if at == 20 {
			damaged[at] = 0
		}
		if got := s.answers(t, damaged); got != want && !strings.Contains(got, "damaged") {
			t.Errorf("byte %d: %.300s", at, differs(got, want))
		}
	}
}

// TestWhatCanBeReckonedIsMended: a damaged page of what was worked out, or of an index,
// costs nothing: the file is written anew, and every answer is the one it was.
func TestWhatCanBeReckonedIsMended(t *testing.T) {
	s := newStored(t)
	want := s.answers(t, s.whole)
	r := rand.New(rand.NewPCG(5, 6))
	mended := map[string]bool{}
	for tries := 0; tries < 60 && len(mended) < 3; tries++ {
		name := filepath.Join(t.TempDir(), "store.db")
		damaged := append([]byte(nil), s.whole...)
		damaged[r.IntN(len(damaged))] ^= 4
		if err := os.WriteFile(name, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		got, fault := s.opened(t, name)
		if fault == nil {
			continue
		}
		kept, err := store.Mend(t.Context(), fault)
		if err != nil {
			if !strings.Contains(err.Error(), "damaged") {
				t.Errorf("%s: %v", got, err)
			}
			continue // the evidence itself
		}
		if _, err := os.Stat(kept); err != nil {
			t.Errorf("the damaged file is not kept: %v", err)
		}
		d, err := s.Open(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.DB.Forget(t.Context(), d.Grant); err != nil {
			t.Fatal(err)
		}
		if got := s.ask(t, d); got != want {
			t.Errorf("mended it answers otherwise: %.300s", differs(got, want))
		}
		if v, err := proof.Verify(t.Context(), d, false); err != nil || !v.Sound() {
			t.Errorf("mended it is not sound: %+v, %v", v, err)
		}
		mended[fault.Error()] = true
		d.Close()
	}
	if len(mended) < 3 {
		t.Errorf("only %d were mended: %v", len(mended), mended)
	}
}

// opened asks a file everything and gives the error it ends with.
func (s *stored) opened(t *testing.T, name string) (string, error) {
	d, err := s.Open(t.Context(), name)
	if err != nil {
		return "", err
	}
	defer d.Close()
	got := s.ask(t, d)
	return got, s.failed
}

// TestOtherNumbersAreFound: what was worked out is compared with a reckoning from
// nothing, until a rebuild puts that in its place.
func TestOtherNumbersAreFound(t *testing.T) {
	s := newStored(t)
	name := filepath.Join(t.TempDir(), "store.db")
	if err := os.WriteFile(name, s.whole, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := s.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if v, err := proof.Verify(t.Context(), d, true); err != nil || !v.Sound() {
		t.Fatalf("before anything was changed: %+v, %v", v, err)
	}
	q, err := d.Question(t.Context(), desk.Query{}) // what is out of date is worked out anew anyhow
	if err == nil {
		err = d.Reckoning().Refresh(t.Context(), d.Grant, q)
	}
	if err != nil {
		t.Fatal(err)
	}
	day := now.Day(time.UTC) - 100
	forged := logbook.Reckoned{
		Tallies:   []logbook.Tally{{Day: day, Measure: "commits", Value: 77}},
		Presences: []logbook.Presence{{Day: day, Span: when.Span{From: now - 100*24*when.Hour, To: now - 99*24*when.Hour}, Zone: "UTC"}},
	}
	if _, err := d.DB.Remember(t.Context(), d.Grant, 0, when.Days{From: day, To: day + 1}, forged); err != nil {
		t.Fatal(err)
	}
	v, err := proof.Verify(t.Context(), d, true)
	var tables strings.Builder
	for _, c := range v.Changes {
		tables.WriteString(c.Table + " ")
	}
	if err != nil || !strings.Contains(tables.String(), "day_row") || !strings.Contains(tables.String(), "presence") {
		t.Errorf("it found %q, %v", tables.String(), err)
	}
	if v, err := proof.Verify(t.Context(), d, true); err != nil || v.Sound() {
		t.Errorf("to verify mended it: %+v, %v", v, err)
	}
	if err := d.DB.Forget(t.Context(), d.Grant); err != nil {
		t.Fatal(err)
	}
	if v, err := proof.Verify(t.Context(), d, true); err != nil || !v.Sound() {
		t.Errorf("after it was reckoned again: %+v, %v", v, err)
	}
}

// stored is a store with a life in it, closed, with all that was reckoned of it.
type stored struct {
	*house
	whole []byte
	life  lives.Life

	failed error // of the last question
}

func newStored(t *testing.T) *stored {
	s := &stored{house: newHouse(t), life: lives.All()[0]}
	s.life.From = now.Day(time.UTC) - 500
	d, err := s.Open(t.Context(), filepath.Join(t.TempDir(), "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	for batch := range lives.Batches(s.life, d.Person, now.Day(time.UTC)) {
		if _, err := d.DB.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	for batch := range lives.Beats(s.life, d.Person, now.Day(time.UTC)) {
		if _, err := d.DB.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.ask(t, d); strings.HasPrefix(got, "error") {
		t.Fatal(got)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if s.whole, err = os.ReadFile(d.Address); err != nil {
		t.Fatal(err)
	}
	return s
}

// answers are those of a file, or "error: " and the first one.
func (s *stored) answers(t *testing.T, file []byte) string {
	name := filepath.Join(t.TempDir(), "store.db")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(filepath.Dir(name))
	d, err := s.Open(t.Context(), name)
	if err != nil {
		return "error: " + err.Error()
	}
	defer d.Close()
	return s.ask(t, d)
}

// ask is what all commands that show something would.
func (s *stored) ask(t *testing.T, d *desk.Desk) string {
	ctx, r := t.Context(), d.Reckoning()
	q, err := s.Question(desk.Query{Zone: s.life.Homes[0].Zone})
	if err != nil {
		t.Fatal(err)
	}
	q.Chosen, q.Names, q.Habits.Self = person.IsGiven, []string{s.life.Title}, s.life.Self(d.Person)
	q.Habits.Self.Person = d.Person
	var out strings.Builder
	tell := func(what string, v any, err error) bool {
		if s.failed = err; err != nil {
			out.Reset()
			out.WriteString("error: " + what + ": " + err.Error())
			return false
		}
		out.WriteString(what + " " + jsonOf(t, v) + "\n")
		return true
	}
	report, err := r.Look(ctx, d.Grant, q)
	if !tell("look", report, err) {
		return out.String()
	}
	days := when.Days{From: q.Now - 200, To: q.Now}
	all, err := r.Days(ctx, d.Grant, q, days)
	if !tell("days", all, err) {
		return out.String()
	}
	meetings, err := r.Meetings(ctx, d.Grant, reckon.MeetingsQuestion{Question: q, Days: days})
	if !tell("meetings", meetings, err) {
		return out.String()
	}
	prices, err := costs.Prices(s.Options)
	if err != nil {
		t.Fatal(err)
	}
	helped, err := r.Assistants(ctx, d.Grant, reckon.AssistantsQuestion{Question: q, Days: days, Prices: prices})
	if !tell("assistants", helped, err) {
		return out.String()
	}
	sources, err := r.Sources(ctx, d.Grant, q)
	if !tell("sources", sources, err) {
		return out.String()
	}
	layers, err := r.Daily(ctx, d.Grant, q, "hands_on_days", timeline.Sphere(""), days)
	tell("daily", layers, err)
	return out.String()
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// differs is where one text is another.
func differs(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	return got[max(0, i-100):]
}
