package store

import (
	"context"
	"database/sql"
	"sync"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/store/pack"
)

// dictionary is a person's words as far as it was read. It only grows, in the
// store by the person's own lock and here behind what was committed, so what is
// here holds whatever other programs write.
type dictionary struct {
	mu    sync.Mutex
	said  pack.Dictionary
	index map[string]uint64
}

// wordsOf is the dictionary of a person.
func (db *DB) wordsOf(p who.Person) *dictionary {
	w, _ := db.words.LoadOrStore(p, &dictionary{index: map[string]uint64{}})
	return w.(*dictionary)
}

// read is all words that the transaction sees.
func (t *tx) read(ctx context.Context, p who.Person) (pack.Dictionary, error) {
	w := t.db.wordsOf(p)
	w.mu.Lock()
	defer w.mu.Unlock()
	err := t.each(ctx, func(r *sql.Rows) error {
		var said string
		if err := r.Scan(&said); err != nil {
			return err
		}
		w.add(said)
		return nil
	}, `/* store.words */ select said from word where person = ? and n > ? order by n`, p, len(w.said))
	return w.said, err
}

func (w *dictionary) add(said string) {
	w.said = append(w.said, said)
	w.index[said] = uint64(len(w.said))
}

// draft is a dictionary with the words that a transaction adds to it. Until it
// has committed nobody else knows them.
type draft struct {
	*tx
	person who.Person
	words  *dictionary
	known  int // of words, when the transaction had read them
	added  []string
	index  map[string]uint64
}

// draft begins one. The caller holds the person's lock.
func (t *tx) draft(ctx context.Context, p who.Person) (*draft, error) {
	said, err := t.read(ctx, p)
	return &draft{tx: t, person: p, words: t.db.wordsOf(p), known: len(said), index: map[string]uint64{}}, err
}

// Number is the number of a word, a new one where it was never said.
func (d *draft) Number(said string) uint64 {
	d.words.mu.Lock()
	n, known := d.words.index[said]
	d.words.mu.Unlock()
	if known && n <= uint64(d.known) {
		return n
	}
	if n, known := d.index[said]; known {
		return n
	}
	d.added = append(d.added, said)
	n = uint64(d.known + len(d.added))
	d.index[said] = n
	return n
}

// all is the dictionary with what was added.
func (d *draft) all() pack.Dictionary {
	return append(d.words.said[:d.known:d.known], d.added...)
}

// keep writes the new words.
func (d *draft) keep(ctx context.Context) error {
	var args []any
	for i, said := range d.added {
		args = append(args, d.person, d.known+1+i, []byte(said))
	}
	return d.insert(ctx, `/* store.words */ insert into word (person, n, said) values`, 3, "", args)
}

// committed makes the new words known to everybody, unless somebody has read
// them from the store already.
func (d *draft) committed() {
	if d == nil {
		return
	}
	d.words.mu.Lock()
	defer d.words.mu.Unlock()
	for i, said := range d.added {
		if len(d.words.said) == d.known+i {
			d.words.add(said)
		}
	}
}
