package lives

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Typing is a year of heartbeats as wakatime-cli sends them: for measuring, and
// for tests that need many. It is no life, nothing can be found in it. The same
// seed and count give the same beats, on every machine.
type Typing struct {
	Seed  uint64
	Count int          // of beats in the year
	From  when.Instant // when the year begins
}

// Beats yields them in the order of time. Raw is the item without its request:
// the machine and the zone, which a client says in headers, are in the beat.
func (y Typing) Beats() iter.Seq[logbook.Beat] {
	return func(yield func(logbook.Beat) bool) {
		const days = 365
		d := desk{Rand: rand.New(rand.NewPCG(mix(y.Seed), 1)), projects: projects(y.Seed)}
		for n, left := 0, y.Count; n < days; n++ {
			today := left / (days - n)
			left -= today
			if !d.day(y.From+when.Instant(n)*24*when.Hour, today, yield) {
				return
			}
		}
	}
}

// project is where files lie that are typed at.
type project struct {
	name  string
	files []typed
}

// typed is a file.
type typed struct{ entity, language, dependencies string }

// projects are eight, of different sizes.
func projects(seed uint64) (all []project) {
	r := rand.New(rand.NewPCG(mix(seed), 2))
	kinds := []struct{ language, ending string }{
		{"Go", "go"}, {"TypeScript", "ts"}, {"Python", "py"}, {"Markdown", "md"}, {"SQL", "sql"}, {"YAML", "yml"},
	}
	for i, name := range []string{"harbour", "tideway", "lantern", "quarry", "orchard", "millrace", "saltmarsh", "foundry"} {
		p := project{name: name}
		for n := range 40 + 60*i {
			k := kinds[min(r.IntN(len(kinds)), r.IntN(len(kinds)))]
			p.files = append(p.files, typed{
				entity:       fmt.Sprintf("/home/me/src/%s/internal/%s/file%03d.%s", name, pick(r, []string{"store", "serve", "draw", "base"}), n, k.ending),
				language:     k.language,
				dependencies: dependencies(r),
			})
		}
		all = append(all, p)
	}
	return all
}

// dependencies are what a file imports, as JSON; often nothing.
func dependencies(r *rand.Rand) string {
	if r.IntN(3) == 0 {
		return ""
	}
	var list strings.Builder
	list.WriteString(`["context"`)
	for range r.IntN(8) {
		list.WriteString(`,"` + pick(r, []string{"errors", "fmt", "net/http", "strings", "sync", "database/sql", "encoding/json", "react"}) + `"`)
	}
	return list.String() + "]"
}

// desk is somebody at work: what is open, and on which machine.
type desk struct {
	*rand.Rand
	projects []project
	project  *project
	file     *typed
	branch   string
	editor   editor
	line     int
	lines    int
}

// editor is a program on a machine, as it names itself.
type editor struct {
	machine, zone, program, agent string
	decimals                      int // of the time it sends
}

var editors = []editor{
	{"laptop", "Europe/Berlin", "vscode", "wakatime/v2.24.4 (darwin-25.4.0-arm64) go1.26.5 vscode/1.125.3 vscode-wakatime/30.1.0", 3},
	{"laptop", "Europe/Berlin", "vim", "wakatime/v2.24.4 (darwin-25.4.0-arm64) go1.26.5 vim/901 vim-wakatime/11.3.0", 6},
	{"tower", "Europe/Berlin", "vscode", "wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 vscode/1.125.3 vscode-wakatime/30.1.0", 3},
	{"tower", "Europe/Berlin", "claude-code", "wakatime/v2.24.4 (linux-6.12.9-x86_64) go1.26.5 claude-code/3.1.2 claude-code-wakatime/5.1.0", 6},
}

// day is one day's typing: sittings with breaks between them.
func (d *desk) day(start when.Instant, beats int, yield func(logbook.Beat) bool) bool {
	at, pace := start+8*when.Hour, 9*float64(when.Hour)/float64(beats+1)
	for i := range beats {
		if i == 0 || d.IntN(600) == 0 {
			d.editor = pick(d.Rand, editors)
		}
		if i == 0 || d.IntN(90) == 0 {
			d.turn()
		}
		if i == 0 || d.IntN(12) == 0 {
			d.open()
		}
		at += 1 + when.Instant(pace*(0.05+1.6*math.Pow(d.Float64(), 2)))
		if d.IntN(500) == 0 {
			at += when.Instant(pace * 40 * d.Float64())
		}
		if !yield(d.beat(at)) {
			return false
		}
	}
	return true
}

// turn takes up a project at some branch of it.
func (d *desk) turn() {
	d.project = &d.projects[min(d.IntN(len(d.projects)), d.IntN(len(d.projects)))]
	d.branch = "main"
	if d.IntN(3) > 0 {
		d.branch = fmt.Sprintf("%s-%d", pick(d.Rand, []string{"fix", "feature", "try"}), d.IntN(20))
	}
	d.open()
}

// open takes up a file of the project.
func (d *desk) open() {
	n := len(d.project.files)
	d.file = &d.project.files[min(d.IntN(n), d.IntN(n))]
	d.lines = 20 + d.IntN(600)
	d.line = 1 + d.IntN(d.lines)
}

// beat is a heartbeat at an instant, to the precision its editor sends.
func (d *desk) beat(at when.Instant) logbook.Beat {
	if d.editor.decimals == 3 {
		at -= at % 1000
	}
	d.line = 1 + min(d.lines, max(0, d.line+d.IntN(9)-4))
	b := logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Machine: d.editor.machine, Program: d.editor.program},
		At:   at, Zone: d.editor.zone, Type: "file", Entity: d.file.entity, Project: d.project.name, Branch: d.branch,
		Language: d.file.language, Category: "coding", Write: d.IntN(6) == 0,
	}
	if d.editor.program == "claude-code" {
		b.Category, b.Session = "ai coding", "01a2b3c4-0000-4000-8000-"+strconv.FormatInt(1e11+int64(at/(12*when.Hour)), 10)
	}
	sum := sha256.Sum256([]byte(b.Lane.Machine + b.Lane.Program + b.Entity + b.Project + strconv.FormatInt(int64(at), 10)))
	b.Key = base64.RawURLEncoding.EncodeToString(sum[:16]) // as long as the one the server makes
	b.Raw = d.item(&b)
	return b
}

// item is the JSON a client sends of a beat, its fields in the client's order.
func (d *desk) item(b *logbook.Beat) []byte {
	raw := make([]byte, 0, 640)
	field := func(name, value string) {
		raw = append(append(append(append(raw, `,"`...), name...), `":`...), value...)
	}
	text := func(name, value string) { field(name, `"`+value+`"`) }
	number := func(name string, n int) { field(name, strconv.Itoa(n)) }
	text("branch", b.Branch)
	text("category", b.Category)
	number("cursorpos", 1+d.IntN(80))
	if d.file.dependencies != "" {
		field("dependencies", d.file.dependencies)
	}
	text("entity", b.Entity)
	text("type", b.Type)
	field("is_write", strconv.FormatBool(b.Write))
	text("language", b.Language)
	number("lineno", d.line)
	number("lines", d.lines)
	text("project", b.Project)
	number("project_root_count", 4)
	if b.Session != "" {
		number("ai_line_changes", d.IntN(40))
		text("ai_session", b.Session)
	} else if b.Write {
		number("human_line_changes", d.IntN(12))
	}
	field("time", strconv.FormatFloat(float64(b.At)/1e6, 'f', -1, 64))
	text("user_agent", d.editor.agent)
	raw[0] = '{'
	return append(raw, '}')
}
