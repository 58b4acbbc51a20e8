package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/source/assistant"
)

// searchHome looks for whatever the sources read in the home folder, and where
// the environment says that coding assistants keep their logs. What cannot be
// searched there is not the person's concern: they named nothing.
func (a *app) searchHome(ctx context.Context) []found {
	if a.dirs.home == "" {
		return nil
	}
	places, _ := a.search(ctx, append([]string{a.dirs.home}, assistant.Homes(a.Env)...))
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
