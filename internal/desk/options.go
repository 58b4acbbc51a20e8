package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store/address"
	"github.com/backsight/backsight/internal/store/foreign"
)

// Options are what a desk takes from the world. A surface hands them in; a desk
// looks for none of them by itself.
type Options struct {
	Env      func(string) string // nil for an empty environment
	Now      func() when.Instant
	Dir      string // the current folder, in which relative paths begin; "" for none
	Host     string // the machine's name, where BACKSIGHT_MACHINE gives none
	Store    string // the store's address; "" for BACKSIGHT_STORE, else the usual file
	Folders  Folders
	Settings config.Settings
	Version  string       // of the program, "" where nobody asks
	Warn     func(string) // says what is wrong with a store that is opened all the same; nil for nobody
}

// Folders are where Backsight keeps its things, and the home folder of the
// person. Each is "" where nothing says which it is; Options.Owned refuses that.
type Folders struct{ Home, Config, Data, State, Cache string }

// FoldersOf are the folders that an environment names: BACKSIGHT_HOME puts all of
// them under one, XDG's variables name them one by one.
func FoldersOf(env func(string) string) Folders {
	home := env("HOME")
	if home == "" && runtime.GOOS == "windows" {
		home = env("USERPROFILE")
	}
	if all := env("BACKSIGHT_HOME"); all != "" {
		return Folders{home, filepath.Join(all, "config"), filepath.Join(all, "data"), filepath.Join(all, "state"), filepath.Join(all, "cache")}
	}
	if runtime.GOOS == "windows" {
		local := filepath.Join(env("LOCALAPPDATA"), "backsight")
		return Folders{home, local, local, local, filepath.Join(local, "cache")}
	}
	under := func(variable string, fallback ...string) string {
		if dir := env(variable); filepath.IsAbs(dir) {
			return filepath.Join(dir, "backsight")
		}
		if home == "" {
			return ""
		}
		return filepath.Join(append(append([]string{home}, fallback...), "backsight")...)
	}
	return Folders{
		home, under("XDG_CONFIG_HOME", ".config"), under("XDG_DATA_HOME", ".local", "share"),
		under("XDG_STATE_HOME", ".local", "state"), under("XDG_CACHE_HOME", ".cache"),
	}
}

// SettingsFile is where the person's settings lie, or would lie.
func (f Folders) SettingsFile() string { return filepath.Join(f.Config, "settings.toml") }

// Variable is a variable of the environment, "" where it is not set.
func (o Options) Variable(name string) string {
	if o.Env == nil {
		return ""
	}
	return o.Env(name)
}

// Machine names this machine in sightings: its host name, unless
// BACKSIGHT_MACHINE gives it another.
func (o Options) Machine() string {
	for _, name := range []string{o.Variable("BACKSIGHT_MACHINE"), o.Host} {
		if name != "" {
			return name
		}
	}
	return "this machine"
}

// Address is where the person's own store is, or would be: a file, or a PostgreSQL
// server's with what is secret in it. It is printed as Shown.
func (o Options) Address() string {
	for _, address := range []string{o.Store, o.Variable("BACKSIGHT_STORE")} {
		if address != "" {
			return address
		}
	}
	return filepath.Join(o.Folders.Data, "backsight.db")
}

// Shown is the address of a store as a person reads it, without what is secret in it.
func Shown(of string) string { return address.Shown(of) }

// Exposed warns of a password that everybody on the machine can read, since it stands
// among the arguments of the program; nil where none does.
func (o Options) Exposed() error {
	if secrets, ok := address.Secrets(o.Store); ok && len(secrets) == 0 {
		return nil
	}
	return fault.New(fault.Usage, "the password in --store can be seen by everybody on this machine while the program runs").
		Try("leave it out: PGPASSWORD, or a line in ~/.pgpass (PGPASSFILE), gives it, too; BACKSIGHT_STORE may hold the whole address")
}

// OpenOwn opens the person's own store, and makes it where there is none.
func (o Options) OpenOwn(ctx context.Context) (*Desk, error) { return o.Open(ctx, o.Address()) }

// FindOwn opens the person's own store; nil where there is none yet. Nothing is
// made.
func (o Options) FindOwn(ctx context.Context) (*Desk, error) {
	of := o.Address()
	if file := address.Path(of); file != "" {
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return nil, o.gone()
		}
	}
	return o.Open(ctx, of)
}

// gone says that there was a store, nil where none was ever written to.
func (o Options) gone() error {
	info, err := os.Stat(o.witness(o.Address()))
	if err != nil || info.Size() == 0 {
		return nil //nolint:nilerr // nobody knows of one
	}
	return fault.New(fault.Failed, "the store %s is gone", Shown(o.Address())).
		Try("put it back or restore a backup; `backsight import PATH...` begins a new history")
}

// witness is where it is noted how the person's own store was left; "" for any other.
func (o Options) witness(of string) string {
	if of != o.Address() || o.Folders.State == "" {
		return ""
	}
	if file := address.Path(of); file != "" && !filepath.IsAbs(file) {
		of = filepath.Join(o.Dir, file)
	}
	name := sha256.Sum256([]byte(Shown(of))) // no password can be guessed by it
	return filepath.Join(o.Folders.State, "witness", hex.EncodeToString(name[:12]))
}

// NeedOwn is FindOwn for what needs a store: fault.Nothing where there is none.
func (o Options) NeedOwn(ctx context.Context) (*Desk, error) {
	d, err := o.FindOwn(ctx)
	if err == nil && d == nil {
		err = fault.New(fault.Nothing, "there is no store yet at %s", Shown(o.Address())).Try("`backsight import PATH...` makes one; `backsight look PATH...` needs none")
	}
	return d, err
}

// Finder looks for evidence on this machine.
func (o Options) Finder() find.Finder {
	return find.Finder{Local: o.OnMachine(), Home: o.Folders.Home, Dir: o.Dir, Env: o.Variable}
}

// OnMachine is what sources need that read this machine.
func (o Options) OnMachine() all.Local {
	zone, err := o.Zone("")
	if err != nil {
		zone = nil // whoever needs it says so
	}
	return all.Local{Machine: o.Machine(), Zone: zone, Rows: foreign.Rows, Titles: o.Settings.DesktopTitles, Home: o.Folders.Home, Env: o.Variable}
}
