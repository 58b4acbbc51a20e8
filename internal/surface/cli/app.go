package cli

import (
	"os"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/surface/cli/terminal"
)

// app is one run of the program: the world, the flags and the settings.
type app struct {
	Program
	flags struct {
		store            string
		noInput, noColor bool
	}
	desk    desk.Options
	warned  map[string]bool // files that hold a secret, as was said
	led     string          // the file that leads a browser to the pages of this run
	endless bool            // the command runs until it is stopped: that ends it well
}

// prepare gathers what a desk takes from the world.
func (a *app) prepare() (err error) {
	if a.flags.noInput {
		a.Asks = false
	}
	a.Plain = a.flags.noColor
	a.desk = desk.Options{Env: a.Env, Now: a.instant, Store: a.flags.store, Folders: desk.FoldersOf(a.Env), Version: Version, Warn: a.warn}
	a.desk.Dir, _ = os.Getwd()     // none is fine: then nothing lies in it
	a.desk.Host, _ = os.Hostname() // none is fine: then it is "this machine"
	if err := a.desk.Exposed(); err != nil {
		a.Complain(err)
	}
	if err := a.desk.Owned(); err != nil {
		return err
	}
	a.desk.Settings, err = config.Read(a.desk.Folders.SettingsFile())
	return err
}

// warn tells what is wrong with a store that can be used all the same.
func (a *app) warn(text string) { a.Tell("%s", text) }

func (a *app) instant() when.Instant { return when.At(a.Now()) }

// talk is how a desk speaks with the person.
func (a *app) talk() terminal.Talk { return terminal.Talk{Terminal: &a.Program} }
