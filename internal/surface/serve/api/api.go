// Package api is the interface for programs to what a person says: a telephone's
// shortcut, an editor or a script says something, asks what was said, and takes it
// back, as JSON. It knows the kinds by their fields alone.
//
//	POST   /api/record/KIND                say something      201, or 200 where it was said before
//	GET    /api/record/KIND?since=&until=  what was said      200
//	DELETE /api/record/KIND/ID             take it back       204
//
// Who says something with a key is written down by the key's name. A key of the scope
// say is told of an entry only what it said itself, or says again.
//
// It is not the server: the walls and the keys stand around it.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/asked"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/record"
)

// Desk keeps and lists what the person says. A *desk.Desk is one.
type Desk interface {
	SayBy(ctx context.Context, key string, entries ...record.Entry) ([]desk.Kept, error)
	UnsayBy(ctx context.Context, key string, k *record.Kind, id string) (record.Entry, error)
	Said(ctx context.Context, k *record.Kind, span when.Span) ([]record.Entry, error)
}

// Options are what it stands on.
type Options struct {
	Desk Desk
	Now  func() when.Instant
	// Zone is the home zone, of what is said without a moment and of the days asked
	// about.
	Zone func() *time.Location
	// Key is the name of the key that a request came with, "" for none.
	Key func(*http.Request) string
	// Writes says whether a request may say anything in the person's name: nil for never.
	Writes func(*http.Request) bool
	// Answered is told that a question was answered; nil for nobody.
	Answered func()
	// Complain is told what went wrong that whoever asked cannot mend.
	Complain func(error)
}

const path = "/api/record/"

// Paths are the patterns of http.ServeMux that it answers.
func Paths() []string {
	return []string{"POST " + path + "{kind}", "GET " + path + "{kind}", "DELETE " + path + "{kind}/{id}"}
}

// Needs is the scope that a request takes: to read what was said is to read, to say
// something is what its kind names.
func Needs(r *http.Request) policy.Scope {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return policy.Read
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, path), "/")
	if k, known := record.Named(name); known {
		return policy.Scope(k.Scope)
	}
	return policy.Say
}

// Handler answers the Paths.
func Handler(o Options) http.Handler {
	a := answers{o}
	mux := http.NewServeMux()
	for i, do := range []func(*http.Request, *record.Kind) (int, any, error){a.say, a.list, a.unsay} {
		mux.HandleFunc(Paths()[i], func(w http.ResponseWriter, r *http.Request) { a.answer(w, r, do) })
	}
	return mux
}

type answers struct{ Options }

// answer finds the kind, and writes what came of it.
func (a answers) answer(w http.ResponseWriter, r *http.Request, do func(*http.Request, *record.Kind) (int, any, error)) {
	status, value, err := http.StatusNotFound, any(nil), error(nil)
	if k, known := record.Named(r.PathValue("kind")); known {
		status, value, err = do(r, k)
	} else {
		err = fault.New(fault.Nothing, "there is no kind %q", r.PathValue("kind"))
	}
	if err != nil {
		status, value = a.sorry(r, err)
	}
	w.Header().Set("Cache-Control", "no-store")
	if status == http.StatusNoContent {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // a line of JSONL is the same text
	_ = e.Encode(value)    // who left needs no answer
}

// problem is what went wrong, and in which field where it is one's.
type problem struct {
	Error string `json:"error"`
	Field string `json:"field,omitempty"`
}

func (a answers) sorry(r *http.Request, err error) (int, problem) {
	if wrong, ok := errors.AsType[*record.Wrong](err); ok {
		return http.StatusUnprocessableEntity, problem{wrong.Error(), wrong.Field}
	}
	switch {
	case errors.Is(err, record.ErrNoJSON), errors.Is(err, record.ErrTwice):
		return http.StatusBadRequest, problem{Error: err.Error()}
	case errors.Is(err, errTooLong):
		return http.StatusRequestEntityTooLarge, problem{Error: err.Error()}
	case errors.Is(err, errTaken):
		return http.StatusConflict, problem{err.Error(), "id"}
	case fault.KindOf(err) == fault.Nothing:
		return http.StatusNotFound, problem{Error: err.Error()}
	}
	if r.Context().Err() == nil {
		a.Complain(err)
	}
	return http.StatusServiceUnavailable, problem{Error: "the store cannot be used now: nothing was changed"}
}

// mostBody is how long what is said at once may be.
const mostBody = 64 << 10

var (
	errTooLong = fmt.Errorf("it is longer than %d bytes", mostBody)
	errTaken   = errors.New("id was used before, for an entry that says something else")
)

// say keeps one entry; the same id again answers with the first one. What that says
// is told to whoever said it, and to who says the same: others would read by ids.
func (a answers) say(r *http.Request, k *record.Kind) (int, any, error) {
	text, err := io.ReadAll(io.LimitReader(r.Body, mostBody+1))
	switch {
	case len(text) > mostBody:
		return 0, nil, errTooLong
	case err != nil:
		return 0, nil, record.ErrNoJSON // cut short
	}
	e, err := k.Parse(text)
	if err != nil {
		return 0, nil, err
	}
	if err := e.ByHand(); err != nil {
		return 0, nil, err
	}
	given, key := e, a.Key(r)
	if !e.Timed() && k.Placed == record.AtMoment {
		e = e.In(a.Now(), a.Zone())
		joined, err := asked.Join(r.Context(), a.Desk, &e, a.Now())
		if err != nil {
			return 0, nil, err
		}
		if joined && a.Answered != nil {
			a.Answered()
		}
	}
	told, err := a.Desk.SayBy(r.Context(), key, e)
	switch {
	case err != nil:
		return 0, nil, err
	case !told[0].Again:
		return http.StatusCreated, told[0].Object(), nil
	case key != "" && told[0].By == key, told[0].Repeats(given):
		return http.StatusOK, told[0].Object(), nil
	}
	return 0, nil, errTaken
}

// list is what was said of a kind and is in force.
func (a answers) list(r *http.Request, k *record.Kind) (int, any, error) {
	span := when.Span{From: -1 << 62, To: 1 << 62}
	var err error
	if span.From, err = a.bound(r, "since", span.From, 0); err != nil {
		return 0, nil, err
	}
	if span.To, err = a.bound(r, "until", span.To, 1); err != nil {
		return 0, nil, err
	}
	said, err := a.Desk.Said(r.Context(), k, span)
	out := struct {
		Entries []record.Object `json:"entries"`
	}{[]record.Object{}}
	for _, e := range said {
		out.Entries = append(out.Entries, e.Object())
	}
	return http.StatusOK, out, err
}

// bound reads one end of a time: an instant with its offset, or a date at home,
// of which until means its end.
func (a answers) bound(r *http.Request, name string, otherwise when.Instant, days when.Day) (when.Instant, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return otherwise, nil
	}
	if d, err := when.ParseDay(text); err == nil {
		return (d + days).Start(a.Zone()), nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return 0, record.NotATime(name, text)
	}
	return when.At(t), nil
}

// unsay takes an entry back.
func (a answers) unsay(r *http.Request, k *record.Kind) (int, any, error) {
	key, id := a.Key(r), r.PathValue("id")
	if a.Writes == nil || !a.Writes(r) { // it takes back what it said itself, and learns of nothing else
		said, err := a.Desk.Said(r.Context(), k, when.Span{})
		if err != nil {
			return 0, nil, err
		}
		if !slices.ContainsFunc(said, func(e record.Entry) bool { return e.ID == id && e.By == key }) {
			return 0, nil, fault.New(fault.Nothing, "there is no %s with the id %q", k.One, id)
		}
	}
	_, err := a.Desk.UnsayBy(r.Context(), key, k, id)
	return http.StatusNoContent, nil, err
}
