package session

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// answerOf begins the name of a whole answer among the results that are remembered.
const answerOf = "answer "

// answerForm is raised whenever an answer that is remembered changes its words or its
// form: then those of older programs are asked for again.
const answerForm = 3

// Answer is what ask answers, remembered in the store under a name: while neither the
// question nor anything it rests on changes, one row is read in place of all days. The
// answer must survive being written as JSON. It rests on the log, on the days that are
// reckoned and on what the places cover, and not on the time of day.
func Answer[T any](s *Session, name string, coverage []logbook.Coverage, ask func() (T, error)) (answer T, err error) {
	of, err := s.state(coverage)
	if err != nil {
		return answer, err
	}
	for r, err := range s.Memory.Results(s.Ctx, s.Grant, answerOf+name) {
		if err != nil {
			return answer, fmt.Errorf("reading what was answered before: %w", err)
		}
		if r.Name == answerOf+name && r.Hash == of && json.Unmarshal(r.Body, &answer) == nil {
			return answer, nil
		}
	}
	if answer, err = ask(); err != nil {
		return answer, err
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return answer, fmt.Errorf("remembering the answer: %w", err)
	}
	return answer, s.Memory.RememberResults(s.Ctx, s.Grant, logbook.Result{Name: answerOf + name, Hash: of, Body: body})
}

// state is a hash of all that an answer rests on. Generations only grow, so a state
// that is over never comes again: what was read a moment later than its state is never
// taken for another's.
func (s *Session) state(coverage []logbook.Coverage) (of [sha256.Size]byte, err error) {
	derived, err := s.Memory.Derived(s.Ctx, s.Grant)
	if err != nil {
		return of, fmt.Errorf("reading the state of what is remembered: %w", err)
	}
	kinds, err := s.Memory.Generations(s.Ctx, s.Grant)
	if err != nil {
		return of, fmt.Errorf("reading how much there is: %w", err)
	}
	q := s.Q
	text, err := json.Marshal(struct {
		Form                  int
		Engine, Stamp, Rules  string
		Derived               logbook.Derived
		Kinds                 logbook.Generations
		Coverage              []logbook.Coverage
		Now, Through, Since   when.Day
		Given                 when.Days
		Fixed                 *report.RefRange
		Measures, Names, Self []string
		Chosen                string
		Spheres               []timeline.Sphere
		Others, Synthetic     bool
		Uncounted             []report.Uncounted
	}{
		answerForm, Version, q.stamp(), q.SphereRules, derived, kinds, coverage, q.Now, q.Through, q.Since, q.Reference, s.Said.Reference,
		q.Measures, q.Names, identities(q), q.Chosen, q.Spheres, q.Others, q.Synthetic, q.Uncounted,
	})
	if err != nil {
		return of, fmt.Errorf("naming the state of an answer: %w", err)
	}
	return sha256.Sum256(text), nil
}

func identities(q Question) (out []string) {
	for _, i := range q.Habits.Self.Identities {
		out = append(out, string(i))
	}
	return out
}
