package gitlog

import (
	"path"
	"strings"

	"github.com/backsight/backsight/internal/source/gitlog/linguist"
)

// class is what a path's name says about the file.
type class struct {
	vendored, generated bool
	language            string // "" where the name does not say
}

// classes classifies each different path once, by GitHub's rules (linguist).
type classes map[string]class

// maxClasses bounds the paths remembered.
const maxClasses = 1 << 16

func (c classes) of(name string) class {
	if k, ok := c[name]; ok {
		return k
	}
	k := class{isVendored(name), isGenerated(name), language(name)}
	if len(c) < maxClasses {
		c[name] = k
	}
	return k
}

// isVendored says whether a path is somebody else's code kept here. Linguist's
// list also holds the settings of a repository itself, since they would distort
// the count of languages; those are written by hand, and a day on which only
// they were written is a day.
func isVendored(name string) bool {
	if strings.HasPrefix(path.Base(name), ".git") {
		return false
	}
	for _, folder := range []string{".github/", ".vscode/"} {
		if strings.HasPrefix(name, folder) || strings.Contains(name, "/"+folder) {
			return false
		}
	}
	return linguist.Vendored(name)
}

// generatedEndings are of files that linguist knows by their content, which is
// not read here.
var generatedEndings = []string{
	".pb.go", ".pb.gw.go", ".pb.cc", ".pb.h", "_pb2.py", "_pb2_grpc.py", "_pb.js", "_pb.d.ts",
	".g.dart", ".freezed.dart", ".min.js", ".min.css", "_generated.go", ".generated.ts",
}

func isGenerated(name string) bool {
	for _, ending := range generatedEndings {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return linguist.Generated(name)
}

// likelier settles the endings that several languages use, where the first by
// the alphabet is not the one nearly everybody means.
var likelier = map[string]string{
	".cls": "TeX", ".f": "Fortran", ".inc": "PHP", ".l": "Lex", ".m": "Objective-C",
	".md": "Markdown", ".mod": "Go Module", ".php": "PHP", ".pro": "Prolog", ".rs": "Rust",
	".sql": "SQL", ".tsx": "TSX", ".v": "Verilog", ".yml": "YAML", ".yaml": "YAML",
	".html": "HTML", ".json": "JSON", ".txt": "Text", ".fs": "F#", ".ex": "Elixir",
	".res": "ReScript", ".d": "D", ".gd": "GDScript", ".s": "Assembly", ".r": "R",
}

// language is the language of a file by its name.
func language(name string) string {
	base := path.Base(name)
	if l := linguist.LanguageByName(base); l != "" {
		return l
	}
	if l := likelier[strings.ToLower(path.Ext(base))]; l != "" {
		return l
	}
	return linguist.LanguageByEnding(base)
}
