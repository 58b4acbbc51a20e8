package record_test

import (
	"errors"
	"testing"

	"github.com/backsight/backsight/internal/record"
)

// What lies centuries away is a typing error, and an id that nobody could see or
// name in an address is none: both are refused and name their field.
func TestWhatIsRefused(t *testing.T) {
	for _, c := range []struct{ kind, body, field string }{
		{"energy", `{"at":"0001-01-01T00:00:00+14:00","values":{"value":5}}`, "at"},
		{"energy", `{"at":"1700-01-01T00:00:00Z","values":{"value":5}}`, "at"},
		{"energy", `{"at":"9999-12-31T00:00:00Z","values":{"value":5}}`, "at"},
		{"reference", `{"values":{"period":"9999"}}`, "period"},
		{"life", `{"values":{"text":"a","from":"0001-01-01"}}`, "from"},
		{"life", `{"values":{"text":"a","from":"2020-01-01","to":"9999-12-31"}}`, "to"},
		{"energy", `{"id":"..","values":{"value":5}}`, "id"},
		{"energy", `{"id":".","values":{"value":5}}`, "id"},
		{"energy", "{\"id\":\"a\u200bb\",\"values\":{\"value\":5}}", "id"},
		{"energy", `{"id":"a.b","values":{"value":5}}`, ""},
		{"energy", `{"at":"2026-11-20T10:00:00+01:00","values":{"value":5}}`, ""},
		{"life", `{"values":{"text":"born","from":"1961-02-03"}}`, ""},
		{"reference", `{"values":{"period":"2017"}}`, ""},
	} {
		k, _ := record.Named(c.kind)
		_, err := k.Parse([]byte(c.body))
		var bad *record.Wrong
		switch errors.As(err, &bad); {
		case c.field == "" && err != nil, c.field != "" && (bad == nil || bad.Field != c.field):
			t.Errorf("%s %s gave %v", c.kind, c.body, err)
		}
	}
}
