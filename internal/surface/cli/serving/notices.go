package serving

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"time"

	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/bell"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/surface/draw/ical"
	"github.com/backsight/backsight/internal/surface/serve"
)

// once is longer than anything lasts: what was said is not said again while it rings.
const once = 1 << 30

// giveNotice shows a notice on the desktop when an alarm or a clock passes, once.
func (s *Server) giveNotice(ctx context.Context) {
	if !s.Desk.Options.Settings.Notices {
		return
	}
	every(ctx, time.Hour, func() {
		if err := s.noticeOnce(ctx); err != nil && ctx.Err() == nil {
			s.Errors.Error("what rings could not be told", "cause", err)
		}
	})
}

func (s *Server) noticeOnce(ctx context.Context) error {
	r, err := s.brief(ctx)
	if err != nil || r.Synthetic {
		return err
	}
	ringing := look.Ringing(r)
	names := make([]string, len(ringing))
	for i, c := range ringing {
		names[i] = look.RingName(r, c)
	}
	file := bell.File{Folder: filepath.Join(s.Desk.Options.Folders.State, "notices"), Store: desk.Shown(s.Desk.Address)}
	heard, err := file.Read()
	if err != nil {
		return err
	}
	due, next := heard.Ask(names, r.Period.To, once)
	if len(heard)+len(next) > 0 {
		err = file.Write(next)
	}
	for _, i := range due {
		err = errors.Join(err, s.notify("Backsight", ringing[i].Text.String()))
	}
	return err
}

// notify shows a notice.
func (s *Server) notify(title, text string) error {
	if s.Notify != nil {
		return s.Notify(title, text)
	}
	return desktop(title, text)
}

// brief is what rings, as of now.
func (s *Server) brief(ctx context.Context) (reckon.Report, error) {
	q, err := s.Desk.Question(ctx, desk.Query{})
	if err != nil {
		return reckon.Report{}, err
	}
	return s.Desk.Reckoning().Brief(ctx, s.Desk.Grant, q)
}

// clocksRoom is the person's clocks for a calendar that subscribes to them, with a key
// that opens nothing else.
func (s *Server) clocksRoom() serve.Room {
	return serve.Room{
		Paths: []string{"GET /clocks.ics"}, Needs: func(*http.Request) policy.Scope { return policy.Clocks },
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			brief, err := s.brief(r.Context())
			if err != nil {
				s.Errors.Error("the clocks could not be told", "cause", err)
				http.Error(w, "the clocks are not known", http.StatusInternalServerError)
				return
			}
			w.Header().Set("Content-Type", ical.Type)
			_, _ = w.Write([]byte(ical.Clocks(brief, s.now()))) // whoever no longer reads need not be told
		}),
	}
}
