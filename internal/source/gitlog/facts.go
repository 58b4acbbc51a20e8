package gitlog

import (
	"bytes"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// part is one thing the person had to do with a commit.
type part struct {
	role logbook.Role
	as   who.Identity
}

// personCommit is a commit, and what one person had to do with it. It is reused from commit to
// commit, so that those of others cost no memory.
type personCommit struct {
	people    *people
	record    record
	author    identified
	committer identified
	trailers  []trailer
	parts     []part
	aside     bool // it is the stash: no merge, whatever its parents
}

// findParts finds what the person had to do with the commit in r.record.
func (r *personCommit) findParts() {
	r.parts = r.parts[:0]
	r.author = r.people.of(r.record.author.raw)
	r.committer = r.people.of(r.record.committer.raw)
	if r.author.as != "" {
		r.addPart(logbook.Authored, r.author.as)
	} else if r.committer.as != "" {
		r.addPart(logbook.Integrated, r.committer.as)
	}
	r.trailers = trailers(r.record.message, r.trailers[:0])
	for _, t := range r.trailers {
		r.trailer(t)
	}
}

func (r *personCommit) trailer(t trailer) {
	switch t.key {
	case reviewedBy:
		if as := r.people.of(t.value).as; as != "" {
			r.addPart(logbook.Reviewed, as)
		}
	case sharedWith:
		if as := r.people.of(t.value).as; as != "" && r.author.as == "" {
			r.addPart(logbook.Shared, as)
		}
	}
}

// addPart adds a part once: a second trailer of the same kind adds nothing.
func (r *personCommit) addPart(role logbook.Role, as who.Identity) {
	p := part{role, as}
	if slices.Contains(r.parts, p) {
		return
	}
	r.parts = append(r.parts, p)
}

// mine says whether the person wrote the commit.
func (r *personCommit) mine() bool { return r.author.as != "" }

// facts are the commit's facts, one for each part.
func (r *personCommit) facts() []logbook.Fact {
	if len(r.parts) == 0 {
		return nil
	}
	body := r.body()
	list := make([]logbook.Fact, 0, len(r.parts))
	for _, p := range r.parts {
		body.Role, body.As = p.role, logbook.Text(string(p.as))
		list = append(list, r.fact(p, body))
	}
	return list
}

// body is what the facts of the commit have in common.
func (r *personCommit) body() logbook.Commit {
	c := &r.record
	s := logbook.Text(subject(c.message))
	return logbook.Commit{
		Object:    string(c.oid),
		Subject:   s,
		Authored:  c.author.instant(),
		Committed: c.committer.instant(),
		Merge:     c.parents > 1 && !r.aside,
		Root:      c.parents == 0,
		Revert:    isRevert(s, c.message),
		Squash:    isSquash(s),
		Subtree:   isSubtree(s, c.message),
		Bot:       r.author.bot,
		Assistant: r.assistant(),
		Directed:  r.author.assistant != "" && r.author.as == "",
	}
}

// fact places one part in time: what was written at the author's time, what was
// integrated or reviewed at the committer's. Where a reviewer was, no commit says.
func (r *personCommit) fact(p part, body logbook.Commit) logbook.Fact {
	f := logbook.Fact{
		Person: r.people.self.Person,
		Kind:   logbook.KindCommit,
		Key:    body.Object + " " + string(p.role) + " " + body.As,
		// What newer rules make of a commit supersedes what older ones made.
		Version: logbook.Seq{Stamp: rules},
		Day:     when.NoDay,
	}
	at, ok := r.moment(p.role)
	if body.Undated = !ok; ok {
		f.Span = when.Span{From: at.instant(), To: at.instant()}
		f.Zone, f.Day = at.zone(), at.day()
	}
	f.Body = logbook.Body(body)
	return f
}

// moment is the time a role is dated by; ok is false where it cannot be believed.
func (r *personCommit) moment(role logbook.Role) (at signature, ok bool) {
	c := &r.record
	switch role {
	case logbook.Integrated:
		return c.committer, c.committer.believable()
	case logbook.Reviewed:
		at = c.committer
		at.east, at.zoned = 0, false
		return at, at.believable()
	}
	return c.author, c.believable()
}

// year1980 is the start of 1980. What claims to be older is a clock that was
// not set.
const year1980 = 315532800

// believable says whether a time can be one at which somebody used git.
func (s signature) believable() bool { return s.timed && s.seconds >= year1980 }

// believable says whether a commit's author time can be believed: not older
// than 1980, not more than a day after it was committed. Whether it is in the
// future depends on now and is for the reader of the facts to say.
func (c *record) believable() bool {
	return c.author.believable() &&
		(!c.committer.timed || c.author.seconds <= c.committer.seconds+86400)
}

// assistant is the coding assistant whose mark the commit bears, "" for none.
// Marks can be switched off: their absence says nothing.
func (r *personCommit) assistant() string {
	if r.author.assistant != "" {
		return r.author.assistant
	}
	if r.committer.assistant == "aider" {
		return "aider"
	}
	for i := len(r.trailers) - 1; i >= 0; i-- {
		if a := r.assistantIn(r.trailers[i]); a != "" {
			return a
		}
	}
	if bytes.Contains(r.record.message, []byte("Generated with [Claude Code]")) {
		return "claude"
	}
	return ""
}

func (r *personCommit) assistantIn(t trailer) string {
	switch t.key {
	case sharedWith:
		return r.people.of(t.value).assistant
	case assistedBy:
		return assistantInTrailer(string(t.value))
	case ampThread:
		return "amp"
	case aiAssisted:
		if bytes.EqualFold(t.value, []byte("true")) {
			return "unnamed"
		}
	}
	return ""
}
