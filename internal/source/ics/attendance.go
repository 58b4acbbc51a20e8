package ics

import (
	"context"
	"errors"
	"io"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
	"github.com/backsight/backsight/internal/source/ics/calendar"
	"github.com/backsight/backsight/internal/source/ics/owner"
)

// Attendance counts who stands in the events of a calendar that was found, before it is
// read, in at most so many of its bytes; whole says that those were all.
func (s Source) Attendance(ctx context.Context, place logbook.Place, self who.Self, most int64) (all *owner.Attendance, whole bool, err error) {
	all = owner.NewAttendance()
	err = eachText(ctx, place.URI, func(in io.Reader) error {
		limited := &io.LimitedReader{R: disk.Counted(ctx, in), N: most}
		err := calendar.NewFile().Read(limited, func(c *calendar.Component) { all.Add(c.Text, self) })
		most = limited.N
		return err
	})
	return all, most > 0, err
}

// eachText opens what a place is made of, one text after the other: a file, an entry of
// an archive, or the files of a folder.
func eachText(ctx context.Context, uri string, read func(io.Reader) error) error {
	if file, entry, is := unzip(uri); is {
		z, err := openArchive(ctx, file)
		if err != nil {
			return err
		}
		defer z.Close()
		in, err := z.Open(entry)
		if err != nil {
			return err
		}
		return errors.Join(read(in), in.Close())
	}
	paths := []string{uri}
	if info, err := disk.Lstat(uri); err == nil && info.IsDir() {
		if _, paths, err = folderPosition(uri, parted(ctx, uri)); err != nil {
			return err
		}
	}
	for _, path := range paths {
		f, err := disk.Open(ctx, path)
		if err != nil {
			return err
		}
		if err := errors.Join(read(f), f.Close()); err != nil {
			return err
		}
	}
	return nil
}
