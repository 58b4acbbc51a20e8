package store_test

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// The reader here was written from FORMAT.md alone, and uses nothing of the
// product: what it cannot read, nobody can in ten years.

// format is FORMAT.md.
func format(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// block is the text between the fences of a name.
func block(t *testing.T, name string) string {
	t.Helper()
	_, after, opened := strings.Cut(format(t), "```"+name+"\n")
	inside, _, closed := strings.Cut(after, "```\n")
	if !opened || !closed {
		t.Fatalf("FORMAT.md has no block %q", name)
	}
	return inside
}

// TestFormatNamesEverything holds the document against the schema, both ways.
func TestFormatNamesEverything(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "store.db")
	open(t, dsn)
	kept := map[string]map[string]bool{}
	rows, err := raw(t, "sqlite", dsn).Query(`select m.name, c.name from sqlite_schema m, pragma_table_info(m.name) c where m.type = 'table'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		if kept[table] == nil {
			kept[table] = map[string]bool{}
		}
		kept[table][column] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	told := toldTables(format(t))
	if diff := cmp.Diff(kept, told); diff != "" || len(kept) < 20 {
		t.Errorf("FORMAT.md does not name what is in a store (- in the store, + in the document):\n%s", diff)
	}
}

var (
	heading = regexp.MustCompile("^### `(\\w+)`$")
	column  = regexp.MustCompile("`(\\w+)`")
)

// toldTables are the tables that have a heading, and the columns in the first
// cells of the rows below it.
func toldTables(text string) map[string]map[string]bool {
	told, in := map[string]map[string]bool{}, ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if m := heading.FindStringSubmatch(line); m != nil {
			in, told[m[1]] = m[1], map[string]bool{}
		} else if strings.HasPrefix(line, "#") {
			in = ""
		}
		if in == "" || !strings.HasPrefix(line, "| `") {
			continue
		}
		cell, _, _ := strings.Cut(line[1:], "|")
		for _, m := range column.FindAllStringSubmatch(cell, -1) {
			told[in][m[1]] = true
		}
	}
	return told
}

// said is a beat, or a presence, as the document tells it.
type said struct {
	At       int64    `json:"at,omitempty"`
	Key      string   `json:"key,omitempty"`
	Context  []string `json:"context"` // source, machine, program, zone, type, project, branch, language, category, session
	Entity   string   `json:"entity,omitempty"`
	Saved    bool     `json:"saved,omitempty"`
	Lasts    int64    `json:"lasts,omitempty"`
	More     int64    `json:"more,omitempty"`
	Item     string   `json:"item,omitempty"`
	Day      string   `json:"day,omitempty"`
	From, To int64    `json:",omitempty"`
}

// packed takes a body apart.
type packed struct {
	left  []byte
	words []string
}

var errShort = errors.New("it ends too early")

func (p *packed) take(n int) []byte {
	if n > len(p.left) {
		panic(errShort)
	}
	b := p.left[:n]
	p.left = p.left[n:]
	return b
}

func (p *packed) uvarint() uint64 {
	v, n := binary.Uvarint(p.left)
	p.take(max(n, 0))
	return v
}

func (p *packed) varint() int64 {
	u := p.uvarint()
	if u%2 == 1 {
		return -int64(u/2) - 1
	}
	return int64(u / 2)
}

func (p *packed) text() string { return string(p.take(int(p.uvarint()))) }

func (p *packed) ref() string {
	if n := p.uvarint(); n > 0 {
		return p.words[n-1]
	}
	return p.text()
}

func (p *packed) context() (ten []string) {
	c := packed{left: []byte(p.ref())}
	for range 10 {
		ten = append(ten, c.text())
	}
	return ten
}

// decimal writes n with its last digits behind a point.
func decimal(n int64, digits int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := fmt.Sprintf("%0*d", digits+1, n)
	return sign + s[:len(s)-digits] + "." + s[len(s)-digits:]
}

// shape fills the holes of a shape.
func (p *packed) shape(s string, b said) string {
	c := b.Context
	fields := []string{b.Entity, c[5], c[6], c[7], c[8], c[4], c[9], c[1], c[2], c[3]}
	of := packed{left: []byte(s)}
	var out strings.Builder
	out.WriteString(of.text())
	for len(of.left) > 0 {
		switch hole := int(of.take(1)[0]); {
		case hole < len(fields):
			out.WriteString(fields[hole])
		case hole == 16:
			out.WriteString(p.ref())
		case hole == 17:
			out.WriteString(strconv.FormatInt(p.varint(), 10))
		case hole == 18:
			out.WriteString(strings.TrimSuffix(strings.TrimRight(decimal(b.At, 6), "0"), "."))
		case hole == 19:
			out.WriteString(strconv.FormatInt(b.At, 10))
		case hole > 32 && hole <= 41:
			out.WriteString(decimal(p.varint(), hole-32))
		default:
			panic(fmt.Errorf("there is no hole %d", hole))
		}
		out.WriteString(of.text())
	}
	return out.String()
}

// checked cuts the check off, of 4 bytes or the lower 2 of them.
func checked(before, body []byte, size int) []byte {
	n := len(body) - size
	var sum [4]byte
	binary.BigEndian.PutUint32(sum[:], crc32.Checksum(append(before, body[:n]...), crc32.MakeTable(crc32.Castagnoli)))
	if !bytes.Equal(sum[4-size:], body[n:]) {
		panic(fmt.Errorf("the check of %x does not hold", body))
	}
	return body[:n]
}

func readBeat(words []string, at int64, source int, h, body []byte) said {
	row := append(binary.BigEndian.AppendUint64(nil, uint64(at)), h...)
	p := packed{left: checked(row, body, 2), words: words}
	flags := p.take(1)[0]
	b := said{At: at, Context: p.context(), Saved: flags&1 != 0}
	b.Entity = p.ref()
	if flags&2 != 0 {
		b.Lasts = p.varint()
	}
	if flags&4 != 0 {
		b.More = p.varint()
	}
	if flags&8 != 0 {
		b.Key = base64.RawURLEncoding.EncodeToString(p.take(16))
	} else {
		b.Key = (&packed{}).shape(p.ref(), b)
	}
	if flags&16 != 0 {
		b.Item = p.shape(p.ref(), b)
	}
	if flags&32 != 0 {
		b.Item = string(p.take(len(p.left)))
	}
	sum := sha256.Sum256([]byte(words[source-1] + "\x00" + b.Key))
	if len(p.left) > 0 || !bytes.Equal(sum[:8], h) || words[source-1] != b.Context[0] {
		panic(fmt.Errorf("%d bytes are left over, or the hash is not that of the key", len(p.left)))
	}
	return b
}

func readPresences(words []string, day string, body []byte) (all []said) {
	p := packed{left: checked(nil, body, 4), words: words}
	for last := int64(0); len(p.left) > 0; {
		v := said{Day: day, Context: p.context()}
		v.From = last + p.varint()
		v.To = v.From + p.varint()
		last = v.To
		all = append(all, v)
	}
	return all
}

// readRows reads rows as the document writes them.
func readRows(t *testing.T, rows string) (out string) {
	t.Helper()
	defer func() {
		if wrong := recover(); wrong != nil {
			t.Fatalf("the rows cannot be read: %v", wrong)
		}
	}()
	var words []string
	for line := range strings.Lines(rows) {
		f := strings.Fields(line)
		last, err := hex.DecodeString(f[len(f)-1])
		if err != nil {
			t.Fatal(err)
		}
		var all []said
		switch n, _ := strconv.Atoi(f[1]); f[0] {
		case "word":
			words = append(words, string(checked(nil, last, 4)))
			if n != len(words) {
				t.Fatalf("the word %d stands where %d should", n, len(words))
			}
		case "beat":
			h, _ := hex.DecodeString(f[3])
			source, _ := strconv.Atoi(f[2])
			all = append(all, readBeat(words, int64(n), source, h, last))
		case "presence":
			all = readPresences(words, f[1], last)
		}
		for _, one := range all {
			out += asJSON(one)
		}
	}
	return out
}

func asJSON(one said) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(one)
	return b.String()
}

// exampleBeats use every part of the format: words and texts, each kind of hole,
// a digest for a key, an item that is plain, one that lasts.
func exampleBeats() []logbook.Beat {
	at := when.At(time.Date(2026, 11, 20, 9, 0, 0, 250_000_000, time.UTC))
	typed := func(at when.Instant, line int, cost string) logbook.Beat {
		b := logbook.Beat{
			Lane: logbook.Lane{Source: "wakatime", Machine: "laptop", Program: "vim"}, At: at, Zone: "Europe/Berlin",
			Type: "file", Entity: "/src/a.go", Project: "a", Branch: "main", Language: "Go", Category: "coding", Write: line > 1,
		}
		b.Key = fmt.Sprintf("%d file /src/a.go coding", int64(at))
		b.Raw = fmt.Appendf(nil, `{"entity":"/src/a.go","time":%d.%02d,"lineno":%d,"load":%s,"is_write":%t,"tags":["x"],"ua":"v9"}`,
			int64(at)/1e6, int64(at)%1e6/1e4, line, cost, b.Write)
		return b
	}
	window := logbook.Beat{
		Lane: logbook.Lane{Source: "activitywatch", Machine: "laptop", Program: "aw-watcher-window"},
		Key:  "AAECAwQFBgcICQoLDA0ODw", More: 90, At: at + 5*when.Minute, For: 90 * when.Second, Type: "currentwindow", Entity: "vim",
		Raw: []byte(`["no object"]`),
	}
	return []logbook.Beat{typed(at, 1, "0.5"), typed(at+2*when.Minute, 120, "-1.25"), window}
}

// TestFormatExample reads the document's example with a reader of its own, and
// holds it against what the program writes of the same.
func TestFormatExample(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "store.db")
	db := open(t, dsn)
	me, g := owner(t, db)
	beats := exampleBeats()
	for i := range beats { // each on its own, as they are heard
		b := logbook.Batch{Person: me, Place: logbook.Place{Source: beats[i].Lane.Source, URI: "/"}, At: noon(), By: "test", Entries: []logbook.Entry{{Beat: &beats[i]}}}
		if _, err := db.Put(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	day, lane := when.Date(2026, 11, 20), beats[0]
	v := logbook.Presence{
		Day: day, Lane: lane.Lane, Zone: lane.Zone, Type: lane.Type, Project: lane.Project, Branch: lane.Branch, Language: lane.Language, Category: lane.Category,
		Span: when.Span{From: beats[0].At, To: beats[1].At},
	}
	later := v
	later.Span = when.Span{From: v.Span.To + when.Minute, To: v.Span.To + 2*when.Minute}
	if _, err := db.Remember(ctx, g, 0, when.Days{From: day, To: day + 1}, logbook.Reckoned{Presences: []logbook.Presence{v, later}}); err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, b := range beats {
		want.WriteString(asJSON(said{
			At: int64(b.At), Key: b.Key, Entity: b.Entity, Saved: b.Write, Lasts: int64(b.For), More: b.More, Item: string(b.Raw),
			Context: []string{b.Lane.Source, b.Lane.Machine, b.Lane.Program, b.Zone, b.Type, b.Project, b.Branch, b.Language, b.Category, b.Session},
		}))
	}
	for _, v := range []logbook.Presence{v, later} {
		want.WriteString(asJSON(said{
			Day: v.Day.String(), From: int64(v.Span.From), To: int64(v.Span.To),
			Context: []string{v.Lane.Source, v.Lane.Machine, v.Lane.Program, v.Zone, v.Type, v.Project, v.Branch, v.Language, v.Category, v.Session},
		}))
	}
	written := keptRows(t, raw(t, "sqlite", dsn))
	if diff := cmp.Diff(block(t, "rows"), written); diff != "" {
		t.Errorf("the program writes other rows than FORMAT.md shows. Is a released store still read? Rows:\n%s", written)
	}
	if diff := cmp.Diff(block(t, "says"), want.String()); diff != "" {
		t.Errorf("FORMAT.md says something else of its example than it is:\n%s", want.String())
	}
	if diff := cmp.Diff(block(t, "says"), readRows(t, block(t, "rows"))); diff != "" {
		t.Errorf("read from FORMAT.md alone, the rows say something else:\n%s", diff)
	}
	if diff := cmp.Diff(want.String(), readRows(t, written)); diff != "" {
		t.Errorf("what the program wrote says something else:\n%s", diff)
	}
}

// keptRows writes the packed rows of a store as the document does.
func keptRows(t *testing.T, db *sql.DB) (out string) {
	t.Helper()
	for _, text := range []string{
		`select 'word ' || n || ' ' || lower(hex(said)) from word order by n`,
		`select 'beat ' || at_us || ' ' || source || ' ' || lower(hex(h)) || ' ' || lower(hex(body)) from beat order by at_us`,
		`select 'presence ' || day || ' ' || lower(hex(body)) from presence order by day`,
	} {
		for _, line := range lines(t, db, text) {
			out += line + "\n"
		}
	}
	return out
}

func lines(t *testing.T, db *sql.DB, text string) (all []string) {
	t.Helper()
	rows, err := db.Query(text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
