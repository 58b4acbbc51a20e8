package assistant

import "github.com/backsight/backsight/internal/logbook"

// Declared is what the source says of itself.
func Declared() logbook.Source {
	return logbook.Source{
		Name: sourceName, One: "coding assistant's logs", Many: "coding assistants' logs", Facts: "facts",
		Sees: []logbook.Class{logbook.Hands, logbook.Turns}, Version: 2, Lane: logbook.LanePrompt,
		Reason: "signs of a person at an assistant", Agents: agents(), Sign: sign,
	}
}

// sign reads a record. Where a tool was only open nothing tells who worked: it is
// shown beside the editors, since it may have been one.
func sign(b *logbook.Beat) logbook.Sign {
	switch b.Type {
	case logbook.TurnPrompt:
		return logbook.Sign{Of: logbook.OfPrompt, Turn: true}
	case logbook.TurnRequest:
		return logbook.Sign{Of: logbook.OfRequest, Turn: true}
	case logbook.TurnAnswer, logbook.TurnTool:
		return logbook.Sign{Of: logbook.OfAgent, Turn: true}
	case logbook.TurnPresence:
		return logbook.Sign{Of: logbook.OfEither, Turn: true, Lane: logbook.LaneEditor}
	}
	return logbook.Sign{}
}
