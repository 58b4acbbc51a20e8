package cli

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/surface/draw"
)

// app is one run of the program: the world, the flags and the settings.
type app struct {
	Program
	flags struct {
		store            string
		noInput, noColor bool
	}
	dirs     folders
	settings config.Settings
	answers  *bufio.Scanner  // over In, once somebody was asked
	warned   map[string]bool // files that hold a secret, as was said
	endless  bool            // the command runs until it is stopped: that ends it well
}

// folders are where Backsight keeps its things. BACKSIGHT_HOME puts all of them
// under one folder.
type folders struct{ home, config, data, state, cache string }

func (a *app) prepare() (err error) {
	if a.flags.noInput {
		a.Asks = false
	}
	a.dirs = a.folders()
	a.settings, err = config.Read(a.settingsFile())
	return err
}

func (a *app) settingsFile() string { return filepath.Join(a.dirs.config, "settings.toml") }

func (a *app) folders() folders {
	home := a.Env("HOME")
	if home == "" && runtime.GOOS == "windows" {
		home = a.Env("USERPROFILE")
	}
	if all := a.Env("BACKSIGHT_HOME"); all != "" {
		return folders{home, filepath.Join(all, "config"), filepath.Join(all, "data"), filepath.Join(all, "state"), filepath.Join(all, "cache")}
	}
	if runtime.GOOS == "windows" {
		local := filepath.Join(a.Env("LOCALAPPDATA"), "backsight")
		return folders{home, local, local, local, filepath.Join(local, "cache")}
	}
	under := func(variable string, fallback ...string) string {
		if dir := a.Env(variable); filepath.IsAbs(dir) {
			return filepath.Join(dir, "backsight")
		}
		if home == "" {
			return filepath.Join(os.TempDir(), "backsight-"+fallback[len(fallback)-1])
		}
		return filepath.Join(append(append([]string{home}, fallback...), "backsight")...)
	}
	return folders{
		home, under("XDG_CONFIG_HOME", ".config"), under("XDG_DATA_HOME", ".local", "share"),
		under("XDG_STATE_HOME", ".local", "state"), under("XDG_CACHE_HOME", ".cache"),
	}
}

// storeAddress is where the person's own store is, or would be.
func (a *app) storeAddress() string {
	for _, address := range []string{a.flags.store, a.Env("BACKSIGHT_STORE")} {
		if address != "" {
			return address
		}
	}
	return filepath.Join(a.dirs.data, "backsight.db")
}

// desk is an open store with the leave to read it.
type desk struct {
	db     *store.DB
	person who.Person
	grant  policy.Grant
}

// open opens a store for its owner.
func (a *app) open(ctx context.Context, address string) (*desk, error) {
	db, err := store.Open(ctx, store.Options{DSN: address, Now: a.instant})
	if err != nil {
		return nil, err
	}
	d := &desk{db: db}
	if d.person, err = db.Owner(ctx); err == nil {
		d.grant, err = policy.Allow(policy.Ask{Viewer: d.person, Owner: d.person, Grain: policy.Evidence, Purpose: "look"}, nil, a.instant())
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return d, nil
}

// openOwn opens the person's store where there is one; nil where there is none
// yet. Nothing is written.
func (a *app) openOwn(ctx context.Context) (*desk, error) {
	address := a.storeAddress()
	if !strings.Contains(address, "://") {
		if _, err := os.Stat(address); errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
	}
	return a.open(ctx, address)
}

// mustOpenOwn is openOwn for commands that need a store with something in it.
func (a *app) mustOpenOwn(ctx context.Context) (*desk, error) {
	d, err := a.openOwn(ctx)
	if err == nil && d == nil {
		err = fault.New(fault.Nothing, "there is no store yet at %s", a.storeAddress()).Try("`backsight import PATH...` makes one; `backsight look PATH...` needs none")
	}
	return d, err
}

func (a *app) instant() when.Instant { return when.At(a.Now()) }

// screen is what the terminal can show.
func (a *app) screen() draw.Screen {
	s := draw.Screen{Width: 80, ASCII: !a.utf8(), Color: a.Columns() > 0 && !a.plainColor()}
	if width := a.Columns(); width > 0 && width < 80 {
		s.Width = max(40, width)
	}
	return s
}

func (a *app) plainColor() bool {
	return a.flags.noColor || a.Env("NO_COLOR") != "" || a.Env("BACKSIGHT_NO_COLOR") != "" || a.Env("TERM") == "dumb"
}

// utf8 reads the locale as the C library does: LC_ALL, then LC_CTYPE, then LANG.
// Windows' consoles and a machine that says nothing get UTF-8.
func (a *app) utf8() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := a.Env(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return runtime.GOOS == "windows" || runtime.GOOS == "darwin"
}

// habits are the person's, from the settings and the flags of this reading.
func (a *app) habits(self who.Self, zoneName string, spheres spheres) (timeline.Habits, error) {
	zone, err := a.zone(zoneName)
	if err != nil {
		return timeline.Habits{}, err
	}
	days, from, to, err := a.settings.Window()
	if err != nil {
		return timeline.Habits{}, fault.New(fault.Usage, "%v", err)
	}
	return timeline.Habits{
		Self: self, Homes: []timeline.Home{{From: when.NoDay, Zone: zone}},
		Window:  timeline.Window{Weekdays: days, From: from, To: to},
		Sources: all.Declared(), Sphere: spheres.of, CalendarSphere: spheres.ofCalendar, ProjectSphere: spheres.ofCalendar,
	}, nil
}

// answer reads one line the person typed; ok is false where none came.
func (a *app) answer() (text string, ok bool) {
	text, ok = a.line()
	return strings.TrimSpace(text), ok
}

// line reads one line as it was typed.
func (a *app) line() (text string, ok bool) {
	if a.answers == nil {
		a.answers = bufio.NewScanner(a.In)
	}
	if !a.answers.Scan() {
		return "", false
	}
	return a.answers.Text(), true
}
