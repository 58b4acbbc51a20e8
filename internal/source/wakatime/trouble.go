package wakatime

import (
	"fmt"
	"net/http"

	"github.com/backsight/backsight/internal/logbook"
)

// trouble keeps what a client says of its own failure, where a person can see
// it among the bad rows.
func (e *receiver) trouble(w http.ResponseWriter, r *http.Request) {
	body, done, err := e.whole(r)
	defer done()
	if err == nil {
		machine := logbook.Text(r.Header.Get("X-Machine-Name"))
		row := badRow(body, fmt.Errorf("a plugin reports an error of its own"))
		err = e.put(r.Context(), place(machine), []logbook.Entry{{Bad: row}})
	}
	if err != nil {
		refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	fmt.Fprintln(w, `{"data":{}}`)
}
