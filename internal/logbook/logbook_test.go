package logbook

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
)

// sample is a fact with something in every field.
func sample() Fact {
	at := when.At(when.Date(2017, 3, 1).Time()) + 9*when.Hour
	return Fact{
		Person: 7, Kind: KindCommit, Key: "c0ffee authored ann@example.org", Version: Seq{2, at},
		Span: when.Span{From: at, To: at}, Zone: "+01:00", Day: when.Date(2017, 3, 1),
		Body: Body(Commit{Object: "c0ffee", Role: Authored, As: "ann@example.org", Subject: "count twice", Authored: at, Committed: at}),
	}
}

// The ids of facts are on people's disks: a change here would make every fact
// that is read again another fact.
func TestIDsStay(t *testing.T) {
	said := Fact{
		Kind: KindLife, Key: "leave 2019-05-06", Day: when.NoDay, Version: Seq{Stamp: 5},
		Body: Body(Said{Text: "first child", What: "leave", From: when.Date(2019, 5, 6), To: when.Date(2019, 11, 4), At: 5}),
	}
	gone := sample()
	gone.Gone = true
	commit := sample()
	for _, c := range []struct {
		name string
		fact Fact
		want string
	}{
		{"a commit", commit, "b092d83b7f7e2f764bc51f790dda7fe8"},
		{"its deletion", gone, "3e48b7a02d51635528df69554fb5f9b4"},
		{"something said", said, "7ec7f4ef76f9568bf7092cbc09bf38ec"},
		{"nothing at all", Fact{}, "d4817aa5497628e7c77e6b606107042b"}, // SHA-256 of 56 zero bytes,
	} {
		if got := c.fact.ID().String(); got != c.want {
			t.Errorf("%s has the id %s, want %s", c.name, got, c.want)
		}
	}
}

// What the id covers makes another fact, what it does not cover makes none.
func TestWhatMakesAFact(t *testing.T) {
	for name, change := range map[string]func(*Fact){
		"kind":           func(f *Fact) { f.Kind = KindEvent },
		"key":            func(f *Fact) { f.Key += "x" },
		"number":         func(f *Fact) { f.Version.N++ },
		"gone":           func(f *Fact) { f.Gone = true },
		"begin":          func(f *Fact) { f.Span.From-- },
		"end":            func(f *Fact) { f.Span.To++ },
		"zone":           func(f *Fact) { f.Zone = "+02:00" },
		"body":           func(f *Fact) { f.Body = append(f.Body[:len(f.Body):len(f.Body)], ' ') },
		"key into body":  func(f *Fact) { f.Key, f.Body = f.Key+string(f.Body[:1]), f.Body[1:] },
		"zone into body": func(f *Fact) { f.Body = append([]byte(f.Zone), f.Body...); f.Zone = "" },
	} {
		a, b := sample(), sample()
		if change(&b); a.ID() == b.ID() {
			t.Errorf("another %s is the same fact", name)
		}
	}
	for name, change := range map[string]func(*Fact){
		"person":     func(f *Fact) { f.Person++ },
		"stamp":      func(f *Fact) { f.Version.Stamp++ },
		"day":        func(f *Fact) { f.Day++ },
		"visibility": func(f *Fact) { f.Visibility++ },
	} {
		a, b := sample(), sample()
		if change(&b); a.ID() != b.ID() {
			t.Errorf("another %s is another fact", name)
		}
	}
}

func TestIDsAreReadBack(t *testing.T) {
	f := sample()
	id, err := ParseID(f.ID().String())
	if err != nil || id != f.ID() {
		t.Errorf("%s is read as %s, %v", f.ID(), id, err)
	}
	for _, text := range []string{"", "c0ffee", strings.Repeat("g", 32), strings.Repeat("0", 34)} {
		if _, err := ParseID(text); err == nil {
			t.Errorf("%q is read as an id", text)
		}
	}
}

// Newer is a strict order: of two versions one is newer, never both, and it
// does not depend on which arrived first.
func TestVersionsHaveOneOrder(t *testing.T) {
	type version struct {
		seq Seq
		id  ID
	}
	some := rapid.Custom(func(t *rapid.T) version {
		return version{
			Seq{rapid.Int64Range(0, 2).Draw(t, "n"), when.Instant(rapid.Int64Range(0, 2).Draw(t, "stamp"))},
			ID{byte(rapid.IntRange(0, 2).Draw(t, "id"))},
		}
	})
	newer := func(a, b version) bool { return Newer(a.seq, a.id, b.seq, b.id) }
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := some.Draw(t, "a"), some.Draw(t, "b"), some.Draw(t, "c")
		if newer(a, a) || a != b && newer(a, b) == newer(b, a) {
			t.Fatalf("%v and %v: newer both ways or neither", a, b)
		}
		if newer(a, b) && newer(b, c) && !newer(a, c) {
			t.Fatalf("%v > %v > %v, but not the first than the last", a, b, c)
		}
	})
	if !Newer(Seq{1, 0}, ID{}, Seq{0, 9}, ID{9}) || !Newer(Seq{0, 1}, ID{}, Seq{0, 0}, ID{9}) {
		t.Error("the number goes before the stamp, the stamp before the id")
	}
}

func TestTextIsSafe(t *testing.T) {
	any := rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })
	rapid.Check(t, func(t *rapid.T) {
		s := any.Draw(t, "text")
		safe := Text(s)
		if !utf8.ValidString(safe) || strings.ContainsRune(safe, 0) {
			t.Fatalf("%q becomes %q", s, safe)
		}
		if Text(safe) != safe {
			t.Fatalf("%q becomes %q when made safe again", safe, Text(safe))
		}
		if utf8.ValidString(s) && !strings.Contains(s, "\x00") && safe != s {
			t.Fatalf("%q was safe and became %q", s, safe)
		}
		f := Fact{Kind: KindEvent, Key: "k" + safe}
		if err := f.Check(); err != nil {
			t.Fatal(err)
		}
	})
	if got := Text("a\xffb\x00c"); got != "a\uFFFDb\uFFFDc" {
		t.Errorf("%q", got)
	}
}

func TestWhatCannotBeKept(t *testing.T) {
	for name, change := range map[string]func(*Fact){
		"no kind":          func(f *Fact) { f.Kind = "" },
		"no key":           func(f *Fact) { f.Key = "" },
		"ends too early":   func(f *Fact) { f.Span.To = f.Span.From - 1 },
		"a key not UTF-8":  func(f *Fact) { f.Key = "\xff" },
		"a key with NUL":   func(f *Fact) { f.Key = "a\x00" },
		"a body not UTF-8": func(f *Fact) { f.Body = []byte("\"\xc3\"") },
	} {
		f := sample()
		if change(&f); f.Check() == nil {
			t.Errorf("%s can be kept", name)
		}
	}
	if f := sample(); f.Check() != nil {
		t.Error(f.Check())
	}
}

func TestBodiesAreReadBack(t *testing.T) {
	f := sample()
	c, err := Read[Commit](&f)
	if err != nil || string(Body(c)) != string(f.Body) {
		t.Errorf("%s becomes %s, %v", f.Body, Body(c), err)
	}
	f.Body = []byte("{")
	if _, err := Read[Commit](&f); err == nil || !strings.Contains(err.Error(), f.Key) {
		t.Errorf("a broken body is read: %v", err)
	}
}

func TestAPlaceIsNamedAsPeopleDo(t *testing.T) {
	for uri, want := range map[string]string{
		"/src/ledger/.git": "/src/ledger", `C:\src\ledger\.git`: `C:\src\ledger`, "/src/ledger.git": "/src/ledger.git",
		"/.git": "/.git", "/cal/team.ics": "/cal/team.ics",
	} {
		if got := (Place{URI: uri}).Where(); got != want {
			t.Errorf("%s is named %s, want %s", uri, got, want)
		}
	}
}

func TestKeysAreHashedWithTheirKind(t *testing.T) {
	if KeyHash("a", "bc") == KeyHash("ab", "c") {
		t.Error("the hash of a key does not name its kind")
	}
	if got := KeyHash(KindEvent, "k").String(); got != "62df9c855c83daa85891a7b81e2413ad" {
		t.Errorf("the hash of a key, which lies in indexes, is %s", got)
	}
}
