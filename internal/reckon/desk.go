// Package reckon answers questions about a person's log. It is the door to the
// rooms behind it: session brings what is remembered up to date, look takes the
// look back, day draws a day, meetings and assistants answer what their names say,
// and report holds what all of them say. A surface asks a Desk and shows what it
// answers.
//
// It knows neither SQL nor screens: the book and the memory are handed in. It
// makes no sound and asks no clock: now is part of the question.
package reckon

import (
	"context"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/assistants"
	"github.com/backsight/backsight/internal/reckon/day"
	"github.com/backsight/backsight/internal/reckon/felt"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/learning"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/meetings"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/reckon/where"
)

// Desk is what reckoning needs at hand, as a surface asks it.
type Desk session.Base

// Refresh brings what is remembered up to date.
func (d Desk) Refresh(ctx context.Context, g policy.Grant, q session.Question) error {
	return session.Base(d).Refresh(ctx, g, q)
}

// Pending says what would have to be reckoned for an answer now.
func (d Desk) Pending(ctx context.Context, g policy.Grant, q session.Question) (session.Pending, error) {
	return session.Base(d).Pending(ctx, g, q)
}

// Progress is how far what is reckoned for a person is, by whatever question.
func (d Desk) Progress(g policy.Grant) session.Progress { return session.Base(d).Progress(g) }

// Look answers the main question: how far has this person moved from the
// reference, where did it turn, how long ago was the last time.
func (d Desk) Look(ctx context.Context, g policy.Grant, q session.Question) (report.Report, error) {
	return look.Take(ctx, session.Base(d), g, q)
}

// Brief is what rings in a Look and how long ago the last time was, without the rest.
func (d Desk) Brief(ctx context.Context, g policy.Grant, q session.Question) (report.Report, error) {
	return look.Brief(ctx, session.Base(d), g, q)
}

// Sources says what was read where.
func (d Desk) Sources(ctx context.Context, g policy.Grant, q session.Question) ([]report.Source, error) {
	return look.SourcesOf(ctx, session.Base(d), g, q)
}

// Works is how many works of the person's own some places hold together, each once.
func (d Desk) Works(ctx context.Context, g policy.Grant, q session.Question, some func(logbook.Place) bool) (int, error) {
	s, err := session.Base(d).Fresh(ctx, g, q)
	if err != nil {
		return 0, err
	}
	return s.WorksOf(some)
}

// Daily is a measure on each of some days.
func (d Desk) Daily(ctx context.Context, g policy.Grant, q session.Question, name string, s timeline.Sphere, days when.Days) (look.Daily, error) {
	return look.DailyOf(ctx, session.Base(d), g, q, name, s, days)
}

// Layers is a person's known time by its distance from the work, month by month.
func (d Desk) Layers(ctx context.Context, g policy.Grant, q session.Question) (report.Layers, error) {
	return look.LayersOf(ctx, session.Base(d), g, q)
}

// OnDay reckons one day, as it is known now.
func (d Desk) OnDay(ctx context.Context, g policy.Grant, q session.Question, date when.Day) (day.Day, error) {
	return day.On(ctx, session.Base(d), g, q, date)
}

// Days reckons some days, each as OnDay does.
func (d Desk) Days(ctx context.Context, g policy.Grant, q session.Question, days when.Days) ([]day.Day, error) {
	return day.InDays(ctx, session.Base(d), g, q, days)
}

// Status is where the day and the week stand.
func (d Desk) Status(ctx context.Context, g policy.Grant, q session.Question) (day.Status, error) {
	return day.StatusNow(ctx, session.Base(d), g, q)
}

// Why explains a day, or the minute in it at minutes after midnight at home (less
// than 0 for the whole day).
func (d Desk) Why(ctx context.Context, g policy.Grant, q session.Question, date when.Day, minute int) (day.Explanation, error) {
	return day.Explain(ctx, session.Base(d), g, q, date, minute)
}

// Meetings tells what the meetings of a period do to its days.
func (d Desk) Meetings(ctx context.Context, g policy.Grant, q meetings.MeetingsQuestion) (meetings.Meetings, error) {
	return meetings.Of(ctx, session.Base(d), g, q)
}

// Sort is the series of the person's calendar with what each is taken for, and
// why.
func (d Desk) Sort(ctx context.Context, g policy.Grant, q session.Question) (*kinds.Sorter, error) {
	return session.Base(d).Sort(ctx, g, q)
}

// Assistants tells what coding assistants did in a period.
func (d Desk) Assistants(ctx context.Context, g policy.Grant, q assistants.AssistantsQuestion) (assistants.Assistants, error) {
	return assistants.Of(ctx, session.Base(d), g, q)
}

// Where tells in what the person worked, year by year.
func (d Desk) Where(ctx context.Context, g policy.Grant, q session.Question) (where.Where, error) {
	return where.Of(ctx, session.Base(d), g, q)
}

// Learning tells what the person said they learned, and what their work shows for the
// first time.
func (d Desk) Learning(ctx context.Context, g policy.Grant, q session.Question) (learning.Learning, error) {
	return learning.Of(ctx, session.Base(d), g, q)
}

// Felt tells which kinds of work give the person energy, from all their check-ins.
func (d Desk) Felt(ctx context.Context, g policy.Grant, q session.Question) (felt.Felt, error) {
	return felt.Of(ctx, session.Base(d), g, q)
}

// Account is one day, reconciled as it is known now.
func (d Desk) Account(ctx context.Context, g policy.Grant, q session.Question, date when.Day) (timeline.Day, error) {
	return felt.Account(ctx, session.Base(d), g, q, date)
}
