package outlook

import "strings"

// Away says whether a title is, or begins with, what Outlook or Google call an
// absence where the person writes no title; rest is what stands behind it.
func Away(title string) (rest string, is bool) {
	title = strings.TrimSpace(title)
	lower := strings.ToLower(title)
	for _, t := range awayTitles {
		rest, found := strings.CutPrefix(lower, t)
		if rest = strings.TrimSpace(rest); found && (rest == "" || strings.IndexAny(rest, ":-(/!,–—") == 0) {
			if len(lower) == len(title) { // as it was written
				rest = title[len(title)-len(rest):]
			}
			return rest, true
		}
	}
	return "", false
}

// awayTitles are the default titles of an absence in lower case, by language.
// Guesses such as "holiday" are not among them: a holiday in a calendar may be
// somebody else's.
var awayTitles = []string{
	"out of office", "out-of-office", "ooo", "oof",
	"abwesend", "abwesenheit", "nicht im büro", "außer haus",
	"absent du bureau", "absence du bureau", "absent", "absente", "absence",
	"fuera de la oficina", "ausente",
	"fuori sede", "fuori ufficio", "assente",
	"fora do escritório", "fora do escritorio",
	"afwezig", "niet op kantoor",
	"frånvarande", "fraværende", "ikke til stede", "poissa", "poza biurem", "mimo kancelář",
	"不在", "外出中", "부재중", "外出",
}
