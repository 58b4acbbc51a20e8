package gitlog

import "testing"

func TestARepositorysOwnSettingsAreNoVendoredCode(t *testing.T) {
	for name, want := range map[string]bool{
		".gitignore": false, "sub/.gitattributes": false, ".github/workflows/ci.yml": false, ".vscode/tasks.json": false,
		"vendor/x/y.go": true, "node_modules/a/b.js": true, "web/.yarn/releases/yarn.cjs": true, "main.go": false,
	} {
		if got := isVendored(name); got != want {
			t.Errorf("%s: vendored %v, want %v", name, got, want)
		}
	}
}
