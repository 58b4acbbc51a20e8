package lives

import (
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// listened is when the people of the lives put a plugin into their editors: what
// came before was heard by nobody.
var listened = when.Date(2024, time.July, 1)

// Sitting is a stretch at the keyboard that ended in a commit, as it truly was:
// heartbeats all the way, and where it was Assisted, prompts and answers all the
// way too. Agent is what the assistant went on with by itself afterwards, with
// nobody there; empty where it did not. Sittings lie more than ten minutes apart.
type Sitting struct {
	Span     when.Span
	Project  string
	Own      bool
	Assisted bool
	Agent    when.Span
}

// Sittings are those of a life before a day, in order of time: the truth that
// hands-on minutes are held against. Finding them plays the whole life: who asks
// about several days of it asks once.
func (l Life) Sittings(until when.Day) []Sitting { return l.Live(until).sittings() }

// The lengths of sittings, and what lies between two of them at least.
const (
	shortest = 20 // minutes; up to as many again and thirty
	least    = 10 * when.Minute
	between  = 12 * when.Minute
	beat     = 2 * when.Minute // as often as WakaTime's plugins send
)

func (l Lived) sittings() (out []Sitting) {
	for i := range l.repos {
		h := &l.repos[i]
		for j := range h.commits {
			if c := &h.commits[j]; l.Life.is(c.author.Author) && len(c.parents) == 1 && c.author.day() >= listened {
				out = append(out, Sitting{Span: when.Span{To: c.author.at}, Project: h.repo.Name, Own: h.repo.Own})
			}
		}
	}
	sortBy(out, func(s Sitting) when.Instant { return s.Span.To })
	kept, last := out[:0], when.Instant(0)
	for _, s := range out {
		if l.Life.sit(&s, last) {
			kept, last = append(kept, s), s.Span.To
		}
	}
	for i := range kept {
		next := kept[min(i+1, len(kept)-1)].Span.From
		l.Life.handOver(&kept[i], next)
	}
	return kept
}

// sit lets a sitting begin, after the one before it and on the day of its commit;
// false where too little is left for one.
func (l Life) sit(s *Sitting, last when.Instant) bool {
	r := l.chance(ofSittings, int(s.Span.To/when.Second))
	length := when.Instant(shortest+2*r.IntN(shortest+15)) * when.Minute
	zone := l.zone(s.Span.To.Day(time.UTC))
	day := s.Span.To.Day(zone)
	from := max(s.Span.To-length, last+between, day.Start(zone)+between)
	s.Span.From = s.Span.To - (s.Span.To-from)/beat*beat
	s.Assisted = r.Float64() < l.traits(day).Assistance
	return from < s.Span.To && s.Span.Len() >= least
}

// handOver leaves an assistant at work after some sittings, for as long as nobody
// comes back to it on that day.
func (l Life) handOver(s *Sitting, next when.Instant) {
	r := l.chance(ofAgents, int(s.Span.To/when.Second))
	if !s.Assisted || r.IntN(2) == 0 {
		return
	}
	zone := l.zone(s.Span.To.Day(time.UTC))
	until := (s.Span.To.Day(zone) + 1).Start(zone) - between
	if next > s.Span.To {
		until = min(until, next-between)
	}
	if until = min(until, s.Span.To+when.Instant(10+r.IntN(40))*when.Minute); until > s.Span.To {
		s.Agent = when.Span{From: s.Span.To, To: until}
	}
}

// Beats are what an editor and an assistant would have told of a life before a
// day: two batches at most, by WakaTime's plugin and from the assistant's log. It
// is no part of Batches: who reads git and calendars only stays as they were.
func Beats(l Life, person who.Person, until when.Day) iter.Seq[logbook.Batch] {
	return func(yield func(logbook.Batch) bool) {
		editor, assistant := l.beatBatch("wakatime", "vscode", person, until), l.beatBatch("assistant", "claude-code", person, until)
		for i, s := range l.Sittings(until) {
			editor.Entries = s.typed(editor.Entries, l)
			assistant.Entries = s.talked(assistant.Entries, l, fmt.Sprintf("%s-%d", l.Name, i))
		}
		for _, b := range []logbook.Batch{editor, assistant} {
			if len(b.Entries) > 0 && !yield(b) {
				return
			}
		}
	}
}

func (l Life) beatBatch(source, program string, person who.Person, until when.Day) logbook.Batch {
	return logbook.Batch{
		Person: person, Place: l.place(source, program, program), At: until.Start(l.zone(until)), By: "synthetic",
		Position: logbook.Position(until.String()),
	}
}

// typed are the heartbeats of a sitting, every two minutes; the last one saves.
func (s Sitting) typed(out []logbook.Entry, l Life) []logbook.Entry {
	for at := s.Span.From; at <= s.Span.To; at += beat {
		b := logbook.Beat{
			Lane: logbook.Lane{Source: "wakatime", Machine: Machine, Program: "vscode"}, At: at,
			Zone: l.zone(at.Day(time.UTC)).String(), Type: "file", Entity: "/src/" + s.Project + "/main.go",
			Project: s.Project, Branch: "main", Language: "Go", Category: "coding", Write: at == s.Span.To,
		}
		b.Key = fmt.Sprintf("%s %d", b.Entity, at)
		b.Raw = rawOf(map[string]any{
			"type": b.Type, "entity": b.Entity, "time": float64(at) / 1e6, "project": b.Project, "branch": b.Branch,
			"language": b.Language, "category": b.Category, "is_write": b.Write,
		})
		out = append(out, logbook.Entry{Beat: &b})
	}
	return out
}

// talked are the turns of an assisted sitting: a prompt every four minutes, each
// answered within one, and then what the agent did by itself.
func (s Sitting) talked(out []logbook.Entry, l Life, session string) []logbook.Entry {
	if !s.Assisted {
		return out
	}
	say := func(at when.Instant, kind string, t logbook.Turn) {
		t.Cwd = "/src/" + s.Project
		b := logbook.Beat{
			Lane: logbook.Lane{Source: "assistant", Machine: Machine, Program: "claude-code"}, At: at,
			Zone: l.zone(at.Day(time.UTC)).String(), Type: kind, Project: s.Project, Branch: "main", Session: session, Raw: logbook.Body(t),
		}
		b.Key = fmt.Sprintf("%s %s %d", session, kind, at)
		b.Entity = b.Key
		out = append(out, logbook.Entry{Beat: &b})
	}
	for at := s.Span.From; at <= s.Span.To; at += 2 * beat {
		say(at, logbook.TurnPrompt, logbook.Turn{Human: true, Length: 120})
		if answered := at + when.Minute; answered <= s.Span.To {
			say(answered, logbook.TurnAnswer, madeUp(session, at))
		}
	}
	for at := s.Agent.From + beat; at <= s.Agent.To; at += beat {
		say(at, logbook.TurnTool, logbook.Turn{Added: 4, Removed: 1})
	}
	return out
}

// madeUp is an answer of a made-up model, with tokens to be counted.
func madeUp(session string, at when.Instant) logbook.Turn {
	id := fmt.Sprintf("%s-%d", session, at)
	return logbook.Turn{
		Model: "made-up-1", Message: "msg-" + id, Request: "req-" + id, Length: 900,
		Tokens: &logbook.Tokens{In: 40, Out: 300, Write5m: 800, Read: 9000},
	}
}

func rawOf(item map[string]any) []byte {
	raw, err := json.Marshal(item)
	if err != nil {
		panic(fmt.Sprintf("lives: an item that JSON cannot hold: %v", err)) // only a programming error can
	}
	return raw
}

// HandsOn is the truth of some days of the life, given its sittings: how long the
// hands were on the work, and how much of that with an assistant.
func (l Life) HandsOn(days when.Days, sittings []Sitting) (all, assisted when.Instant) {
	span := when.Span{From: days.From.Start(l.zone(days.From)), To: days.To.Start(l.zone(days.To))}
	for _, s := range sittings {
		cut, some := s.Span.Cut(span)
		if !some {
			continue
		}
		if all += cut.Len(); s.Assisted {
			assisted += cut.Len()
		}
	}
	return all, assisted
}
