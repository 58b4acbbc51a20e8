package record

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Life is something that happened in a person's life.
var Life = &Kind{
	Name: "life", Fact: logbook.KindLife, Title: "Life events", One: "life event", Many: "life events", Scope: Say,
	Means:  "something that happened in your life: it is marked in every chart; leave and illness are absence",
	Not:    "a reason for what moved: it stands beside the numbers and explains none",
	Placed: OverSpan, Keyed: PerMoment, Args: 1,
	Fields: []Field{
		{Name: "text", Label: "What happened", As: Text, Must: true},
		{Name: "from", Label: "First day", As: Date, Must: true},
		{Name: "to", Label: "Last day", Help: "where it was longer than a day", As: Date},
		{Name: "what", Label: "Kind of event", As: Choice, Choices: logbook.LifeKinds(), Default: "family"},
	},
	Check: func(e Entry) error {
		if to, given := e.Values["to"]; given && to.Day < e.Values["from"].Day {
			return wrong("to", "lies before the first day")
		}
		return nil
	},
	Decode: func(f *logbook.Fact, e *Entry) error {
		said, err := logbook.Read[logbook.Said](f)
		if err != nil {
			return err
		}
		e.Day = said.From
		e.Values = Values{"text": {Text: said.Text}, "from": {Day: said.From}, "what": {Text: said.What}}
		if said.To > said.From+1 {
			e.Values["to"] = Value{Day: said.To - 1}
		}
		return nil
	},
	Encode: func(e Entry, f *logbook.Fact) {
		days := when.Days{From: e.Values["from"].Day, To: e.Values["from"].Day + 1}
		if to, given := e.Values["to"]; given {
			days.To = to.Day + 1
		}
		f.Body = logbook.Body(logbook.Said{Text: e.Text("text"), What: e.Text("what"), From: days.From, To: days.To, At: e.Said, Origin: e.origin()})
	},
}
