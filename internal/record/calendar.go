package record

import "github.com/backsight/backsight/internal/logbook"

// Calendar is a calendar at an address that a person wants read.
var Calendar = &Kind{
	Name: "calendar", Fact: logbook.KindCalendar, Title: "Calendars on servers", One: "calendar", Many: "calendars", Scope: Write,
	Means:  "a calendar at an address that is read for you",
	Not:    "its password: `backsight calendar add` keeps that, and finds the calendars of a server",
	Placed: Nowhere, Keyed: PerName, Args: 2,
	Fields: []Field{
		{Name: "address", Label: "Address", As: Text, Must: true, Most: anyLength},
		{Name: "name", Label: "Name", As: Text, Most: anyLength},
		{Name: "user", Label: "User on the server", As: Text},
		{Name: "login", Label: "It asks for a password or a token", As: Flag, Default: "no"},
		{Name: "served", Label: "A server of calendars (CalDAV), not a file", As: Flag, Default: "no"},
	},
	Decode: func(f *logbook.Fact, e *Entry) error {
		c, err := logbook.Read[logbook.Calendar](f)
		e.Values = Values{"address": {Text: f.Key}, "login": {Flag: c.Login}, "served": {Flag: c.Served}}
		e.Values.text("name", c.Name)
		e.Values.text("user", c.User)
		return err
	},
	Encode: func(e Entry, f *logbook.Fact) {
		f.Body = logbook.Body(logbook.Calendar{
			Name: e.Text("name"), User: e.Text("user"), Login: e.Values["login"].Flag, Served: e.Values["served"].Flag, At: e.Said, Origin: e.origin(),
		})
	},
}
