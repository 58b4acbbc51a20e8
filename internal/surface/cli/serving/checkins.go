package serving

import (
	"context"
	"errors"
	"time"

	"github.com/gen2brain/beeep"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/asked"
	"github.com/backsight/backsight/internal/reckon/asking"
	"github.com/backsight/backsight/internal/record"
)

// pace is how often the server looks whether a question is due. What ended a quarter
// of an hour ago is still asked about.
const pace = time.Minute

// ask asks for check-ins, where the person's settings say how often, until
// ctx ends.
func (s *Server) ask(ctx context.Context) {
	settings := s.Desk.Options.Settings
	if settings.CheckIns == 0 {
		return
	}
	a := &asked.Asker{Desk: s.Desk, Rules: asking.Rules{Budget: settings.CheckIns, Gap: asking.Usual}, Hours: s.checkInHours}
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for {
		s.askOnce(ctx, a)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (s *Server) askOnce(ctx context.Context, a *asked.Asker) {
	p, due, err := a.Ask(ctx)
	if err == nil && due {
		err = errors.Join(s.show(p), s.push(ctx, record.Energy.Fields[0].Label))
	}
	if err != nil && ctx.Err() == nil {
		s.Errors.Error("a check-in could not be asked for", "cause", err)
	}
}

// show tells the person of a question: in the shell's prompt, and on the desktop.
func (s *Server) show(p record.Entry) error {
	note := asked.Note{Text: "energy 1-7? backsight feel", Until: p.Values["until"].Instant}
	return errors.Join(note.Leave(s.Desk.Options.Folders.State), s.notify(record.Energy.Fields[0].Label, "1 drained … 7 wanting more: `backsight feel`, or the page Energy. An answer counts for twenty minutes."))
}

// desktop shows a notice on the desktop. Where there is none, that is no fault: the
// prompt of a shell and the page show the question too.
func desktop(title, text string) error {
	_ = beeep.Notify(title, text, "") // a machine without a desktop has nowhere to show it
	return nil
}

// checkInHours is the span of a day in which it may ask: none on days that are not of
// the working window.
func (s *Server) checkInHours(day when.Day, zone *time.Location) when.Span {
	settings := s.Desk.Options.Settings
	from, to, err := settings.CheckInHours()
	days, _, _, windowErr := settings.Window()
	if err != nil || windowErr != nil || !days[(int(day.Time().Weekday())+6)%7] {
		return when.Span{}
	}
	return when.Span{From: day.At(zone, from), To: day.At(zone, to)}
}
