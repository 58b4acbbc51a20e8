package activitywatch

import (
	"strings"

	"github.com/backsight/backsight/internal/logbook"
)

// Declared is what the source says of itself.
func Declared() logbook.Source {
	return logbook.Source{
		Name: sourceName, One: "log of ActivityWatch", Many: "logs of ActivityWatch", Facts: "facts",
		Sees: []logbook.Class{logbook.Hands}, Version: 1, Lane: logbook.LaneDesk,
		Reason: "signs of a person in an editor", Sign: sign,
	}
}

// sign reads an event by the type of its bucket.
func sign(b *logbook.Beat) logbook.Sign {
	switch {
	case b.Type == "afkstatus" && b.Category == "not-afk":
		return logbook.Sign{Of: logbook.OfHere}
	case b.Type == "afkstatus" && b.Category == "afk":
		return logbook.Sign{Of: logbook.OfGone}
	case b.Type == "app.editor.activity":
		return logbook.Sign{Of: logbook.OfHand, Soft: true, Lane: logbook.LaneEditor}
	case b.Type == "currentwindow":
		return logbook.Sign{Of: logbook.OfWindow, Name: strings.TrimSuffix(strings.ToLower(b.Entity), ".exe")}
	}
	return logbook.Sign{}
}
