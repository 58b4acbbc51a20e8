package account

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/secret"
	"github.com/backsight/backsight/internal/source/all"
)

// UsualDesktop is where ActivityWatch's server listens unless it was told
// otherwise.
const UsualDesktop = "http://127.0.0.1:5600"

// AddDesktop finds ActivityWatch's server at an address and keeps where it is, and
// the secret of the login where keyed says that it asks for one.
func (a Accounts) AddDesktop(ctx context.Context, d *desk.Desk, address string, keyed bool, login egress.Login) error {
	f, err := find.First(ctx, all.Desktop(a.Options.OnMachine(), all.Access{}), address)
	if err != nil {
		return err
	}
	if keyed {
		if err := a.keepSecret("the key", desktopKey(f.URI), login.Secret); err != nil {
			return err
		}
	}
	_, err = d.Say(ctx, record.Server.New(record.Values{
		"address": {Text: f.URI}, "name": {Text: f.Place.Name}, "source": {Text: f.Source}, "login": {Flag: keyed},
	}))
	return err
}

// Desktops are the servers of ActivityWatch that the person connected.
func (a Accounts) Desktops(ctx context.Context, d *desk.Desk) (places []find.Found, err error) {
	for f, err := range d.DB.Facts(ctx, d.Grant, when.Span{}, logbook.KindServer) {
		if err != nil {
			return nil, fmt.Errorf("reading what is connected: %w", err)
		}
		said, err := logbook.Read[logbook.Server](&f)
		if err != nil {
			continue // of a later version
		}
		p := all.Desktop(a.Options.OnMachine(), all.Access{Login: a.desktopLogin})
		places = append(places, find.Found{Puller: p, Place: logbook.Place{Source: p.Name(), Machine: a.Options.Machine(), Name: said.Name, URI: f.Key}})
	}
	return places, nil
}

func desktopKey(address string) string { return "activitywatch " + address }

// desktopLogin is the key of a server, where one is kept.
func (a Accounts) desktopLogin(address string) (egress.Login, error) {
	s, err := a.secrets().Find(desktopKey(address))
	if err != nil {
		s = secret.Text{} // whoever asks for it is told to give it again
	}
	return egress.Login{Secret: s}, nil
}
