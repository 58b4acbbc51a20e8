package record

import (
	"strings"
	"unicode"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// Identity is a name or an e-mail address a person is known by.
var Identity = &Kind{
	Name: "identity", Fact: logbook.KindIdentity, Title: "Names and addresses", One: "name or address", Many: "names and addresses", Scope: Write,
	Means:  "a name or an e-mail address you are known by: what is yours in a history is found by it",
	Not:    "a way to reach you",
	Placed: Nowhere, Keyed: PerName, Args: 1,
	Names: func(e Entry) string { return string(who.Known(e.Text("text"))) },
	Fields: []Field{
		{Name: "text", Label: "Name or e-mail address", As: Text, Must: true},
		{Name: "found", Label: "How it was found", As: Choice, Choices: []string{"given", "configured", "guessed"}},
	},
	Check: func(e Entry) error {
		if !strings.ContainsFunc(e.Text("text"), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			return wrong("text", "must be a name or an e-mail address, not %q", e.Text("text"))
		}
		return nil
	},
	Decode: func(f *logbook.Fact, e *Entry) error {
		said, err := logbook.Read[logbook.Said](f)
		e.Values = Values{"text": {Text: said.Text}}
		e.Values.text("found", said.What)
		return err
	},
	Encode: func(e Entry, f *logbook.Fact) {
		f.Body = logbook.Body(logbook.Said{Text: e.Text("text"), What: e.Text("found"), At: e.Said, Origin: e.origin()})
	},
}
