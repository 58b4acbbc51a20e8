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
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Desk is what reckoning needs at hand, as a surface asks it.
type Desk Base

// Refresh brings what is remembered up to date.
func (d Desk) Refresh(ctx context.Context, g policy.Grant, q Question) error {
	return Base(d).Refresh(ctx, g, q)
}

// Pending says what would have to be reckoned for an answer now.
func (d Desk) Pending(ctx context.Context, g policy.Grant, q Question) (Pending, error) {
	return Base(d).Pending(ctx, g, q)
}

// Progress is how far what is reckoned for a person is, by whatever question.
func (d Desk) Progress(g policy.Grant) Progress { return Base(d).Progress(g) }

// Look answers the main question: how far has this person moved from the
// reference, where did it turn, how long ago was the last time.
func (d Desk) Look(ctx context.Context, g policy.Grant, q Question) (Report, error) {
	return Take(ctx, Base(d), g, q)
}

// Sources says what was read where.
func (d Desk) Sources(ctx context.Context, g policy.Grant, q Question) ([]Source, error) {
	return SourcesOf(ctx, Base(d), g, q)
}

// Daily is a measure on each of some days.
func (d Desk) Daily(ctx context.Context, g policy.Grant, q Question, name string, s timeline.Sphere, days when.Days) (Daily, error) {
	return DailyOf(ctx, Base(d), g, q, name, s, days)
}

// Layers is a person's known time by its distance from the work, month by month.
func (d Desk) Layers(ctx context.Context, g policy.Grant, q Question) (Layers, error) {
	return LayersOf(ctx, Base(d), g, q)
}

// OnDay reckons one day, as it is known now.
func (d Desk) OnDay(ctx context.Context, g policy.Grant, q Question, day when.Day) (Day, error) {
	return On(ctx, Base(d), g, q, day)
}

// Days reckons some days, each as OnDay does.
func (d Desk) Days(ctx context.Context, g policy.Grant, q Question, days when.Days) ([]Day, error) {
	return InDays(ctx, Base(d), g, q, days)
}

// Status is where the day and the week stand.
func (d Desk) Status(ctx context.Context, g policy.Grant, q Question) (Status, error) {
	return StatusNow(ctx, Base(d), g, q)
}

// Why explains a day, or the minute in it at minutes after midnight at home (less
// than 0 for the whole day).
func (d Desk) Why(ctx context.Context, g policy.Grant, q Question, day when.Day, minute int) (Explanation, error) {
	return Explain(ctx, Base(d), g, q, day, minute)
}

// Meetings tells what the meetings of a period do to its days.
func (d Desk) Meetings(ctx context.Context, g policy.Grant, q MeetingsQuestion) (Meetings, error) {
	return MeetingsOf(ctx, Base(d), g, q)
}

// Sort is the series of the person's calendar with what each is taken for, and
// why.
func (d Desk) Sort(ctx context.Context, g policy.Grant, q Question) (*kinds.Sorter, error) {
	return Base(d).Sort(ctx, g, q)
}

// Assistants tells what coding assistants did in a period.
func (d Desk) Assistants(ctx context.Context, g policy.Grant, q AssistantsQuestion) (Assistants, error) {
	return AssistantsOf(ctx, Base(d), g, q)
}
