package cli

import (
	"context"
	"fmt"
	"net/url"

	"github.com/backsight/backsight/internal/config"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/surface/serve"
	"github.com/backsight/backsight/internal/surface/web"
)

// pageRoom is the pages over a person's store, behind the walls of a server.
func (a *app) pageRoom(d *desk, begin func(do func(context.Context))) (serve.Room, error) {
	o, err := a.pageOptions(d)
	o.Begin = begin
	return serve.Room{Paths: web.Paths(), Handler: web.Handler(o), Scope: policy.Read, Writing: policy.Write}, err
}

// pageOptions are what the pages of a store stand on.
func (a *app) pageOptions(d *desk) (web.Options, error) {
	rate, err := a.settings.HourlyRate()
	if err != nil {
		return web.Options{}, err
	}
	models, err := a.assistantsQuestion(&lookFlags{})
	if err != nil {
		return web.Options{}, err
	}
	reckoning, book := d.reckoning(), shelf{d.db}
	reckoning.Cache = reckon.NewCache()
	return web.Options{
		Prices: models.Prices, Plans: models.Plans,
		Desk: reckoning, Book: book, Grant: d.grant, Rate: rate,
		Question: func(ctx context.Context) (reckon.Question, error) { return a.pageQuestion(ctx, d) },
		Say:      func(ctx context.Context, s web.Saying) error { return a.saidOnPage(ctx, d, s) },
		Found:    a.foundForPage,
		Import:   func(ctx context.Context, tell func(web.Progress)) error { return a.importForPage(ctx, d, tell) },
		Settings: a.settingsNow(),
		Where: []web.Setting{
			{Name: "Store", Value: a.storeShown(), Means: "everything that was read and said, readable by you alone"},
			{Name: "Region", Value: d.db.Region(), Means: "where the store's data may rest"},
			{Name: "Settings", Value: a.settingsFile(), Means: "a file to edit; the server reads it when it starts"},
			{Name: "Version", Value: Version, Means: "of the program; its engine is version " + reckon.Version},
		},
		Log: a.log(false),
	}, nil
}

// pageQuestion is what a page asks: now, as the person whom the store knows.
func (a *app) pageQuestion(ctx context.Context, d *desk) (reckon.Question, error) {
	q, err := a.question(&lookFlags{})
	if err != nil {
		return q, err
	}
	p, err := d.identified(ctx)
	if err != nil {
		return q, err
	}
	p.self.Person = d.person
	q.Habits.Self, q.Chosen, q.Names = p.self, p.chosen, p.names
	return q, nil
}

// saidOnPage keeps what a form said.
func (a *app) saidOnPage(ctx context.Context, d *desk, s web.Saying) error {
	at := a.instant()
	key := s.Key
	if key == "" {
		key = fmt.Sprintf("%s %d", s.Kind, at)
	}
	switch s.Kind {
	case logbook.KindSet:
		return d.correct(ctx, s.Set, at)
	case logbook.KindPin:
		s.Pin.At = at
		return d.pin(ctx, key, s.Gone, s.Pin)
	}
	s.Said.At = at
	return d.say(ctx, s.Kind, key, s.Gone, s.Said)
}

// storeShown is where the store is, without what opens it.
func (a *app) storeShown() string {
	address := a.storeAddress()
	if u, err := url.Parse(address); err == nil && u.User != nil {
		return u.Redacted()
	}
	return address
}

// settingsNow is every setting as it stands.
func (a *app) settingsNow() (out []web.Setting) {
	for _, row := range config.Table() {
		out = append(out, web.Setting{Name: row.Name, Value: a.settings.Shown(row.Name), Means: row.Means})
	}
	return out
}

// shelf is a store as the pages read it.
type shelf struct{ *store.DB }

// Generation changes with every mark and every line of the audit: evidence,
// words, keys.
func (s shelf) Generation(ctx context.Context, g policy.Grant) (string, error) {
	marks, err := s.Dirty(ctx, g)
	if err != nil {
		return "", err
	}
	c, err := s.Checkpoint(ctx, g)
	return fmt.Sprint(marks.UpTo, " ", c.Size), err
}

func (s shelf) Places(ctx context.Context, g policy.Grant) (out []web.Place, err error) {
	all, err := s.DB.Places(ctx, g)
	for _, p := range all {
		out = append(out, web.Place{Place: p.Place, First: p.First, Last: p.Last, Facts: p.Facts, Bad: p.Bad})
	}
	return out, err
}

func (s shelf) BadRows(ctx context.Context, g policy.Grant, at logbook.Place, limit int) (out []logbook.BadRow, err error) {
	all, err := s.DB.BadRows(ctx, g, at, limit)
	for _, row := range all {
		out = append(out, row.BadRow)
	}
	return out, err
}
