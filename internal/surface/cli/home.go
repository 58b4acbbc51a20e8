package cli

import (
	"context"
	"fmt"
	"strings"
)

// searchHome looks for repositories and calendars in the home folder. What
// cannot be searched there is not the person's concern: they named nothing.
func (a *app) searchHome(ctx context.Context) []found {
	if a.dirs.home == "" {
		return nil
	}
	places, _ := a.search(ctx, []string{a.dirs.home})
	return places
}

// homeWords says where was looked.
func (a *app) homeWords() string {
	if a.dirs.home == "" {
		return "the home folder (HOME is not set)"
	}
	return a.dirs.home
}

// yes asks a question on the terminal; Enter is yes.
func (a *app) yes(question string) bool {
	fmt.Fprintf(a.Err, "%s [Y/n] ", question)
	answer, ok := a.answer()
	answer = strings.ToLower(answer)
	return ok && (answer == "" || strings.HasPrefix(answer, "y"))
}
