package pack_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

// book is a dictionary that takes every word it is told to, or none.
type book struct {
	words pack.Dictionary
	index map[string]uint64
	wants func(said []byte) bool
}

func newBook(wants func([]byte) bool) *book { return &book{index: map[string]uint64{}, wants: wants} }

func (b *book) Number(said []byte) uint64 {
	if n := b.index[string(said)]; n > 0 || !b.wants(said) {
		return n
	}
	b.words = append(b.words, string(said))
	b.index[string(said)] = uint64(len(b.words))
	return uint64(len(b.words))
}

func always([]byte) bool { return true }

// again packs a beat and unpacks it.
func again(t interface{ Fatal(...any) }, words *book, b logbook.Beat) logbook.Beat {
	body := pack.NewPacker(words).Beat(nil, &b)
	out := logbook.Beat{At: b.At}
	if err := pack.NewReader(words.words).Beat(body, &out, true); err != nil {
		t.Fatal(err)
	}
	return out
}

// items are what clients send, and what they should not.
var items = []string{
	`{"entity":"/a/b.go","time":1700000000.25,"is_write":true,"lines":null,"branch":"main","x":""}`,
	`{"time":1700000000.250,"lineno":-0,"cursorpos":007,"a":1.50,"b":-1.5,"c":1e3,"d":123456789012345678901234567890}`,
	"{ \"a\" : [1, {\"b\": \"]}\\\"\"}] ,\n\t\"c\": {} } \n",
	`{"entity":"C:\\src\\a.go","é":"\u00e9\ud83d","time":"1700000000.25"}`,
	`{}`, `[]`, `null`, `"x"`, `{"a":1,}`, `{"a":tru}`, `{"a":"`, `{"a":"\`, `{"a":[}`, `{"a"`, `{`, ``, "\xff\x00", `{"a":-}`, `{"a":.5,"b":1.}`, `{"a":- 1}`, `{"a":1.2.3}`,
	`{"a":9223372036854775807,"b":-9223372036854775808,"c":0.123456789,"d":0.1234567890}`,
}

func TestItems(t *testing.T) {
	for _, wants := range []func([]byte) bool{always, func([]byte) bool { return false }} {
		for _, raw := range items {
			b := logbook.Beat{At: 1_700_000_000_250_000, Entity: "/a/b.go", Branch: "main", Raw: []byte(raw)}
			if got := again(t, newBook(wants), b); !bytes.Equal(got.Raw, b.Raw) || got.Raw == nil {
				t.Errorf("%q came back as %q", raw, got.Raw)
			}
		}
	}
}

var texts = rapid.OneOf(
	rapid.SampledFrom([]string{"", "a", "abc", "main", "/home/me/a.go", "1700000000250000", "\x00\xff", `a"b\`}),
	rapid.String(),
)

var values = rapid.OneOf(
	rapid.SampledFrom([]string{"1", "-1.5", "null", "true", `"main"`, `"/home/me/a.go"`, `[1,"]"]`, `{"a":{}}`, "1e9", "0.10", "1700000000.25"}),
	rapid.Map(rapid.Float64(), func(f float64) string { return fmt.Sprint(f) }),
	rapid.Map(rapid.Int64(), func(n int64) string { return fmt.Sprint(n) }),
	rapid.Map(rapid.String(), func(s string) string { return fmt.Sprintf("%q", s) }),
)

var beats = rapid.Custom(func(t *rapid.T) logbook.Beat {
	b := logbook.Beat{
		Lane: logbook.Lane{Source: texts.Draw(t, "source"), Machine: texts.Draw(t, "machine"), Program: texts.Draw(t, "program")},
		More: rapid.Int64().Draw(t, "more"), At: when.Instant(rapid.Int64().Draw(t, "at")), For: when.Instant(rapid.Int64().Draw(t, "for")),
		Zone: texts.Draw(t, "zone"), Type: texts.Draw(t, "type"), Entity: texts.Draw(t, "entity"), Project: texts.Draw(t, "project"),
		Branch: texts.Draw(t, "branch"), Language: texts.Draw(t, "language"), Category: texts.Draw(t, "category"),
		Session: texts.Draw(t, "session"), Write: rapid.Bool().Draw(t, "write"),
	}
	b.Key = rapid.OneOf(texts, rapid.Just(fmt.Sprint(b.Lane.Machine, " ", b.Entity, b.Project, int64(b.At), b.Write)),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 16, 17), base64.RawURLEncoding.EncodeToString),
		rapid.StringMatching(`[A-Za-z0-9_\-\r\n]{22}`)).Draw(t, "key")
	switch rapid.IntRange(0, 3).Draw(t, "raw") {
	case 0:
		b.Raw = rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
	case 1, 2:
		b.Raw = []byte("{")
		for i, v := range rapid.SliceOf(values).Draw(t, "values") {
			b.Raw = fmt.Appendf(b.Raw, `%s"k%d":%s`, []string{"", ","}[min(i, 1)], i, v)
		}
		b.Raw = append(b.Raw, rapid.SampledFrom([]string{"}", "}\n", "", "]"}).Draw(t, "end")...)
	}
	return b
})

// TestABeatComesBack is the law: whatever a dictionary takes, a beat comes back
// as it was.
func TestABeatComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := 0
		words := newBook(func([]byte) bool { n++; return n%3 > 0 })
		for _, b := range rapid.SliceOfN(beats, 1, 5).Draw(t, "beats") {
			if diff := cmp.Diff(b, again(t, words, b)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// TestPresencesComeBack is the same law for presences.
func TestPresencesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var in, out []logbook.Presence
		for _, b := range rapid.SliceOf(beats).Draw(t, "beats") {
			in = append(in, logbook.Presence{
				Day: 7, Span: when.Span{From: b.At, To: b.At + b.For}, Lane: b.Lane, Type: b.Type, Project: b.Project,
				Branch: b.Branch, Language: b.Language, Category: b.Category, Session: b.Session, Zone: b.Zone,
			})
		}
		words := newBook(func(said []byte) bool { return len(said)%2 == 0 })
		body := pack.NewPacker(words).Presences(nil, in)
		err := pack.NewReader(words.words).Presences(body, 7, func(p *logbook.Presence) error {
			out = append(out, *p)
			return nil
		})
		if diff := cmp.Diff(in, out); diff != "" || err != nil {
			t.Fatal(err, diff)
		}
	})
}

// TestSmall types for a while: what clients send must be small, and must not
// fill the dictionary with what is said only once.
func TestSmall(t *testing.T) {
	words, met := newBook(nil), map[string]bool{}
	words.wants = func(said []byte) bool {
		was := met[string(said)]
		met[string(said)] = true
		return was
	}
	packer, body, n, size := pack.NewPacker(words), []byte(nil), 0, 0
	for b := range (lives.Typing{Seed: 1, Count: 50_000, From: when.Unix(1_700_000_000)}).Beats() {
		body = packer.Beat(body[:0], &b)
		size += len(body)
		n++
	}
	said := 0
	for _, w := range words.words {
		said += len(w)
	}
	t.Logf("%d beats: %.1f bytes each, %d words of %d bytes", n, float64(size)/float64(n), len(words.words), said)
	if size > 40*n || len(words.words) > n/4 {
		t.Errorf("%d beats take %d bytes and %d words", n, size, len(words.words))
	}
}

func FuzzItem(f *testing.F) {
	for _, raw := range items {
		f.Add([]byte(raw), int64(1_700_000_000_250_000), "/a/b.go")
	}
	f.Fuzz(func(t *testing.T, raw []byte, at int64, entity string) {
		b := logbook.Beat{At: when.Instant(at), Entity: entity, Key: entity, Raw: raw}
		for _, wants := range []func([]byte) bool{always, func([]byte) bool { return false }} {
			if got := again(t, newBook(wants), b); !bytes.Equal(got.Raw, raw) || got.Key != entity {
				t.Errorf("%q of %q came back as %q of %q", raw, entity, got.Raw, got.Key)
			}
		}
	})
}

// FuzzUnpack hands over what was never packed, which must be refused or read,
// and never take long or much.
func FuzzUnpack(f *testing.F) {
	words := newBook(always)
	b := logbook.Beat{At: 1_700_000_000_250_000, For: 7, More: 9, Entity: "/a/b.go", Key: "k /a/b.go", Raw: []byte(items[0])}
	f.Add(pack.NewPacker(words).Beat(nil, &b))
	f.Add([]byte{0x3f, 0, 0xff, 0xff, 0xff, 0xff, 0x0f})
	reader := pack.NewReader(words.words)
	f.Fuzz(func(t *testing.T, body []byte) {
		var b logbook.Beat
		if err := reader.Beat(body, &b, true); err == nil && len(b.Raw) > 1<<20 {
			t.Errorf("%d bytes became %d", len(body), len(b.Raw))
		}
		_ = reader.Presences(body, 1, func(*logbook.Presence) error { return nil })
		_ = reader.Sums(body, 1, func(*logbook.Presence) error { return nil })
	})
}

func BenchmarkPack(b *testing.B) {
	words := newBook(always)
	var some []logbook.Beat
	for one := range (lives.Typing{Seed: 1, Count: 20_000, From: when.Unix(1_700_000_000)}).Beats() {
		some = append(some, one)
	}
	packer, reader := pack.NewPacker(words), (*pack.Reader)(nil)
	bodies := make([][]byte, len(some))
	for i := range some {
		bodies[i] = packer.Beat(nil, &some[i])
	}
	reader = pack.NewReader(words.words)
	var body []byte
	b.Run("pack", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			body = packer.Beat(body[:0], &some[i%len(some)])
		}
	})
	for _, raw := range []bool{false, true} {
		b.Run(fmt.Sprint("unpack/raw=", raw), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				out := logbook.Beat{At: some[i%len(some)].At}
				if err := reader.Beat(bodies[i%len(some)], &out, raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
