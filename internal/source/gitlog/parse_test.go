package gitlog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/backsight/backsight/internal/source/gitlog/mailmap"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
)

// Law: what git writes of a person is read back, with the day their clock showed.
func TestSignatureLaw(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.StringMatching(`[A-Za-zé .]{0,12}`).Draw(r, "name")
		mail := rapid.StringMatching(`[a-z0-9+.]{0,8}(@[a-z.]{1,8})?`).Draw(r, "mail")
		seconds := rapid.Int64Range(-9e11, 9e11).Draw(r, "seconds")
		hours, minutes := rapid.IntRange(0, 13).Draw(r, "hours"), rapid.IntRange(0, 59).Draw(r, "minutes")
		sign := rapid.SampledFrom([]int{1, -1}).Draw(r, "sign")
		line := fmt.Sprintf("%s <%s> %d %c%02d%02d", name, mail, seconds, ','-rune(sign), hours, minutes)
		s := parseSignature([]byte(line))
		east := sign * (hours*3600 + minutes*60)
		if !s.timed || !s.zoned || s.seconds != seconds || s.east != east {
			r.Fatalf("%q is read as %+v", line, s)
		}
		gotName, gotMail := nameAndMail(s.raw)
		if gotName != strings.TrimSpace(name) || gotMail != mail {
			r.Fatalf("%q is by %q <%q>", line, gotName, gotMail)
		}
		if want := when.Date(1970, 1, 1) + when.Day(floor(seconds+int64(east), 86400)); s.day() != want {
			r.Fatalf("%q is on %v, want %v", line, s.day(), want)
		}
	})
}

func floor(a, b int64) int64 {
	return (a - ((a%b)+b)%b) / b
}

// Law: records come out whole however the stream is cut.
func TestRecordsLaw(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		want := rapid.SliceOf(rapid.StringMatching(`[a-z\n]{0,40}`)).Draw(r, "records")
		text := strings.Join(want, "\x00")
		if len(want) > 0 {
			text += "\x00"
		}
		text += rapid.SampledFrom([]string{"", "cut short"}).Draw(r, "rest")
		for _, stream := range []io.Reader{
			strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)),
			iotest.DataErrReader(strings.NewReader(text)),
		} {
			s := &records{r: stream, buf: make([]byte, 8)}
			for i := 0; ; i++ {
				rec, err := s.next()
				if errors.Is(err, io.EOF) && i == len(want) {
					break
				}
				if err != nil || i >= len(want) || string(rec) != want[i] {
					r.Fatalf("record %d of %q is %q, %v", i, want, rec, err)
				}
			}
		}
	})
}

// A record beyond the bound keeps its head and its end, and the next is whole.
func TestHugeRecord(t *testing.T) {
	huge := append(bytes.Repeat([]byte("x"), maxRecord+maxRecord/2), "end\x00next\x00"...)
	copy(huge, "head")
	s := newRecords(bytes.NewReader(huge))
	rec, err := s.next()
	if err != nil || len(rec) > maxRecord || !bytes.HasPrefix(rec, []byte("head")) || !bytes.HasSuffix(rec, []byte("end")) {
		t.Fatalf("%d bytes, %v", len(rec), err)
	}
	if rec, err = s.next(); string(rec) != "next" || err != nil {
		t.Fatalf("then %q, %v", rec, err)
	}
}

func TestRecordsError(t *testing.T) {
	wrong := errors.New("wrong")
	s := newRecords(io.MultiReader(strings.NewReader("a\x00b"), iotest.ErrReader(wrong)))
	if rec, err := s.next(); string(rec) != "a" || err != nil {
		t.Errorf("%q, %v", rec, err)
	}
	if _, err := s.next(); !errors.Is(err, wrong) {
		t.Errorf("gave %v", err)
	}
}

// Law: a mailmap says of everybody what git says.
func TestMailmapAsGit(t *testing.T) {
	dir := t.TempDir()
	run(t, dir, "", "init", "-q")
	name := rapid.SampledFrom([]string{"Ann", "ann k", "Bob", "B. O.", ""})
	mail := rapid.SampledFrom([]string{"ann@e.x", "ANN@old.x", "ann@old.x", "bob@e.x", "x@y", ""})
	rapid.Check(t, func(r *rapid.T) {
		var file strings.Builder
		for range rapid.IntRange(0, 5).Draw(r, "lines") {
			fmt.Fprintf(&file, "%s <%s>", name.Draw(r, "name"), mail.Draw(r, "mail"))
			if rapid.Bool().Draw(r, "two") {
				fmt.Fprintf(&file, " %s <%s>", name.Draw(r, "name"), mail.Draw(r, "mail"))
			}
			file.WriteString(rapid.SampledFrom([]string{"\n", " # why\n", "\r\n", "\n# <a> <b>\n", "\n\n"}).Draw(r, "end"))
		}
		who := either(name.Draw(r, "who"), "N")
		at := either(mail.Draw(r, "at"), "none@x")
		write(t, filepath.Join(dir, ".mailmap"), file.String())
		want := run(t, dir, "", "check-mailmap", who+" <"+at+">")
		gotName, gotMail := mailmap.Parse([]byte(file.String())).Resolve(who, at)
		if got := gotName + " <" + gotMail + ">"; got != want {
			r.Fatalf("%s <%s> under\n%s is %q, git says %q", who, at, file.String(), got, want)
		}
	})
}

// Law: a value that git wrote into a configuration is read as git reads it.
func TestConfigAsGit(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config")
	value := rapid.StringMatching("[ -~\té]{0,20}")
	rapid.Check(t, func(r *rapid.T) {
		_ = os.Remove(file)
		want := map[string]string{}
		for range rapid.IntRange(1, 3).Draw(r, "values") {
			sub := rapid.StringMatching(`[a-zA-Z0-9"\\/.: \]#-]{1,10}`).Draw(r, "sub")
			v := value.Draw(r, "value")
			run(t, "", "", "config", "-f", file, "Include-If."+sub+".Path", v)
			want[sub] = v
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		gitdir.Settings(text, func(s gitdir.Setting) {
			if s.Section != "include-if" || s.Name != "path" {
				r.Errorf("read %+v", s)
			}
			got[s.Sub] = s.Value
		})
		if fmt.Sprint(got) != fmt.Sprint(want) {
			r.Fatalf("%s\nis read as %q, want %q", text, got, want)
		}
	})
}

func TestConfigByHand(t *testing.T) {
	text := "\uFEFF# mine\r\n[user] name = Ann \\\r\n  Lee # that is me\n\temail=ann@e.x;x\n[USER]\nsigningkey\n" +
		"[core]\n\tx = \"a # b\" c  \n[remote.origin]\n url = \"q\\\"\\\\\\n\"\n[broken\nx = 1\n[a]b = 2\n= 3\nno value here\n"
	var got []string
	gitdir.Settings([]byte(text), func(s gitdir.Setting) {
		got = append(got, fmt.Sprintf("%s|%s|%s=%q", s.Section, s.Sub, s.Name, s.Value))
	})
	want := []string{
		`user||name="Ann   Lee"`, `user||email="ann@e.x"`, `user||signingkey="true"`, `core||x="a # b c"`,
		`remote|origin|url="q\"\\\n"`, `a||b="2"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestConfigured(t *testing.T) {
	home := t.TempDir()
	mkdir(t, home, "xdg", "git")
	mkdir(t, home, "conf")
	write(t, filepath.Join(home, "xdg", "git", "config"), "[user]\n\tname = Ann Lee\n")
	write(t, filepath.Join(home, ".gitconfig"), `[user]
	name = Ann
	email = ann@e.x
[includeIf "gitdir:~/work/"]
	path = ~/conf/work
[include]
	path = conf/missing
[include]
	path = conf
[author]
	email = Ann@Author.x
[user "sub"]
	email = not@this
`)
	write(t, filepath.Join(home, "conf", "work"), "[user]\nemail = ann@work.x\n[include]\npath = work\npath = ../.gitconfig\n")
	env := func(values map[string]string) func(string) string {
		return func(name string) string { return values[name] }
	}

	names, mails, err := Configured(home, env(map[string]string{"XDG_CONFIG_HOME": filepath.Join(home, "xdg"), "GIT_AUTHOR_EMAIL": "env@e.x"}))
	if !slices.Equal(names, []string{"Ann Lee", "Ann"}) || !slices.Equal(mails, []string{"env@e.x", "ann@e.x", "ann@work.x", "Ann@Author.x"}) {
		t.Errorf("names %q, mails %q", names, mails)
	}
	if err == nil || !strings.Contains(err.Error(), filepath.Join(home, "conf")) {
		t.Errorf("a folder included as a file gave %v", err)
	}
	names, mails, err = Configured(home, env(map[string]string{"GIT_CONFIG_GLOBAL": filepath.Join(home, "conf", "work")}))
	if len(mails) < 1 || mails[0] != "ann@work.x" || err == nil {
		t.Errorf("with GIT_CONFIG_GLOBAL names %q, mails %q, %v", names, mails, err)
	}
	if names, mails, err := Configured(t.TempDir(), env(nil)); len(names)+len(mails) > 0 || err != nil {
		t.Errorf("in an empty home %q, %q, %v", names, mails, err)
	}
}

// indented is a message the way rev-list --header gives it.
func indented(message string) []byte {
	var b strings.Builder
	for line := range strings.Lines(message) {
		b.WriteString("    " + line)
	}
	return []byte(b.String())
}

func TestTrailers(t *testing.T) {
	for name, c := range map[string]struct {
		message string
		want    string // key numbers and values, the last line first
	}{
		"last paragraph":         {"s\n\nbody\n\nReviewed-by: A\nSigned-off-by: B\n", "1A"},
		"others among them":      {"s\n\nCloses #12\nReviewed-by: A\nhttps://x\nNote: y\n", "1A"},
		"one before the last":    {"s\n\nbody\n\nTested-by: A\n\nChange-Id: I1\n", "1A"},
		"two before the last":    {"s\n\nTested-by: A\n\nmiddle\n\nlast\n", ""},
		"in the subject":         {"Reviewed-by: A\n", ""},
		"below a one-line":       {"s\n\nAcked-By: A", "1A"},
		"many blank lines":       {"s\n\n\n\nreviewed-BY:A\n\n\n\n", "1A"},
		"not at the line start":  {"s\n\nand Reviewed-by: A\n  Reviewed-by: B\n", ""},
		"no colon":               {"s\n\nReviewed-by A\n", ""},
		"a space before it":      {"s\n\nReviewed-by : A\n", ""},
		"several":                {"s\n\nCo-authored-by: A\nAssisted-by: B\nAmp-Thread-ID: T\nAI-assisted: true\n", "5true4T3B2A"},
		"carriage returns":       {"s\r\n\r\nReviewed-by: A\r\n", "1A"},
		"a paragraph of spaces":  {"s\n\nx\n  \nReviewed-by: A\n", "1A"},
		"subject of a paragraph": {"s\nReviewed-by: A\n", "1A"},
	} {
		var got strings.Builder
		for _, found := range trailers(indented(c.message), nil) {
			got.WriteString(fmt.Sprint(int(found.key)) + string(found.value))
		}
		if got.String() != c.want {
			t.Errorf("%s: %q, want %q", name, got.String(), c.want)
		}
	}
}

// Law: a trailer in one of the last two paragraphs is found whatever stands
// around it; further up it is not.
func TestTrailersLaw(t *testing.T) {
	line := rapid.StringMatching(`[a-z #:]{0,10}[a-z]`)
	rapid.Check(t, func(r *rapid.T) {
		paragraphs := rapid.SliceOfN(rapid.SliceOfN(line, 1, 4), 2, 5).Draw(r, "paragraphs")
		i := rapid.IntRange(1, len(paragraphs)-1).Draw(r, "in")
		j := rapid.IntRange(0, len(paragraphs[i])).Draw(r, "before line")
		paragraphs[i] = slices.Insert(paragraphs[i], j, "ACKED-by: Ann <ann@e.x>")
		texts := make([]string, len(paragraphs))
		for k, p := range paragraphs {
			texts[k] = strings.Join(p, "\n")
		}
		message := strings.Join(texts, "\n\n")
		found := len(trailers(indented(message), nil)) == 1
		if want := i >= len(paragraphs)-2; found != want {
			r.Fatalf("%q: found %v, want %v", message, found, want)
		}
	})
}

func TestAssistants(t *testing.T) {
	for message, want := range map[string]string{
		"s\n\nCo-Authored-By: Claude Opus 5 <noreply@anthropic.com>\n":                                      "claude",
		"s\n\n\U0001F916 Generated with [Claude Code](https://claude.ai/code)\n":                            "claude",
		"s\n\nCo-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>\n":                       "copilot",
		"s\n\nCo-authored-by: x <copilot@github.com>\n":                                                     "copilot",
		"s\n\nCo-authored-by: Cursor <cursoragent@cursor.com>\n":                                            "cursor",
		"s\n\nMade-with: Cursor\n":                                                                          "cursor",
		"s\n\nCo-authored-by: opencode <noreply@opencode.ai>\n":                                             "opencode",
		"s\n\nCo-authored-by: aider (m) <noreply@aider.chat>\n":                                             "aider",
		"s\n\nCo-authored-by: Codex <codex@openai.com>\n":                                                   "codex",
		"s\n\nCo-authored-by: Codex <codex@example.com>\n":                                                  "",
		"s\n\nCo-authored-by: Claude Monet <claude@e.x>\n":                                                  "",
		"s\n\nAssisted-by: Claude Monet <claude@e.x>\n":                                                     "",
		"s\n\nAssisted-by: Ann Lee\n":                                                                       "",
		"s\n\nAssisted-by: Claude:opus-5\n":                                                                 "claude",
		"s\n\nAssisted-by: GitHub Copilot\n":                                                                "copilot",
		"s\n\nGenerated-by: gemini-cli\n":                                                                   "gemini",
		"s\n\nGenerated-by: protoc\n":                                                                       "",
		"s\n\nAI-assisted: true\n":                                                                          "unnamed",
		"s\n\nAI-assisted: no\n":                                                                            "",
		"s\n\nAmp-Thread-ID: T-1\n":                                                                         "amp",
		"s\n\nReviewed-by: Claude <noreply@anthropic.com>\n":                                                "",
		"s\n\nCo-authored-by: google-labs-jules[bot] <1+google-labs-jules[bot]@users.noreply.github.com>\n": "jules",
	} {
		r := &personCommit{people: newPeople(ann, nil)}
		r.record = record{author: parseSignature([]byte(annLine + " 1735693200 +0900")), message: indented(message)}
		r.findParts()
		if got := r.assistant(); got != want {
			t.Errorf("%q bears the mark of %q, want %q", message, got, want)
		}
	}
}

// An assistant as the author is directed; with the person's own address and
// "(aider)" behind the name it is the person.
func TestDirected(t *testing.T) {
	for _, c := range []struct {
		author, committer, message string
		role                       logbook.Role
		assistant                  string
		directed                   bool
	}{
		{"Ann (aider) <ann@e.x>", annLine, "s", logbook.Authored, "aider", false},
		{"Ann Lee (aider) <else@e.x>", bobLine, "s", logbook.Authored, "aider", false},
		{annLine, "Ann (aider) <ann@e.x>", "s", logbook.Authored, "aider", false},
		{"Claude <noreply@anthropic.com>", annLine, "s", logbook.Integrated, "claude", true},
		{"copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>", bobLine, "s\n\nCo-authored-by: Ann <ann@e.x>", logbook.Shared, "copilot", true},
		{"devin-ai-integration[bot] <1+devin-ai-integration[bot]@users.noreply.github.com>", annLine, "s", logbook.Integrated, "devin", true},
		{bobLine, annLine, "s\n\nCo-authored-by: Claude <noreply@anthropic.com>", logbook.Integrated, "claude", false},
	} {
		self := who.Self{Person: 7, Identities: []who.Identity{"ann@e.x", "ann lee"}}
		r := &personCommit{people: newPeople(self, nil)}
		r.record = record{
			author:    parseSignature([]byte(c.author + " 1735693200 +0900")),
			committer: parseSignature([]byte(c.committer + " 1735693200 +0900")), message: indented(c.message),
		}
		r.findParts()
		facts := r.facts()
		if len(facts) != 1 {
			t.Errorf("%s: %d facts", c.author, len(facts))
			continue
		}
		body, err := logbook.Read[logbook.Commit](&facts[0])
		if err != nil || body.Role != c.role || body.Assistant != c.assistant || body.Directed != c.directed {
			t.Errorf("%s: %+v, %v", c.author, body, err)
		}
	}
}

// The roles one commit can hold, and when and where each took place.
func TestRoles(t *testing.T) {
	r := &personCommit{people: newPeople(ann, nil)}
	r.record = record{
		author:    parseSignature([]byte("Bob <bob@e.x> 1735693200 +0100")), // 2025-01-01 02:00
		committer: parseSignature([]byte("Ann <ann@e.x> 1735779600 -0300")), // 2025-01-01 22:00, in UTC the 2nd
		message:   indented("s\n\nReviewed-by: Ann <ann@e.x>\nTested-by: A <ANN@e.x>\nCo-authored-by: ann <ann@e.x>\n"),
		oid:       []byte("x"),
	}
	r.findParts()
	var got []string
	for _, f := range r.facts() {
		got = append(got, fmt.Sprint(f.Key, " ", f.Span.From, " ", f.Zone, " ", f.Day))
	}
	slices.Sort(got)
	want := []string{
		"x integrated ann@e.x 2025-01-02T01:00:00Z -03:00 2025-01-01",
		"x reviewed ann@e.x 2025-01-02T01:00:00Z  2025-01-02",
		"x shared ann@e.x 2025-01-01T01:00:00Z +01:00 2025-01-01",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	r.record.author = r.record.committer // of an own commit, nothing is shared with oneself
	r.findParts()
	for _, f := range r.facts() {
		if strings.Contains(f.Key, "shared") || strings.Contains(f.Key, "integrated") {
			t.Errorf("an own commit is %q too", f.Key)
		}
	}
}

func TestBots(t *testing.T) {
	for name, want := range map[string]bool{
		"dependabot[bot]": true, "Renovate Bot": true, "Weblate": true, "copybara": true,
		"Travis Miller": false, "Jenkins, Ann": false, "Abbot": false, "bot": false,
	} {
		if isBot(name, "x@e.x") != want {
			t.Errorf("%s is a program: %v", name, !want)
		}
	}
	if !isBot("x", "49699333+dependabot[bot]@users.noreply.github.com") || isBot("x", "abbot@e.x") {
		t.Error("addresses")
	}
	// Somebody whose name is a program's is not one where they say it is theirs.
	p := newPeople(who.Self{Identities: []who.Identity{"travis"}}, nil)
	if k := p.of([]byte("Travis <t@e.x>")); k.bot || k.as != "travis" {
		t.Errorf("%+v", k)
	}
}

func TestSubjectMarks(t *testing.T) {
	for text, want := range map[string][2]bool{ // revert, squash
		"s (#12)": {false, true}, "s (#)": {false, false}, "s (#1a)": {false, false}, "s (12)": {false, false},
		`Revert "x"`: {true, false}, "x\n\nThis reverts commit 1.": {true, false}, "This reverts nothing": {false, false},
		`Reapply "x" (#1)`: {false, true},
	} {
		m := indented(text)
		if s := subject(m); isRevert(s, m) != want[0] || isSquash(s) != want[1] {
			t.Errorf("%q: revert %v, squash %v", text, isRevert(s, m), isSquash(s))
		}
	}
	if got := subject(indented("\n\n  the first  \nsecond")); got != "the first" {
		t.Errorf("subject is %q", got)
	}
	if got := subject(indented(strings.Repeat("é", 600))); len(got) > maxSubject+2 || strings.HasSuffix(got, "\xc3") {
		t.Errorf("subject of %d bytes", len(got))
	}
}

func TestLanguages(t *testing.T) {
	for name, want := range map[string]string{
		"a/b.go": "Go", "x.h": "C", "x.rs": "Rust", "x.ts": "TypeScript", "README.md": "Markdown", "x.py": "Python",
		"Makefile": "Makefile", "x.cs": "C#", "x.sql": "SQL", "x.php": "PHP", "x.pl": "Perl", "no": "", "x.JS": "JavaScript",
	} {
		if got := language(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	c := classes{}
	if k := c.of("vendor/x/y.go"); !k.vendored || k.generated {
		t.Errorf("%+v", k)
	}
	if k := c.of("api/v1.pb.go"); k.vendored || !k.generated {
		t.Errorf("%+v", k)
	}
}

// The languages of a commit are those that the person wrote: somebody else's code that
// is kept here and what a program wrote name none.
func TestLanguagesOfWhatOneWrote(t *testing.T) {
	one := day(2)
	one.files = map[string]string{"main.go": "a", "b.go": "b", "vendor/x/y.rb": "x", "node_modules/a/b.js": "c", "api/v1.pb.go": "d", "notes.md": "e"}
	b, p := read(t, repository(t, []commit{day(1), one}), ann)
	for _, c := range commits(t, b, p, logbook.Authored) {
		if c.Subject != one.message {
			continue
		}
		body := touched(t, b, p)[c.Object]
		if diff := cmp.Diff(map[string]int{"Go": 2, "Markdown": 1}, body.Languages); diff != "" || body.Files != 6 || body.Vendored != 2 || body.Generated != 2 {
			t.Errorf("%+v (-want +got)\n%s", body, diff)
		}
		return
	}
	t.Error("the commit is not there")
}

// Merges, renames, gitlinks, odd names: what Paths counts is what git lists.
func TestPathsAsGit(t *testing.T) {
	dir := repository(t, golden())
	odd := day(14)
	odd.files = map[string]string{"\"a\\tb\\\"\\377 c.go\"": "x", "-n": "y", "sub/-": "z"}
	more(t, dir, "refs/heads/main^0", []commit{odd, {message: "empty", at: day(15).at, files: map[string]string{}}})
	b, p := read(t, dir, ann)
	paths := touched(t, b, p)
	for _, c := range commits(t, b, p, logbook.Authored) {
		body, had := paths[c.Object]
		if had == c.Merge {
			t.Errorf("%q: paths %v", c.Subject, had)
		}
		cmd := exec.Command("git", "-C", dir, "show", "-z", "--name-only", "--format=", "--no-renames", c.Object)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
		if len(out) == 0 {
			want = nil
		}
		for i := range want {
			want[i] = logbook.Text(want[i])
		}
		if had && (!slices.Equal(body.List, want) || body.Files != len(want)) {
			t.Errorf("%q touched %q, git says %q", c.Subject, body.List, want)
		}
	}
}
