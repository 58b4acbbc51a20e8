package law

import (
	"go/ast"
	"path"
	"slices"
	"strings"
)

// pureRooms open nothing, send nothing, log nothing and do not ask the time:
// values in, values out. Their tests may, and so may a program of its own that
// lies inside (a simulation).
var pureRooms = list("base/* logbook record source/ics/calendar source/ics/recur source/ics/line source/ics/outlook source/ics/leave source/ics/owner reckon/timeline reckon/agents reckon/price reckon/kinds reckon/measure reckon/drift reckon/stat reckon/energy reckon/asking reckon/letter reckon/look/tell surface/draw surface/draw/text surface/draw/svg surface/draw/paper surface/draw/ical decide lead govern/policy govern/audit store/pack source/assistant/slim source/assistant/author source/assistant/told")

// pure says whether the file belongs to a pure package.
func (f *file) pure() bool {
	return !f.test && !f.kit() && f.tree.Name.Name != "main" && slices.ContainsFunc(pureRooms, func(name string) bool { return holds(name, f.dir) })
}

// impure finds imports that reach out of a pure package.
func impure(f *file) (found []Breach) {
	if !f.pure() {
		return nil
	}
	f.each(func(spec *ast.ImportSpec, p, _ string) {
		root, _, _ := strings.Cut(p, "/")
		if slices.Contains(list("os net log database embed syscall plugin"), root) || p == "crypto/rand" || p == "io/ioutil" {
			found = append(found, f.breach(spec.Pos(), "pure", f.dir+" is pure and imports "+p,
				"take the value, or a function that gives it, as an argument; the surfaces open things"))
		}
	})
	f.uses("fmt", func(at ast.Expr, name string) {
		if slices.Contains(list("Print Printf Println Scan Scanf Scanln"), name) {
			found = append(found, f.breach(at.Pos(), "pure", f.dir+" is pure and calls fmt."+name,
				"return the text, or write it to an io.Writer that is an argument"))
		}
	})
	return found
}

// clock finds whoever asks the time without being a surface, and pure packages
// that load zones or wait. A zone of the machine is the machine's too: neither
// time.Local nor a Time's Local.
func clock(f *file) (found []Breach) {
	surface := f.dir == "" || strings.HasPrefix(f.dir, "surface/")
	if f.test || f.kit() || surface && !f.pure() {
		return nil
	}
	asks := list("Now Since Until Local")
	if f.pure() {
		asks = append(asks, list("LoadLocation Sleep After AfterFunc Tick NewTicker NewTimer")...)
	}
	say := func(at ast.Expr, what string) {
		found = append(found, f.breach(at.Pos(), "clock", f.dir+" reads the machine's clock or zones: "+what,
			"take the instant, the zone or a now function as an argument; only surfaces ask"))
	}
	f.uses("time", func(at ast.Expr, name string) {
		if slices.Contains(asks, name) {
			say(at, "time."+name)
		}
	})
	ast.Inspect(f.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) > 0 {
			return true
		}
		if s, ok := call.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Local" {
			say(s, "Local()")
		}
		return true
	})
	f.each(func(spec *ast.ImportSpec, p, name string) {
		if p == "time" && name == "." {
			say(spec.Path, "time imported as .")
		}
	})
	return found
}

// handed finds the room under the surfaces looking for the world by itself: two
// surfaces in one process, or a test beside a person, would see each other's.
func handed(f *file) (found []Breach) {
	if f.test || !holds("desk", f.dir) {
		return nil
	}
	for _, of := range []struct{ pkg, names string }{
		{"os", "Args Stdin Stdout Stderr Getenv LookupEnv Environ ExpandEnv Getwd Hostname UserHomeDir UserConfigDir UserCacheDir"},
		{"path/filepath", "Abs"}, // begins in the current folder
		{"fmt", "Print Printf Println Scan Scanf Scanln"},
	} {
		f.uses(of.pkg, func(at ast.Expr, name string) {
			if slices.Contains(list(of.names), name) {
				found = append(found, f.breach(at.Pos(), "handed", f.dir+" takes "+path.Base(of.pkg)+"."+name+" from the world by itself",
					"let the surface hand it in (desk.Options), or tell it through desk.Talk"))
			}
		})
	}
	return found
}

// kit says whether the file belongs to a suite that only tests import.
func (f *file) kit() bool { return strings.HasSuffix(f.dir, "test") }

// chance finds numbers drawn from the generator nobody seeded, where the same
// question must have the same answer.
func chance(f *file) (found []Breach) {
	if !f.pure() && f.dir != "lives" {
		return nil
	}
	seeded := list("New NewPCG NewChaCha8 NewSource NewZipf Rand Source PCG ChaCha8 Zipf")
	for _, pkg := range list("math/rand math/rand/v2") {
		f.uses(pkg, func(at ast.Expr, name string) {
			if !slices.Contains(seeded, name) {
				found = append(found, f.breach(at.Pos(), "chance", f.dir+" draws from the unseeded rand."+name,
					"draw from rand.New(rand.NewPCG(seed, n)), the seed an argument"))
			}
		})
	}
	return found
}
