package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/store"
)

func TestANewerStoreIsRefused(t *testing.T) {
	for what, change := range map[string]string{
		"newer":       `insert into migration (n, name, sum, at_us) values (999, '0999_later.sql', 'x', 0)`,
		"a different": `update migration set sum = 'x' where n = 1`,
	} {
		both(t, func(t *testing.T, engine, dsn string) {
			open(t, dsn).Close()
			db := raw(t, engine, dsn)
			if _, err := db.Exec(change); err != nil {
				t.Fatal(err)
			}
			_, err := store.Open(ctx, store.Options{DSN: dsn, Now: noon})
			if fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), what+" Backsight made this store") {
				t.Errorf("%s: %v", what, err)
			}
		})
	}
}

func TestTheRegionIsTheStores(t *testing.T) {
	both(t, func(t *testing.T, _, dsn string) {
		for _, c := range []struct {
			region string
			kind   fault.Kind
		}{{"eu", 0}, {"", 0}, {"eu", 0}, {"us", fault.NotAllowed}} {
			db, err := store.Open(ctx, store.Options{DSN: dsn, Now: noon, Region: c.region})
			if fault.KindOf(err) != c.kind {
				t.Errorf("region %q: %v", c.region, err)
			}
			if err != nil {
				continue
			}
			if db.Region() != "eu" {
				t.Errorf("the region is %q", db.Region())
			}
			db.Close()
		}
	})
}

// TestAllAtOnce opens a store that is not there yet many times at once.
func TestAllAtOnce(t *testing.T) {
	both(t, func(t *testing.T, _, dsn string) {
		var wg sync.WaitGroup
		owners := make(chan int64, 8)
		for range cap(owners) {
			wg.Go(func() {
				db, err := store.Open(ctx, store.Options{DSN: dsn, Now: noon})
				if err != nil {
					t.Error(err)
					return
				}
				defer db.Close()
				me, err := db.Owner(ctx)
				if err != nil {
					t.Error(err)
				}
				owners <- int64(me)
			})
		}
		wg.Wait()
		close(owners)
		first := <-owners
		for me := range owners {
			if me != first || me == 0 {
				t.Errorf("two owners: %d and %d", first, me)
			}
		}
	})
}

func TestWhatIsNoStore(t *testing.T) {
	text := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("this is no database\n", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	for dsn, kind := range map[string]fault.Kind{
		"":   fault.Usage,
		text: fault.Failed,
		"postgres://nobody@127.0.0.1:1/x?connect_timeout=2": fault.Failed,
		"postgres://%zz": fault.Usage,
	} {
		_, err := store.Open(ctx, store.Options{DSN: dsn, Now: noon})
		if fault.KindOf(err) != kind {
			t.Errorf("opening %q gave %v", dsn, err)
		}
	}
	after, err := os.ReadFile(text)
	if err != nil || !strings.HasPrefix(string(after), "this is no") {
		t.Error("the file that is no store was written to")
	}
}

// shared are the statements that are not about one person's data.
var shared = []string{
	"store.Open", "store.migrate", "store.grown", "store.Check",
	"wall.states", "wall.build", "wall.People", "wall.Admit", "wall.Undo", // who is in it
	"store.Owner", "keys.Find", // find out who the person is
}

var (
	author = regexp.MustCompile(`^/\* ((?:store|beside|wall|keys)\.\w+) \*/\s`)
	verb   = regexp.MustCompile(`^(/\*.*\*/\s+)?(select|insert|update|delete|with|pragma)\s`)
	whose  = regexp.MustCompile(`\bperson = \?|\binto \w+ \(person, |\bperson (set .* )?where n = \?|\ba\.person = p\.person\b`)
)

// TestEveryStatement reads the text of the package and of the engine below it:
// each statement names its author, and says whose data it is about or is one of
// the few that need not.
func TestEveryStatement(t *testing.T) {
	files, err := filepath.Glob("*.go")
	below, err2 := filepath.Glob("[bek]*/*.go") // beside, engine and keys
	walls, err3 := filepath.Glob("wall/*.go")
	if err != nil || err2 != nil || err3 != nil || len(below) == 0 || len(walls) == 0 {
		t.Fatal(err, err2, err3, below, walls)
	}
	below = append(below, walls...)
	seen := 0
	for _, file := range append(files, below...) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, text := range statements(t, file) {
			if text == "update (generation)" { // a right
				continue
			}
			m := author.FindStringSubmatch(text)
			mine := whose.MatchString(text)
			seen++
			if m == nil && !mine { // a part of a statement says whose, too
				t.Errorf("%s: who made this statement? %s", file, text)
			}
			if m != nil && !mine && !slices.Contains(shared, m[1]) {
				t.Errorf("%s: whose data is this about? %s", file, text)
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d statements were seen", seen)
	}
}

// statements are the texts of a file that begin like one; what is put into the
// middle of a text is left out.
func statements(t *testing.T, file string) (all []string) {
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		e, is := n.(ast.Expr)
		text := ""
		if is {
			text = literals(e)
		}
		if !verb.MatchString(text) {
			return true
		}
		all = append(all, text)
		return false
	})
	return all
}

// literals joins the literals of a sum.
func literals(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.BinaryExpr:
		return literals(e.X) + literals(e.Y)
	}
	return ""
}
