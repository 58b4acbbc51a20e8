package waka

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// dumpID is the one dump there is: the log as it is when it is taken away. It is
// written while it is read, so it is ready at once, and making it twice costs
// nothing.
const dumpID = "all"

// dumpState is a dump in WakaTime's shape.
func (d *API) dumpState(r *http.Request) map[string]any {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	base, _, _ := strings.Cut(r.URL.Path, "/data_dumps")
	return map[string]any{
		"id": dumpID, "type": "heartbeats", "status": "Completed", "percent_complete": 100,
		"is_processing": false, "is_stuck": false, "has_failed": false, "expires": nil, "created_at": stamp(d.Now()),
		"download_url": scheme + "://" + r.Host + base + "/data_dumps/" + dumpID + "/download",
	}
}

func (d *API) dumps(r *http.Request) (any, error) {
	return page{[]any{d.dumpState(r)}, 1, 1, 1}, nil
}

func (d *API) newDump(r *http.Request) (any, error) {
	var wish struct{ Type string }
	if err := json.NewDecoder(r.Body).Decode(&wish); err == nil && wish.Type != "" && wish.Type != "heartbeats" {
		return nil, fault.New(fault.Usage, "a dump holds heartbeats, not %q", wish.Type)
	}
	return made{data{d.dumpState(r)}}, nil
}

// dump is every heartbeat there is, as it came, a day after the other.
func (d *API) dump(r *http.Request) (any, error) {
	if r.PathValue("id") != dumpID {
		return nil, fault.New(fault.Nothing, "this dump does not exist")
	}
	return stream(func(w io.Writer) error {
		out := dumper{Writer: bufio.NewWriterSize(w, 64<<10), desk: d, day: when.NoDay}
		if err := out.all(r); err != nil {
			return err
		}
		return out.Flush()
	}), nil
}

// dumper writes a dump as it goes.
type dumper struct {
	*bufio.Writer
	desk *API
	day  when.Day
}

func (w *dumper) all(r *http.Request) error {
	d := w.desk
	fmt.Fprintf(w, `{"user":{"id":"current","timezone":%q},"range":{"start":null,"end":%d},"days":[`, d.Zone, d.Now()/when.Second)
	for b, err := range d.Book.Items(r.Context(), d.Grant, everything, Source) {
		if err != nil {
			return fmt.Errorf("reading the heartbeats: %w", err)
		}
		w.on(b.At.Day(d.Zone))
		if _, err := w.Write(taken(&b)); err != nil {
			return fmt.Errorf("writing the dump: %w", err)
		}
	}
	if w.day != when.NoDay {
		fmt.Fprint(w, "]}")
	}
	fmt.Fprintln(w, "]}")
	return nil
}

// on goes on to a day, or to the next heartbeat of the same.
func (w *dumper) on(day when.Day) {
	switch {
	case day == w.day:
		fmt.Fprint(w, ",\n")
		return
	case w.day != when.NoDay:
		fmt.Fprint(w, "]},\n")
	}
	w.day = day
	fmt.Fprintf(w, `{"date":%q,"heartbeats":[`, day)
}

// taken is a heartbeat to take away: what WakaTime's dumps say of it first, then
// the number of members said so, then the item as it came.
//
//	{"id":…,"machine_name_id":…,"user_agent_id":…,"timezone":…,"backsight":4, …as it came…}
func taken(b *logbook.Beat) []byte {
	rest := bytes.TrimSpace(bytes.TrimPrefix(b.Raw, []byte("{")))
	var out bytes.Buffer
	n := 0
	add := func(name, value string) {
		if value == "" {
			return
		}
		quoted, err := json.Marshal(value)
		if err != nil {
			return
		}
		fmt.Fprintf(&out, `"%s":%s,`, name, quoted)
		n++
	}
	agent := userAgent(b.Raw)
	add("id", b.Key)
	add("machine_name_id", b.Lane.Machine)
	add("user_agent_id", agentID(agent))
	if agent == "" {
		add("plugin", b.Lane.Program)
	}
	add("timezone", b.Zone)
	head := fmt.Sprintf(`{%s"backsight":%d`, out.String(), n)
	if len(rest) > 1 {
		head += ","
	}
	return append([]byte(head), rest...)
}

// agentID is by what a user agent is looked up; "" for none.
func agentID(value string) string {
	if value == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(value))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}
