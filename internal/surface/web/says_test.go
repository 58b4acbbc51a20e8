package web_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/web"
)

var (
	tags   = regexp.MustCompile(`(?s)<(script|style|title|desc)[^>]*>.*?</(script|style|title|desc)>|<[^>]*>`)
	h1     = regexp.MustCompile(`<h1>([^<]*)</h1>`)
	spaces = regexp.MustCompile(`[\s\x{a0}]+`)
)

// read is a page as a person reads it: its finding, and all its words.
func read(t testing.TB, handler http.Handler, address string) (finding, text string) {
	t.Helper()
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %.300s", address, w.Code, w.Body)
	}
	found := h1.FindStringSubmatch(w.Body.String())
	if found == nil {
		t.Fatalf("%s has no finding", address)
	}
	clean := func(s string) string {
		return strings.TrimSpace(spaces.ReplaceAllString(html.UnescapeString(s), " "))
	}
	return clean(found[1]), clean(tags.ReplaceAllString(w.Body.String(), " "))
}

// TestWhatEachPageSays of each life, whose truth is known.
func TestWhatEachPageSays(t *testing.T) {
	t.Parallel()
	for name, pages := range map[string]map[string][2]string{
		"drifting-director": {
			"/":                            {`^You have built less since \w+ 20\d\d: 2\.\d days a week before \w+ 20\d\d, then 0\.\d\. That is 3\.\d less than in 2016, when it was 4\.\d\.$`, "Last hands-on day"},
			"/drift":                       {`^You have built less since`, `1 (Jan|Feb|Mar|Apr) 2019 .* The weeks around turn 1`},
			"/drift?measure=meeting_hours": {"meeting hours", "Where it turned"},
			"/year":                        {`^Hands-on days: ~0\.\d a week in 2026 \(\d+ weeks with evidence\)\. The highest was ~\d(\.\d)?, in 201[67]`, "2016 4"},
			"/meetings":                    {`^Meetings take ~2\d(\.\d)? hours a week`, "Steering group staff alignment, called by: juno"},
			"/evidence":                    {`^Evidence from 4 places, covering \d+ of 568 weeks\.$`, "harbour 3,854 72[5-7]"},
			"/reference":                   {`^Your reference is 2016\. It is a proposal`, "director role"},
			"/audit":                       {`^\d+ lines in the audit, since 20 Nov 2026\. It was not verified`, "git synthetic:drifting-director/work/ledger"},
			"/audit?verify=1":              {`^\d+ lines, unbroken since 20 Nov 2026\.$`, "Checked from the first line to the last"},
			"/day/2016-05-12":              {`^Thu 12 May 2016: a hands-on day: .*commits? made.* \(ledger\).*; how long is not known without an editor\.$`, "in ledger: Fix the reader on a cold start"},
			"/week":                        {`^Week of 16 Nov 2026: 1 merge, 1 of others reviewed, 1 written by an assistant \(harbour, ledger\), ~\d+ h( \d+)? planned with others\.$`, "Tuesday|Friday"},
			"/distance":                    {`^Since Aug 2026: ~\d+(\.\d)? hours a week away from hands-on work, according to the calendar\.$`, "no editor and no assistant was recorded"},
			"/assistants":                  {`^No work of a coding assistant is known\.$`, "backsight import ~/.claude"},
			"/settings":                    {`^Everything is on this machine, and only you have a key\.$`, "in memory"},
		},
		"returning-builder": {
			"/":         {`^Your hands are back: 3\.\d days a week since \w+ 2025, after five and a half years below one day\.$`, "Hands-on days a week, now and in the reference"},
			"/drift":    {`^Your hands are back`, `1 May 2018 .* in one step`},
			"/meetings": {`^Meetings take ~6\.6 hours a week \(6\.6 to 6\.9\), 17% of the working window is booked\.$`, "The series that cost most"},
		},
		"steady-hand": {
			"/":      {`^You build 3\.\d days a week, without a clear change since Jan 2016\. That is about as often as in 2016\.$`, "Last hands-on day, commit and review"},
			"/drift": {`^You build 3\.\d days a week, without a clear change`, "What the data cannot tell"},
		},
		"parent-on-leave": {
			"/drift":                       {`^You have built less since \w+ 2019: 4\.\d days a week before, then 3\.\d\. That is 1\.\d less than in 2016(, when it was 4\.\d)?\.$`, "first child"},
			"/drift?measure=meeting_hours": {`^There are about as many meeting hours as in 2016`, "Not "},
			"/reference":                   {`^Your reference is 2016`, "first child family"},
		},
		"evening-builder": {
			"/drift":    {`^You build 3\.\d days a week, without a clear change since Jan 2016\.$`, "Other measures"},
			"/year":     {`^Hands-on days: ~3\.6 a week in 2026`, "2016 3.5 52 of 52"},
			"/distance": {`^Since Aug 2026: ~18 hours a week away from hands-on work`, "November 2026"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			handler := onlyRead(t)
			if name != lives.All()[0].Name {
				handler = web.Handler(living(t, life(t, name)).o)
			}
			for address, want := range pages {
				t.Run(address, func(t *testing.T) {
					finding, text := read(t, handler, address)
					if !regexp.MustCompile(want[0]).MatchString(finding) {
						t.Errorf("its finding is %q, want %s", finding, want[0])
					}
					if !regexp.MustCompile(want[1]).MatchString(text) {
						t.Errorf("it does not say %q:\n%s", want[1], text)
					}
				})
			}
		})
	}
}

// TestWhatIsHeard: where an editor and an assistant were heard, the pages tell of
// the hands, and keep the two clocks apart.
func TestWhatIsHeard(t *testing.T) {
	t.Parallel()
	handler := web.Handler(living(t, life(t, "drifting-director")).heard(t).o)
	for address, want := range map[string][2]string{
		"/day/2026-11-19": {`^Thu 19 Nov 2026: 2 h 28 in the work, in one piece\.$`, `Agents ran for 2 h 42 beside you; none of that is counted as yours\.`},
		"/week":           {`^Week of 16 Nov 2026: 12 h 20 in the work and ~\d+ h \d+ with others, recorded on 5 days\.$`, `longest unbroken piece in the work: 2 h 28`},
		"/distance":       {`^Since Aug 2026, ~\d+ ?% of your known time was hands-on work\.$`, `Agents worked ~\d+(\.\d)? hours a week`},
		"/assistants":     {`^You typed 210 prompts on 14 days; agents worked for ~37 h 48\.$`, `List price 57.83 USD .* Charged unknown .* Plan fees unknown`},
	} {
		finding, text := read(t, handler, address)
		if !regexp.MustCompile(want[0]).MatchString(finding) {
			t.Errorf("%s: its finding is %q, want %s", address, finding, want[0])
		}
		if !regexp.MustCompile(want[1]).MatchString(text) {
			t.Errorf("%s does not say %q:\n%s", address, want[1], text)
		}
	}
}

// TestTheFirstDay: where nothing but today's heartbeats is known, Today tells of
// them.
func TestTheFirstDay(t *testing.T) {
	t.Parallel()
	h := empty(t)
	h.put(t, "wakatime", typed(today, h.zone(t)))
	handler := web.Handler(h.o)
	for _, address := range []string{"/", "/day"} {
		if finding, _ := read(t, handler, address); finding != "Fri 20 Nov 2026: 2 h 28 in the work, in one piece." {
			t.Errorf("%s says %q", address, finding)
		}
	}
	if finding, _ := read(t, handler, "/week"); finding != "Week of 16 Nov 2026: 2 h 28 in the work, recorded on 1 day." {
		t.Errorf("the week says %q", finding)
	}
}

// TestAnEmptyStore: every page says what would give it something, and nothing is
// made up.
func TestAnEmptyStore(t *testing.T) {
	t.Parallel()
	h := empty(t)
	handler := web.Handler(h.o)
	for address, command := range map[string]string{
		"/": "backsight import", "/drift": "backsight import", "/day": "backsight import", "/week": "backsight import", "/year": "backsight import",
		"/distance": "backsight import CALENDAR.ics", "/meetings": "backsight import CALENDAR.ics", "/assistants": "backsight import ~/.claude",
		"/evidence": "backsight import", "/reference": "Fix it", "/settings": "backsight connect editor",
	} {
		finding, text := read(t, handler, address)
		if !strings.Contains(text, command) {
			t.Errorf("%s does not name %q: %s", address, command, text)
		}
		if regexp.MustCompile(`\d`).MatchString(finding) && address != "/day" && address != "/week" && address != "/meetings" {
			t.Errorf("%s counts what is not there: %s", address, finding)
		}
	}
}

// TestThePersonsLocale: dates and numbers are written as the browser asks, the
// words stay.
func TestThePersonsLocale(t *testing.T) {
	t.Parallel()
	handler := onlyRead(t)
	for asked, want := range map[string][]string{
		"": {"Jan 2016 to", "2,284", "4 Jan 2016"}, "en-US,en;q=0.9": {"Jan 4, 2016", "2,284"}, "en-GB": {"4 Jan 2016"},
		"de-DE,de;q=0.9,en;q=0.8": {"4 Jan 2016", "2.284"}, "fr": {"4 Jan 2016"}, "ja": {"2016 Jan 4"}, "x-klingon, ;;": {"4 Jan 2016"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/evidence", http.NoBody)
		r.Header.Set("Accept-Language", asked)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		for _, text := range want[max(0, len(want)-2):] {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("%q: there is no %q", asked, text)
			}
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/drift", http.NoBody)
	r.Header.Set("Accept-Language", "de")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	if finding := h1.FindStringSubmatch(w.Body.String())[1]; !regexp.MustCompile(`: \d,\d days a week .*3,\d less`).MatchString(finding) {
		t.Errorf("in German it is %q", finding)
	}
}
