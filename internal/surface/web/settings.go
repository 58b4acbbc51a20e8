package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var settingsPage = frame.Page{Name: "settings", Title: "Settings", Key: "s", Show: settings, Plain: true}

// settingsView is what the Settings page draws.
type settingsView struct {
	Settings []Setting
	Places   []Setting
	Tokens   []tokenRow
}

// Setting is one setting as it stands.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Means string `json:"means"`
}

type tokenRow struct{ Name, Scope, Made, Used, State string }

// settingsValue is the page as JSON. No key is in it: only its hash is kept, and
// not even that is shown.
type settingsValue struct {
	Settings []Setting    `json:"settings"`
	Places   []Setting    `json:"places"`
	Tokens   []tokenValue `json:"tokens"`
}

type tokenValue struct {
	Name    string       `json:"name"`
	Scopes  []string     `json:"scopes"`
	Made    when.Instant `json:"made_us"`
	Used    when.Instant `json:"used_us"`
	Revoked when.Instant `json:"revoked_us"`
}

// settings is how things are set, where they lie, and who holds a key.
func settings(a *frame.Ask) (frame.View, error) {
	tokens, err := a.Book.Tokens(a.Ctx, a.Grant)
	if err != nil {
		return frame.View{}, fmt.Errorf("reading the keys: %w", err)
	}
	set, places := allSettings(a), whereItLies(a)
	v := settingsValue{Settings: set, Places: places, Tokens: []tokenValue{}}
	page := settingsView{Settings: set, Places: places}
	standing := 0
	for _, t := range tokens {
		if t.Revoked != 0 && strings.HasPrefix(t.Name, "open ") {
			continue // what `backsight open` made for one link
		}
		one := tokenValue{t.Name, scopeNames(t), t.Made, t.Used, t.Revoked}
		v.Tokens = append(v.Tokens, one)
		page.Tokens = append(page.Tokens, newTokenRow(a, one))
		if t.Revoked == 0 {
			standing++
		}
	}
	finding := "Everything is on this machine"
	if a.Desk.OnServer() {
		finding = "Everything is in the store named below"
	}
	if standing == 0 {
		finding += ", and only you have a key."
	} else {
		finding += "; " + a.Counted(standing, "key gives", "keys give") + " access to it."
	}
	return frame.View{Finding: finding, Value: v, Rows: func() [][]string { return settingsCSV(slices.Concat(set, places)) }, Page: page}, nil
}

func settingsCSV(all []Setting) [][]string {
	rows := [][]string{{"setting", "value", "means"}}
	for _, s := range all {
		rows = append(rows, []string{s.Name, s.Value, s.Means})
	}
	return rows
}

// allSettings are all settings as they stand.
func allSettings(a *frame.Ask) (out []Setting) {
	for _, row := range config.Table() {
		out = append(out, Setting{Name: row.Name, Value: a.Desk.Options.Settings.Shown(row.Name), Means: row.Means})
	}
	return out
}

// whereItLies says where the store and the settings lie, the store first.
func whereItLies(a *frame.Ask) []Setting {
	o := a.Desk.Options
	if a.Desk.IsMadeUp() {
		return []Setting{{Name: "Store", Value: "in memory", Means: "made up; gone when the demo ends"}, {Name: "Version", Value: o.Version}}
	}
	return []Setting{
		{Name: "Store", Value: desk.Shown(a.Desk.Address), Means: "everything that was read and said, readable only by you"},
		{Name: "Region", Value: a.Desk.DB.Region(), Means: "where the store's data may rest"},
		{Name: "Settings", Value: o.Folders.SettingsFile(), Means: "a file to edit; the server reads it when it starts"},
		{Name: "Version", Value: o.Version, Means: "of the program; its engine is version " + reckon.Version},
	}
}

func scopeNames(t policy.Token) (out []string) {
	for _, s := range t.Scopes {
		out = append(out, string(s))
	}
	return out
}

func newTokenRow(a *frame.Ask, t tokenValue) tokenRow {
	zone := a.Question.Habits.Zone(a.Question.Now)
	row := tokenRow{Name: t.Name, Scope: strings.Join(t.Scopes, ", "), Made: a.Locale.Day(t.Made.Day(zone)), Used: "never", State: "stands"}
	if t.Used > 0 {
		row.Used = a.Locale.Day(t.Used.Day(zone))
	}
	if t.Revoked > 0 {
		row.State = "revoked " + a.Locale.Day(t.Revoked.Day(zone))
	}
	return row
}
