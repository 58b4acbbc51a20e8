package account

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/all"
)

// Calendar is a calendar that the person added.
type Calendar struct {
	URI string
	logbook.Calendar
}

// Calendars are those the person added, in the order of name and address.
func Calendars(ctx context.Context, d *desk.Desk) (list []Calendar, err error) {
	for f, err := range d.DB.Facts(ctx, d.Grant, when.Span{}, logbook.KindCalendar) {
		if err != nil {
			return nil, fmt.Errorf("reading your calendars: %w", err)
		}
		body, err := logbook.Read[logbook.Calendar](&f)
		if err != nil {
			continue // of a later version
		}
		list = append(list, Calendar{f.Key, body})
	}
	slices.SortFunc(list, func(x, y Calendar) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.URI, y.URI)) })
	return list, nil
}

// Say keeps where a calendar is, or that it is read no more.
func Say(ctx context.Context, d *desk.Desk, k Calendar, gone bool) error {
	e := record.Calendar.New(record.Values{
		"address": {Text: k.URI}, "name": {Text: k.Name}, "login": {Flag: k.Login}, "served": {Flag: k.Served},
	})
	if e.Gone = gone; k.User != "" {
		e.Values["user"] = record.Value{Text: k.User}
	}
	_, err := d.Say(ctx, e)
	return err
}

// Behind finds the calendars at an address: a file where it says so, else those
// of a server, else a file after all.
func (a Accounts) Behind(ctx context.Context, address string, login egress.Login) ([]Calendar, error) {
	access := all.Access{Login: func(string) (egress.Login, error) { return login, nil }}
	served, published := all.Served(a.Options.Machine(), access), all.Published(a.Options.Machine(), access)
	if strings.HasSuffix(strings.ToLower(address), ".ics") {
		return calendarsBy(ctx, published, address, false)
	}
	list, err := calendarsBy(ctx, served, address, true)
	if err == nil || ctx.Err() != nil || fault.KindOf(err) == fault.Usage {
		return list, err
	}
	if file, noFile := calendarsBy(ctx, published, address, false); noFile == nil {
		return file, nil
	}
	return nil, err
}

func calendarsBy(ctx context.Context, p source.Puller, address string, served bool) (list []Calendar, err error) {
	for place, err := range p.Find(ctx, address) {
		if err != nil {
			return nil, err
		}
		list = append(list, Calendar{place.URI, logbook.Calendar{Name: place.Name, Served: served}})
	}
	return list, nil
}

// Pick finds the one calendar that a number, name or address means.
func Pick(list []Calendar, which string) (int, error) {
	if n, err := strconv.Atoi(which); err == nil && n >= 1 && n <= len(list) {
		return n - 1, nil
	}
	shown := ""
	if egress.Address(which) {
		shown = egress.Shown(which)
	}
	var found []int
	for i, k := range list {
		if k.Name == which || k.URI == which || shown != "" && k.URI == shown {
			found = append(found, i)
		}
	}
	hint := "`backsight calendar list` numbers them"
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return 0, fault.New(fault.Usage, "there is no calendar %q", cmp.Or(shown, which)).Try("%s", hint)
	}
	return 0, fault.New(fault.Usage, "%d calendars have this name", len(found)).Try("%s", hint)
}

// Reader is a calendar with the source that reads it, as its own user.
func (a Accounts) Reader(k Calendar) find.Found {
	access := all.Access{
		Login:   func(string) (egress.Login, error) { return a.login(k) },
		Address: a.wholeAddress,
	}
	puller := all.Published(a.Options.Machine(), access)
	if k.Served {
		puller = all.Served(a.Options.Machine(), access)
	}
	return find.Found{Puller: puller, Place: logbook.Place{Source: puller.Name(), Machine: a.Options.Machine(), Name: k.Name, URI: k.URI}}
}
