package activitywatch

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// The types of buckets whose events are understood.
const (
	typeWindow    = "currentwindow"
	typePresence  = "afkstatus"
	typeTab       = "web.tab.current"
	typeEditor    = "app.editor.activity"
	typeStopwatch = "general.stopwatch"
)

// TypeGone is the Type of a beat whose event was deleted, or became part of
// another: it takes no part in anything.
const TypeGone = "gone"

// Keep is what is kept beside structure. The zero Keep is structure only.
type Keep struct {
	Titles  bool // titles, whole addresses and whatever else watchers send
	Private bool // events of private (incognito) windows
}

// shown are the keys of the known types that are structure.
var shown = map[string][]string{
	typeWindow:   {"app"},
	typePresence: {"status"},
	typeTab:      {"audible", "incognito", "tabCount", "domain"},
	typeEditor:   {"file", "project", "language", "branch", "editor"},
}

// shownAnywhere are the keys whose text is structure whatever the type.
var shownAnywhere = []string{"app", "status", "project", "language", "branch", "domain"}

// wants says whether an event is kept at all.
func (k Keep) wants(d event.Data) bool {
	private, _ := d["incognito"].(bool)
	return k.Private || !private
}

// of is what is kept of the data of an event.
func (k Keep) of(kind string, d event.Data) event.Data {
	if k.Titles {
		return d
	}
	return structure(kind, d)
}

// structure is what of the data says where somebody was, not what they read.
func structure(kind string, d event.Data) event.Data {
	out := event.Data{}
	keys, known := shown[kind]
	if !known {
		keys = shownAnywhere
		for key, v := range d {
			switch v.(type) {
			case bool, json.Number:
				out[key] = v
			}
		}
	}
	for _, key := range keys {
		switch v := d[key].(type) {
		case string, bool, json.Number:
			out[key] = v
		}
	}
	if at := domain(d.Text("url")); at != "" {
		out["domain"] = at
	}
	return out
}

// domain is the host of an address, or its scheme where it has no host: "file",
// "about". "" where there is none.
func domain(address string) string {
	if address == "" {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if host := strings.ToLower(u.Hostname()); host != "" {
		return host
	}
	return u.Scheme
}
