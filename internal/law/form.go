package law

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// comments finds packages that do not say what they are.
func comments(files []*file) (found []Breach) {
	said, packages := map[string]bool{}, map[string]string{}
	var dirs []string
	for _, f := range files {
		if f.test {
			continue
		}
		dir := path.Dir(f.path)
		if _, seen := packages[dir]; !seen {
			dirs = append(dirs, dir)
		}
		packages[dir] = f.tree.Name.Name
		said[dir] = said[dir] || opens(f)
	}
	for _, dir := range dirs {
		if !said[dir] {
			found = append(found, Breach{
				dir, 0, "comment", "package " + packages[dir] + " does not say what it is",
				`open one of its files with "// Package ` + packages[dir] + ` ...": what it is, then what it is not`,
			})
		}
	}
	return found
}

// opens says whether the file has a package comment that begins as godoc wants.
func opens(f *file) bool {
	text := f.tree.Doc.Text()
	word := "Package " + f.tree.Name.Name + " "
	if f.tree.Name.Name == "main" {
		return text != ""
	}
	return strings.HasPrefix(strings.ReplaceAll(text, "\n", " "), word)
}

// beginning finds init functions.
func beginning(f *file) (found []Breach) {
	for _, d := range f.tree.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
			found = append(found, f.breach(fn.Pos(), "init", "an init function registers or prepares something",
				"put it into the list of its kind, in one place, or make it when it is needed"))
		}
	}
	return found
}

// longest is how many lines a file may have.
const longest = 500

// length finds files that hold more than one idea.
func length(f *file) []Breach {
	if f.made || f.lines <= longest {
		return nil
	}
	return []Breach{{
		f.path, 0, "length", fmt.Sprintf("%d lines, of %d", f.lines, longest),
		"a file is one case or one idea: put the second one into a file of its own",
	}}
}

// skips finds tests that step aside without a word.
func skips(f *file) (found []Breach) {
	if !f.test && !f.kit() {
		return nil
	}
	ast.Inspect(f.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) > 0 {
			return true
		}
		if s, ok := call.Fun.(*ast.SelectorExpr); ok && (s.Sel.Name == "Skip" || s.Sel.Name == "SkipNow") {
			found = append(found, f.breach(call.Pos(), "skip", s.Sel.Name+" without a message",
				"say what is missing and how to get it: t.Skip(\"set BACKSIGHT_CORPORA to ...\")"))
		}
		return true
	})
	return found
}

// names finds those that say nothing: a getter's Get, a Manager of whatever.
func names(f *file) (found []Breach) {
	check := func(id *ast.Ident) {
		if empty(id.Name) {
			found = append(found, f.breach(id.Pos(), "name", id.Name+" says nothing of what it is",
				"call it what people would: the noun alone, the verb of what it does"))
		}
	}
	for _, d := range f.tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			check(d.Name)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if t, ok := s.(*ast.TypeSpec); ok {
					check(t.Name)
				}
			}
		}
	}
	return found
}

func empty(name string) bool {
	for _, word := range list("Impl Manager Service Util Utils Helper Helpers") {
		if strings.HasSuffix(name, word) {
			return true
		}
	}
	return slices.ContainsFunc(list("Get get"), func(word string) bool {
		rest, ok := strings.CutPrefix(name, word)
		next, _ := utf8.DecodeRuneInString(rest)
		return ok && unicode.IsUpper(next)
	})
}
