package record

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// Values are what the fields of an entry hold, by their names. A field that was
// not given is not there.
type Values map[string]Value

// Entry is one thing a person says. What was not said yet has no Said, and one
// that is not Timed is of now. Zone is the offset from UTC where it was said, "+01:00", and Day
// the local date there; both are empty of kinds that stand at no moment.
type Entry struct {
	Kind   *Kind
	ID     string       // among those of its kind: its client's own, else made of its key, see IDOf
	Key    string       // of its fact; "" until it is kept
	At     when.Instant // the moment it speaks of, where its kind has one; else when it was said
	Zone   string
	Day    when.Day
	Values Values
	Gone   bool         // this takes it back
	By     string       // the name of the key that it came with; "" for the person, on this machine
	Said   when.Instant // when it was said
	Of     logbook.ID   // its fact
}

// MostID is how many characters a client's own id may have.
const MostID = 64

// text puts a text among the values, where there is any.
func (v Values) text(field, text string) {
	if text != "" {
		v[field] = Value{Text: text}
	}
}

// New is an entry with values by the names of the fields; what is not given has
// its default. It is not checked.
func (k *Kind) New(values Values) Entry {
	e := Entry{Kind: k, Day: when.NoDay, Values: Values{}}
	for _, f := range k.Fields {
		if v, given, err := f.parse(f.Default); given && err == nil {
			e.Values[f.Name] = v
		}
	}
	maps.Copy(e.Values, values)
	return e
}

// Typed is an entry of what a person typed for each field, "" for nothing. It
// gives a *Wrong where that does not hold.
func (k *Kind) Typed(text func(field string) string) (Entry, error) {
	values := Values{}
	for _, f := range k.Asks() {
		v, given, err := f.parse(text(f.Name))
		if err != nil {
			return Entry{}, err
		}
		if given {
			values[f.Name] = v
		}
	}
	e := k.New(values)
	return e, e.Check()
}

// In is the entry at a moment, as a clock in a zone shows it.
func (e Entry) In(at when.Instant, zone *time.Location) Entry {
	_, east := at.In(zone).Zone()
	e.At, e.Zone, e.Day = at, when.FixedZone(east), at.Day(zone)
	return e
}

// With is the entry with another text in a field; "" leaves nothing there.
func (e Entry) With(field, text string) Entry {
	e.Values = maps.Clone(e.Values)
	delete(e.Values, field)
	e.Values.text(field, text)
	return e
}

// Timed says whether the entry names the moment that it speaks of, or when it was
// said; one that does not is of now. The beginning of 1970, which is 0, is a moment
// where a zone stands beside it.
func (e Entry) Timed() bool { return e.At != 0 || e.Zone != "" }

// Text is what a field holds, as one types it; "" where nothing was given.
func (e Entry) Text(field string) string {
	f, known := e.Kind.field(field)
	v, given := e.Values[field]
	if !known || !given {
		return ""
	}
	return f.Format(v)
}

// Check says why the entry cannot be kept, as a *Wrong, or nil: a field that is
// missing or that its kind does not have, an id that is too long, and what the
// kind itself asks.
func (e Entry) Check() error {
	if e.Kind.Foreign {
		return wrong(e.Kind.Name, "is kept by another program, and cannot be said")
	}
	for _, name := range slices.Sorted(maps.Keys(e.Values)) {
		f, known := e.Kind.field(name)
		if !known {
			return wrong(name, "is no field of %s: they are %s", e.Kind.Name, strings.Join(e.Kind.names(), ", "))
		}
		if _, _, err := f.parse(f.Format(e.Values[name])); err != nil {
			return err
		}
	}
	for _, f := range e.Kind.Fields {
		if f.Must && e.Text(f.Name) == "" {
			return wrong(f.Name, "is missing")
		}
	}
	switch n := utf8.RuneCountInString(e.ID); {
	case n > MostID && e.Key == "":
		return wrong("id", "has %d characters, of %d at most", n, MostID)
	case e.ID != logbook.Text(e.ID) || strings.ContainsFunc(e.ID, hidden):
		return wrong("id", "holds characters that cannot be shown")
	case e.ID != strings.TrimSpace(e.ID):
		return wrong("id", "begins or ends with a space")
	case e.ID == "." || e.ID == "..":
		return wrong("id", "cannot be %q: no address could name it", e.ID)
	}
	if err := e.believable(); err != nil {
		return err
	}
	if e.Kind.Check != nil {
		return e.Kind.Check(e)
	}
	return nil
}

// ByHand says, as a *Wrong, which field that the program fills in was given by somebody
// else; nil for none.
func (e Entry) ByHand() error {
	for _, f := range e.Kind.Fields {
		if _, given := e.Values[f.Name]; given && f.Own {
			return wrong(f.Name, "is filled in by Backsight")
		}
	}
	return nil
}

// OneOf says, as a *Wrong, that a field holds something else than it may, where that
// hangs on more than its kind; else nil.
func (e Entry) OneOf(field string, choices []string) error {
	f, _ := e.Kind.field(field)
	f.Choices = choices
	return f.choice(e.Text(field))
}

// NotYet is the fault of an entry of a kind that stands at no moment, said later
// than now.
func NotYet(e Entry) *Wrong {
	return wrong("at", "lies ahead: of %s it is when you said so", e.Kind.Many)
}

// Ahead is the fault of a field that says what was done, days after now.
func Ahead(field string) *Wrong { return wrong(field, "lies more than a day ahead") }

// NoAddress is the fault of a field that names nothing that could be read. What it
// holds may be a secret, and is not repeated.
func NoAddress(field string) *Wrong {
	return wrong(field, "must be an address like https://example.org/calendar.ics, without a password in it")
}

// NoAim is the fault of an entry that names an aim where there is none.
func NoAim() *Wrong { return wrong("aim", "names no aim: none was said yet") }

// Late is the fault of an entry that its client kept, of a thing of which something
// was said since.
func Late(e Entry, last when.Instant) *Wrong {
	return wrong("at", "lies before %s, when you said something of this %s since", last, e.Kind.One)
}

// hidden says whether nobody would see a character: a control, one that only changes
// how others are shown, or the one that stands for what could not be read.
func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar
}

// The years in which what a person says may lie. A typing error of centuries would
// otherwise have every day since then reckoned.
const (
	firstYear = 1900
	lastYear  = 2199
)

// believable says which of its times lies outside those years, or nil.
func (e Entry) believable() error {
	times := map[string][]when.Day{"at": {e.At.Day(time.UTC)}}
	for name, v := range e.Values {
		switch f, _ := e.Kind.field(name); f.As {
		case Date:
			times[name] = []when.Day{v.Day}
		case Period:
			times[name] = []when.Day{v.Days.From, v.Days.Last()}
		case Moment:
			times[name] = []when.Day{v.Instant.Day(time.UTC)}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(times)) {
		for _, d := range times[name] {
			if d != when.NoDay && (d < when.Date(firstYear, 1, 1) || d > when.Date(lastYear, 12, 31)) {
				return wrong(name, "must lie between the years %d and %d", firstYear, lastYear)
			}
		}
	}
	return nil
}

func (k *Kind) names() (out []string) {
	for _, f := range k.Asks() {
		out = append(out, f.Name)
	}
	return out
}

// KeyOf is the key of an entry's fact. Of a kind keyed by its moment n is the
// number it is known by, unless its client named it: the microsecond, or the next
// one that is free.
func (e Entry) KeyOf(n when.Instant) string {
	switch k := e.Kind; {
	case e.Key != "":
		return e.Key
	case k.Keyed == PerMoment && e.ID != "":
		return k.keyed(e.ID)
	case k.Keyed == PerMoment && n < 0: // a minus would make it a flag on a command line
		return k.keyed(fmt.Sprintf("before%d", -int64(n)))
	case k.Keyed == PerMoment:
		return k.keyed(fmt.Sprint(int64(n)))
	case k.Keyed == Only:
		return string(k.Fact)
	case k.Names != nil:
		return k.Names(e)
	default:
		return e.Text(k.Fields[0].Name)
	}
}

func (k *Kind) keyed(id string) string { return string(k.Fact) + " " + id }

// IDOf is the id of the thing with a key, where its client gave it none. Names may
// be long and hold anything, so that theirs is a hash.
func (k *Kind) IDOf(key string) string {
	id, ok := strings.CutPrefix(key, string(k.Fact)+" ")
	if k.Keyed == PerMoment && ok {
		return id
	}
	return logbook.KeyHash(k.Fact, key).String()
}

// Key is the key of the fact that an id names, "" where that takes looking
// through the entries of the kind.
func (k *Kind) Key(id string) string {
	if k.Keyed == PerMoment && id != "" {
		return k.keyed(id)
	}
	return ""
}

// Same says whether two entries of one kind say the same.
func (e Entry) Same(o Entry) bool { return e.Gone == o.Gone && maps.Equal(e.Values, o.Values) }

// Repeats says whether another entry says what this one does, of the same moment
// where its kind has one and the other names it.
func (e Entry) Repeats(o Entry) bool {
	sameTime := e.Kind.Placed != AtMoment || !o.Timed() || o.At == e.At
	return e.Kind == o.Kind && sameTime && maps.Equal(e.Values, o.Values)
}

// body is the common body of a fact.
type body struct {
	Values map[string]any `json:"values"`
	At     when.Instant   `json:"at"` // when it was said
	logbook.Origin
}

// origin is whence the entry is, as its body says it. A client's own id is part of
// the key of what each is a thing of its own; of the others the body holds it.
func (e Entry) origin() logbook.Origin {
	o := logbook.Origin{By: e.By}
	if e.Kind.Keyed != PerMoment && e.ID != e.Kind.IDOf(e.Key) {
		o.ID = e.ID
	}
	return o
}

// Fact is the entry as it is kept: said by a person at an instant. The key is e.Key.
func (e Entry) Fact(p who.Person, said when.Instant) logbook.Fact {
	e.Said = said
	f := logbook.Fact{Person: p, Kind: e.Kind.Fact, Key: e.Key, Version: logbook.Seq{Stamp: said}, Gone: e.Gone, Day: when.NoDay}
	if e.Kind.Placed == AtMoment {
		f.Span, f.Zone, f.Day = when.Span{From: e.At, To: e.At}, e.Zone, e.Day
	}
	if e.Kind.Encode != nil {
		e.Kind.Encode(e, &f)
		return f
	}
	b := body{Values: map[string]any{}, At: said, Origin: e.origin()}
	for _, field := range e.Kind.Fields {
		if v, given := e.Values[field.Name]; given {
			b.Values[field.Name] = field.Plain(v)
		}
	}
	f.Body = logbook.Body(b)
	return f
}

// Read takes a fact apart as the entry it keeps. A body of a later version is an
// error: it is shown elsewhere and never guessed at.
func Read(f *logbook.Fact) (Entry, error) {
	k, known := Of(f.Kind)
	if !known {
		return Entry{}, fmt.Errorf("%s is no kind of thing a person says", f.Kind)
	}
	e := Entry{
		Kind: k, ID: k.IDOf(f.Key), Key: f.Key, At: f.Version.Stamp, Zone: f.Zone, Day: f.Day,
		Values: Values{}, Gone: f.Gone, Said: f.Version.Stamp, Of: f.ID(),
	}
	if k.Placed == AtMoment {
		e.At = f.Span.From
	}
	if !k.Foreign {
		o, err := logbook.Read[logbook.Origin](f)
		if err != nil {
			return e, err
		}
		if e.By = o.By; o.ID != "" {
			e.ID = o.ID
		}
	}
	if k.Decode != nil {
		return e, k.Decode(f, &e)
	}
	raw, err := logbook.Read[struct {
		Values map[string]json.RawMessage `json:"values"`
	}](f)
	if err != nil {
		return e, err
	}
	for _, field := range k.Fields {
		if text, ok := raw.Values[field.Name]; ok {
			v, given, err := field.fromJSON(text)
			if err != nil {
				return e, err
			}
			if given {
				e.Values[field.Name] = v
			}
		}
	}
	return e, nil
}

// Order compares two entries by the moment they speak of, then by their keys.
func Order(a, b Entry) int {
	if a.At != b.At {
		return int(max(-1, min(1, a.At-b.At)))
	}
	return strings.Compare(a.Key, b.Key)
}
