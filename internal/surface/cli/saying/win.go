package saying

import (
	"fmt"
	"strconv"

	"github.com/backsight/backsight/internal/record"
)

// proposed puts the distance from the work into the level of a win that says none, where
// a person at a terminal takes what its words propose, or says another. Elsewhere it is
// left out: nobody decided.
func (a *app) proposed(k *record.Kind, flags map[string]*string) {
	if k != record.Win || *flags["level"] != "" || !a.Asks {
		return
	}
	level, word, some := record.ProposeLevel(*flags["text"])
	if !some {
		return
	}
	fmt.Fprintf(a.Err, "Distance from the work: %d (%s), by %q? Enter takes it, 0 to 4 is another, - leaves it out: ", level, record.Levels()[level], word)
	answer, ok := a.Answer()
	switch {
	case !ok || answer == "-":
	case answer == "":
		*flags["level"] = strconv.Itoa(level)
	default:
		*flags["level"] = answer // what is no level is refused as it is of the flag
	}
}
