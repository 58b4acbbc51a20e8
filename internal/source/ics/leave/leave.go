// Package leave knows what people call their own leave or illness in a calendar. It
// says nothing of a word that may be somebody else's or a plan: a title must be such
// a word and nothing else, but for the person's own name.
package leave

import (
	"slices"
	"strings"
	"unicode"

	"github.com/backsight/backsight/internal/base/who"
)

// Titled says whether a title is about a person's own leave and nothing else:
// "Vacation", "Urlaub!", "Ann: PTO" for Ann. "Vacation in Rome", "Vacation Bob" and
// "Holiday" are not.
func Titled(title string, self who.Self) bool {
	words := wordsOf(title)
	if len(words) > most {
		return false
	}
	own := ownWords(self)
	words = slices.DeleteFunc(words, func(w string) bool { return own[w] })
	return len(words) > 0 && strings.Contains(titles, "\n"+strings.Join(words, " ")+"\n")
}

// OfAnother says whether what stands beside a word for absence seems to be the name of
// somebody else: up to three words, each with a capital, that are neither the person's own
// name nor a word for leave: "(Carl)", but not "(Ann)", "(Vacation)" or "- dentist".
func OfAnother(text string, self who.Self) bool {
	own, names := ownWords(self), 0
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if own[strings.ToLower(w)] {
			continue
		}
		if first := []rune(w)[0]; !unicode.IsUpper(first) {
			return false
		}
		names++
	}
	return names > 0 && names <= mostNames && !Titled(text, self)
}

// mostNames is how many words a name has.
const mostNames = 3

// Without is a title without the person's own name before it: "Ann: OOO" is "OOO" for Ann.
func Without(title string, self who.Self) string {
	own, rest := ownWords(self), title
	for {
		trimmed := strings.TrimLeftFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		end := strings.IndexFunc(trimmed, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		if end < 0 || !own[strings.ToLower(trimmed[:end])] {
			return rest
		}
		rest = trimmed[end:]
		rest = strings.TrimLeftFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	}
}

// most is more words than leave and a person's name take.
const most = 8

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// ownWords are what the person is called, a word each: the parts of their names, and
// of what stands before the @ of their addresses.
func ownWords(self who.Self) map[string]bool {
	own := map[string]bool{}
	for _, i := range self.Identities {
		name, _, _ := strings.Cut(string(i), "@")
		for _, w := range wordsOf(name) {
			own[w] = true
		}
	}
	return own
}

// titles are whole titles in lower case, one a line, those of one language
// together. A word that means something else in another language of the list is not
// there alone: "semester" is a holiday and a term.
const titles = `
vacation
vacations
on vacation
vacation day
vacation days
vacation time
annual leave
on annual leave
leave
on leave
family leave
parental leave
maternity leave
paternity leave
paid leave
unpaid leave
compassionate leave
bereavement leave
medical leave
sick leave
sick day
sick days
sick
off sick
leave of absence
sabbatical
on sabbatical
pto
pto day
paid time off
time off
day off
days off
off work
on holiday
on holidays
annual holiday
urlaub
im urlaub
urlaubstag
urlaubstage
resturlaub
sonderurlaub
betriebsurlaub
jahresurlaub
erholungsurlaub
bildungsurlaub
elternzeit
in elternzeit
mutterschutz
krank
krankheit
krankgeschrieben
krankenstand
freier tag
frei
zeitausgleich
überstundenabbau
karenz
vacances
en vacances
congé
congés
en congé
en congés
congés payés
congé parental
congé maternité
congé de maternité
congé paternité
congé de paternité
congé maladie
arrêt maladie
rtt
vacaciones
de vacaciones
baja médica
baja por enfermedad
baja por maternidad
baja por paternidad
permiso parental
día libre
ferie
in ferie
malattia
in malattia
congedo parentale
maternità
férias
de férias
licença maternidade
licença paternidade
licença médica
baixa médica
vakantie
op vakantie
verlof
ouderschapsverlof
zwangerschapsverlof
ziek
vrije dag
semesterledig
föräldraledig
föräldraledighet
sjuk
sjukskriven
barsel
barselsorlov
foreldrepermisjon
syk
feriedag
urlop
urlop macierzyński
urlop rodzicielski
zwolnienie lekarskie
dovolená
vanhempainvapaa
kesäloma
отпуск
休暇
有給休暇
有休
年休
夏季休暇
育児休業
休假
年假
病假
产假
휴가
연차
육아휴직
`
