package aw

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// mostNamed bounds the settings, and the buckets: all of them are held.
const mostNamed = 1000

// setting is what a client keeps under a name.
type setting = json.RawMessage

func (s *server) allSettings(r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(r.Context()); err != nil {
		return nil, err
	}
	return maps.Clone(s.settings), nil
}

// oneSetting is null where nothing was set.
func (s *server) oneSetting(r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(r.Context()); err != nil {
		return nil, err
	}
	return s.settings[r.PathValue("key")], nil
}

func (s *server) set(r *http.Request) (any, error) {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, tooLong(err)
	}
	if len(text) > largest {
		return nil, wrong(http.StatusRequestEntityTooLarge, "a setting has at most 512 KB")
	}
	if !json.Valid(text) {
		return nil, wrong(http.StatusBadRequest, "a setting is JSON")
	}
	return status{http.StatusCreated, struct{}{}}, s.keepSetting(r, json.RawMessage(logbook.Text(string(text))), false)
}

func (s *server) unset(r *http.Request) (any, error) {
	return struct{}{}, s.keepSetting(r, json.RawMessage("null"), true)
}

func (s *server) keepSetting(r *http.Request, value json.RawMessage, gone bool) error {
	key := r.PathValue("key")
	if key != logbook.Text(key) {
		return wrong(http.StatusBadRequest, "that is no name for a setting")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(r.Context()); err != nil {
		return err
	}
	if _, known := s.settings[key]; !known && len(s.settings) >= mostNamed {
		return wrong(http.StatusBadRequest, "there are too many settings")
	}
	f := logbook.Fact{
		Person: s.Person, Kind: logbook.KindSetting, Key: key, Version: logbook.Seq{Stamp: s.nextStamp()}, Gone: gone,
		Day: when.NoDay, Body: value,
	}
	if err := s.put(r.Context(), logbook.Entry{Fact: &f}); err != nil {
		return fmt.Errorf("keeping a setting: %w", err)
	}
	if s.settings[key] = value; gone {
		delete(s.settings, key)
	}
	return nil
}
