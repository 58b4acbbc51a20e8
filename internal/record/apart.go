package record

import (
	"strings"

	"github.com/backsight/backsight/internal/logbook"
)

// Apart is a place whose evidence is to take no part: it was read by mistake.
var Apart = &Kind{
	Name: "apart", Fact: logbook.KindApart, Title: "Set apart", One: "place set apart", Many: "places set apart", Scope: Write,
	Means:  "a place whose evidence takes no part in anything, unless it was seen elsewhere too: nothing of it is erased, and it is not read again",
	Not:    "that the evidence is deleted; taken back, it counts again",
	Placed: Nowhere, Keyed: PerName, Args: 1,
	Fields: []Field{{Name: "where", Label: "Address of the place, as the sources list it, or the name of a source of activity", As: Text, Must: true, Most: anyLength}},
	Check: func(e Entry) error {
		if strings.TrimSpace(e.Text("where")) != e.Text("where") {
			return wrong("where", "begins or ends with a space")
		}
		return nil
	},
}
