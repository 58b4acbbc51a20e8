package cli

import (
	"bufio"
	"os"
	"runtime"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/surface/draw"
)

// app is one run of the program: the world, the flags and the settings.
type app struct {
	Program
	flags struct {
		store            string
		noInput, noColor bool
	}
	desk    desk.Options
	answers *bufio.Scanner  // over In, once somebody was asked
	warned  map[string]bool // files that hold a secret, as was said
	endless bool            // the command runs until it is stopped: that ends it well
}

// prepare gathers what a desk takes from the world.
func (a *app) prepare() (err error) {
	if a.flags.noInput {
		a.Asks = false
	}
	a.desk = desk.Options{Env: a.Env, Now: a.instant, Store: a.flags.store, Folders: desk.FoldersOf(a.Env), Version: Version}
	a.desk.Dir, _ = os.Getwd()     // none is fine: then nothing lies in it
	a.desk.Host, _ = os.Hostname() // none is fine: then it is "this machine"
	a.desk.Settings, err = config.Read(a.desk.Folders.SettingsFile())
	return err
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
