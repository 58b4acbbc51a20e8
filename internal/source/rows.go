package source

import (
	"context"
	"iter"
)

// Rows reads the SQLite database of another program, for sources whose evidence
// lies in one; the surface hands it in, since only the store knows SQL. It opens
// the file for reading only and yields the columns of each row: int64, float64,
// string, []byte or nil. What it yields is valid until the next row. An error is
// the last thing it yields. A file that is no SQLite database, or holds none of
// the tables asked for, is an error.
type Rows func(ctx context.Context, file, query string, args ...any) iter.Seq2[[]any, error]
