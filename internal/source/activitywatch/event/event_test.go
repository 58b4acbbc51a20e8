package event

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
)

func TestEventsAreReadAsClientsWriteThem(t *testing.T) {
	at, _ := Time("2026-11-20T10:00:00Z")
	for text, want := range map[string]Event{
		`{"timestamp":"2026-11-20T10:00:00.000Z","duration":0,"data":{}}`:                             {At: at},
		`{"timestamp":"2026-11-20T11:00:00+01:00","duration":1.5}`:                                    {At: at, For: 1_500_000},
		`{"id":7,"timestamp":"2026-11-20 10:00:00.000001","duration":"2","data":null}`:                {ID: 7, At: at + 1, For: 2 * when.Second},
		`{"id":null,"timestamp":"2026-11-20T10:00:00","duration":null,"data":{"app":"vim"},"more":1}`: {At: at, Data: Data{"app": "vim"}},
	} {
		var got Event
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if got.ID != want.ID || got.At != want.At || got.For != want.For || got.Data.Canonical() != want.Data.Canonical() {
			t.Errorf("%s is read as %+v, want %+v", text, got, want)
		}
	}
}

func TestWhatIsNoEvent(t *testing.T) {
	for _, text := range []string{
		`{}`, `[]`, `"x"`, `7`, `{"timestamp":"noon"}`, `{"timestamp":5}`,
		`{"timestamp":"2026-11-20T10:00:00Z","duration":-1}`, `{"timestamp":"2026-11-20T10:00:00Z","duration":"NaN"}`,
		`{"timestamp":"2026-11-20T10:00:00Z","duration":1e300}`, `{"timestamp":"2026-11-20T10:00:00Z","data":[]}`,
	} {
		var e Event
		if err := json.Unmarshal([]byte(text), &e); err == nil {
			t.Errorf("%s is read as %+v", text, e)
		}
	}
}

// Whatever is written is read back, to the microsecond.
func TestWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Event{
			ID:  rapid.Int64Range(0, 1<<53).Draw(t, "id"),
			At:  when.Instant(rapid.Int64Range(-1e15, 4e15).Draw(t, "at")),
			For: when.Instant(rapid.Int64Range(0, 1e14).Draw(t, "for")), Data: Data{"app": rapid.String().Draw(t, "app")},
		}
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back Event
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if back.ID != e.ID || back.At != e.At || back.For != e.For || back.Data.Canonical() != e.Data.Canonical() {
			t.Fatalf("%+v comes back from %s as %+v", e, text, back)
		}
	})
}

func TestEqualDataAreWrittenAlike(t *testing.T) {
	read := func(text string) string {
		var e Event
		if err := json.Unmarshal([]byte(`{"timestamp":"2026-11-20","data":`+text+`}`), &e); err != nil {
			t.Fatal(err)
		}
		return e.Data.Canonical()
	}
	for _, same := range [][2]string{
		{`{"a":1,"b":[2,{"d":3,"c":4}]}`, `{"b":[2.0,{"c":4e0,"d":3}],"a":1.0}`},
		{`{"a":"é"}`, `{"a":"\u00e9"}`},
	} {
		if read(same[0]) != read(same[1]) {
			t.Errorf("%s and %s are written %s and %s", same[0], same[1], read(same[0]), read(same[1]))
		}
	}
	for _, other := range [][2]string{
		{`{"a":1}`, `{"a":"1"}`},
		{`{"a":[1,2]}`, `{"a":[2,1]}`},
		{`{"a":null}`, `{}`},
		{`{"a":9007199254740993}`, `{"a":0.5}`},
		{`{"a":true}`, `{"a":"true"}`},
	} {
		if read(other[0]) == read(other[1]) {
			t.Errorf("%s and %s are both written %s", other[0], other[1], read(other[0]))
		}
	}
}
