package record

import (
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Reference is the fixed period that everything is set against.
var Reference = &Kind{
	Name: "reference", Fact: logbook.KindReference, Title: "Reference", One: "reference", Many: "references", Scope: Write,
	Means:  "the period that everything is set against; it does not move until you fix another",
	Not:    "the best time of your life",
	Placed: OverSpan, Keyed: Only, Args: 2,
	Fields: []Field{
		{Name: "period", Label: "Period", Help: "2017, 2017-03, or 2017-03..2018-02", As: Period, Must: true},
		{Name: "why", Label: "Because, for your later self", As: Text, Default: "fixed by you"},
	},
	Decode: func(f *logbook.Fact, e *Entry) error {
		said, err := logbook.Read[logbook.Said](f)
		if err != nil || f.Gone {
			return err
		}
		e.Day = said.From
		e.Values = Values{"period": {Days: when.Days{From: said.From, To: said.To}}}
		e.Values.text("why", said.Text)
		return nil
	},
	Encode: func(e Entry, f *logbook.Fact) {
		said := logbook.Said{From: when.NoDay, To: when.NoDay, At: e.Said, Origin: e.origin()}
		if days := e.Values["period"].Days; !e.Gone {
			said.Text, said.From, said.To = e.Text("why"), days.From, days.To
		}
		f.Body = logbook.Body(said)
	},
}
