package reckon

import (
	"github.com/backsight/backsight/internal/reckon/assistants"
	"github.com/backsight/backsight/internal/reckon/day"
	"github.com/backsight/backsight/internal/reckon/look"
	"github.com/backsight/backsight/internal/reckon/meetings"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
)

// What is asked and answered lies with who answers it. Here it stands under the
// name by which surfaces speak of it, so that a room can be moved without them.

// What a question is asked with.
type (
	Base     = session.Base
	Cache    = session.Cache
	Pending  = session.Pending
	Question = session.Question
)

// A report, and its parts.
type (
	Backsight   = report.Backsight
	Carried     = report.Carried
	Claim       = report.Claim
	Clock       = report.Clock
	Event       = report.Event
	MonthSum    = report.MonthSum
	Period      = report.Period
	Person      = report.Person
	Range       = report.Range
	Reading     = report.Reading
	RefRange    = report.RefRange
	Report      = report.Report
	Sensitivity = report.Sensitivity
	Source      = report.Source
	Turn        = report.Turn
	Uncounted   = report.Uncounted
	Usual       = report.Usual
	Week        = report.Week
)

// What stands beside a report.
type (
	Daily      = look.Daily
	DayOne     = look.DayOne
	LayerMonth = report.LayerMonth
	Layers     = report.Layers
)

// A day.
type (
	Day         = day.Day
	DayStint    = day.DayStint
	DaySum      = day.DaySum
	Explanation = day.Explanation
	Lane        = day.Lane
	Piece       = day.Piece
	Status      = day.Status
	WhyAct      = day.WhyAct
	WhyStint    = day.WhyStint
)

// Meetings.
type (
	Figure           = meetings.Figure
	Meeting          = meetings.Meeting
	Halved           = meetings.Halved
	Meetings         = meetings.Meetings
	MeetingsQuestion = meetings.MeetingsQuestion
	Shift            = meetings.Shift
)

// Assistants.
type (
	AgentClock         = assistants.AgentClock
	Assistants         = assistants.Assistants
	AssistantsQuestion = assistants.AssistantsQuestion
	HandsMinutes       = assistants.HandsMinutes
	ModelUse           = assistants.ModelUse
	Plan               = assistants.Plan
	Prices             = assistants.Prices
	Tokens             = assistants.Tokens
	ToolUse            = assistants.ToolUse
	You                = assistants.You
)

// Quarter is how many whole weeks of meetings are looked at, as meetings.Quarter.
const Quarter = meetings.Quarter

// Version is the engine's, as session.Version.
const Version = session.Version

// NewCache is a cache with nothing in it.
func NewCache() *Cache { return session.NewCache() }
