package ics

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/ics/calendar"
)

// A folder may be one calendar: vdirsyncer, khal, Radicale and others keep one
// file an event, and what such a folder holds is the calendar as it is. Its files
// are read as one place with one coverage, up to the last event before the reading.

// marks are the files beside the events of such a folder that say what it is.
var marks = map[string]bool{"displayname": true, "color": true, "colour": true, "description": true, "order": true, ".Radicale.props": true}

// folders are the folders that one search has met.
type folders map[string]*folder

// folder is one folder with calendar files: those that are one calendar
// together, by name, and the first of them.
type folder struct {
	first   string
	members map[string]bool
}

// of looks at a folder once.
func (f folders) of(ctx context.Context, dir string) *folder {
	known, met := f[dir]
	if !met {
		known = parted(ctx, dir)
		f[dir] = known
	}
	return known
}

// lone is a calendar file with one thing in it.
type lone struct{ path, uid, name string }

// parted says which files of a folder are one calendar together: those with one
// UID each, where the folder is marked as such, a file is named as its UID, or
// two and more that were never sent (they have no METHOD) are most of what lies
// there. Files that name different calendars are no such.
func parted(ctx context.Context, dir string) *folder {
	none := &folder{}
	entries, err := disk.List(dir)
	if err != nil {
		return none
	}
	var found []lone
	kept, shown, sure := 0, 0, false
	for _, e := range entries {
		sure = sure || marks[e.Name()]
		if !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") || marks[e.Name()] {
			continue
		}
		shown++
		path := filepath.Join(dir, e.Name())
		if !named(path) {
			continue
		}
		part, sent, is := alone(ctx, path)
		if !is {
			continue
		}
		if !sent {
			kept++
			sure = sure || part.uid != "" && strings.EqualFold(stem(path), part.uid)
		}
		found = append(found, part)
	}
	if kept == 0 || !sure && (kept < 2 || 2*kept <= shown) || !oneName(found) {
		return none
	}
	f := &folder{first: found[0].path, members: make(map[string]bool, len(found))}
	for _, part := range found {
		f.members[part.path] = true
	}
	return f
}

func oneName(list []lone) bool {
	for _, l := range list {
		if l.name != list[0].name {
			return false
		}
	}
	return true
}

// alone says whether a file holds one thing, and whether it was sent to somebody
// or written out by a program: then its calendar has a METHOD.
func alone(ctx context.Context, path string) (l lone, sent, is bool) {
	f, err := disk.Open(ctx, path)
	if err != nil {
		return l, false, false
	}
	defer f.Close()
	one, is := calendar.One(f)
	return lone{path: path, uid: one.UID, name: one.Calendar}, one.Method, is
}

func stem(path string) string {
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// folderPlace is the place of a folder that is one calendar.
func (s Source) folderPlace(ctx context.Context, dir, first string) logbook.Place {
	name := shownName(ctx, dir)
	if name == "" {
		name = calendar.NameIn(head(ctx, first))
	}
	if name == "" {
		name = filepath.Base(dir)
	}
	return logbook.Place{Source: sourceName, Machine: s.Machine, Name: logbook.Text(name), URI: dir}
}

// pullFolder reads a folder that is one calendar. One in which no file was
// touched is read again once its next event has begun: it covers that day now.
func pullFolder(ctx context.Context, ask source.Ask) error {
	dir := ask.Place.URI
	files := parted(ctx, dir)
	now, paths, err := folderPosition(dir, files)
	if err != nil {
		return err
	}
	was, again := readPosition(ask.Position)
	if again && was.Sum == now.Sum && (was.Ahead == 0 || ask.Now < was.Ahead) {
		return nil
	}
	p := &pulling{ctx: ctx, ask: ask, now: now}
	p.survey.File = calendar.NewFile() // of nothing yet: nothing is cut
	p.now.Export, p.edge, p.room = ask.Now, &calendar.Edge{At: ask.Now}, roomAt(ask.Now)
	if err := p.known(was, again); err != nil {
		return err
	}
	p.counts = logbook.Coverage{Place: ask.Place, From: when.NoDay, To: when.NoDay}
	for _, path := range paths {
		if err := p.member(path); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
	}
	if later, _, err := folderPosition(dir, files); err != nil || later.Sum != now.Sum {
		return errors.Join(err, errors.New("it changed while it was being read"))
	}
	p.now.Ahead = p.edge.Ahead
	return p.close()
}

// folderPosition is what a folder holds now, by name, length and time of its
// files.
func folderPosition(dir string, files *folder) (now position, paths []string, err error) {
	entries, err := disk.List(dir)
	if err != nil {
		return now, nil, err
	}
	sum := sha256.New()
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if !files.members[path] {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return now, nil, err
		}
		one := positionOf(info)
		fmt.Fprintf(sum, "%q %d %d %d\n", e.Name(), one.Size, one.Modified, one.Inode)
		paths = append(paths, path)
	}
	return position{Engine: engine, Sum: hex.EncodeToString(sum.Sum(nil))}, paths, nil
}

// member reads one file of a folder. Where one ends in the middle, nothing is
// proved by what the folder lacks.
func (p *pulling) member(path string) error {
	in, err := disk.Open(p.ctx, path)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if p.survey, err = surveyed(in); err != nil {
		return err
	}
	if p.survey.Cut {
		p.missing = nil
	}
	p.file = filepath.Base(path)
	p.shaper = shaperFor(p.ask, min(when.At(info.ModTime()), p.ask.Now))
	p.shaper.Edge, p.shaper.Room = p.edge, p.room
	p.newest = max(p.newest, p.survey.newest)
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return p.stream(in)
}
