package serving

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/asked"
	"github.com/backsight/backsight/internal/reckon/asking"
	"github.com/backsight/backsight/internal/reckon/energy"
	"github.com/backsight/backsight/internal/record"
)

// clocked is a server whose clock is moved by hand, in a home of its own.
func clocked(t *testing.T, settings config.Settings, now *when.Instant) (s *Server, told *[]string) {
	t.Helper()
	home := t.TempDir()
	env := func(name string) string { return map[string]string{"HOME": home, "BACKSIGHT_HOME": home}[name] }
	settings.Zone = "Europe/Berlin"
	d, err := desk.Options{Env: env, Now: func() when.Instant { return *now }, Folders: desk.FoldersOf(env), Settings: settings}.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	told = new([]string)
	return &Server{Desk: d, Errors: slog.New(slog.DiscardHandler), Notify: func(title, _ string) error { *told = append(*told, title); return nil }}, told
}

// A working week: within hours and budget and on no other day; what is answered in
// time counts, what is answered late is a memory, what is missed is kept as missed.
func TestAWeekOfCheckIns(t *testing.T) {
	settings := config.Default()
	settings.CheckIns = 4
	monday := when.Date(2026, 11, 23)
	zone, _ := time.LoadLocation("Europe/Berlin")
	now := monday.At(zone, 0)
	s, told := clocked(t, settings, &now)
	a := &asked.Asker{Desk: s.Desk, Rules: asking.Rules{Budget: settings.CheckIns, Gap: asking.Usual}, Hours: s.checkInHours}
	count, late := 0, 0
	for ; now < (monday+7).At(zone, 0); now += 10 * when.Minute {
		before := len(*told)
		s.askOnce(t.Context(), a)
		if len(*told) == before {
			continue
		}
		if clock := now.In(zone); clock.Hour() < 9 || clock.Hour() >= 17 || clock.Weekday() == time.Saturday || clock.Weekday() == time.Sunday {
			t.Errorf("asked at %s", clock)
		}
		if note := asked.Left(s.Desk.Options.Folders.State, now); !strings.Contains(note, "backsight feel") {
			t.Errorf("the shell says %q", note)
		}
		count++
		p, open, err := asked.Open(t.Context(), s.Desk, now)
		if err != nil || !open {
			t.Fatalf("no question is open: %v", err)
		}
		if count%3 == 0 {
			continue // missed
		}
		e := record.Energy.New(record.Values{"value": {Number: float64(1 + count%7)}}).In(now, zone)
		if count%3 == 2 {
			late++
			now += asking.Lasts + when.Minute
			e = e.In(now, zone)
		}
		asked.Answer(&e, p, now)
		if _, err := s.Desk.Say(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		if _, open, _ = asked.Open(t.Context(), s.Desk, now); open {
			t.Error("an answered question is open")
		}
	}
	if count < 10 || count > 20 {
		t.Errorf("asked %d times in five days", count)
	}
	q, err := s.Desk.Question(t.Context(), desk.Query{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.Desk.Reckoning().Felt(t.Context(), s.Desk.Grant, q)
	if err != nil {
		t.Fatal(err)
	}
	prompts, _ := s.Desk.Said(t.Context(), record.Prompt, when.Span{})
	if len(prompts) != count || f.LeftOut != late || f.N != count-late-count/3 {
		t.Errorf("%d prompts of %d; %d count, %d left out, of which late %d", len(prompts), count, f.N, f.LeftOut, late)
	}
	for _, c := range f.CheckIns {
		if c.Mode == energy.Self {
			t.Errorf("%+v answers no question", c)
		}
	}
}

// Around midnight too no two questions come within the gap.
func TestMidnightIsNoNewGap(t *testing.T) {
	settings := config.Default()
	settings.CheckIns, settings.CheckInsFrom, settings.CheckInsTo = 12, "00:00", "23:59"
	monday := when.Date(2026, 10, 19)
	now := monday.Start(time.UTC)
	s, told := clocked(t, settings, &now)
	a := &asked.Asker{Desk: s.Desk, Rules: asking.Rules{Budget: 12, Gap: asking.Usual}, Hours: s.checkInHours}
	last := when.Instant(0)
	for ; now < (monday + 3).Start(time.UTC); now += 15 * when.Minute {
		before := len(*told)
		if s.askOnce(t.Context(), a); len(*told) == before {
			continue
		}
		if now-last < asking.Usual {
			t.Errorf("asked at %s, %d minutes after the last time", now, (now-last)/when.Minute)
		}
		last = now
	}
	if len(*told) < 8 {
		t.Errorf("asked %d times", len(*told))
	}
}

// Nothing is asked where the person did not switch it on.
func TestNobodyIsAskedUnlessTheyWish(t *testing.T) {
	now := when.Date(2026, 11, 23).At(time.UTC, 11*60)
	s, told := clocked(t, config.Default(), &now)
	s.ask(t.Context())
	if len(*told) != 0 {
		t.Errorf("%v", *told)
	}
}

// A note of a shell's prompt is the account's own, and over when its time is.
func TestTheNoteOfThePrompt(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state")
	if err := (asked.Note{Text: "energy?", Until: 100}).Leave(state); err != nil {
		t.Fatal(err)
	}
	if asked.Left(state, 99) != "energy?" || asked.Left(state, 100) != "" || asked.Left(filepath.Join(state, "no"), 1) != "" {
		t.Error("the note is not shown until its moment, or after it")
	}
	if info, err := os.Stat(filepath.Join(state, "prompt.json")); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v %v", info, err)
	}
	if err := os.WriteFile(filepath.Join(state, "prompt.json"), []byte("{"), 0o600); err != nil || asked.Left(state, 1) != "" {
		t.Errorf("a broken note is shown: %v", err)
	}
	for name, spoil := range map[string]func(file string) error{
		"a link":   func(file string) error { return os.Symlink("/dev/zero", file) },
		"a folder": func(file string) error { return os.Mkdir(file, 0o700) },
		"too long": func(file string) error {
			return os.WriteFile(file, []byte(`{"text":"`+strings.Repeat("x", 5000)+`","until":100}`), 0o600)
		},
	} {
		other := t.TempDir()
		if err := os.Chmod(other, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := spoil(filepath.Join(other, "prompt.json")); err != nil || asked.Left(other, 1) != "" {
			t.Errorf("%s: %v, %q", name, err, asked.Left(other, 1))
		}
	}
	if err := (asked.Note{Text: "one\ntwo", Until: 100}).Leave(state); err != nil || asked.Left(state, 1) != "one" {
		t.Errorf("%v %q", err, asked.Left(state, 1))
	}
	if err := os.Chmod(state, 0o777); err != nil || asked.Left(state, 1) != "" {
		t.Errorf("where others may write: %v %q", err, asked.Left(state, 1))
	}
	if err := os.Chmod(state, 0o700); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := asked.Take(state); err != nil {
			t.Errorf("a note cannot be taken away twice: %v", err)
		}
	}
}
