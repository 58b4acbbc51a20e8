package store

import (
	"context"
	"database/sql"
	"hash/maphash"
	"sync"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/store/held"
	"github.com/backsight/backsight/internal/store/pack"
)

// dictionary is a person's words as far as they were read. It only grows: in the
// store under the person's own lock, and here behind what was committed. So what
// is here holds, whatever other programs write meanwhile.
type dictionary struct {
	mu    sync.Mutex
	said  pack.Dictionary
	index map[string]uint64
	met   map[uint64]struct{} // hashes of texts that were said once

	reader *pack.Reader // that nobody uses just now
}

// edition names a dictionary: a copy of the store in memory has one of its own.
type edition struct {
	of   who.Person
	copy int64
}

// wordsOf is the dictionary of a person, in what the transaction sees.
func (t *tx) wordsOf(p who.Person) *dictionary {
	which := edition{p, t.Copy()}
	w, known := t.db.words.Load(which)
	if !known {
		w, _ = t.db.words.LoadOrStore(which, &dictionary{index: map[string]uint64{}, met: map[uint64]struct{}{}})
	}
	return w.(*dictionary)
}

// reader lends a reader that knows all words the transaction sees.
func (t *tx) reader(ctx context.Context, p who.Person, use func(*pack.Reader, pack.Dictionary) error) error {
	said, err := t.read(ctx, p)
	if err != nil {
		return err
	}
	if t.drafted != nil { // nobody else may learn its words yet
		return use(pack.NewReader(said), said)
	}
	w := t.wordsOf(p)
	r := w.lend()
	r.Learn(said)
	defer w.giveBack(r)
	return use(r, said)
}

// lend gives the reader there is, for what it has learnt, or a new one.
func (w *dictionary) lend() *pack.Reader {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := w.reader
	if w.reader = nil; r == nil {
		return pack.NewReader(w.said)
	}
	return r
}

func (w *dictionary) giveBack(r *pack.Reader) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reader = r
}

// read is all words that the transaction sees, and perhaps more. Those that it adds itself
// may yet be undone: they stay out of the dictionary that others use.
func (t *tx) read(ctx context.Context, p who.Person) (pack.Dictionary, error) {
	if t.drafted != nil && t.drafted.person == p {
		return t.drafted.all(), nil
	}
	w := t.wordsOf(p)
	w.mu.Lock()
	defer w.mu.Unlock()
	err := t.Each(ctx, func(r *sql.Rows) error {
		var n int
		var sealed sql.RawBytes
		if err := r.Scan(&n, &sealed); err != nil {
			return err
		}
		said, err := pack.Unseal(sealed)
		if err != nil || n != len(w.said)+1 {
			return pack.ErrChanged()
		}
		w.add(string(said))
		return nil
	}, `/* store.words */ select n, said from word where person = ? and n > ? order by n`, p, len(w.said))
	return w.said, err
}

func (w *dictionary) add(said string) {
	w.said = append(w.said, said)
	w.index[said] = uint64(len(w.said))
}

// mostMet bounds what is remembered of texts said once.
const mostMet = 1 << 16

var seed = maphash.MakeSeed()

// again says whether a text was said before, as far as that is remembered.
func (w *dictionary) again(said []byte) bool {
	h := maphash.Bytes(seed, said)
	if _, met := w.met[h]; met {
		return true
	}
	if len(w.met) >= mostMet {
		clear(w.met)
	}
	w.met[h] = struct{}{}
	return false
}

// draft is a dictionary with the words that a transaction adds to it. Until it
// has committed nobody else knows them.
type draft struct {
	*tx
	person who.Person
	place  int64 // whose beats say them, 0 for none's
	words  *dictionary
	known  pack.Dictionary // when the transaction began
	added  []string
	index  map[string]uint64
}

// draft begins one. The caller holds the person's lock.
func (t *tx) draft(ctx context.Context, p who.Person) (*draft, error) {
	known, err := t.read(ctx, p)
	t.drafted = &draft{tx: t, person: p, words: t.wordsOf(p), known: known}
	return t.drafted, err
}

// Number is the number of a word. What is said for the first time is no word
// yet: most of what is said but once is never said again.
func (d *draft) Number(said []byte) uint64 {
	d.words.mu.Lock()
	defer d.words.mu.Unlock()
	if n := d.find(said); n > 0 || !d.words.again(said) {
		return n
	}
	return d.add(said)
}

// must is the number of a word that has to be one.
func (d *draft) must(said string) uint64 {
	d.words.mu.Lock()
	defer d.words.mu.Unlock()
	if n := d.find([]byte(said)); n > 0 {
		return n
	}
	return d.add([]byte(said))
}

// find is the number of a word, or 0. Whatever is known to everybody was
// committed before this transaction took the person's lock.
func (d *draft) find(said []byte) uint64 {
	if n := d.words.index[string(said)]; n > 0 {
		return n
	}
	return d.index[string(said)]
}

func (d *draft) add(said []byte) uint64 {
	if d.index == nil {
		d.index = map[string]uint64{}
	}
	word := string(said)
	d.added = append(d.added, word)
	d.index[word] = uint64(len(d.known) + len(d.added))
	return d.index[word]
}

// all is the dictionary with what was added.
func (d *draft) all() pack.Dictionary {
	return append(d.known[:len(d.known):len(d.known)], d.added...)
}

// keep writes the new words.
func (d *draft) keep(ctx context.Context) error {
	var args []any
	for i, said := range d.added {
		sealed := pack.Seal([]byte(said))
		d.ledger.Add(held.Word, d.place, len(d.known)+1+i, sealed)
		args = append(args, d.person, len(d.known)+1+i, sealed)
	}
	return d.Insert(ctx, `/* store.words */ insert into word (person, n, said) values`, 3, "", args)
}

// committed makes the new words known to everybody, but for those that somebody
// has read from the store already.
func (d *draft) committed() {
	if d == nil {
		return
	}
	d.words.mu.Lock()
	defer d.words.mu.Unlock()
	for i, said := range d.added {
		if len(d.words.said) == len(d.known)+i {
			d.words.add(said)
		}
	}
}
