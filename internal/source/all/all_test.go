package all_test

import (
	"testing"

	"github.com/backsight/backsight/internal/source/all"
)

// Every source says all of itself, once, and is read under the name it says.
func TestEverySourceDeclaresItself(t *testing.T) {
	seen := map[string]bool{}
	pullers := all.Pullers(all.Local{})
	for i, s := range all.Declared() {
		if err := s.Check(); err != nil {
			t.Error(err)
		}
		if seen[s.Name] || pullers[i].Name() != s.Name {
			t.Errorf("%q is declared, and what is read is called %q", s.Name, pullers[i].Name())
		}
		seen[s.Name] = true
	}
	for _, l := range all.Listeners("here") {
		if !seen[l.Name()] {
			t.Errorf("%q hears and is not declared", l.Name())
		}
	}
	for _, p := range []interface{ Name() string }{
		all.Desktop(all.Local{}, all.Access{}), all.Served("here", all.Access{}), all.Published("here", all.Access{}),
	} {
		if !seen[p.Name()] {
			t.Errorf("%q is read and not declared", p.Name())
		}
	}
}
