package disk

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
)

// budget counts what is read under one context.
type budget struct {
	most int64
	used atomic.Int64
}

type budgetKey struct{}

// Within is a context under which so many bytes are read and no more: the budget of
// one place. A later reading of the same place gets a budget of its own.
func Within(ctx context.Context, bytes int64) context.Context {
	return context.WithValue(ctx, budgetKey{}, &budget{most: bytes})
}

// Spend counts bytes that were read in another way than through a File, such as the
// output of a program. It is an error once the budget is spent or the context over.
func Spend(ctx context.Context, bytes int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b, some := ctx.Value(budgetKey{}).(*budget)
	if some && b.used.Add(int64(bytes)) > b.most {
		return fmt.Errorf("%d bytes were read: %w", b.most, ErrSpent)
	}
	return nil
}

// Used is how many bytes were read so far under the context's budget.
func Used(ctx context.Context) int64 {
	if b, some := ctx.Value(budgetKey{}).(*budget); some {
		return b.used.Load()
	}
	return 0
}

// Counted is a reader whose bytes are counted, and that ends when its context does.
func Counted(ctx context.Context, in io.Reader) io.Reader { return counted{ctx, in} }

type counted struct {
	ctx context.Context
	in  io.Reader
}

func (c counted) Read(b []byte) (int, error) {
	if err := Spend(c.ctx, 0); err != nil {
		return 0, err
	}
	n, err := c.in.Read(b)
	if n > 0 {
		_ = Spend(c.ctx, n)
	}
	return n, err
}
