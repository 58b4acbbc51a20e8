package linguist

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestSample holds what go-enry 2.9.6 says of some paths; tools/linguist
// compares the two over every path that it finds.
func TestSample(t *testing.T) {
	for name, want := range map[string]string{
		"":                                      "own, by hand, -, -",
		"main.go":                               "own, by hand, -, Go",
		"Makefile":                              "own, by hand, Makefile, -",
		"a/Makefile.am":                         "own, by hand, Makefile, -",
		"views/page.Blade.PHP":                  "own, by hand, -, Blade",
		"web/.eslintrc.json":                    "own, by hand, JSON with Comments, JSON",
		"cmd/x/x.unknown.rs":                    "own, by hand, -, RenderScript",
		"node_modules/a/b.js":                   "vendored, generated, -, JavaScript",
		"my_node_modules/a.js":                  "own, generated, -, JavaScript",
		"x/vendor/a.go":                         "vendored, by hand, -, Go",
		"x/vendor":                              "own, by hand, -, -",
		"x/vendored/a.go":                       "own, by hand, -, Go",
		"x/vendor/github.com/a/b.go":            "vendored, generated, -, Go",
		"VVendor/a.c":                           "vendored, by hand, -, C",
		"Vendor/a.c":                            "vendored, by hand, -, C",
		"deps/a.c":                              "vendored, by hand, -, C",
		"src/deps/a.c":                          "own, by hand, -, C",
		"docs/_build/index.html":                "vendored, by hand, -, Ecmarkup",
		"go.third-party/x":                      "vendored, by hand, -, -",
		"a/aclocal.m4.in":                       "vendored, by hand, -, -",
		"a/configure":                           "vendored, by hand, -, -",
		"a/configure.ac":                        "own, by hand, M4Sugar, -",
		"js/jquery-1.2.3.js":                    "vendored, by hand, -, JavaScript",
		"js/my-jquery.js":                       "own, by hand, -, JavaScript",
		"types/a.d.ts":                          "vendored, by hand, -, TypeScript",
		"app/App.Designer.CS":                   "own, generated, -, C#",
		"app/App.deſigner.cs":                   "own, generated, -, C#",
		"app/Main.XIB":                          "own, by hand, -, XML",
		"app/Main.NIB":                          "own, generated, -, -",
		"js/app.JS.MAP":                         "own, generated, -, -",
		"Pods/x.m":                              "own, generated, -, Limbo",
		"MyPods/x.m":                            "own, by hand, -, Limbo",
		"Cargo.lock":                            "own, generated, TOML, -",
		"esy.lock":                              "own, generated, -, -",
		"a\xff/dist/\xfe.py":                    "vendored, by hand, -, Python",
		"Packages/Newtonsoft.Json.12.0.3/lib/x": "vendored, by hand, -, -",
		"packages/jquery/src/x":                 "own, by hand, -, -",
	} {
		if got := said(name); got != want {
			t.Errorf("%q: %q, not %q", name, got, want)
		}
	}
}

func said(name string) string {
	say := func(is bool, yes, no string) string {
		if is {
			return yes
		}
		return no
	}
	language := func(l string) string { return say(l == "", "-", l) }
	return fmt.Sprintf("%s, %s, %s, %s", say(Vendored(name), "vendored", "own"), say(Generated(name), "generated", "by hand"),
		language(LanguageByName(name)), language(LanguageByEnding(name)))
}

// TestTablesAreSorted asks for what the searches rely on, and for patterns that
// hold what is said to be needed.
func TestTablesAreSorted(t *testing.T) {
	for _, list := range [][]string{vendored.folders, vendored.files, generated.folders, generated.files} {
		if !slices.IsSorted(list) {
			t.Errorf("not sorted: %q", list)
		}
	}
	for _, table := range [][]entry{names, endings} {
		if !slices.IsSortedFunc(table, func(a, b entry) int { return strings.Compare(a.key, b.key) }) || len(table) < 300 {
			t.Errorf("not sorted, or cut off: %d rows", len(table))
		}
	}
	for _, p := range slices.Concat(vendored.patterns, generated.patterns) {
		if _, err := regexp.Compile(p.text); err != nil || p.need == "" {
			t.Errorf("%+v: %v", p, err)
		}
	}
	for _, s := range slices.Concat(vendored.starts, generated.starts) {
		if s[0] != '/' {
			t.Errorf("%q has no slash before it", s)
		}
	}
}

// BenchmarkVendored is the dearest question: no rule matches.
func BenchmarkVendored(b *testing.B) {
	for b.Loop() {
		Vendored("internal/reckon/measure/activity.go")
	}
}
