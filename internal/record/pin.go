package record

import "github.com/backsight/backsight/internal/logbook"

// Pin is what a person says a series of their calendar is about.
var Pin = &Kind{
	Name: "pin", Fact: logbook.KindPin, Title: "Kinds of meetings", One: "series sorted", Many: "series sorted", Scope: Write,
	Means:  "what a series of your calendar is about; it wins over every rule and guess",
	Not:    "what happened in the meeting",
	Placed: Nowhere, Keyed: PerName, Args: 2,
	Fields: []Field{
		{Name: "series", Label: "Key of the series", As: Text, Must: true, Most: anyLength},
		{Name: "about", Label: "What it is about", Help: "one of the kinds that `backsight sort` shows", As: Text, Must: true, Most: 100},
		{Name: "title", Label: "Its title", As: Text, Most: anyLength},
	},
	Decode: func(f *logbook.Fact, e *Entry) error {
		p, err := logbook.Read[logbook.Pin](f)
		e.Values = Values{"series": {Text: f.Key}}
		e.Values.text("about", p.Kind)
		e.Values.text("title", p.Title)
		return err
	},
	Encode: func(e Entry, f *logbook.Fact) {
		p := logbook.Pin{Kind: e.Text("about"), Title: e.Text("title"), At: e.Said, Origin: e.origin()}
		if e.Gone {
			p.Kind = ""
		}
		f.Body = logbook.Body(p)
	},
}

// Sorted says what a series with a title is about; "" takes back what was said of
// it.
func Sorted(series, title, about string) Entry {
	e := Pin.New(Values{"series": {Text: series}})
	e.Gone = about == ""
	e.Values.text("about", about)
	e.Values.text("title", title)
	return e
}
