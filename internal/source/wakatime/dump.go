package wakatime

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/backsight/backsight/internal/base/bounded"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/disk"
)

// A dump is an object with a list of days:
//
//	{"user":{…},"range":{…},"days":[{"date":"2021-02-06","heartbeats":[{…},…]},…]}
//
// Each heartbeat names its client and machine by ids, user_agent_id and
// machine_name_id. What these stand for is said by two lists, {"data":[{"id":…,
// "value":…}]}, that lie beside the dump or, as user_agents and machine_names,
// in it. One that Backsight wrote brings the names themselves.

// maxValue is how many bytes one heartbeat may have, or a list of names in a dump.
const maxValue = 4 << 20

// walkDump hands over the heartbeats of a dump, one after the other; nothing of
// it is held. Of other lists in it, table is told the name and the text; nil
// leaves them out.
func walkDump(r io.Reader, heartbeat func(json.RawMessage) error, table func(name string, text json.RawMessage) error) error {
	b := bufio.NewReader(r)
	if mark, err := b.Peek(3); err == nil && string(mark) == "\uFEFF" {
		_, _ = b.Discard(len(mark)) // they are there
	}
	d := bounded.JSON(b, maxValue)
	if err := expect(d, '{'); err != nil {
		return err
	}
	return eachMember(d, func(key string) error {
		if key == "days" {
			return eachElement(d, func() error { return walkDay(d, heartbeat) })
		}
		var text json.RawMessage
		if err := d.Decode(&text); err != nil || table == nil {
			return err
		}
		return table(key, text)
	})
}

func walkDay(d *json.Decoder, heartbeat func(json.RawMessage) error) error {
	if err := expect(d, '{'); err != nil {
		return err
	}
	return eachMember(d, func(key string) error {
		var text json.RawMessage
		if key != "heartbeats" {
			return d.Decode(&text)
		}
		return eachElement(d, func() error {
			if err := d.Decode(&text); err != nil {
				return err
			}
			return heartbeat(text)
		})
	})
}

// eachMember goes through the rest of an object, and past its end.
func eachMember(d *json.Decoder, do func(key string) error) error {
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if err := do(fmt.Sprint(key)); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// eachElement goes through an array, and past its end.
func eachElement(d *json.Decoder, do func() error) error {
	if err := expect(d, '['); err != nil {
		return err
	}
	for d.More() {
		if err := do(); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func expect(d *json.Decoder, want json.Delim) error {
	got, err := d.Token()
	if err == nil && got != want {
		err = fmt.Errorf("%v where %v is wanted, at byte %d", got, want, d.InputOffset())
	}
	return err
}

// maxTable bounds a list of names: one of a thousand is some 100 KB long.
const maxTable = 8 << 20

// maxTables is how many lists of one kind are looked at beside a dump.
const maxTables = 20

// tables say what the ids of a dump stand for.
type tables struct{ agents, machines map[string]string }

// readTables reads the lists beside a dump, and those in it.
func readTables(ctx context.Context, path string, dump io.Reader) (t tables, err error) {
	t = tables{map[string]string{}, map[string]string{}}
	for pattern, into := range map[string]map[string]string{"*user_agents*.json": t.agents, "*machine_names*.json": t.machines} {
		files := disk.Match(filepath.Dir(path), pattern)
		for _, file := range files[:min(len(files), maxTables)] {
			text, err := disk.Small(ctx, file, maxTable)
			if err != nil {
				return t, fmt.Errorf("reading the names beside the dump: %w", err)
			}
			learn(into, text)
		}
	}
	err = walkDump(dump, func(json.RawMessage) error { return nil }, func(name string, text json.RawMessage) error {
		switch name {
		case "user_agents":
			learn(t.agents, text)
		case "machine_names":
			learn(t.machines, text)
		}
		return nil
	})
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return t, err
}

// learn takes in a list of names: {"data":[…]} or the array alone. What it does
// not understand it leaves out.
func learn(into map[string]string, text []byte) {
	type entry struct{ ID, Value, Name string }
	var list []entry
	var wrapped struct{ Data []entry }
	if json.Unmarshal(text, &list) != nil && json.Unmarshal(text, &wrapped) == nil {
		list = wrapped.Data
	}
	for _, e := range list {
		value := e.Value
		if value == "" {
			value = e.Name
		}
		if e.ID != "" && value != "" {
			into[e.ID] = logbook.Text(value)
		}
	}
}
