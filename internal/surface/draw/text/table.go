package text

import "io"

// Table writes rows, a heading first, as columns of the width they need, those from the
// right on flush right; it says whether the screen had room for the widest, and writes
// nothing where it had not.
func Table(w io.Writer, rows [][]string, right int, s Screen) (bool, error) {
	p := &page{w: w, s: s}
	some := p.table(rows, right, p.headed)
	return some, p.err
}
