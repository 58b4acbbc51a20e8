package waka

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
)

// answer shows a view as JSON, or says why not.
func (d *API) answer(w http.ResponseWriter, r *http.Request, v view) {
	body, err := v.show(d, r)
	status := http.StatusOK
	if err != nil {
		status, body = complaint(err)
	}
	if status >= http.StatusInternalServerError && d.Complain != nil && r.Context().Err() == nil {
		d.Complain(err)
	}
	switch b := body.(type) {
	case stream:
		w.Header().Set("Content-Type", "application/json")
		if err := b(w); err != nil {
			panic(http.ErrAbortHandler) // so that nobody takes half an answer for a whole one
		}
		return
	case made:
		status, body = http.StatusCreated, b.what
	}
	text, err := json.Marshal(body)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{"error":"the answer cannot be written"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // whoever is gone need not be told
}

// stream is an answer too long to be held.
type stream func(io.Writer) error

// made is an answer to a wish that was granted: 201.
type made struct{ what any }

// data is what most answers are wrapped in.
type data struct {
	Data any `json:"data"`
}

// complaint is an error as a client is told it: what it can act on, and of the
// rest only that it happened.
func complaint(err error) (status int, body any) {
	f, ok := errors.AsType[*fault.Fault](err)
	if ok && f.Kind == fault.Usage {
		return http.StatusBadRequest, map[string]string{"error": f.Say}
	}
	if ok && f.Kind == fault.Nothing {
		return http.StatusNotFound, map[string]string{"error": f.Say}
	}
	return http.StatusServiceUnavailable, map[string]string{"error": "the store cannot be read now"}
}

// zone is the one a request names, else the person's.
func (d *API) zone(r *http.Request) (*time.Location, error) {
	name := r.URL.Query().Get("timezone")
	if name == "" {
		return d.Zone, nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return nil, fault.New(fault.Usage, "there is no time zone %q", name)
	}
	return zone, nil
}

// day is the date a request names, else today.
func (d *API) day(r *http.Request, name string, zone *time.Location) (when.Day, error) {
	text := r.URL.Query().Get(name)
	if text == "" || text == "today" {
		return d.Now().Day(zone), nil
	}
	if len(text) > len(time.DateOnly) { // "2026-11-21T00:00:00Z": the date is meant
		text = text[:len(time.DateOnly)]
	}
	day, err := when.ParseDay(text)
	if err != nil {
		return day, fault.New(fault.Usage, "%v", err)
	}
	return day, nil
}
