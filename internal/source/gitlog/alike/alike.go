// Package alike says which names and e-mail addresses may be those of one person: the
// same name in another spelling, the same part before the "@", the private address
// that a forge gives. It decides nothing: what it finds is asked about. It is pure.
package alike

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// Likeness is what the spellings of one name have in common: its words without
// accents, case and punctuation, in alphabetical order ("Núñez, José" and "jose
// nunez" are alike). Text that is no UTF-8 is read as Windows-1252, and UTF-8 that
// was once read so is put right. It is "" where nothing is left.
func Likeness(name string) string {
	folded := sharp.Replace(strings.ToLower(norm.NFKD.String(decoded(name))))
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, folded)
	words := strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return strings.Join(words, " ")
}

// sharp spells out what has no upper case of one letter, or two lower ones.
var sharp = strings.NewReplacer("ß", "ss", "ς", "σ")

// decoded is a name in UTF-8, whatever it was written in.
func decoded(name string) string {
	if !utf8.ValidString(name) {
		if text, err := charmap.Windows1252.NewDecoder().String(name); err == nil {
			return text
		}
		return strings.ToValidUTF8(name, "")
	}
	raw, err := charmap.Windows1252.NewEncoder().String(name)
	if err == nil && raw != name && utf8.ValidString(raw) {
		return raw
	}
	return name
}

// Local is the part of an address by which its owner may be recognised at another
// one: what stands before the "@", in lower case, without a "+tag" and without the
// number that forges put before it in their private addresses. It is "" where the
// text is no address, where the part is that of a role (info, dev, noreply) and
// where it has fewer than three letters.
func Local(address string) string {
	local, host, ok := strings.Cut(strings.ToLower(strings.TrimSpace(address)), "@")
	if !ok {
		return ""
	}
	if IsForge(host) {
		for _, mark := range []string{"+", "-"} {
			if id, user, cut := strings.Cut(local, mark); cut && id != "" && strings.Trim(id, "0123456789") == "" {
				local = user
			}
		}
	}
	if before, _, tagged := strings.Cut(local, "+"); tagged {
		local = before
	}
	if utf8.RuneCountInString(local) < 3 || roles[local] {
		return ""
	}
	return local
}

// IsForge says whether a host gives out private addresses that nobody reads:
// users.noreply.github.com, users.noreply.gitlab.com, noreply.codeberg.org.
func IsForge(host string) bool {
	return strings.HasPrefix(host, "users.noreply.") || strings.HasPrefix(host, "noreply.")
}

// roles are parts of addresses and whole names that name no person.
var roles = func() map[string]bool {
	out := map[string]bool{}
	for r := range strings.FieldsSeq(`abuse admin administrator anonymous billing bot bots build builder builds ci code
		commits contact dev developer developers devnull devs ec2-user email engineering git github gitlab hello help
		hi hostmaster info jenkins localhost mail me name nobody none noreply no-reply office ops opensource open-source oss
		patches pi postmaster release releases root sales security service support system team test tester ubuntu unknown
		user username vagrant webmaster work you your`) {
		out[r] = true
	}
	return out
}()

// own are those of the roles that people also give to an address of their own.
var own = map[string]bool{"email": true, "hello": true, "hi": true, "mail": true, "me": true, "name": true, "work": true}

// IsRole says whether an address is that of a role, which several may use: dev@, info@,
// noreply@github.com; not hello@ or me@.
func IsRole(address string) bool {
	return strings.Contains(address, "@") && roles[part(address)] && !own[part(address)]
}

// People are the names, addresses and local parts by which a person's other addresses
// are recognised. The zero People recognises nobody.
type People struct{ names, addresses, locals, others, led map[string]bool }

// Of is what names a person: identities, and what else they are called.
func Of(identities []who.Identity, called []string) People {
	a := People{names: map[string]bool{}, addresses: map[string]bool{}, locals: map[string]bool{}, others: map[string]bool{}, led: map[string]bool{}}
	for _, i := range identities {
		if i.IsEmail() {
			a.addLocal(string(i))
		} else {
			a.addName(string(i))
		}
	}
	for _, name := range called {
		a.addName(name)
	}
	return a
}

// Add takes in a name and an address under which the person is met.
func (a People) Add(name, address string) {
	a.addName(name)
	a.addLocal(address)
	if key := addressed(address); key != "" && !roles[part(address)] {
		a.addresses[key] = true
	}
}

func (a People) addName(name string) {
	if l := Likeness(name); names(l) {
		a.names[l] = true
	}
}

// names says whether a likeness may be that of a person.
func names(likeness string) bool { return !roles[likeness] && utf8.RuneCountInString(likeness) > 1 }

func (a People) addLocal(address string) {
	if l := Local(address); l != "" {
		a.locals[l] = true
	}
}

// addressed is an address as it is compared with others.
func addressed(address string) string { return string(who.Known(address)) }

// part is what stands before the "@" of an address, in lower case.
func part(address string) string {
	local, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(address)), "@")
	return local
}

// Lead takes in addresses to which a mailmap leads from the person's own: it says that
// they are one person's.
func (a People) Lead(to []who.Identity) {
	for _, i := range to {
		a.led[string(i)] = true
	}
}

// mostNames is how many names may be met under one address that is one person's.
const mostNames = 3

// Follow takes in the other names that are met under an address of the person's, or of
// somebody of the same name: "zed" beside "Zoe Dean". It goes no further than that, and
// passes by addresses that several use: those of roles, and those with many names.
func (a People) Follow(all []logbook.Namesake) {
	under := map[string][]logbook.Namesake{}
	for _, n := range all {
		if key := addressed(n.Email); key != "" && !roles[part(n.Email)] {
			under[key] = append(under[key], n)
		}
	}
	var found []string
	for _, group := range under {
		met, linked := map[string]bool{}, false
		for _, n := range group {
			met[Likeness(n.Name)] = true
			linked = linked || n.Own || a.names[Likeness(n.Name)]
		}
		if !linked || len(met) > mostNames {
			continue
		}
		for l := range met {
			if names(l) && !a.names[l] {
				found = append(found, l)
			}
		}
	}
	for _, l := range found {
		a.others[l] = true
	}
}

// How somebody resembles the person, the surest first.
const (
	Mapped      = "the mailmap says so"
	SameName    = "the same name"
	SameAddress = "an address that you use under another name"
	OtherName   = "a name that stands beside yours at another address"
	SameLocal   = "the same part before the @"
)

// Resembles says how an author resembles the person: one of the reasons above, or ""
// for not at all. The name at a forge may be the name, or the local part.
func (a People) Resembles(name, address string) string {
	likeness, local := Likeness(name), Local(address)
	joined := func(words string) string { return strings.ReplaceAll(words, " ", "") }
	switch {
	case a.led[addressed(address)]:
		return Mapped
	case a.names[likeness]:
		return SameName
	case a.addresses[addressed(address)]:
		return SameAddress
	case a.others[likeness]:
		return OtherName
	case local == "":
		return ""
	case a.locals[local]:
		return SameLocal
	}
	if _, host, _ := strings.Cut(strings.ToLower(address), "@"); IsForge(host) {
		for n := range a.names {
			if joined(n) == joined(Likeness(local)) {
				return SameLocal
			}
		}
	}
	return ""
}

// How is the surest way in which one of some authors resembles the person.
func (a People) How(all []logbook.Namesake) string {
	for _, how := range []string{Mapped, SameName, SameAddress, OtherName, SameLocal} {
		if slices.ContainsFunc(all, func(n logbook.Namesake) bool { return a.Resembles(n.Name, n.Email) == how }) {
			return how
		}
	}
	return ""
}

// Strange says whether a name that is met under an address seems to be somebody else's:
// neither it nor what stands before the "@" shares a word with the person's names, and it
// is not what stands there. Whoever writes from ann@ is Ann, whatever the name.
func (a People) Strange(name, address string) bool {
	likeness := Likeness(name)
	if likeness == "" || likeness == Likeness(Local(address)) {
		return false
	}
	words := append(strings.Fields(likeness), strings.FieldsFunc(Likeness(Local(address)), func(r rune) bool { return !unicode.IsLetter(r) })...)
	for n := range a.names {
		if slices.ContainsFunc(strings.Fields(n), func(w string) bool { return slices.Contains(words, w) }) {
			return false
		}
	}
	return true
}

// Marks are the names, addresses and local parts as one text each, in order: two that
// are equal recognise the same people.
func (a People) Marks() (all []string) {
	for n := range a.names {
		all = append(all, n)
	}
	for n := range a.others {
		all = append(all, "also "+n)
	}
	for l := range a.locals {
		all = append(all, l+"@")
	}
	for l := range a.addresses {
		all = append(all, "<"+l+">")
	}
	for l := range a.led {
		all = append(all, "<-"+l+">")
	}
	slices.Sort(all)
	return all
}

// maxNamesakes bounds how many are kept of one place, those with the most commits.
const maxNamesakes = 100

// Pick are the own ones of a place's authors, and those that resemble them and are not
// known to be strangers, with all that is written under their addresses: the own ones
// first, then those with the most commits.
func (a People) Pick(all []logbook.Namesake, strangers who.Strangers) []logbook.Namesake {
	alike := map[string]bool{}
	for _, n := range all {
		if a.Resembles(n.Name, n.Email) != "" {
			alike[addressed(cmp.Or(n.Email, n.Name))] = true
		}
	}
	out := slices.DeleteFunc(all, func(n logbook.Namesake) bool {
		by := who.Known(cmp.Or(n.Email, n.Name))
		return !n.Own && (!alike[string(by)] || strangers.Has(by))
	})
	slices.SortFunc(out, func(a, b logbook.Namesake) int {
		return cmp.Or(ownFirst(a, b), -cmp.Compare(a.Commits, b.Commits), cmp.Compare(a.Email, b.Email), cmp.Compare(a.Name, b.Name))
	})
	return append([]logbook.Namesake{}, out[:min(len(out), maxNamesakes)]...)
}

func ownFirst(a, b logbook.Namesake) int {
	switch {
	case a.Own == b.Own:
		return 0
	case a.Own:
		return -1
	}
	return 1
}

// Shared says whether an address seems to be used by several: names are met under it
// that share no word with one another.
func Shared(all []logbook.Namesake) bool {
	for i, n := range all {
		if slices.ContainsFunc(all[i+1:], func(o logbook.Namesake) bool { return Elsewhere(n.Name, o.Name) }) {
			return true
		}
	}
	return false
}

// Elsewhere says whether two full names, both of two words or more, share no word:
// then a local part alone makes nobody the same person.
func Elsewhere(one, other string) bool {
	a, b := strings.Fields(Likeness(one)), strings.Fields(Likeness(other))
	return len(a) > 1 && len(b) > 1 && !slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}
