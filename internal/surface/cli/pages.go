package cli

import (
	"context"

	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/surface/serve"
	"github.com/backsight/backsight/internal/surface/web"
)

// pageRoom is the pages over a person's store, behind the walls of a server.
func (a *app) pageRoom(d *desk.Desk, begin func(do func(context.Context))) (serve.Room, error) {
	o := web.Options{
		Desk: d, Begin: begin, Log: a.log(false), Say: d,
	}
	if d.IsMadeUp() {
		o.Say = nil
	}
	_, err := a.desk.Costs() // what is wrong with the settings is told before anybody asks
	return serve.Room{Paths: web.Paths(), Handler: web.Handler(o), Scope: policy.Read, Writing: policy.Write}, err
}
