package wakatime

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/disk"
)

// batchSize is how many heartbeats of a dump are put at once.
const batchSize = 1000

// position is what a dump was when it was last read whole.
type position struct {
	Engine int    `json:"engine"` // raised when the same dump would give other beats
	Sum    string `json:"sum"`    // SHA-256 of the file and the names beside it
}

const engine = 1

// Pull reads a dump that is not the same as before. It is streamed: memory does
// not grow with it. A dump that breaks off is read as far as it goes, and said
// to be incomplete.
func (s Source) Pull(ctx context.Context, ask source.Ask) error {
	f, err := disk.Open(ctx, ask.Place.URI)
	if err != nil {
		return fault.New(fault.Incomplete, "%s cannot be read", ask.Place.URI).Because(err)
	}
	defer f.Close()
	p := &pulling{ctx: ctx, ask: ask}
	sum := sha256.New()
	in := io.TeeReader(f, sum)
	if p.tables, err = readTables(ctx, ask.Place.URI, in); err == nil {
		_, err = io.Copy(io.Discard, in) // what the decoder left
	}
	broken := err
	if ctx.Err() != nil {
		return ctx.Err()
	}
	is := position{engine, hex.EncodeToString(p.tables.sum(sum.Sum(nil)))}
	var was position
	if broken == nil && json.Unmarshal(ask.Position, &was) == nil && was == is {
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("reading the dump again from its beginning: %w", err)
	}
	err = walkDump(f, p.add, nil)
	if err != nil {
		return p.breakOff(err)
	}
	if broken != nil { // what lies beside it: the heartbeats are whole
		if err := p.put(nil); err != nil {
			return err
		}
		return fault.New(fault.Incomplete, "%s is read without all that its ids stand for", ask.Place.URI).Because(broken)
	}
	position, err := json.Marshal(is)
	if err != nil {
		return fmt.Errorf("noting how far the dump was read: %w", err)
	}
	return p.put(position)
}

// sum is the checksum of a dump together with what its ids stand for.
func (t tables) sum(dump []byte) []byte {
	text, err := json.Marshal([]map[string]string{t.agents, t.machines}) // in the order of the keys
	if err != nil {
		return dump
	}
	sum := sha256.Sum256(append(text, dump...))
	return sum[:]
}

// pulling is one reading of one dump.
type pulling struct {
	ctx     context.Context
	ask     source.Ask
	tables  tables
	sender  sender
	entries []logbook.Entry
	done    int
}

// add keeps one heartbeat of the dump.
func (p *pulling) add(raw json.RawMessage) error {
	text := append([]byte(nil), raw...)
	entry := logbook.Entry{}
	if b, why := p.heartbeat(text); why == nil {
		entry.Beat = b
	} else {
		entry.Bad = badRow(text, why)
	}
	p.entries = append(p.entries, entry)
	if len(p.entries) < batchSize {
		return nil
	}
	return p.put(nil)
}

// heartbeat makes a beat of one, whose client and machine are named by ids.
func (p *pulling) heartbeat(raw []byte) (*logbook.Beat, error) {
	s := p.sender
	own, ids := written(raw)
	s.agent, s.machine, s.zone = p.tables.agents[ids.agentID], nameOf(p.tables.machines, ids.machineID), zoneName(ids.zone)
	if ids.plugin != "" {
		s.agent = ids.plugin
	} else if s.agent != "" {
		own = withAgent(own, s.agent)
	}
	return s.heartbeat(own)
}

// withAgent adds to an item what its id of a client stands for, unless it says so
// itself: nothing else would keep it.
func withAgent(raw []byte, agent string) []byte {
	if len(raw) < 3 || raw[0] != '{' || bytes.Contains(raw, []byte(`"user_agent":`)) {
		return raw
	}
	quoted, err := json.Marshal(agent)
	if err != nil {
		return raw
	}
	return fmt.Appendf(nil, `%s,"user_agent":%s}`, raw[:len(raw)-1], quoted)
}

// nameOf gives the name of an id, and the id itself where nothing names it: it is
// still one machine.
func nameOf(names map[string]string, id string) string {
	if name := names[id]; name != "" {
		return name
	}
	return id
}

// put keeps what was read so far; position is nil but for the last time.
func (p *pulling) put(position []byte) error {
	if len(p.entries) == 0 && position == nil {
		return nil
	}
	_, err := p.ask.Sink.Put(p.ctx, logbook.Batch{
		Person: p.ask.Self.Person, Place: p.ask.Place, Entries: p.entries, Position: position, At: p.ask.Now, By: p.ask.By, Twins: true,
	})
	if err != nil {
		return fmt.Errorf("keeping the heartbeats of %s: %w", p.ask.Place.Name, err)
	}
	p.done += len(p.entries)
	p.entries = nil
	if p.ask.Progress != nil {
		p.ask.Progress(p.done, 0, "heartbeats")
	}
	return nil
}

// breakOff keeps what was read of a dump whose end cannot be.
func (p *pulling) breakOff(cause error) error {
	if p.ctx.Err() != nil {
		return p.ctx.Err()
	}
	if err := p.put(nil); err != nil {
		return err
	}
	return fault.New(fault.Incomplete, "the dump %s is incomplete: it ends after %d of its heartbeats", p.ask.Place.URI, p.done).Because(cause)
}
