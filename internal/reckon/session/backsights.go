package session

import (
	"crypto/sha256"
	"fmt"
	"maps"

	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
)

// Backsights are the look backs that were taken, each with the hash of its
// question: a heartbeat of today changes no week that is over, and so no
// question. They never change; what was taken anew goes into new.
type Backsights struct {
	taken map[string]taken
	fresh map[string]taken
}

type taken struct {
	of [sha256.Size]byte
	is drift.Backsight
}

// resultOf begins the name of a look back among the results that are remembered.
const resultOf = "drift "

// Backsights are those that are kept, or remembered in the store.
func (s *Session) Backsights() (*Backsights, error) {
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	if s.kept.backs != nil {
		return &Backsights{taken: s.kept.backs.taken, fresh: map[string]taken{}}, nil
	}
	all := map[string]taken{}
	for r, err := range s.Memory.Results(s.Ctx, s.Grant, resultOf) {
		if err != nil {
			return nil, fmt.Errorf("reading the look backs that were taken: %w", err)
		}
		var b drift.Backsight
		if err := b.UnmarshalBinary(r.Body); err == nil { // of another program: taken again
			all[r.Name[len(resultOf):]] = taken{r.Hash, b}
		}
	}
	s.kept.backs = &Backsights{taken: all}
	return &Backsights{taken: all, fresh: map[string]taken{}}, nil
}

// Take is drift.Take, remembered.
func (b *Backsights) Take(q drift.Question) (drift.Backsight, error) {
	name, of := q.Series.ID+" "+q.Reference.String(), hashOfQuestion(q)
	for _, known := range []map[string]taken{b.fresh, b.taken} {
		if t, ok := known[name]; ok && t.of == of {
			return t.is, nil
		}
	}
	is, err := drift.Take(q)
	if err == nil {
		b.fresh[name] = taken{of, is}
	}
	return is, err
}

// hashOfQuestion is of all that a look back depends on, the engine too.
func hashOfQuestion(q drift.Question) [sha256.Size]byte {
	return sha256.Sum256(q.AppendBinary([]byte(Version + "\x00")))
}

// Keep remembers what was taken anew.
func (b *Backsights) Keep(s *Session) error {
	if len(b.fresh) == 0 {
		return nil
	}
	var all []logbook.Result
	for name, t := range b.fresh {
		body, err := t.is.MarshalBinary()
		if err != nil {
			return fmt.Errorf("remembering the look back at %s: %w", name, err)
		}
		all = append(all, logbook.Result{Name: resultOf + name, Hash: t.of, Body: body})
	}
	if err := s.Memory.RememberResults(s.Ctx, s.Grant, all...); err != nil {
		return err
	}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	now := maps.Clone(s.kept.backs.taken)
	maps.Copy(now, b.fresh)
	s.kept.backs = &Backsights{taken: now}
	return nil
}
