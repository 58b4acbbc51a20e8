package query

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// shelf is some buckets in memory.
type shelf map[string][]event.Event

func (s shelf) Names(context.Context) (out []event.Bucket, _ error) {
	for id := range s {
		_, host, _ := strings.Cut(id, "_")
		out = append(out, event.Bucket{ID: id, Hostname: host})
	}
	slices.SortFunc(out, func(x, y event.Bucket) int { return strings.Compare(x.ID, y.ID) })
	return out, nil
}

func (s shelf) Events(_ context.Context, b event.Bucket, _ when.Span) ([]event.Event, error) {
	return slices.Clone(s[b.ID]), nil
}

// ev is an event of an app from one second to another.
func ev(app string, from, to int) event.Event {
	return event.Event{At: when.Instant(from) * when.Second, For: when.Instant(to-from) * when.Second, Data: event.Data{"app": app, "title": "T " + app}}
}

// said is a result as one reads it: events as "app from–to".
func said(t interface {
	Helper()
	Fatal(...any)
}, v any,
) string {
	t.Helper()
	events, are := v.([]event.Event)
	if !are {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	var out []string
	for _, e := range events {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %v–%v", e.Data.Text("app"), float64(e.At)/1e6, float64(e.End())/1e6)))
	}
	return strings.Join(out, ", ")
}

var desk = shelf{
	"window_desk": {ev("b", 20, 40), ev("a", 0, 20), ev("a", 50, 52)},
	"afk_desk":    {ev("not-afk", 10, 30), ev("not-afk", 51, 60)},
	"window_lap":  {ev("c", 0, 1)},
	"empty":       nil,
}

func TestQueries(t *testing.T) {
	for query, want := range map[string]string{
		`RETURN = query_bucket("window_desk");`:                                                                  "b 20–40, a 0–20, a 50–52",
		`RETURN=query_bucket('empty')`:                                                                           "",
		`b = find_bucket("window_"); RETURN = b;`:                                                                `"window_desk"`,
		`RETURN = find_bucket("window", "lap");`:                                                                 `"window_lap"`,
		`RETURN = query_bucket_names();`:                                                                         `["afk_desk","empty","window_desk","window_lap"]`,
		`RETURN = query_bucket_eventcount("window_desk");`:                                                       "3",
		`RETURN = sort_by_timestamp(query_bucket("window_desk"));`:                                               "a 0–20, b 20–40, a 50–52",
		`RETURN = limit_events(sort_by_duration(query_bucket("window_desk")), 1);`:                               "b 20–40",
		`RETURN = sum_durations(query_bucket("window_desk"));`:                                                   "42",
		`RETURN = merge_events_by_keys(query_bucket("window_desk"), ["app"]);`:                                   "b 20–40, a 0–22",
		`RETURN = filter_keyvals(query_bucket("window_desk"), "app", ["a", "x"]);`:                               "a 0–20, a 50–52",
		`RETURN = exclude_keyvals(query_bucket("window_desk"), "app", ["a"]);`:                                   "b 20–40",
		`RETURN = filter_keyvals_regex(query_bucket("window_desk"), "app", "^B|b");`:                             "b 20–40",
		`RETURN = concat(query_bucket("window_lap"), []);`:                                                       "c 0–1",
		`RETURN = period_union(query_bucket("window_desk"), query_bucket("afk_desk"));`:                          "0–40, 50–60",
		`w = query_bucket("window_desk"); a = query_bucket("afk_desk"); RETURN = filter_period_intersect(w, a);`: "a 10–20, b 20–30, a 51–52",
		`RETURN = union_no_overlap(query_bucket("afk_desk"), query_bucket("window_desk"));`:                      "a 0–10, not-afk 10–30, b 30–40, a 50–51, not-afk 51–60",
		`RETURN = {"n": nop(), "l": [1, -2.5, "it's", 'a "b"', "q\"q", "\d"], "t": true, "d": {}};`:              `{"d":{},"l":[1,-2.5,"it's","a \"b\"","q\"q","\\d"],"n":1,"t":true}`,
		`print("x"); ;RETURN = 1`:                                                                                "fault",
		`x = print("x", 1);; RETURN = contains(["a", 1], 1);`:                                                    "true",
		`RETURN = contains({"a": 1}, "b");`:                                                                      "false",
		`RETURN = TIMEINTERVAL;`:                                                                                 `"1970-01-01T00:00:00Z/1970-01-01T00:01:40Z"`,
		`RETURN = STARTTIME;`:                                                                                    `"1970-01-01T00:00:00Z"`,
		"":                                                                                                       "fault", `RETURN = `: "fault", `RETURN = nope(1);`: "fault", `RETURN = x;`: "fault",
		`RETURN = query_bucket("nope");`: "fault", `RETURN = query_bucket();`: "fault", `RETURN = query_bucket(1);`: "fault",
		`RETURN = sum_durations(1);`: "fault", `RETURN = limit_events([], "x");`: "fault", `RETURN = [1, ];`: "fault", `RETURN = [1 2];`: "fault",
		`RETURN = {"a" 1};`: "fault", `RETURN = {a: 1};`: "fault", `RETURN = "open`: "fault", `RETURN = 1 2;`: "fault", `1 = 2;`: "fault", `RETURN = 1-1;`: "fault",
		`RETURN = filter_keyvals_regex([], "a", "(");`: "fault", `RETURN = find_bucket("nope");`: "fault",
		`RETURN = merge_events_by_keys([], [1]);`: "fault", `RETURN = categorize([], [1]);`: "fault",
		`RETURN = categorize([], [[["A"], {"regex": "("}]]);`: "fault", `RETURN = contains(1, 1);`: "fault",
		"RETURN = " + strings.Repeat("[", 1000) + strings.Repeat("]", 1000): "fault",
	} {
		got, err := Run(t.Context(), desk, when.Span{To: 100 * when.Second}, query, NewBudget())
		if want == "fault" {
			if _, ok := errors.AsType[Fault](err); !ok {
				t.Errorf("%.60s gives %v, %v", query, got, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", query, err)
		} else if text := said(t, got); text != want {
			t.Errorf("%s\n got %s\nwant %s", query, text, want)
		}
	}
}

func TestFloodFillsSmallHoles(t *testing.T) {
	for _, c := range []struct {
		events []event.Event
		want   string
	}{
		{[]event.Event{ev("a", 0, 4), ev("a", 8, 10)}, "a 0–10"},
		{[]event.Event{ev("a", 0, 4), ev("a", 10, 12)}, "a 0–4, a 10–12"},
		{[]event.Event{ev("a", 0, 6), ev("b", 8, 10)}, "a 0–8, b 8–10"},
		{[]event.Event{ev("a", 0, 1), ev("b", 4, 10)}, "a 0–1, b 1–10"},
		{[]event.Event{ev("a", 0, 10), ev("b", 8, 12)}, "a 0–8, b 8–12"},
		{[]event.Event{ev("a", 5, 10), ev("b", 5, 12), ev("b", 14, 15)}, "b 5–15"},
		{[]event.Event{ev("b", 5, 12), ev("a", 5, 10), ev("b", 14, 15)}, "b 5–15"},
		{[]event.Event{ev("a", 5, 5)}, ""},
		{[]event.Event{ev("a", 0, 30), ev("b", 1, 4)}, "a 0–1, b 1–4, a 4–30"},
		{[]event.Event{ev("a", 0, 30), ev("b", 1, 4), ev("c", 4, 6), ev("b", 10, 12)}, "a 0–1, b 1–4, c 4–6, a 6–10, b 10–12, a 12–30"},
		{[]event.Event{ev("a", 0, 30), ev("b", 1, 20), ev("c", 2, 10)}, "a 0–1, b 1–2, c 2–10, b 10–20, a 20–30"},
		{[]event.Event{ev("a", 0, 30), ev("b", 1, 20), ev("c", 2, 40)}, "a 0–1, b 1–2, c 2–40"},
		{[]event.Event{ev("a", 0, 30), ev("b", 7, 7)}, "a 0–30"},
	} {
		if got := said(t, flood(free(t), c.events)); got != c.want {
			t.Errorf("%s becomes %s, want %s", said(t, c.events), got, c.want)
		}
	}
}

func TestChunksKeepWhatIsInside(t *testing.T) {
	got := chunks(free(t), []event.Event{ev("a", 0, 4), ev("a", 8, 10), ev("b", 10, 11), ev("a", 30, 31)}, "app")
	if text := said(t, got); text != "a 0–10, b 10–11, a 30–31" {
		t.Error(text)
	}
	if inside := got[0].Data["subevents"].([]event.Event); len(inside) != 2 {
		t.Errorf("%d are inside the first", len(inside))
	}
}

func TestURLsAreSplit(t *testing.T) {
	e := event.Event{Data: event.Data{"url": "https://www.example.org:8080/a/b;p?q=1#frag", "title": "t"}}
	want := `{"$domain":"example.org:8080","$identifier":"frag","$options":"q=1","$params":"p","$path":"/a/b","$protocol":"https","title":"t","url":"https://www.example.org:8080/a/b;p?q=1#frag"}`
	if got := splitURLs([]event.Event{e})[0].Data.Canonical(); got != want {
		t.Error(got)
	}
	if len(e.Data) != 2 {
		t.Error("the event itself was changed")
	}
}

func TestTitlesAreSimplified(t *testing.T) {
	for title, want := range map[string]string{"(3) Inbox": "Inbox", "● main.go": "main.go", "x (3)": "x (3)"} {
		got := simplify([]event.Event{{Data: event.Data{"title": title}}}, "title")
		if got[0].Data["title"] != want {
			t.Errorf("%q becomes %q", title, got[0].Data["title"])
		}
	}
}

func TestCategoriesAndTags(t *testing.T) {
	ask := func(call string) string {
		t.Helper()
		classes := `[[["Work"], {"type": "regex", "regex": "a"}], [["Work", "Code"], {"type": "regex", "regex": "T A", "ignore_case": true}],
[["Play"], {"type": "none"}], [["Else"], {"type": "regex", "regex": "b", "select_keys": ["title"]}], [["No"], {"type": "regex", "regex": "T", "select_keys": ["app"]}]]`
		got, err := Run(t.Context(), desk, when.Span{}, `RETURN = `+call+`(query_bucket("window_desk"), `+classes+`);`, NewBudget())
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, e := range got.([]event.Event) {
			out = append(out, fmt.Sprint(e.Data["app"], e.Data["$category"], e.Data["$tags"]))
		}
		return strings.Join(out, "; ")
	}
	if got := ask("categorize"); got != "b[Else] <nil>; a[Work Code] <nil>; a[Work Code] <nil>" {
		t.Error(got)
	}
	if got := ask("tag"); got != "b<nil> [[Else]]; a<nil> [[Work] [Work Code]]; a<nil> [[Work] [Work Code]]" {
		t.Error(got)
	}
}

func TestNoQueryGrowsWithoutEnd(t *testing.T) {
	query := `a = query_bucket("window_desk");` + strings.Repeat("a = concat(a, a);", 60) + "RETURN = nop();"
	if _, err := Run(t.Context(), desk, when.Span{}, query, NewBudget()); err == nil || !strings.Contains(err.Error(), "1000000") {
		t.Errorf("it gives %v", err)
	}
}

// Small questions that grow are refused by what they cost, whatever the machine does.
func TestNoQueryCostsWithoutEnd(t *testing.T) {
	many := crowd(2000)
	tens := func(of string) string { return "[" + strings.Repeat(of+",", 9) + of + "]" }
	var nested strings.Builder
	nested.WriteString(`a = ["` + strings.Repeat("x", 1000) + `"];`)
	for _, step := range []string{"ab", "bc", "cd", "de", "ef", "fg", "gh", "hi", "ij"} {
		nested.WriteString(step[1:] + " = " + tens(step[:1]) + ";")
	}
	rules := strings.TrimSuffix(strings.Repeat(`[["A"], {"type": "regex", "regex": "(a|b)*c"}],`, 2000), ",")
	for name, query := range map[string]string{
		"lists of lists":           nested.String() + "RETURN = j;",
		"lists that are compared":  nested.String() + `RETURN = contains(i, "y");`,
		"dictionaries":             `a = {"k": ` + tens("1") + `};` + strings.ReplaceAll(strings.ReplaceAll(nested.String(), "a = [", "z = ["), "x", "") + "RETURN = j;",
		"a text very often":        `a = "` + strings.Repeat("x", 1<<20) + `"; b = ` + tens("a") + `; RETURN = ` + tens("b") + ";",
		"many rules":               `RETURN = categorize(query_bucket("window_desk"), [` + rules + `]);`,
		"many tags":                `RETURN = tag(query_bucket("window_desk"), [` + rules + `]);`,
		"events over periods":      `w = query_bucket("window_desk"); RETURN = filter_period_intersect(w, query_bucket("afk_desk"));`,
		"events beside periods":    `w = query_bucket("window_desk"); RETURN = union_no_overlap(query_bucket("afk_desk"), w);`,
		"long data in lists":       `w = query_bucket("long"); a = ` + tens("w") + "; RETURN = a;",
		"long data compared":       `w = query_bucket("long"); RETURN = merge_events_by_keys(w, ["app"]);`,
		"long data filtered":       `w = query_bucket("long"); RETURN = filter_keyvals(w, "app", ["a"]);`,
		"long data in chunks":      `w = query_bucket("long"); RETURN = chunk_events_by_key(w, "app");`,
		"a bucket very often":      strings.Repeat(`w = query_bucket("window_desk");`, 151) + "RETURN = nop();",
		"a large rule":             "RETURN = " + strings.Repeat("filter_keyvals_regex(", 15) + `query_bucket("window_desk")` + strings.Repeat(`, "app", "(?:(?:ab?){18}){16}|a")`, 15) + ";",
		"the same events in lists": `w = query_bucket("window_desk"); a = ` + tens("w") + "; b = " + tens("a") + "; RETURN = b;",
	} {
		if _, err := Run(t.Context(), many, when.Span{To: 1 << 60}, query, &Budget{300_000, 300_000}); err == nil || !strings.Contains(err.Error(), "too many steps") {
			t.Errorf("%s: %.100v", name, err)
		}
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := Run(gone, many, when.Span{To: 1 << 60}, `RETURN = flood(query_bucket("window_desk"));`, NewBudget()); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits any more: %v", err)
	}
}

// leaving is a desk whose reader goes away while it is asked.
type leaving struct {
	crowd
	leave func()
}

func (l leaving) Events(ctx context.Context, b event.Bucket, s when.Span) ([]event.Event, error) {
	defer l.leave()
	return l.crowd.Events(ctx, b, s)
}

// Whoever leaves in the middle of a statement ends it there.
func TestNobodyIsReckonedFor(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	_, err := Run(ctx, leaving{crowd(10), leave}, when.Span{To: 1 << 60}, `RETURN = sum_durations(flood(query_bucket("window_desk")));`, NewBudget())
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// crowd is a desk of as many windows, each open all the time, and as many short absences.
type crowd int

func (crowd) Names(context.Context) ([]event.Bucket, error) {
	return []event.Bucket{{ID: "window_desk"}, {ID: "afk_desk"}, {ID: "long"}}, nil
}

func (c crowd) Events(_ context.Context, b event.Bucket, _ when.Span) (out []event.Event, err error) {
	for i := range int(c) {
		e := ev("aaaaaaaaaaaaaaaaaaab", 0, 4*int(c))
		if b.ID == "afk_desk" {
			e = ev("afk", 4*i, 4*i+1)
		}
		if b.ID == "long" {
			e = ev(strings.Repeat("x", 4000), 4*i, 4*i+1)
		}
		out = append(out, e)
	}
	return out, nil
}

// A rule is bounded by its text and by its program.
func TestNoRuleIsLarge(t *testing.T) {
	for rule, fits := range map[string]bool{
		"Firefox|Chrome": true, strings.Repeat("x", 900): true, strings.Repeat("x", 1025): false, "((abc){20}){20}": false, "(": false,
	} {
		if _, err := compiled(rule, true); (err == nil) != fits {
			t.Errorf("%.40s: %v", rule, err)
		}
	}
}

// free are arguments with a budget of their own.
func free(t interface{ Context() context.Context }) *args {
	return &args{run: &run{ctx: t.Context(), budget: NewBudget()}}
}

var some = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) event.Event {
	at := rapid.IntRange(0, 60).Draw(t, "at")
	return ev(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "app"), at, at+rapid.IntRange(0, 12).Draw(t, "for"))
}), 0, 12)

// covered is which seconds lie in any of the events.
func covered(events []event.Event) (out [100]bool) {
	for _, e := range events {
		for s := e.At; s < e.End(); s += when.Second {
			out[s/when.Second] = true
		}
	}
	return out
}

// apart says whether no two events share time.
func apart(events []event.Event) bool {
	events = byTime(slices.Clone(events))
	for i := 1; i < len(events); i++ {
		if events[i].At < events[i-1].End() {
			return false
		}
	}
	return true
}

// The periods hold the laws of sets, second by second.
func TestPeriodsAreSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := some.Draw(t, "x"), some.Draw(t, "y")
		inX, inY := covered(x), covered(y)
		a := free(t)
		u, i, b := covered(union(a, x, y)), covered(intersect(a, x, y)), beside(a, union(a, x, nil), union(a, y, nil))
		both := covered(b)
		for s := range inX {
			if u[s] != (inX[s] || inY[s]) || i[s] != (inX[s] && inY[s]) || both[s] != u[s] {
				t.Fatalf("second %d: x %v, y %v, union %v, intersection %v, beside %v", s, inX[s], inY[s], u[s], i[s], both[s])
			}
		}
		if !apart(union(a, x, y)) || !apart(b) {
			t.Fatal("what should lie apart overlaps")
		}
	})
}

// Flooding never lets events overlap, and fills holes of up to five seconds
// only.
func TestFloodIsAnAccount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := some.Draw(t, "x")
		out := flood(free(t), slices.Clone(x))
		if !apart(out) {
			t.Fatalf("%s overlaps", said(t, out))
		}
		before, after := covered(x), covered(out)
		for s := range before {
			if after[s] && !before[s] && hole(x, s) > gap {
				t.Fatalf("second %d is filled in: %s becomes %s", s, said(t, x), said(t, out))
			}
		}
	})
}

// hole is how long the hole between events is in which a second lies.
func hole(events []event.Event, second int) when.Instant {
	from, to := when.Instant(-1<<40), when.Instant(1<<40)
	for _, e := range events {
		if e.End() <= when.Instant(second)*when.Second {
			from = max(from, e.End())
		}
		if e.At > when.Instant(second)*when.Second {
			to = min(to, e.At)
		}
	}
	return to - from
}

func FuzzAsk(f *testing.F) {
	for _, seed := range []string{
		`RETURN = query_bucket("window_desk");`, `a = {"x": [1, 2.5, 'y']}; RETURN = flood(query_bucket(find_bucket("w")));`,
		`RETURN = categorize([], [[["A"], {"type":"regex","regex":"a"}]]);`, "x=\"\\\"", "=;=", "RETURN=é(1)", "RETURN=-", "\xff=1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		got, err := Run(t.Context(), desk, when.Span{To: 100 * when.Second}, query, NewBudget())
		if _, ours := errors.AsType[Fault](err); err != nil && !ours {
			t.Fatalf("%q: %v", query, err)
		}
		if err == nil {
			if _, err := json.Marshal(got); err != nil {
				t.Fatalf("%q gives what JSON cannot hold: %v", query, err)
			}
		}
	})
}

// TestWhatAStepCosts: each event is paid for by what it takes to look at it.
func TestWhatAStepCosts(t *testing.T) {
	const events = 2000
	spent := func(query string) int64 {
		b := &Budget{steps, mostAnswered}
		if _, err := Run(t.Context(), crowd(events), when.Span{To: 1 << 60}, query, b); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		return steps - b.left
	}
	const of, long = `query_bucket("window_desk")`, `query_bucket("long")`
	rule := `[[["A"], {"type": "regex", "regex": "(a|b)*c"}]]`
	for query, c := range map[string]struct {
		of    string
		least int64
	}{
		`RETURN = sum_durations(flood(` + of + `));`:                                  {of, 15 * events / 2},
		`RETURN = sum_durations(filter_keyvals_regex(` + of + `, "app", "(a|b)*c"));`: {of, 3 * events},
		`RETURN = sum_durations(categorize(` + long + `, ` + rule + `));`:             {long, 4 * events},
	} {
		if more := spent(query) - spent(`RETURN = sum_durations(`+c.of+`);`); more < c.least {
			t.Errorf("%s costs %d steps, not %d", query, more, c.least)
		}
	}
}
