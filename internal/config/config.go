// Package config is a person's settings: one table of name, default and
// meaning, read from one TOML file. It holds no evidence and no secrets, and
// nothing reads it but the surfaces, which pass on what is needed.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/base/when"
)

// Settings is what a person may set. The zero value is not usable; Default is.
type Settings struct {
	Zone string   `toml:"zone"`
	Work []string `toml:"work"`
	Own  []string `toml:"own"`
	Days []string `toml:"window_days"`
	From string   `toml:"window_from"`
	To   string   `toml:"window_to"`
	Rate string   `toml:"rate"`

	DesktopTitles bool `toml:"desktop_titles"`
	// Extensions are the origins of the browser extensions that ActivityWatch's server lets in.
	Extensions []string `toml:"desktop_extensions"`

	// CheckIns is how often a day the server asks for a check-in, between two times.
	CheckIns     int    `toml:"checkins"`
	CheckInsFrom string `toml:"checkins_from"`
	CheckInsTo   string `toml:"checkins_to"`
	Ntfy         string `toml:"ntfy"`

	// Every is how often the server reads anew what it knows; Letters is the folder into
	// which it writes the letter of each week.
	Every   string `toml:"reread"`
	Letters string `toml:"letters"`
	// Notices says whether the server shows a notice on the desktop when something rings.
	Notices bool `toml:"notices"`

	Kinds map[string]string `toml:"kinds"`
	// Activities is the person's table of what programs call what is done.
	Activities map[string]string `toml:"activities"`

	Prices string            `toml:"prices"`
	Plans  map[string]string `toml:"plans"`
}

// chromeExtension is the origin of ActivityWatch's extension in Chrome's store. Firefox
// gives each installation an origin of its own.
const chromeExtension = "chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi"

// Default is the settings of somebody who set nothing.
func Default() Settings {
	return Settings{
		Days: []string{"Mon", "Tue", "Wed", "Thu", "Fri"},
		From: "09:00", To: "17:00", Every: "15m", Notices: true,
		Extensions: []string{chromeExtension},
	}
}

// Row is one setting as the manual shows it.
type Row struct{ Name, Default, Means string }

// Table is every setting with its default and meaning; docs and tests read it.
func Table() []Row {
	return []Row{
		{"zone", "the machine's", "the home zone, by its IANA name: days begin at its midnight"},
		{"work", "none", "patterns of repositories and calendars that are work: a path (~ is your home folder), a folder's name, or with * and ?"},
		{"own", "none", "patterns of those that are your own; where both match, the longer pattern wins"},
		{"window_days", `["Mon", "Tue", "Wed", "Thu", "Fri"]`, "the days of the working window"},
		{"window_from", `"09:00"`, "when the working window opens, by the clock on the wall"},
		{"window_to", `"17:00"`, "when it closes"},
		{"rate", "none", "what an hour of one person costs, such as \"95.00 EUR\": `meetings` then says what meetings cost"},
		{"desktop_titles", "false", "whether titles of windows and whole addresses of pages are kept of what ActivityWatch saw, too; else only programs, domains, files and states"},
		{"desktop_extensions", `["` + chromeExtension + `"]`, "the origins of the browser extensions that may send to `serve --as-activitywatch`, each as it is; Firefox gives your installation one of its own, which the server names when it refuses it"},
		{"checkins", "0", "how often a day `serve` asks how much energy you have, on the days of the working window: 3 or 4 is usual, 12 the most; 0 never asks"},
		{"checkins_from", "window_from", "from when on it may ask, by the clock on the wall"},
		{"checkins_to", "window_to", "until when it may ask"},
		{"ntfy", "none", "an address of yours on an ntfy server, such as \"https://ntfy.example.org/my-topic\", to which the question of a check-in is sent too, and nothing else; who knows the topic can read it"},
		{"reread", `"15m"`, "how often `serve` reads anew what you imported and your calendars on servers, such as \"15m\" or \"1h\"; \"0\" for never"},
		{"letters", "none", "a folder into which `serve` writes the letter of each week that is over, as a page: an absolute path"},
		{"notices", "true", "whether `serve` shows a notice on your desktop when an alarm or a clock passes, once"},
		{"kinds", "none", "a table of kinds of meetings and the kind of work each counts as, such as one_on_one = \"coordinating\"; a new name is a kind of your own"},
		{"activities", "none", "a table of activities as WakaTime's clients name them and the kind of work each counts as, such as researching = \"making\""},
		{"prices", "none", "a file of prices of models, beside those that came along (docs/assistants.md): an absolute path"},
		{"plans", "none", "a table of plans with coding assistants and what each costs a month, such as max = \"100.00 USD\""},
	}
}

// Read reads a settings file; one that does not exist is the defaults. What
// cannot be understood is an error that names the file and the line.
func Read(path string) (Settings, error) {
	s := Default()
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fault.New(fault.Failed, "the settings in %s cannot be read", path).Because(err)
	}
	meta, err := toml.Decode(string(text), &s)
	if err != nil {
		return s, fault.New(fault.Usage, "%s: %s", path, oneLine(err)).Try("Backsight also works without this file")
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return s, fault.New(fault.Usage, "%s%s: there is no setting %q", path, lineOf(text, unknown[0][0]), unknown[0].String()).
			Try("the settings are listed in docs/settings.md")
	}
	if name, err := s.check(); err != nil {
		return s, fault.New(fault.Usage, "%s%s: %v", path, lineOf(text, name), err)
	}
	return s, nil
}

// lineOf is where a setting or table begins, as an error says it; "" where that
// cannot be found.
func lineOf(text []byte, name string) string {
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimLeft(line, " \t[\"'")
		if rest, found := strings.CutPrefix(line, name); found && strings.IndexAny(rest, "=]\"' .\t") == 0 {
			return fmt.Sprintf(": line %d", i+1)
		}
	}
	return ""
}

func oneLine(err error) string {
	if p, ok := errors.AsType[toml.ParseError](err); ok {
		return fmt.Sprintf("line %d: %s", p.Position.Line, p.Message)
	}
	return err.Error()
}

// check says which setting cannot be used, and why.
func (s Settings) check() (name string, err error) {
	if _, err := time.LoadLocation(s.Zone); err != nil {
		return "zone", fmt.Errorf("zone: there is no time zone %q, use an IANA name like Europe/Berlin", s.Zone)
	}
	if _, err := s.HourlyRate(); err != nil {
		return "rate", err
	}
	if s.Prices != "" && !filepath.IsAbs(s.Prices) {
		return "prices", fmt.Errorf("prices: %q is not an absolute path", s.Prices)
	}
	if s.Ntfy != "" && !strings.HasPrefix(s.Ntfy, "https://") && !strings.HasPrefix(s.Ntfy, "http://127.0.0.1") {
		return "ntfy", fmt.Errorf("ntfy: it is no https:// address")
	}
	if s.Letters != "" && !filepath.IsAbs(s.Letters) {
		return "letters", fmt.Errorf("letters: %q is not an absolute path", s.Letters)
	}
	if _, err := s.reread(); err != nil {
		return "reread", err
	}
	if _, err := s.MonthlyPlans(); err != nil {
		return "plans", err
	}
	if _, _, _, err := s.Window(); err != nil {
		name, _, _ = strings.Cut(err.Error(), ":")
		name, _, _ = strings.Cut(name, " ")
		return name, err
	}
	return s.checkIns()
}

// Window is the working window: which weekdays (Monday first), and from when to
// when in minutes after midnight.
func (s Settings) Window() (days [7]bool, from, to int, err error) {
	for _, name := range s.Days {
		i := weekday(name)
		if i < 0 {
			return days, 0, 0, fmt.Errorf("window_days: %q is not a weekday like \"Mon\"", name)
		}
		days[i] = true
	}
	if from, err = minutes(s.From); err != nil {
		return days, 0, 0, fmt.Errorf("window_from: %w", err)
	}
	if to, err = minutes(s.To); err != nil {
		return days, 0, 0, fmt.Errorf("window_to: %w", err)
	}
	if to <= from {
		return days, 0, 0, fmt.Errorf("window_to %s is not after window_from %s", s.To, s.From)
	}
	return days, from, to, nil
}

// HourlyRate is what an hour of one person costs; nil where none is set.
func (s Settings) HourlyRate() (*money.Amount, error) {
	if s.Rate == "" {
		return nil, nil
	}
	rate, err := money.Parse(s.Rate)
	if err != nil {
		return nil, fmt.Errorf("rate: %w", err)
	}
	return &rate, nil
}

// MonthlyPlans is what each plan costs a month.
func (s Settings) MonthlyPlans() (map[string]money.Amount, error) {
	out := map[string]money.Amount{}
	for name, text := range s.Plans {
		fee, err := money.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("plans: %s: %w", name, err)
		}
		out[name] = fee
	}
	return out, nil
}

// weekday is Monday 0 to Sunday 6, of a name or its beginning; -1 for none.
func weekday(name string) int {
	week := []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	return slices.IndexFunc(week, func(day string) bool {
		return len(name) >= 3 && strings.HasPrefix(day, strings.ToLower(name))
	})
}

func minutes(text string) (int, error) {
	of, err := when.ParseClock(text)
	if err != nil {
		return 0, fmt.Errorf("%w like 09:00", err)
	}
	return of, nil
}

// Shown is a setting as it stands, as its file would say it; "" for none.
func (s Settings) Shown(name string) string {
	text, err := toml.Marshal(s)
	if err != nil {
		return ""
	}
	var all map[string]any
	if _, err := toml.Decode(string(text), &all); err != nil {
		return ""
	}
	switch v := all[name].(type) {
	case nil:
		return ""
	case []any:
		parts := make([]string, len(v))
		for i, part := range v {
			parts[i] = fmt.Sprint(part)
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, fmt.Sprintf("%s = %v", key, v[key]))
		}
		return strings.Join(parts, ", ")
	default:
		return fmt.Sprint(v)
	}
}

// mostCheckIns a day: more would be asked about nothing else.
const mostCheckIns = 12

// CheckInHours are the minutes after midnight between which check-ins may be asked
// for; those of the working window where nothing else is set.
func (s Settings) CheckInHours() (from, to int, err error) {
	if from, err = when.ParseClock(cmp.Or(s.CheckInsFrom, s.From)); err != nil {
		return 0, 0, fmt.Errorf("checkins_from: %w", err)
	}
	if to, err = when.ParseClock(cmp.Or(s.CheckInsTo, s.To)); err != nil {
		return 0, 0, fmt.Errorf("checkins_to: %w", err)
	}
	return from, to, nil
}

// leastReread is how often the server may read anew at most.
const leastReread = time.Minute

// Reread is how often the server reads anew; 0 for never.
func (s Settings) Reread() time.Duration {
	pace, _ := s.reread() // checked when it was read
	return pace
}

func (s Settings) reread() (time.Duration, error) {
	pace, err := time.ParseDuration(s.Every)
	switch {
	case s.Every == "0":
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("reread: %q is no length of time like \"15m\"", s.Every)
	case pace < leastReread:
		return 0, fmt.Errorf("reread: %q is shorter than a minute", s.Every)
	}
	return pace, nil
}

// checkIns says which setting of check-ins cannot be used, and why.
func (s Settings) checkIns() (name string, err error) {
	from, to, err := s.CheckInHours()
	switch {
	case err != nil:
		name, _, _ = strings.Cut(err.Error(), ":")
		return name, err
	case s.CheckIns < 0 || s.CheckIns > mostCheckIns:
		return "checkins", fmt.Errorf("checkins: %d, and it goes from 0 to %d", s.CheckIns, mostCheckIns)
	case s.CheckIns > 0 && to <= from:
		return "checkins_to", fmt.Errorf("checkins_to: it may ask from %s until %s, which is no time", cmp.Or(s.CheckInsFrom, s.From), cmp.Or(s.CheckInsTo, s.To))
	}
	return "", nil
}
