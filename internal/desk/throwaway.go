package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
)

// unused is how long a throwaway store stays that nobody asks for.
const unused = 30 * 24 * time.Hour

// throwaway opens the store of exactly these places and this person in the
// cache, so that a second look reads only what is new.
func (o Options) throwaway(ctx context.Context, places []find.Found, p person.Person) (*Desk, error) {
	folder := filepath.Join(o.Folders.Cache, "look")
	o.prune(folder)
	var names []string
	for _, f := range places {
		names = append(names, f.Source+" "+f.URI)
	}
	slices.Sort(names)
	sum := sha256.Sum256([]byte(strings.Join(names, "\n") + "\n\n" + p.Joined()))
	file := filepath.Join(folder, hex.EncodeToString(sum[:12])+".db")
	if err := os.Chtimes(file, time.Time{}, o.time()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fault.New(fault.Failed, "the cache in %s cannot be used", folder).Because(err)
	}
	d, err := o.Open(ctx, file)
	if err == nil {
		d.passing = true
	}
	return d, err
}

// prune removes throwaway stores that nobody used for a month. One that cannot
// be removed is left for the next time.
func (o Options) prune(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && !e.IsDir() && o.time().Sub(info.ModTime()) > unused {
			_ = os.Remove(filepath.Join(folder, e.Name()))
		}
	}
}

func (o Options) time() time.Time { return o.Now().In(time.UTC) }
