package serve

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// securityHeaders sets the headers of every answer: it is not cached, framed or
// sniffed.
func securityHeaders(h http.Header) {
	h["Cache-Control"] = []string{"no-store"}
	h["X-Content-Type-Options"] = []string{"nosniff"}
	h["X-Frame-Options"] = []string{"DENY"}
	h["Referrer-Policy"] = []string{"no-referrer"}
	h["Cross-Origin-Resource-Policy"] = []string{"same-origin"}
}

// allow lets one extension read the answer. It never lets it use the session of
// a page.
func allow(h http.Header, origin string) {
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Timezone, X-Machine-Name")
	h.Set("Access-Control-Max-Age", "600")
	h.Set("Vary", "Origin")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// hasten has a refusal go out without waiting for the body that was announced, and the
// connection end with it. Otherwise whoever announces a body and sends none holds a
// connection for a minute.
func hasten(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength != 0 {
		w.Header().Set("Connection", "close")
	}
}

// refuse says why in the shape that WakaTime's clients read.
func refuse(w http.ResponseWriter, status int, why string) {
	text, err := json.Marshal(map[string]string{"error": why})
	if err != nil {
		text = []byte("{}")
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // whoever is gone need not be told
}

// redacted is a query fit for a log: of every value only that it was there, but
// for those that name a day or a range.
func redacted(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil {
		return "(odd)"
	}
	for name := range values {
		switch name {
		case "date", "start", "end", "range", "page":
		default:
			values[name] = []string{"..."}
		}
	}
	return keyless(strings.ReplaceAll(values.Encode(), "%2E", "."))
}

// aKey is what a key looks like, wherever it was written.
var aKey = regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// keyless is a text without the keys in it: who writes "address|key" where only
// an address belongs sends the key as a part of every path.
func keyless(text string) string { return aKey.ReplaceAllString(text, "...") }
