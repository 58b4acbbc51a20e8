package timeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
)

// Hands is how making was done. It asks who was there, not who wrote the line.
type Hands string

// The kinds of making. Delegated and CantTell are no hands-on minutes.
const (
	ByHand    Hands = "hand"      // a person, and no turn of an assistant near
	Assisted  Hands = "assisted"  // a person, and a turn of an assistant near
	Delegated Hands = "delegated" // an agent alone: it runs on a clock of its own
	CantTell  Hands = "unclear"   // assisted or delegated, and nothing tells which
)

// Words is what a person calls it.
func (h Hands) Words() string {
	switch h {
	case ByHand:
		return "by hand"
	case Assisted:
		return "with an assistant"
	case Delegated:
		return "delegated"
	case CantTell:
		return "with an assistant or delegated"
	}
	return ""
}

// Near is how close things lie that go together: two signs of a person further
// apart are a hole between them, and a turn of an assistant further off has no
// part in what is done by hand. It is stated wherever a number rests on it.
const Near = 5 * when.Minute

// HandsOn says whether the stint is the person's own making.
func (s Stint) HandsOn() bool {
	return s.Work == Making && (s.Hands == ByHand || s.Hands == Assisted)
}

// Categories is what the activities that WakaTime's clients name are taken for.
// It is data: Habits may hold another table. What is not in it is being there,
// at nothing that can be told.
func Categories() map[string]Work {
	return map[string]Work{
		"": Making, "coding": Making, "building": Making, "indexing": Making, "debugging": Making,
		"designing": Making, "writing docs": Making, "writing tests": Making, "running tests": Making,
		"manual testing": Making, "notes": Making, aiCoding: Making,
		"code reviewing": Reviewing,
		"meeting":        Coordinating, "planning": Coordinating, "communicating": Coordinating,
		"advising": Mentoring, "supporting": Operating,
		"learning": Learning, "researching": Learning, "translating": Making, "animating": Making,
	}
}

// Activities is the table of Categories with the person's own changes: names as
// the clients write them, in any case. It errs on work that is none.
func Activities(changes map[string]string) (map[string]Work, error) {
	table := Categories()
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		work := Work(changes[name])
		if !Known(work) {
			return nil, fmt.Errorf("activities.%q: there is no kind of work %q", name, work)
		}
		if name = strings.ToLower(name); work == Unknown {
			delete(table, name)
			continue
		}
		table[name] = work
	}
	return table, nil
}

// aiCoding is the category in which WakaTime's clients mix an agent's time with
// that of the person beside it.
const aiCoding = "ai coding"

// Windows is what the window in front is taken for, by the name of its program
// in lower case. It is data, like Categories, and weaker evidence than an
// editor's own.
func Windows() map[string]Work {
	return map[string]Work{
		"code": Making, "code-oss": Making, "vscodium": Making, "emacs": Making, "gvim": Making, "nvim-qt": Making,
		"idea": Making, "goland": Making, "pycharm": Making, "webstorm": Making, "clion": Making, "rustrover": Making,
		"zed": Making, "sublime_text": Making, "xcode": Making, "android studio": Making, "cursor": Making,
		"zoom": Coordinating, "zoom.us": Coordinating, "teams": Coordinating, "microsoft teams": Coordinating,
		"slack": Coordinating, "thunderbird": Coordinating, "outlook": Coordinating, "mail": Coordinating,
	}
}
