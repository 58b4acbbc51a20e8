package alike

import (
	"slices"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/mailmap"
)

// Led are the addresses, in order, that are the person's too by what a mailmap says of
// those they are known by, under whatever name or one of theirs; without those they are
// known by, and those of strangers.
func Led(m mailmap.Map, own []who.Identity, called []string, strangers who.Strangers) (out []who.Identity) {
	people := Of(own, called)
	for _, mail := range m.Led(func(name, mail string) bool {
		return slices.Contains(own, who.Known(mail)) && (name == "" || people.Resembles(name, "") == SameName)
	}) {
		if to := who.Known(logbook.Text(mail)); to.IsEmail() && !slices.Contains(own, to) && !strangers.Has(to) {
			out = append(out, to)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
