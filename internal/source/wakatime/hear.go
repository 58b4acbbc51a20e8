package wakatime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/logbook"
)

// heartbeats keeps what a client sends and then answers.
func (e *receiver) heartbeats(w http.ResponseWriter, r *http.Request) {
	list, one, done, err := e.sent(r)
	defer done()
	if err != nil {
		refuse(w, err)
		return
	}
	s := sender{
		machine: logbook.Text(r.Header.Get("X-Machine-Name")),
		zone:    zoneName(r.Header.Get("Timezone")), agent: logbook.Text(r.UserAgent()),
	}
	ids, err := e.putAll(r.Context(), &s, list)
	if err != nil {
		refuse(w, err)
		return
	}
	accepted(w, ids, one)
}

// portion is how many items are put at once: of a request as large as can be, a
// part at a time is held taken apart.
const portion = 1000

// putAll puts the items into the log and gives back their ids in order. Where it
// fails a part may have been kept, which is the same when it comes again.
func (e *receiver) putAll(ctx context.Context, s *sender, list [][]byte) (ids []string, err error) {
	for some := range slices.Chunk(list, portion) {
		kept, err := e.putSome(ctx, s, some)
		if err != nil {
			return nil, err
		}
		ids = append(ids, kept...)
	}
	return ids, nil
}

// putSome puts items into the log, those of one machine together.
func (e *receiver) putSome(ctx context.Context, s *sender, list [][]byte) (ids []string, err error) {
	now := e.Now()
	entries := map[string][]logbook.Entry{} // by machine
	var machines []string
	for _, raw := range list {
		machine, id, entry := s.machine, "", logbook.Entry{}
		if b, why := s.heartbeat(raw); why == nil {
			machine, id, entry.Beat = b.Lane.Machine, b.Key, b
		} else {
			id, entry.Bad = badID(raw, now), badRow(raw, why)
		}
		if entries[machine] == nil {
			machines = append(machines, machine)
		}
		entries[machine] = append(entries[machine], entry)
		ids = append(ids, id)
	}
	for _, machine := range machines {
		if err := e.put(ctx, place(machine), entries[machine]); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

func (e *receiver) put(ctx context.Context, p logbook.Place, entries []logbook.Entry) error {
	live := slices.ContainsFunc(entries, func(entry logbook.Entry) bool { return entry.Beat != nil })
	_, err := e.Sink.Put(ctx, logbook.Batch{Person: e.Person, Place: p, Entries: entries, At: e.Now(), By: Name, Twins: true, Live: live})
	if err != nil {
		return fmt.Errorf("keeping what came from %q: %w", p.Machine, err)
	}
	return nil
}

// place is where the evidence of a machine's editors is.
func place(machine string) logbook.Place {
	name := "editors"
	if machine != "" {
		name += " on " + machine
	}
	return logbook.Place{Source: Name, Machine: machine, Name: name, URI: "wakatime:" + machine}
}

// accepted tells a client that every item was kept, in order.
func accepted(w http.ResponseWriter, ids []string, one bool) {
	var b strings.Builder
	b.Grow(64 + 64*len(ids))
	b.WriteByte('{')
	if one && len(ids) == 1 {
		b.WriteString(`"data":{"id":` + quote(ids[0]) + `},`)
	}
	b.WriteString(`"responses":[`)
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`[{"data":{"id":` + quote(id) + `}},201]`)
	}
	b.WriteString("]}\n")
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusAccepted)
	fmt.Fprint(w, b.String())
}

// quote is an id as JSON has it: one that a script chose may hold anything.
func quote(id string) string {
	quoted, err := json.Marshal(id)
	if err != nil { // a string always can be
		return `""`
	}
	return string(quoted)
}

// refuse answers where nothing was kept: 413 for a body that is too large, 503
// for everything else. After both a client keeps what it has.
func refuse(w http.ResponseWriter, err error) {
	status, say := http.StatusServiceUnavailable, "the store cannot keep anything now"
	if errors.Is(err, errLarge) {
		status, say = http.StatusRequestEntityTooLarge, err.Error()
	}
	w.Header().Set("Content-Type", "application/json")
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "30")
	}
	w.WriteHeader(status)
	fmt.Fprintf(w, "{\"error\":%q}\n", say)
}
