package law

import (
	"fmt"
	"maps"
	"path"
	"slices"
)

// largest is how many lines of code a package may have: lines that hold a token, so
// that comments, blank lines and tests do not count. largestSQL is for the one room
// with SQL.
const (
	largest    = 2500
	largestSQL = 3500
)

// tooLarge are the packages that are larger still, and what they may have until
// they are split. The list only gets shorter.
var tooLarge = map[string]int{}

// sizes finds packages that are heaps.
func sizes(files []*file) (found []Breach) {
	code := map[string]int{}
	for _, f := range files {
		if !f.test && !f.made {
			code[f.dir] += f.code
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(code)) {
		allowed := largest
		if dir == "store" {
			allowed = largestSQL
		}
		if until, ok := tooLarge[dir]; ok {
			allowed = until
		}
		if code[dir] > allowed {
			found = append(found, Breach{
				path.Join("internal", dir), 0, "size", fmt.Sprintf("%d lines of code, of %d", code[dir], allowed),
				"split the package: find the second idea in it and give that a folder",
			})
		}
	}
	return found
}
