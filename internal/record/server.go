package record

import "github.com/backsight/backsight/internal/logbook"

// Server is a server that a person wants read.
var Server = &Kind{
	Name: "server", Fact: logbook.KindServer, Title: "Servers", One: "server", Many: "servers", Scope: Write,
	Means:  "a server whose records are read for you, such as ActivityWatch's",
	Not:    "its key: `backsight connect` keeps that",
	Placed: Nowhere, Keyed: PerName, Args: 2,
	Fields: []Field{
		{Name: "address", Label: "Address", As: Text, Must: true, Most: anyLength},
		{Name: "name", Label: "Name", As: Text, Most: anyLength},
		{Name: "source", Label: "What it is", As: Text, Must: true},
		{Name: "login", Label: "It asks for a key", As: Flag, Default: "no"},
	},
	Decode: func(f *logbook.Fact, e *Entry) error {
		s, err := logbook.Read[logbook.Server](f)
		e.Values = Values{"address": {Text: f.Key}, "login": {Flag: s.Login}}
		e.Values.text("name", s.Name)
		e.Values.text("source", s.Source)
		return err
	},
	Encode: func(e Entry, f *logbook.Fact) {
		f.Body = logbook.Body(logbook.Server{Source: e.Text("source"), Name: e.Text("name"), Login: e.Values["login"].Flag, At: e.Said, Origin: e.origin()})
	},
}
