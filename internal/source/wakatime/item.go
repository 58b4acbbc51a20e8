package wakatime

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// sender is what a request says of all its items.
type sender struct {
	machine, zone, agent string

	agents map[string]string // user agent → program, as it was worked out before
}

// program is the lane's program of a user agent.
func (s *sender) program(agent string) string {
	if name, known := s.agents[agent]; known {
		return name
	}
	if s.agents == nil {
		s.agents = map[string]string{}
	}
	name := ReadAgent(agent).Program()
	s.agents[agent] = name
	return name
}

// item is one heartbeat taken apart.
type item struct {
	beat           logbook.Beat
	time           string
	agent, machine string
}

// largest is how long a heartbeat may be: an entity of 64 KB, every letter of it
// escaped, and room to spare. The store reads what lies beside it with each one
// that comes later, so that one of many megabytes would hold up all.
const largest = 512 << 10

// heartbeat makes a beat of an item, or says why it cannot be used.
func (s *sender) heartbeat(raw []byte) (b *logbook.Beat, why error) {
	if len(raw) > largest {
		return nil, fmt.Errorf("%d bytes, more than a heartbeat can be", len(raw))
	}
	if raw, why = object(raw); why != nil {
		return nil, why
	}
	it := item{beat: logbook.Beat{Type: "file", Zone: s.zone, Raw: raw}, agent: s.agent, machine: s.machine}
	members(raw, it.set)
	at, ok := epoch(it.time)
	switch {
	case it.beat.Entity == "":
		return nil, fmt.Errorf("no entity")
	case it.time == "":
		return nil, fmt.Errorf("no time")
	case !ok:
		return nil, fmt.Errorf("the time is none: %.40q", it.time)
	}
	it.beat.At = at
	it.beat.Lane = logbook.Lane{Source: Name, Machine: it.machine, Program: s.program(it.agent)}
	it.beat.Key = key(&it.beat)
	return &it.beat, nil
}

// object is an item that is a JSON object in UTF-8, mended where it can be.
func object(raw []byte) ([]byte, error) {
	if len(raw) == 0 || raw[0] != '{' {
		return nil, fmt.Errorf("not a JSON object")
	}
	if !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		raw = []byte(logbook.Text(string(raw)))
	}
	if !json.Valid(raw) {
		if raw = mended(raw); raw == nil {
			return nil, fmt.Errorf("not valid JSON")
		}
	}
	return raw, nil
}

// set takes in a field. What is not known here stays in the raw item.
func (it *item) set(name, v []byte) {
	b := &it.beat
	switch string(name) {
	case "time", "timestamp":
		it.time = text(v)
	case "entity":
		b.Entity = text(v)
	case "type":
		if t := text(v); t != "" {
			b.Type = t
		}
	case "category":
		b.Category = text(v)
	case "project":
		b.Project = text(v)
	case "branch":
		b.Branch = text(v)
	case "language":
		b.Language = text(v)
	case "ai_session":
		b.Session = text(v)
	case "is_write":
		b.Write = truth(v)
	case "user_agent", "plugin":
		if agent := text(v); agent != "" {
			it.agent = agent
		}
	case "machine", "machine_name":
		if it.machine == "" {
			it.machine = text(v)
		}
	case "timezone":
		if b.Zone == "" {
			b.Zone = zoneName(text(v))
		}
	}
}

// key is what makes a heartbeat this one: its lane, entity, type, time, project
// and whether the file was saved. The branch is not in it: a resend under
// another branch is the same heartbeat.
func key(b *logbook.Beat) string {
	buf := make([]byte, 0, 256)
	for _, part := range []string{b.Lane.Machine, b.Lane.Program, b.Entity, b.Type, b.Project} {
		buf = append(append(buf, part...), 0)
	}
	buf = strconv.AppendBool(strconv.AppendInt(buf, int64(b.At), 10), b.Write)
	sum := sha256.Sum256(buf)
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// badRow keeps what cannot be used, cut to what a row may hold.
func badRow(raw []byte, why error) *logbook.BadRow {
	const longest = 64 << 10 // as logbook.BadRow says
	row := bytes.ToValidUTF8(raw[:min(len(raw), longest)], nil)
	return &logbook.BadRow{What: why.Error(), Row: logbook.Text(string(row))}
}

// badID is what a client is told of an item that cannot be used.
func badID(raw []byte, at when.Instant) string {
	sum := sha256.Sum256(strconv.AppendInt(bytes.Clone(raw), int64(at), 10))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}
