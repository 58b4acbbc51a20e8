package web

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

// factView is one piece of evidence, as it was kept.
type factView struct {
	ID, Kind, Key, When, Zone string
	Body                      string
	Gone                      bool
}

// factValue is it as JSON.
type factValue struct {
	ID   string          `json:"id"`
	Kind logbook.Kind    `json:"kind"`
	Key  string          `json:"key"`
	Day  when.Day        `json:"day,omitzero"`
	From when.Instant    `json:"from_us"`
	To   when.Instant    `json:"to_us"`
	Zone string          `json:"zone"`
	Gone bool            `json:"gone"`
	Body json.RawMessage `json:"body"`
}

// oneFact shows a piece of evidence: what every number rests on in the end.
func oneFact(a *frame.Ask, text string) (frame.View, error) {
	id, err := logbook.ParseID(text)
	if err != nil {
		return frame.View{}, fault.New(fault.Usage, "%v", err)
	}
	f, err := a.Book.Fact(a.Ctx, a.Grant, id)
	if err != nil {
		return frame.View{}, err
	}
	v := factValue{ID: text, Kind: f.Kind, Key: f.Key, Day: f.Day, From: f.Span.From, To: f.Span.To, Zone: f.Zone, Gone: f.Gone, Body: f.Body}
	page := factView{ID: text, Kind: string(f.Kind), Key: f.Key, Zone: f.Zone, Gone: f.Gone, When: factTime(a, f), Body: pretty(f.Body)}
	return frame.View{
		Finding: fmt.Sprintf("A piece of evidence: %s.", f.Kind), Value: v, Page: page, Template: "fact",
		Rows: func() [][]string {
			return [][]string{{"id", "kind", "key", "day", "body"}, {text, string(f.Kind), f.Key, f.Day.String(), string(f.Body)}}
		},
	}, nil
}

func factTime(a *frame.Ask, f logbook.Fact) string {
	if f.Span.From == 0 && f.Span.To == 0 {
		return "no date"
	}
	zone := a.Question.Habits.Zone(a.Question.Now)
	at := f.Span.From.In(zone)
	text := a.Locale.Weekday(when.DayOf(at)) + " " + at.Format("15:04:05")
	if f.Span.Len() > 0 {
		end := f.Span.To.In(zone)
		text += " to " + a.Locale.Weekday(when.DayOf(end)) + " " + end.Format("15:04:05")
	}
	return text + ", " + zone.String()
}

// pretty sets out JSON on lines; what is none stays as it is.
func pretty(body []byte) string {
	var out bytes.Buffer
	if err := json.Indent(&out, body, "", "  "); err != nil {
		return string(body)
	}
	return out.String()
}
