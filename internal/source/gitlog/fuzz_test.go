package gitlog

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/source/gitlog/mailmap"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
)

// Any bytes in place of a commit give facts that can be kept, or none.
func FuzzRecord(f *testing.F) {
	oid := strings.Repeat("a1", 20)
	f.Add([]byte(oid + "\ntree x\nparent y\nauthor Ann <ann@e.x> 1735693200 +0900\ncommitter Ann <ann@e.x> 1735693200 +0900\n\n    s (#1)\n    \n    Reviewed-by: Ann <ann@e.x>\n"))
	f.Add([]byte(oid + "\nauthor <ann@e.x>\ncommitter > 5\n\n\xff\xfe"))
	f.Add([]byte(oid + "\n"))
	self := who.Self{Person: 7, Identities: []who.Identity{"ann@e.x", "ann"}}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := &personCommit{people: newPeople(self, nil)}
		if parseRecord(raw, &r.record) != nil {
			return
		}
		r.findParts()
		tally := newTally()
		tally.count(r, latest(now))
		keys := map[string]bool{}
		for _, fact := range r.facts() {
			if err := fact.Check(); err != nil || keys[fact.Key] {
				t.Errorf("%q: %v", fact.Key, err)
			}
			keys[fact.Key] = true
			if _, err := logbook.Read[logbook.Commit](&fact); err != nil {
				t.Error(err)
			}
		}
	})
}

// Any bytes as a mailmap say something about everybody, the same whatever the case.
func FuzzMailmap(f *testing.F) {
	f.Add([]byte("Ann <ann@e.x> ann k <ANN@old.x>\n<a@b> <c@d>\n# x\nB <b@c>\n"), "ann k", "ann@old.x")
	f.Fuzz(func(t *testing.T, text []byte, name, mail string) {
		m := mailmap.Parse(text)
		a, b := m.Resolve(name, mail)
		for _, s := range []string{a, b} {
			if s != name && s != mail && !bytes.Contains(text, []byte(s)) {
				t.Errorf("%q comes from nowhere", s)
			}
		}
	})
}

// Any bytes as a configuration are read to the end, with names in lower case.
func FuzzConfig(f *testing.F) {
	f.Add([]byte("[user]\n\temail = \"a\\\"b\" ; c\n[includeIf \"gitdir:~/x\"] path = y\\\n z\n"))
	f.Add([]byte("[a.b]c\n[\"\n\\"))
	f.Fuzz(func(t *testing.T, text []byte) {
		gitdir.Settings(text, func(s gitdir.Setting) {
			if s.Section == "" || s.Name == "" {
				t.Errorf("%+v has no name", s)
			}
		})
	})
}

// Any bytes as a message give trailers that stand in it, and a bounded subject.
func FuzzMessage(f *testing.F) {
	f.Add([]byte("    s\n    \n    Co-authored-by: A <a@b>\n"))
	f.Add([]byte("Reviewed-by:\n\n\nacked-by: \xff\n"))
	f.Fuzz(func(t *testing.T, message []byte) {
		for _, found := range trailers(message, nil) {
			if !bytes.Contains(message, found.value) {
				t.Errorf("%q is not in the message", found.value)
			}
		}
		s := subject(message)
		if !utf8.ValidString(s) || len(s) > 3*maxSubject || strings.Contains(s, "\n") {
			t.Errorf("subject %q", s)
		}
		isRevert(s, message)
		isSquash(s)
	})
}

// Any bytes in place of what diff-tree says end, and are counted or refused.
func FuzzAnswer(f *testing.F) {
	oid := strings.Repeat("a1", 20)
	f.Add([]byte(oid + "\x00:000000 100644 0 1 A\x00d/x.go\x00-\n"))
	f.Add([]byte(":\x00-\x00-"))
	f.Fuzz(func(t *testing.T, text []byte) {
		d := &differ{classes: classes{}, out: bufio.NewReader(bytes.NewReader(text))}
		var body logbook.Paths
		_ = d.readAnswer(&body)
		if len(body.List) > logbook.MaxPaths || body.Files < len(body.List) {
			t.Errorf("%d files, %d listed", body.Files, len(body.List))
		}
	})
}

// Any bytes as a position are a position or none.
func FuzzPosition(f *testing.F) {
	f.Add([]byte(`{"rules":1,"tips":["a"],"tally":{"first":"2020-01-01"}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if p := readPosition(text); p != nil {
			if _, err := p.write(); err != nil {
				t.Error(err)
			}
		}
	})
}
