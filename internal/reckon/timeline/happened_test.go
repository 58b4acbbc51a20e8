package timeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// beat is a piece of evidence by a short name for what it is.
func beat(what string, at, length when.Instant) logbook.Beat {
	b := logbook.Beat{At: at, For: length, Project: "ledger"}
	lane := func(source, program string) {
		b.Lane = logbook.Lane{Source: source, Machine: "laptop", Program: program}
	}
	switch what {
	case "read", "save", "review", "talk", "browse", "ai", "ai+":
		lane("wakatime", "vscode")
		b.Type, b.Write = "file", what == "save"
		b.Category = map[string]string{"review": "code reviewing", "talk": "meeting", "browse": "browsing", "ai": "ai coding", "ai+": "ai coding"}[what]
		if what == "ai+" {
			b.Raw = []byte(`{"human_line_changes": 3}`)
		}
	case "harness":
		lane("wakatime", "claude-code")
		b.Type, b.Category, b.Session = "app", "ai coding", "s1"
	case "prompt", "request", "answer", "tool", "presence":
		lane("assistant", "claude-code")
		b.Type, b.Session = what, "s1"
	case "not-afk", "afk":
		lane("activitywatch", "aw-watcher-afk")
		b.Type, b.Category, b.Project = "afkstatus", what, ""
	case "edit":
		lane("activitywatch", "aw-watcher-vscode")
		b.Type = "app.editor.activity"
	case "Zoom", "Code", "Firefox":
		lane("activitywatch", "aw-watcher-window")
		b.Type, b.Entity, b.Project = "currentwindow", what, ""
	default:
		panic(what)
	}
	b.Key = fmt.Sprint(what, " ", int64(at))
	return b
}

var signs = []string{"read", "save", "review", "talk", "browse", "ai", "ai+", "harness", "prompt", "request", "answer", "tool", "presence", "not-afk", "afk", "edit", "Zoom", "Code", "Firefox"}

var aSign = rapid.Custom(func(t *rapid.T) logbook.Beat {
	at := anInstant(t, "beat at") + when.Instant(rapid.Int64Range(0, 10).Draw(t, "minutes"))*2*when.Minute
	what := rapid.SampledFrom(signs).Draw(t, "what")
	b := beat(what, at, 0)
	if b.Lane.Source == "activitywatch" {
		b.For = when.Instant(rapid.Int64Range(0, 9).Draw(t, "for")) * 7 * when.Minute
		b.Key += fmt.Sprint(" ", int64(b.For))
	}
	return b
})

var aCorrection = rapid.Custom(func(t *rapid.T) logbook.Fact {
	from := anInstant(t, "set from")
	return setting(logbook.Set{
		From: from, To: from + when.Instant(rapid.Int64Range(1, 8).Draw(t, "quarters"))*15*when.Minute,
		Work:  rapid.SampledFrom([]string{"", "making", "reviewing", "away", "no such work"}).Draw(t, "work"),
		Hands: rapid.SampledFrom([]string{"", "hand", "delegated"}).Draw(t, "hands"),
		At:    when.Instant(rapid.Int64Range(1, 9).Draw(t, "said")),
	})
})

func setting(s logbook.Set) logbook.Fact {
	return logbook.Fact{
		Person: 1, Kind: logbook.KindSet, Key: fmt.Sprint(int64(s.From)), Version: logbook.Seq{Stamp: s.At},
		Span: when.Span{From: s.From, To: s.To}, Day: when.NoDay, Body: logbook.Body(s),
	}
}

// said is a day's account as lines: from, to, what, how, what else.
func said(a timeline.Account) (lines []string) {
	for _, s := range a.Stints {
		if s.Rule == timeline.RuleNothing {
			continue
		}
		var line strings.Builder
		line.WriteString(s.Span.From.UTC().Format("15:04") + " " + s.Span.To.UTC().Format("15:04") + " " + string(s.Work))
		if s.Hands != "" {
			line.WriteString(" " + string(s.Hands))
		}
		for _, also := range s.Also {
			line.WriteString(" +" + string(also))
		}
		lines = append(lines, line.String())
	}
	return lines
}

// script reads "read 9:00 9:04; not-afk 10:00-11:00" as beats of a Tuesday.
func script(t *testing.T, text string) (out []logbook.Beat) {
	t.Helper()
	for part := range strings.SplitSeq(text, ";") {
		words := strings.Fields(part)
		for _, word := range words[min(1, len(words)):] {
			from, to, long := strings.Cut(word, "-")
			b := beat(words[0], clock(t, from), 0)
			if long {
				b = beat(words[0], clock(t, from), clock(t, to)-clock(t, from))
			}
			out = append(out, b)
		}
	}
	return out
}

func clock(t *testing.T, text string) when.Instant {
	t.Helper()
	var h, m int
	if _, err := fmt.Sscanf(text, "%d:%d", &h, &m); err != nil {
		t.Fatal(text, err)
	}
	return at(14, h, m)
}

var tuesday = when.Days{From: when.Date(2017, 3, 14), To: when.Date(2017, 3, 15)}

func TestWhatTheHandsDid(t *testing.T) {
	for name, c := range map[string]struct{ beats, want string }{
		"by hand":                          {"read 9:00 9:04 9:09; save 9:12", "09:00 09:12 making hand"},
		"a hole":                           {"read 9:00 9:04 9:10 9:12", "09:00 09:04 making hand, 09:10 09:12 making hand"},
		"alone it is no time":              {"read 9:00; prompt 10:00", ""},
		"prompts":                          {"prompt 9:00 9:04; answer 9:01", "09:00 09:04 making assisted"},
		"an assistant near":                {"read 9:00 9:04 9:08 9:12 9:16 9:20 9:24; prompt 9:12", "09:00 09:07 making hand, 09:07 09:17 making assisted, 09:17 09:24 making hand"},
		"waiting for longer is a hole":     {"prompt 9:00 9:20; tool 9:01 9:05 9:10 9:15 9:19; read 9:22", "09:05 09:15 making delegated, 09:20 09:22 making assisted"},
		"an agent alone":                   {"prompt 9:00; tool 9:02 9:05 9:08 9:12; harness 9:15", "09:05 09:15 making delegated"},
		"asked by nobody":                  {"request 9:00 9:20; answer 9:02 9:22 9:26", "09:00 09:02 making delegated, 09:20 09:26 making delegated"},
		"agents at once":                   {"harness 9:00 9:03; tool 9:01 9:05", "09:00 09:05 making delegated"},
		"an agent beside a hand":           {"read 9:00 9:04; harness 9:02", "09:00 09:04 making assisted"},
		"nothing tells":                    {"ai 9:00 9:04 9:08", "09:00 09:08 making unclear"},
		"a person's lines":                 {"ai+ 9:00 9:04", "09:00 09:04 making assisted"},
		"near a person's":                  {"ai 9:00 9:04 9:30 9:34; read 9:08", "09:00 09:04 making unclear, 09:04 09:08 making assisted, 09:30 09:34 making unclear"},
		"somebody sat there":               {"ai 9:00 9:04; not-afk 8:50-9:30", "08:50 09:00 unknown, 09:00 09:04 making assisted, 09:04 09:30 unknown"},
		"nobody sat there":                 {"ai 9:00 9:04; read 9:01 9:03; save 9:10 9:12; afk 8:50-9:30", "09:00 09:04 making delegated, 09:10 09:12 making hand"},
		"a tool was open":                  {"presence 9:00 9:04", "09:00 09:04 making unclear"},
		"reviewing":                        {"review 9:00 9:04; read 9:06 9:08; prompt 9:02", "09:00 09:02 reviewing, 09:02 09:04 making assisted, 09:04 09:06 reviewing, 09:06 09:07 making assisted, 09:07 09:08 making hand"},
		"talking":                          {"talk 9:00 9:04", "09:00 09:04 coordinating"},
		"browsing":                         {"browse 9:00 9:04", "09:00 09:04 unknown"},
		"the desktop's editor":             {"edit 9:00-9:10; afk 9:06-9:30", "09:00 09:06 making hand"},
		"presence against absence":         {"edit 9:00-9:10; afk 9:06-9:30; not-afk 9:05-9:08", "09:00 09:08 making hand"},
		"a window":                         {"Zoom 9:00-9:10; Firefox 9:10-9:20; Code 9:20-9:30", "09:00 09:10 coordinating, 09:20 09:30 making hand"},
		"an editor is surer than a window": {"Zoom 9:00-9:20; edit 9:05-9:10", "09:00 09:05 coordinating, 09:05 09:10 making hand +coordinating, 09:10 09:20 coordinating"},
		"a long event by itself":           {"edit 9:00-15:00", "09:00 09:05 making hand, 14:55 15:00 making hand"},
		"a long event, and its window":     {"not-afk 9:00-15:00; Code 9:00-15:00", "09:00 09:05 making hand, 14:55 15:00 making hand"},
		"a long event that is borne out":   {"edit 9:00-15:00; read 10:00 10:05 10:10 10:20", "09:00 09:05 making hand, 10:00 10:10 making hand, 14:55 15:00 making hand"},
		"not by an agent":                  {"edit 9:00-15:00; tool 10:00 10:04 10:08", "09:00 09:05 making hand, 10:00 10:08 making delegated, 14:55 15:00 making hand"},
		"nor by an absence":                {"edit 9:00-15:00; afk 10:00-10:30", "09:00 09:05 making hand, 14:55 15:00 making hand"},
		"four hours are believed":          {"edit 9:00-13:00", "09:00 13:00 making hand"},
		"an answer of six hours":           {"prompt 9:00; answer 9:01-15:01; tool 10:00", "09:05 09:06 making delegated"},
		"a long event under a short one":   {"edit 9:00-9:20; read 9:05", "09:00 09:20 making hand"},
	} {
		ev := timeline.Evidence{Days: tuesday, Beats: script(t, c.beats), Now: at(31, 0, 0)}
		if got := strings.Join(said(timeline.Reconcile(ev, habits())), ", "); got != c.want {
			t.Errorf("%s: %s\nis  %s\nwant %s", name, c.beats, got, c.want)
		}
	}
}

// What was planned stands beside what happened, and is not changed by it but for
// how sure it is that the person was in the meeting.
func TestHappenedWinsOverPlanned(t *testing.T) {
	ev := timeline.Evidence{
		Days: tuesday, Now: at(31, 0, 0),
		Beats: script(t, "read 9:10 9:14 9:18; talk 11:00 11:04; read 13:00 13:05 13:10 13:15; ai 15:00 15:04"),
		Occurrences: []logbook.Occurrence{
			meeting("daily", at(14, 9, 0), at(14, 10, 0), 1), meeting("chat", at(14, 11, 0), at(14, 11, 30), 1),
			meeting("half an ear", at(14, 13, 0), at(14, 13, 30), 1), meeting("retro", at(14, 15, 0), at(14, 15, 30), 1),
		},
	}
	a := timeline.Reconcile(ev, habits())
	want := []string{
		"09:00 09:10 coordinating", "09:10 09:18 making hand +coordinating", "09:18 10:00 coordinating",
		"11:00 11:04 coordinating", "11:04 11:30 coordinating",
		"13:00 13:15 making hand +coordinating", "13:15 13:30 coordinating", "15:00 15:30 coordinating",
	}
	if diff := cmp.Diff(want, said(a)); diff != "" {
		t.Errorf("the account (-want +got):\n%s", diff)
	}
	var plan []string
	for _, s := range a.Planned {
		if s.Weight > 0 {
			plan = append(plan, fmt.Sprint(s.Text, " ", s.Weight, " ", s.Through))
		}
	}
	if diff := cmp.Diff([]string{"daily 1 false", "chat 1 false", "half an ear 0.5 true", "retro 1 false"}, plan); diff != "" {
		t.Errorf("the plan (-want +got):\n%s", diff)
	}
}

func TestLeaveYieldsToWhatHappened(t *testing.T) {
	h := habits()
	h.Lives = []timeline.Life{{Days: tuesday, Kind: "leave", Text: "a day off", Away: true}}
	a := timeline.Reconcile(timeline.Evidence{Days: tuesday, Now: at(31, 0, 0), Beats: script(t, "read 9:00 9:05; ai 10:00 10:05")}, h)
	want := []string{"23:00 09:00 away", "09:00 09:05 making hand +away", "09:05 23:00 away"}
	if diff := cmp.Diff(want, said(a)); diff != "" {
		t.Errorf("the account (-want +got):\n%s", diff)
	}
}

// What the person said last is in force, wherever it reaches, until it is taken
// back; then the evidence speaks again.
func TestCorrections(t *testing.T) {
	set := func(from, to, work, hands string, said when.Instant) logbook.Fact {
		return setting(logbook.Set{From: clock(t, from), To: clock(t, to), Work: work, Hands: hands, At: said})
	}
	ev := timeline.Evidence{Days: tuesday, Now: at(31, 0, 0), Beats: script(t, "read 9:00 9:05 9:10 9:15 9:20 9:25 9:30"), Facts: []logbook.Fact{
		set("9:05", "9:20", "reviewing", "", 1), set("9:15", "9:25", "making", "delegated", 2), set("9:10", "9:12", "", "", 3),
		set("10:00", "10:30", "making", "", 4), set("11:00", "11:30", "knitting", "", 5), commit(written("a", at(14, 9, 7)), 0),
	}}
	a := timeline.Reconcile(ev, habits())
	want := []string{
		"09:00 09:05 making hand", "09:05 09:10 reviewing", "09:10 09:12 making hand", "09:12 09:15 reviewing",
		"09:15 09:25 making delegated", "09:25 09:30 making hand", "10:00 10:30 making hand",
	}
	if diff := cmp.Diff(want, said(a)); diff != "" {
		t.Errorf("the account (-want +got):\n%s", diff)
	}
	for _, s := range a.Stints {
		if s.Rule == timeline.RuleSaid && (len(s.Facts) != 1 || s.HandsOn() != (s.Work == timeline.Making && s.Hands == timeline.ByHand)) {
			t.Errorf("%+v rests on %d facts, hands-on %v", s, len(s.Facts), s.HandsOn())
		}
	}
}

// Agents run on a clock of their own: from a prompt to what follows it, the time
// a person takes to think left out, both kinds of evidence of a session once.
func TestAgentsRun(t *testing.T) {
	other := beat("tool", at(14, 9, 3), 4*when.Minute)
	other.Session, other.Key = "s2", "other"
	beats := append(script(t, "prompt 9:00 9:10; answer 9:01 9:11; tool 9:04 9:30; harness 9:02 9:04; read 9:00 9:40; ai+ 9:50 9:54"), other)
	var got []string
	found := timeline.Runs(timeline.InOrder(beats), all.Declared())
	for _, r := range found {
		got = append(got, r.Span.From.UTC().Format("15:04")+" "+r.Span.To.UTC().Format("15:04")+" "+r.Session)
	}
	if diff := cmp.Diff([]string{"09:00 09:04 s1", "09:03 09:07 s2", "09:10 09:11 s1"}, got); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
	union, sum := timeline.AgentMinutes(found, when.Span{From: at(14, 9, 0), To: at(14, 9, 6)})
	if union != 6*when.Minute || sum != 7*when.Minute {
		t.Errorf("union %d, sum %d minutes", union/when.Minute, sum/when.Minute)
	}
}

// The two clocks: whatever runs beside it, an hour of a person has sixty minutes.
func TestAnHourHasSixtyMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, ev := lived.Draw(t, "habits"), anything.Draw(t, "evidence")
		for _, d := range days(timeline.Reconcile(ev, h)) {
			for from := d.Span.From; from < d.Span.To; from += when.Hour {
				var person when.Instant
				for _, s := range d.Stints {
					if cut, some := s.Span.Cut(when.Span{From: from, To: from + when.Hour}); some && s.HandsOn() {
						person += cut.Len()
					}
				}
				if person > when.Hour {
					t.Fatalf("%g minutes in an hour", float64(person)/float64(when.Minute))
				}
			}
		}
	})
}

// Agents alone, however many, are no hands-on minute.
func TestAgentsAreNobodysHands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, ev := lived.Draw(t, "habits"), anything.Draw(t, "evidence")
		agents := []string{"harness", "answer", "tool", "ai", "presence"}
		ev.Beats = slices.DeleteFunc(ev.Beats, func(b logbook.Beat) bool {
			what, _, _ := strings.Cut(b.Key, " ")
			return !slices.Contains(agents, what)
		})
		ev.Facts = slices.DeleteFunc(ev.Facts, func(f logbook.Fact) bool { return f.Kind == logbook.KindSet })
		for _, s := range timeline.Reconcile(ev, h).Stints {
			if s.HandsOn() {
				t.Fatalf("%+v", s)
			}
		}
	})
}

// Whose it is, what is yet to come, and how sure a person's being there is.
func TestWhatStandsInAStint(t *testing.T) {
	h := habits()
	h.ProjectSphere = func(name string) timeline.Sphere {
		return map[string]timeline.Sphere{"ledger": timeline.SphereWork, "site": timeline.SphereOwn}[name]
	}
	beats := script(t, "read 9:00 9:04 9:08; ai 10:00 10:04; Code 11:00-11:20; afk 11:10-11:30; prompt 11:00; read 22:30 22:34")
	beats[1].Project = "site"
	a := timeline.Reconcile(timeline.Evidence{Days: tuesday, Beats: beats, Now: at(14, 20, 0)}, h)
	var got []string
	for _, s := range a.Stints {
		if s.Weight > 0 {
			got = append(got, fmt.Sprint(s.Span.From.UTC().Format("15:04 "), int(s.Span.Len()/when.Minute), "m ", s.Text, " ", s.Sphere, " ", s.Hands.Words(), " ", s.Weight))
		}
	}
	want := []string{
		"09:00 4m ledger work by hand 1", "09:04 4m site own by hand 1", "10:00 4m ledger work with an assistant or delegated 0.5",
		"11:00 5m  unknown with an assistant 1", "11:05 5m  unknown by hand 1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the stints (-want +got):\n%s", diff)
	}
}

// Only a meeting that was sat through at the keyboard loses weight by it, not one
// with a glance at it, and no block that was kept for making.
func TestWhatLowersAttendance(t *testing.T) {
	h := habits()
	h.Topic = about
	for name, c := range map[string]struct {
		beats  string
		weight float64
	}{
		"chat":  {"read 9:00 9:05 9:10 9:14", 1},
		"daily": {"read 9:00 9:05 9:10 9:15", 0.5},
		"focus": {"read 9:00 9:05 9:10 9:15 9:20", 1},
	} {
		ev := timeline.Evidence{
			Days: tuesday, Now: at(31, 0, 0), Beats: script(t, c.beats),
			Occurrences: []logbook.Occurrence{meeting(name, at(14, 9, 0), at(14, 9, 30), 1)},
		}
		if b := timeline.Reconcile(ev, h).Bookings[0]; b.Weight != c.weight {
			t.Errorf("%s weighs %g beside %s", name, b.Weight, c.beats)
		}
	}
}

// The table of activities can be edited: what counts as what, and as nothing.
func TestActivitiesAreEdited(t *testing.T) {
	h := habits()
	var err error
	if h.Categories, err = timeline.Activities(map[string]string{"Code Reviewing": "mentoring", "browsing": "learning", "coding": "unknown"}); err != nil {
		t.Fatal(err)
	}
	coding := script(t, "review 9:00 9:04; browse 10:00 10:04; save 11:00 11:04")
	for i := range coding[4:] {
		coding[4+i].Category = "coding"
	}
	a := timeline.Reconcile(timeline.Evidence{Days: tuesday, Now: at(31, 0, 0), Beats: coding}, h)
	want := []string{"09:00 09:04 mentoring", "10:00 10:04 learning", "11:00 11:04 unknown"}
	if diff := cmp.Diff(want, said(a)); diff != "" {
		t.Errorf("the account (-want +got):\n%s", diff)
	}
	if _, err := timeline.Activities(map[string]string{"coding": "knitting"}); err == nil {
		t.Error("knitting is a kind of work")
	}
}

// Both lines of WakaTime's CLI are understood, each with its own names for the
// lines a person changed.
func TestLinesAPersonChanged(t *testing.T) {
	for raw, want := range map[string]timeline.Hands{
		`{"human_line_changes":3}`:                        timeline.Assisted,
		`{"human_line_changes":"3"}`:                      timeline.Assisted,
		`{"human_additions":0,"human_deletions":2}`:       timeline.Assisted,
		`{"human_additions":1}`:                           timeline.Assisted,
		`{"human_line_changes":null,"human_additions":0}`: timeline.CantTell,
		`{"ai_additions":9,"ai_deletions":1}`:             timeline.CantTell,
	} {
		beats := script(t, "ai 9:00 9:04")
		for i := range beats {
			beats[i].Raw = []byte(raw)
		}
		a := timeline.Reconcile(timeline.Evidence{Days: tuesday, Now: at(31, 0, 0), Beats: beats}, habits())
		got := said(a)
		if want := []string{"09:00 09:04 making " + string(want)}; !slices.Equal(got, want) {
			t.Errorf("%s is %v, want %v", raw, got, want)
		}
	}
}
