package record

import "github.com/backsight/backsight/internal/logbook"

// Setting is what a client of ActivityWatch keeps under a key.
var Setting = foreign("setting", logbook.KindSetting, "Settings of ActivityWatch's clients", "setting", "settings")

// foreign is a kind that another program keeps: its body is that program's.
func foreign(name string, fact logbook.Kind, title, one, many string) *Kind {
	return &Kind{
		Name: name, Fact: fact, Title: title, One: one, Many: many, Scope: Write,
		Means: "what a client of ActivityWatch keeps with its server", Not: "anything you said",
		Placed: Nowhere, Keyed: PerName, Foreign: true,
		Names:  func(e Entry) string { return e.Key },
		Decode: func(*logbook.Fact, *Entry) error { return nil },
	}
}
