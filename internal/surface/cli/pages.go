package cli

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/surface/serve"
	"github.com/backsight/backsight/internal/surface/web"
)

// pageRoom is the pages over a person's store, behind the walls of a server.
func (a *app) pageRoom(d *desk.Desk, begin func(do func(context.Context))) (serve.Room, error) {
	o := web.Options{
		Desk: d, Begin: begin, Log: a.log(false),
		Say: func(ctx context.Context, s web.Saying) error { return a.saidOnPage(ctx, d, s) },
	}
	if d.IsMadeUp() {
		o.Say = nil
	}
	_, err := a.desk.Costs() // what is wrong with the settings is told before anybody asks
	return serve.Room{Paths: web.Paths(), Handler: web.Handler(o), Scope: policy.Read, Writing: policy.Write}, err
}

// saidOnPage keeps what a form said.
func (a *app) saidOnPage(ctx context.Context, d *desk.Desk, s web.Saying) error {
	at := a.instant()
	key := s.Key
	if key == "" {
		key = fmt.Sprintf("%s %d", s.Kind, at)
	}
	switch s.Kind {
	case logbook.KindSet:
		return d.Correct(ctx, s.Set, at)
	case logbook.KindPin:
		s.Pin.At = at
		return d.Pin(ctx, key, s.Gone, s.Pin)
	}
	s.Said.At = at
	return d.Say(ctx, s.Kind, key, s.Gone, s.Said)
}
