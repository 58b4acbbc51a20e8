package record

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// ErrNoJSON says that a text is not one JSON object, ErrTwice that a name stands in
// one twice: whoever wrote it meant only one of the two.
var (
	ErrNoJSON = errors.New("it must be one JSON object")
	ErrTwice  = errors.New("a name stands in it twice")
)

// Object is an entry as JSON: what the interface for programs answers with, and a
// line of JSONL.
type Object struct {
	ID     string         `json:"id"`
	Kind   string         `json:"kind"`
	At     string         `json:"at"`  // RFC 3339, with the offset it was said at
	Day    when.Day       `json:"day"` // the local date there
	Values map[string]any `json:"values"`
	By     string         `json:"by"` // the name of the key it came with; "you" for the person
}

// You is who said what no key brought.
const You = "you"

// Who said the entry: the name of the key that it came with, or You.
func (e Entry) Who() string { return cmp.Or(e.By, You) }

// Object is the entry as JSON. What stands at no moment is told in UTC.
func (e Entry) Object() Object {
	t := e.At.In(offset(e.Zone))
	o := Object{ID: e.ID, Kind: e.Kind.Name, At: t.Format(time.RFC3339Nano), Day: e.Day, Values: map[string]any{}, By: e.Who()}
	if e.Day == when.NoDay {
		o.Day = when.DayOf(t)
	}
	for _, f := range e.Kind.Fields {
		if v, given := e.Values[f.Name]; given {
			o.Values[f.Name] = f.Plain(v)
		}
	}
	return o
}

// offset is the zone that FixedZone named.
func offset(zone string) *time.Location {
	t, err := time.Parse("-07:00", zone)
	if err != nil {
		return time.UTC
	}
	_, east := t.Zone()
	if east == 0 {
		return time.UTC
	}
	return time.FixedZone("", east)
}

// Parse reads an entry as JSON: the fields of the kind with at and id beside them,
// or an Object. A kind that is named must be this one, and the day is not asked. It gives
// ErrNoJSON where the text is no JSON object, ErrTwice where a member stands in it
// twice, and a *Wrong where a member does not hold.
func (k *Kind) Parse(text []byte) (Entry, error) {
	members, err := object(text)
	if err != nil {
		return Entry{}, err
	}
	given, err := k.flat(members)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{Kind: k, Day: when.NoDay, Values: Values{}}
	if err := e.parseCommon(members); err != nil {
		return e, err
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		f, known := k.field(name)
		if !known {
			return e, Entry{Kind: k, Values: Values{name: {}}}.Check()
		}
		v, ok, err := f.fromJSON(given[name])
		if err != nil {
			return e, err
		}
		if ok {
			e.Values[name] = v
		}
	}
	e.Values = k.New(e.Values).Values
	return e, e.Check()
}

// object takes one JSON object apart; nothing may follow it.
func object(text []byte) (members map[string]json.RawMessage, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(&members); err != nil || members == nil {
		return nil, ErrNoJSON
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) || !utf8.Valid(text) {
		return nil, ErrNoJSON
	}
	d = json.NewDecoder(bytes.NewReader(text))
	d.UseNumber() // how large one may be is for its field to say
	return members, unique(d)
}

// unique gives ErrTwice where one of the objects in the next value of valid JSON
// holds a name twice.
func unique(d *json.Decoder) error {
	open, err := d.Token()
	if err != nil || open != json.Delim('{') && open != json.Delim('[') {
		return err
	}
	for seen := map[json.Token]bool{}; d.More(); {
		if open == json.Delim('{') {
			name, err := d.Token()
			if err != nil {
				return err
			}
			if seen[name] {
				return ErrTwice
			}
			seen[name] = true
		}
		if err := unique(d); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

// parseCommon reads the members that every kind has: at, id and by.
func (e *Entry) parseCommon(members map[string]json.RawMessage) (err error) {
	if raw, ok := members["at"]; ok && string(raw) != "null" {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			return wrong("at", "must be a string")
		}
		if e.At, e.Zone, err = moment("at", text); err != nil {
			return err
		}
		e.Day = e.At.Day(offset(e.Zone))
	}
	if raw, ok := members["id"]; ok && string(raw) != "null" {
		if json.Unmarshal(raw, &e.ID) != nil {
			return wrong("id", "must be a string")
		}
		if e.ID == "" {
			return wrong("id", "is empty")
		}
	}
	if raw, ok := members["by"]; ok && string(raw) != "null" {
		if json.Unmarshal(raw, &e.By) != nil || e.By != logbook.Text(e.By) || strings.ContainsFunc(e.By, hidden) {
			return wrong("by", "must be the name of a key")
		}
		if e.By == You {
			e.By = ""
		}
	}
	return nil
}

// flat is the fields among the members, wherever they stand.
func (k *Kind) flat(members map[string]json.RawMessage) (map[string]json.RawMessage, error) {
	var name string
	if raw, ok := members["kind"]; ok && (json.Unmarshal(raw, &name) != nil || name != k.Name) {
		return nil, wrong("kind", "must be %q here", k.Name)
	}
	out := maps.Clone(members)
	for _, known := range []string{"id", "kind", "at", "day", "values", "by"} {
		delete(out, known)
	}
	inside, nested := members["values"]
	if !nested {
		return out, nil
	}
	if len(out) > 0 { // beside values nothing else may stand
		first := slices.Sorted(maps.Keys(out))[0]
		return nil, wrong(first, "stands beside values: put it into them")
	}
	var values map[string]json.RawMessage
	if json.Unmarshal(inside, &values) != nil {
		return nil, wrong("values", "must be an object")
	}
	return values, nil
}
