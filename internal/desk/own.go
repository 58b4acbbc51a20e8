package desk

import (
	"context"
	"fmt"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/record"
)

// Taken is what saying who one is did to a guess: which of its names and addresses are
// the person's own word now, and which are taken back. Both are empty where nothing was
// guessed.
type Taken struct{ Confirmed, Dropped []string }

// Own keeps that names and e-mail addresses are the person's, as their own word. What a
// person says outranks a guess: one that is the guess's, or seems to be of the same
// person, confirms all of the guess; any other takes all of it back, since two people
// would be mixed. What is taken back stays in the history of what was said.
func (d *Desk) Own(ctx context.Context, texts ...string) (Taken, error) {
	guessed, err := d.guessed(ctx)
	if err != nil {
		return Taken{}, err
	}
	confirmed := false
	if len(guessed) > 0 {
		if confirmed, err = d.confirms(ctx, texts, guessed); err != nil {
			return Taken{}, err
		}
	}
	entries, given, taken := make([]record.Entry, 0, len(texts)), map[who.Identity]bool{}, Taken{}
	for _, text := range texts {
		given[who.Known(text)] = true
		entries = append(entries, record.Identity.New(record.Values{"text": {Text: strings.TrimSpace(text)}}))
	}
	for _, text := range guessed {
		if given[who.Known(text)] {
			continue
		}
		e := record.Identity.New(record.Values{"text": {Text: text}})
		if e.Gone = !confirmed; confirmed {
			taken.Confirmed = append(taken.Confirmed, text)
		} else {
			taken.Dropped = append(taken.Dropped, text)
		}
		entries = append(entries, e)
	}
	_, err = d.Say(ctx, entries...)
	return taken, err
}

// guessed are the names and addresses that were guessed and not confirmed since.
func (d *Desk) guessed(ctx context.Context) (texts []string, err error) {
	said, err := d.Said(ctx, record.Identity, when.Span{})
	for _, e := range said {
		if e.Text("found") == person.IsGuessed {
			texts = append(texts, e.Text("text"))
		}
	}
	return texts, err
}

// confirms says whether one of some names and addresses is the guessed person's.
func (d *Desk) confirms(ctx context.Context, texts, guessed []string) (bool, error) {
	met, err := d.DB.Namesakes(ctx, d.Grant)
	if err != nil {
		return false, fmt.Errorf("reading whose the histories are: %w", err)
	}
	return person.Known(guessed, person.IsGuessed).Confirmed(texts, met), nil
}
