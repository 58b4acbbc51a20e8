package law

import (
	"go/ast"
	"path"
	"slices"
	"strings"
)

// room is a folder under internal and what it may import of the tree, itself
// apart. A name that ends in "/*" stands for every folder inside.
type room struct {
	name  string
	may   []string
	tests []string // what its tests may import besides
	alone bool     // folders inside are rooms of their own
}

// rooms is the river, upstream first. A folder belongs to the room with the
// longest name that holds it.
var rooms = []room{
	{name: "base/*", may: list("base/*")},
	{name: "logbook", may: list("base/*")},
	{name: "record", may: list("base/* logbook")},
	{name: "govern/policy", may: list("base/*")},
	{name: "govern/audit", may: list("base/*")},
	{name: "govern/*", may: list("base/* govern/policy govern/audit")},
	{name: "secret", may: list("base/*")},
	{name: "egress", may: list("base/* secret")}, // the one way out, for whoever asks a server

	{name: "source/disk", may: list("base/*")}, // the one way to a file that others may have written
	{name: "source", alone: true, may: list("base/* logbook source/disk")},
	{name: "source/*", may: list("base/* logbook source egress source/disk"), tests: list("store store/foreign secret govern/policy")}, // who reads a store needs a grant,
	{name: "source/ics", may: list("base/* logbook source egress source/disk source/ics/calendar source/ics/owner"), tests: list("store secret")},
	{name: "source/assistant", may: list("base/* logbook source egress source/disk source/assistant/*"), tests: list("store store/foreign secret govern/policy")},
	{name: "source/assistant/slim", may: list("base/*")},
	{name: "source/assistant/author", may: list("source/assistant/slim")},
	{name: "source/assistant/told", may: list("base/* logbook source/assistant/slim source/assistant/author")},
	{name: "source/ics/calendar", may: list("base/* logbook source/ics/recur source/ics/outlook source/ics/leave source/ics/line")},
	{name: "source/ics/line"},
	{name: "source/ics/owner", may: list("base/* logbook source/ics/calendar")},
	{name: "source/ics/recur"},
	{name: "source/ics/outlook"},
	{name: "source/ics/leave", may: list("base/*")},
	// CalDAV carries what ics reads: source/all hands it the reader, and so do its tests.
	{name: "source/caldav", may: list("base/* logbook source egress source/disk"), tests: list("store secret source/ics")},
	// The desktop's server is another surface of what this source keeps.
	{name: "source/activitywatch", may: list("base/* logbook source egress source/disk"), tests: list("store store/foreign secret")},
	// What a person writes in a file is what they may say: the kinds are record's.
	{name: "source/notes", may: list("base/* logbook record source source/disk"), tests: list("store govern/policy")},
	{name: "source/sourcetest", may: list("base/* logbook source")},
	{name: "source/all", may: list("base/* logbook source source/* egress")},

	{name: "store", may: list("base/* logbook govern/policy govern/audit store/engine store/beside store/pack store/held store/lines store/witness store/leave store/address store/wall store/keys"), tests: list("store/storetest store/whole")},
	{name: "store/whole", may: list("base/*")},                            // whether a file is as it was written
	{name: "store/engine", may: list("base/* store/whole store/address")}, // statements on SQLite and PostgreSQL; what is kept it does not know
	{name: "store/address"},
	{name: "store/wall", may: list("base/* store/engine"), tests: list("store govern/policy logbook")}, // what keeps the people of a server apart
	{name: "store/held", may: list("base/* logbook govern/audit store/engine")},                        // account of what is kept
	{name: "store/lines", may: list("base/* govern/audit store/engine")},                               // the audit's rows
	{name: "store/witness", may: list("base/* govern/audit store/engine store/held store/lines")},      // how a store was left, outside of it
	{name: "store/keys", may: list("base/* govern/policy store/engine store/held")},
	{name: "store/leave", may: list("base/* govern/policy store/engine store/held")},
	{name: "store/beside", may: list("base/* logbook store/engine store/held")},
	{name: "store/pack", may: list("base/* logbook")},        // bytes and values, nothing of SQL
	{name: "store/foreign", may: list("base/* source/disk")}, // databases of other programs
	{name: "store/storetest", may: list("base/* logbook govern/policy govern/audit store")},

	{name: "reckon/stat"},
	// What a beat means says its source; tests take the sources there are.
	{name: "reckon/timeline", may: list("base/* logbook record"), tests: list("source/all")},
	{name: "reckon/price", may: list("base/* logbook")},
	{name: "reckon/agents", may: list("base/* logbook reckon/timeline"), tests: list("source/all")},
	{name: "reckon/kinds", may: list("base/* logbook reckon/timeline")},
	{name: "reckon/drift", may: list("base/* reckon/stat")},
	// A measure makes the series of a drift.Question; drift knows no measure.
	{name: "reckon/measure", may: list("base/* logbook record reckon/timeline reckon/drift reckon/stat"), tests: list("source/all")},
	{name: "reckon/energy", may: list("base/* reckon/stat")}, // check-ins as numbers: whose they are it does not know
	{name: "reckon/report", may: list("base/* reckon/drift")},
	{name: "reckon/session", may: list("base/* logbook record govern/policy reckon/timeline reckon/measure reckon/drift reckon/kinds reckon/price reckon/agents reckon/stat reckon/report"), tests: list("store source source/*")},
	{name: "reckon/look/tell", may: list("base/* reckon/timeline reckon/measure reckon/drift reckon/report")}, // a reading in sentences
	{name: "reckon/look", may: list("base/* logbook record govern/policy reckon/timeline reckon/measure reckon/drift reckon/kinds reckon/price reckon/agents reckon/stat reckon/report reckon/session reckon/look/tell"), tests: list("store source source/*")},
	{name: "reckon/day", may: list("base/* logbook record govern/policy reckon/timeline reckon/measure reckon/drift reckon/kinds reckon/price reckon/agents reckon/stat reckon/report reckon/session"), tests: list("store source source/*")},
	{name: "reckon/asking", may: list("base/* reckon/energy reckon/timeline")},
	{name: "reckon/felt", may: list("base/* logbook record govern/policy reckon/timeline reckon/energy reckon/session"), tests: list("store source source/*")},
	{name: "reckon/letter", may: list("base/* reckon/drift reckon/measure reckon/report")},
	{name: "reckon/meetings", may: list("base/* logbook record govern/policy reckon/timeline reckon/measure reckon/drift reckon/kinds reckon/price reckon/agents reckon/stat reckon/report reckon/session reckon/look"), tests: list("store source source/*")},
	{name: "reckon/where", may: list("base/* logbook govern/policy reckon/timeline reckon/measure reckon/report reckon/session reckon/look"), tests: list("store source source/*")},
	{name: "reckon/learning", may: list("base/* logbook record govern/policy reckon/stat reckon/session reckon/where"), tests: list("store source source/*")},
	{name: "reckon/wins", may: list("base/* record")},
	{name: "reckon/assistants", may: list("base/* logbook record govern/policy reckon/timeline reckon/measure reckon/drift reckon/kinds reckon/price reckon/agents reckon/stat reckon/report reckon/session"), tests: list("store source source/*")},
	{name: "reckon", alone: true, may: list("base/* logbook record govern/policy reckon/*"), tests: list("store source source/*")},

	{name: "decide", may: list("base/* logbook record govern/policy reckon reckon/*")},
	{name: "lead", may: list("base/* logbook govern/policy reckon reckon/*")},
	{name: "config", may: list("base/*")},
	{name: "lives", may: list("base/* logbook source"), tests: list("source/* store")},

	// The room under all surfaces: what they share of opening, finding, reading
	// and saying. It imports none of them.
	{name: "desk", may: list("base/* logbook record govern/* secret egress source source/* store store/foreign store/address reckon reckon/* config lives")},

	{name: "surface/draw", may: list("base/* logbook reckon reckon/*")},
	{name: "surface/draw/text", may: list("base/* logbook reckon reckon/* surface/draw"), tests: list("surface/draw/drawtest")},
	{name: "surface/draw/svg", may: list("base/* logbook reckon reckon/* surface/draw"), tests: list("surface/draw/drawtest")},
	{name: "surface/draw/ical", may: list("base/* reckon/look reckon/report")},
	{name: "surface/draw/paper", may: list("base/* reckon reckon/* surface/draw surface/draw/text surface/draw/svg"), tests: list("surface/draw/drawtest")},
	{name: "surface/draw/drawtest", may: list("base/* logbook reckon lives source/all")},
	{name: "surface/serve", may: list("base/* logbook record source govern/policy config desk desk/*")},
	{name: "surface/serve/aw", may: list("base/* logbook source source/activitywatch govern/policy"), tests: list("store")},
	{name: "surface/web/frame", may: list("base/* logbook record govern/policy govern/audit reckon reckon/look surface/draw surface/draw/svg desk")},
	{name: "surface/web/energy", may: list("base/* record reckon/energy reckon/felt surface/draw/svg surface/web/frame desk")},
	{name: "surface/web/first", may: list("base/* record surface/web/frame desk desk/*")},
	{name: "surface/web/growth", may: list("base/* record reckon reckon/* surface/web/frame desk")},
	{name: "surface/web/meetings", may: list("base/* reckon desk surface/draw/text surface/draw/svg surface/web/frame")},
	{name: "surface/web/mine", may: list("base/* record reckon surface/draw surface/web/frame desk")},
	{name: "surface/web/week", may: list("base/* reckon reckon/day surface/draw/svg surface/web/frame")},
	{name: "surface/web", may: list("base/* logbook record govern/policy govern/audit reckon reckon/* decide lead surface/draw surface/draw/text surface/draw/svg surface/web/energy surface/web/first surface/web/frame surface/web/growth surface/web/meetings surface/web/mine surface/web/week config desk desk/*"), tests: list("store source/ics source/all surface/serve")},
	{name: "surface/mcp", may: list("base/* logbook record govern/policy reckon reckon/* decide lead config desk desk/*")},
	{name: "surface/cli", may: list(
		"base/* logbook record govern/* secret egress source source/* store reckon reckon/* decide lead config lives desk desk/* surface/*"), tests: list("store/foreign")},

	{name: "", may: list("surface/cli")}, // main.go
	{name: "law"},
}

// Every test may look at lives and at the suite of a contract.
var inAnyTest = list("lives source/sourcetest store/storetest")

func list(names string) []string { return strings.Fields(names) }

// roomOf is the room a folder belongs to.
func roomOf(dir string) (best room, found bool) {
	for _, r := range rooms {
		if r.alone && dir != r.name {
			continue
		}
		if holds(r.name, dir) && (!found || len(r.name) >= len(best.name)) {
			best, found = r, true
		}
	}
	return best, found
}

// holds says whether a folder is a room or lies in it. The root holds itself
// only.
func holds(name, dir string) bool {
	inside, many := strings.CutSuffix(name, "*")
	if many {
		return strings.HasPrefix(dir, inside)
	}
	return dir == name || name != "" && strings.HasPrefix(dir, name+"/")
}

// lets says whether a file of the room may import a folder.
func (r room) lets(f *file, dir string) bool {
	may := r.may
	if f.test {
		may = slices.Concat(r.may, r.tests, inAnyTest)
	}
	target, _ := roomOf(dir)
	return slices.ContainsFunc(may, func(name string) bool {
		return name == target.name && !strings.HasSuffix(name, "/*") || strings.HasSuffix(name, "/*") && holds(name, dir)
	}) || same(r, f.dir, dir)
}

// same says whether two folders are one room: the same source, say, and not
// merely a source too.
func same(r room, a, b string) bool {
	if family, many := strings.CutSuffix(r.name, "*"); many {
		first := func(dir string) string {
			name, _, _ := strings.Cut(strings.TrimPrefix(dir, family), "/")
			return name
		}
		return holds(r.name, b) && first(a) == first(b)
	}
	other, _ := roomOf(b)
	return other.name == r.name
}

// imports finds what looks downstream, a source that knows another, and
// folders that are no room.
func imports(f *file) (found []Breach) {
	r, ok := roomOf(f.dir)
	if !ok {
		return []Breach{f.breach(f.tree.Package, "room", path.Dir(f.path)+" is no room of the house",
			"give it a line in rooms of internal/law and a place in ARCHITECTURE.md, or put the file into a room there is")}
	}
	f.each(func(spec *ast.ImportSpec, p, _ string) {
		dir, ours := strings.CutPrefix(p, Module+"/")
		dir, inside := strings.CutPrefix(dir, "internal/")
		switch {
		case !ours && strings.HasPrefix(r.name, "base") && !f.test && strings.Contains(p, "."):
			found = append(found, f.breach(spec.Pos(), "base", "base imports "+p,
				"base is written with the standard library only; take the module in the room that needs it"))
		case !ours || inside && r.lets(f, dir):
		case strings.HasPrefix(f.dir, "source/") && strings.HasPrefix(dir, "source/"):
			found = append(found, f.breach(spec.Pos(), "sources", f.dir+" imports "+dir,
				"a source knows no other: what both need belongs into internal/source or upstream of it"))
		default:
			found = append(found, f.breach(spec.Pos(), "downstream", f.dir+" imports "+dir,
				"it may import "+strings.Join(r.may, ", ")+": take a function or a small interface as an argument"))
		}
	})
	return found
}

// drivers finds SQL outside the store and the rooms below it.
func drivers(f *file) (found []Breach) {
	if f.dir == "store" || strings.HasPrefix(f.dir, "store/") {
		return nil
	}
	f.each(func(spec *ast.ImportSpec, p, _ string) {
		if slices.ContainsFunc(databases, func(d string) bool { return p == d || strings.HasPrefix(p, d+"/") }) {
			found = append(found, f.breach(spec.Pos(), "sql", "imports "+p,
				"only internal/store and what lies below it know SQL: ask it, or take a row-reading function (source.Rows) as an argument"))
		}
	})
	return found
}

var databases = []string{
	"database/sql", "github.com/jackc/pgx", "github.com/lib/pq", "github.com/mattn/go-sqlite3",
	"github.com/ncruces/go-sqlite3", "modernc.org/sqlite", "zombiezen.com/go/sqlite",
}
