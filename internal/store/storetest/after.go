package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

// putAfter: what was kept before is what is kept when the next is: eight at once,
// through two stores, each find the first key that is free, and each leave a line.
func putAfter(t *testing.T, b *book) {
	const kind = "word"
	next := func(ctx context.Context, before store.Before) (logbook.Batch, error) {
		for n := 0; ; n++ {
			key := fmt.Sprint(n)
			was, err := before.Versions(ctx, kind, key)
			if err != nil || len(was) > 0 {
				if err != nil {
					return logbook.Batch{}, err
				}
				continue
			}
			f := logbook.Fact{Person: b.me, Kind: kind, Key: key, Version: logbook.Seq{Stamp: noon}, Span: when.Span{From: noon, To: noon}, Day: when.NoDay, Body: []byte("{}")}
			return logbook.Batch{Person: b.me, Place: logbook.Place{Source: "said", URI: "said"}, Entries: []logbook.Entry{{Fact: &f}}, At: noon, By: "you"}, nil
		}
	}
	var wg sync.WaitGroup
	const each = 5
	stores := []*store.DB{b.DB, b.another(t)}
	for g := range 8 {
		wg.Go(func() {
			for range each {
				if _, err := stores[g%2].PutAfter(ctx, b.own, next); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	same(t, "the number of facts", len(b.keys(t, when.Span{})), 8*each)
	same(t, "the number of audit lines", len(b.lines(t)), 8*each+1)
	same(t, "what the last one was", b.lines(t)[8*each].Entry.Act, "say")

	stop := errors.New("stop")
	for _, decide := range []func(context.Context, store.Before) (logbook.Batch, error){
		func(context.Context, store.Before) (logbook.Batch, error) { return logbook.Batch{}, nil },
		func(ctx context.Context, before store.Before) (logbook.Batch, error) {
			batch, _ := next(ctx, before)
			return batch, stop
		},
	} {
		if _, err := b.PutAfter(ctx, b.own, decide); err != nil && !errors.Is(err, stop) {
			t.Error(err)
		}
	}
	if _, err := b.PutAfter(ctx, policy.Grant{}, next); err == nil {
		t.Error("the zero grant kept something")
	}
	same(t, "the number of facts after what kept none", len(b.keys(t, when.Span{})), 8*each)
	b.sound(t)
}
