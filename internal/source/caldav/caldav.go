// Package caldav reads calendars that a server keeps (RFC 4791, RFC 6578): it
// finds those behind an address, and of each it asks what has changed since it
// was last read. It changes nothing on the server, asks it to work nothing out,
// and does not read events itself: that is handed in.
//
// Invariant: an event is taken for deleted only where the server says of that
// very object that it is not there. What a server leaves out, cannot give or
// gives in pieces stays as it was known and is asked for again.
package caldav

import (
	"context"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// Source reads calendars from CalDAV servers. It keeps nothing between calls.
type Source struct {
	// Machine is the machine it runs on, put into every place it finds.
	Machine string
	// Login is how the person is known at an address; nil for nobody.
	Login func(address string) (egress.Login, error)
	// Events makes the facts of one object; whole says that nothing in it was
	// left out.
	Events func(object []byte, ask source.Ask, at when.Instant) (facts []logbook.Fact, bad []logbook.BadRow, whole bool)
}

var _ source.Puller = Source{}

// sourceName is the Source of every place here: a calendar is a calendar,
// wherever it is kept.
const sourceName = "calendar"

// Name is "calendar".
func (Source) Name() string { return sourceName }

// Heavy says that the places are read one after another: a server is asked one
// thing at a time, and an event that went from one calendar to the next is seen
// to leave before it arrives, or the other way round, but never both at once.
func (Source) Heavy(logbook.Place) bool { return true }

// open is a connection to the server of an address.
func (s Source) open(_ context.Context, address string) (*server, error) {
	var login egress.Login
	if s.Login != nil {
		var err error
		if login, err = s.Login(address); err != nil {
			return nil, err
		}
	}
	c, err := egress.New(address, login)
	if err != nil {
		return nil, err
	}
	return &server{c}, nil
}
