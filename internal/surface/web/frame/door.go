package frame

import (
	"io"
	"net/http"
)

// door is what a browser sees that is not logged in. It has nothing of the
// person, and no style: the sheet, too, is behind the walls.
const door = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Backsight: not logged in</title></head>
<body><main><h1>This browser is not logged in.</h1>
<p>Run <code>backsight open</code> on this machine: it opens the pages by a link that works once.</p></main></body>
</html>
`

// Door answers a browser that has no session: how it gets one.
func Door() http.Handler {
	return walls(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, door) // who left needs no answer
	}))
}
