package learning

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/where"
)

// Finding is what the last 52 weeks hold: what was told, and what was seen for the
// first time, each with its doubt.
func (l Learning) Finding() say.Text {
	told := say.Plain("You have told of nothing learned, read or tried yet.")
	if t := l.Lately.Told; t != nil {
		told = say.F("In the last 52 weeks you told of at least %s, %s and %s.",
			say.Counted(t.Learned, "thing learned", "things learned"), say.Counted(t.Read, "reading", "readings"), say.Counted(t.Prototypes, "prototype", "prototypes"))
		if *t == (Told{}) {
			told = say.Plain("In the last 52 weeks you told of nothing learned, read or tried.")
		}
	}
	s := l.Lately.Seen
	if s == nil {
		return told
	}
	return say.F("%s Your work of that time shows %s for the first time.", told, s.words())
}

// words are the counts of a year: "1 to 3 languages, no tool and 2 repositories".
func (s Seen) words() say.Text {
	if s.All().All() == 0 {
		return say.Plain("no language, tool or repository")
	}
	return say.F("%s, %s and %s", s.Languages.of("language", "languages"), s.Tools.of("tool", "tools"), s.Repositories.of("repository", "repositories"))
}

func (m Met) of(one, many string) say.Text {
	switch {
	case m.All() == 0:
		return say.F("no %s", one)
	case m.Kept == m.All():
		return say.Counted(m.Kept, one, many)
	}
	return say.F("%s %s", m.Range(), say.Plural(m.All(), one, many))
}

// Range is from what stayed to all that was met: "2", "1 to 3".
func (m Met) Range() string {
	if m.Kept == m.All() {
		return say.F("%d", m.Kept).String()
	}
	return say.F("%d to %d", m.Kept, m.All()).String()
}

// ClockWords is what a clock is called on a screen.
func ClockWords(c Clock) string {
	return map[string]string{
		"learned": "Last thing learned, told", "read": "Last paper or book, told", "prototype": "Last prototype, told",
		logbook.MetLanguage: "Last new language, seen", logbook.MetTool: "Last new tool, seen", where.MetRepository: "Last new repository, seen",
	}[c.Name]
}

// StateWords is what became of a thing that was met.
func StateWords(s where.State) string {
	return map[where.State]string{where.Known: "known before", where.Kept: "stayed", where.Once: "tried", where.Open: "too early to tell"}[s]
}
