package gitlog

import (
	"strings"

	"github.com/backsight/backsight/internal/source/gitlog/mailmap"

	"golang.org/x/text/unicode/norm"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/work"
)

// identified says what matters about the one whom an author line, a committer line or
// a trailer names: whether it is the person, a program or a coding assistant.
type identified struct {
	as        who.Identity // the own identity that matched, "" for anybody else
	bot       bool
	assistant string
	wrote     *work.Written // what was written under this line so far; nil for programs
}

// people decides about author lines, each different one once. Histories repeat
// a few thousand of them a few hundred thousand times.
type people struct {
	self  who.Self                      // in Unicode's normal form C, as what is matched with it
	given map[who.Identity]who.Identity // as they were said, by that form
	names mailmap.Map
	cache map[string]identified
}

const (
	maxCachedLine  = 1 << 10
	maxCachedLines = 1 << 17
)

func newPeople(self who.Self, names mailmap.Map) *people {
	p := &people{self: who.Self{Person: self.Person}, given: map[who.Identity]who.Identity{}, names: names, cache: map[string]identified{}}
	for _, i := range self.Identities {
		composed := who.Known(norm.NFC.String(string(i)))
		p.self.Identities = append(p.self.Identities, composed)
		p.given[composed] = i
	}
	return p
}

// of decides about "Name <mail>".
func (p *people) of(raw []byte) identified {
	if k, ok := p.cache[string(raw)]; ok {
		return k
	}
	k := p.decide(nameAndMail(raw))
	if len(raw) <= maxCachedLine && len(p.cache) < maxCachedLines {
		p.cache[string(raw)] = k
	}
	return k
}

// decide looks at what the mailmap makes of the name and address first, then at
// what was written.
func (p *people) decide(name, mail string) identified {
	name, aider := strings.CutSuffix(name, " (aider)")
	k := identified{bot: isBot(name, mail), assistant: assistantNamed(name, mail)}
	if aider {
		k.assistant = "aider"
	}
	mapped, to := p.names.Resolve(name, mail)
	as, mine := p.match(mapped, to)
	if !mine {
		if as, mine = p.written(name, mail); mine {
			mapped, to = name, mail // those whom the mailmap gives the same name are not told to be the person
		}
	}
	if mine {
		k.as, k.bot = as, false
	}
	if mine || !k.bot && (aider || k.assistant == "") {
		k.wrote = &work.Written{Namesake: logbook.Namesake{Name: logbook.Text(mapped), Email: logbook.Text(to), Own: mine, From: when.NoDay, To: when.NoDay}}
	}
	return k
}

// written is the identity under which somebody is the person by what was written. Where
// the mailmap gives an address to the person, but not under this name, it is not.
func (p *people) written(name, mail string) (who.Identity, bool) {
	as, mine := p.match(name, mail)
	if !mine || !as.IsEmail() || !p.names.Apart(name, mail) {
		return as, mine
	}
	if to, mapped := p.names.Alone(mail); mapped {
		if _, theirs := p.match("", to); theirs {
			return "", false
		}
	}
	return as, mine
}

// match is the identity, as it was said, under which somebody is the person: a
// name is the same in whatever normal form of Unicode.
func (p *people) match(name, mail string) (who.Identity, bool) {
	as, mine := p.self.Match(norm.NFC.String(name), norm.NFC.String(mail))
	return p.given[as], mine
}

// bots are programs that commit under a name of their own. They are matched as
// whole names: as a part they hit real people.
var bots = map[string]bool{
	"dependabot": true, "dependabot-preview": true, "renovate": true, "renovate-bot": true,
	"renovate bot": true, "greenkeeper": true, "github-actions": true, "github actions": true,
	"mergify": true, "pre-commit-ci": true, "weblate": true, "allcontributors": true,
	"copybara": true, "copybara-service": true, "bors": true, "jenkins": true, "travis": true,
}

// isBot says whether an author is a program.
func isBot(name, mail string) bool {
	name, mail = strings.ToLower(name), strings.ToLower(mail)
	local, _, _ := strings.Cut(mail, "@")
	return strings.Contains(name, "[bot]") || strings.Contains(mail, "[bot]") ||
		bots[name] || bots[local]
}
