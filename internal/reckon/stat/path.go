package stat

// Piece is a stretch [Start, End) of a path: a level (From == To) or a slide
// from From at its start to To at its end. Heights are in the engine's own
// unit: cells of the grid, or standardised numbers. Known marks a step into
// the piece at a place where the instrument is known to have changed.
type Piece struct {
	Start, End int
	From, To   float64
	Slide      bool
	Known      bool
}

// Path is one way of cutting the series: pieces in order, without gaps.
type Path []Piece

// Bounds are the starts of all pieces but the first.
func (p Path) Bounds() []int {
	var at []int
	for _, piece := range p[1:] {
		at = append(at, piece.Start)
	}
	return at
}

// at is a piece's height at a place in it.
func (p Piece) at(t int) float64 {
	if !p.Slide {
		return p.From
	}
	return p.From + (p.To-p.From)*float64(t-p.Start)/float64(p.End-p.Start)
}

// heights writes the path's height at every place into dst.
func (p Path) heights(dst []float64) {
	for _, piece := range p {
		for t := piece.Start; t < piece.End; t++ {
			dst[t] = piece.at(t)
		}
	}
}

// Episode is a move of one direction: what a person would call one change. It
// may have taken several steps and slides, close together. Index is where a
// step happened or a slide began, [Start, End] the whole of it; a step has
// Start == End when it was a single one. From and To are heights.
type Episode struct {
	Index, Start, End int
	From, To          float64
	Slide, Known      bool
}

// Up says which way it went.
func (e Episode) Up() bool { return e.To > e.From }

// The rules that join moves into episodes; measured on simulated series.
const (
	joinGap    = 12   // moves of one direction with at most this much rest between
	slideLeast = 6    // an episode at least this long is a slide if
	slidMost   = 0.5  // more than this part of its way was slid,
	longLeast  = 10   // or one at least this long
	oneStep    = 0.65 // in which no single step took this part of the way
)

// move is one change of height along a path.
type move struct {
	start, end int
	by         float64
	from, to   float64
	slide      bool
	known      bool
}

// moves lists the changes of height along a path, in order.
func (p Path) moves(dst []move) []move {
	dst = dst[:0]
	for i, piece := range p {
		if i > 0 && (piece.From != p[i-1].To || piece.Known) {
			from := p[i-1].To
			dst = append(dst, move{piece.Start, piece.Start, piece.From - from, from, piece.From, false, piece.Known})
		}
		if piece.Slide && piece.From != piece.To {
			dst = append(dst, move{piece.Start, piece.End, piece.To - piece.From, piece.From, piece.To, true, false})
		}
	}
	return dst
}

// Episodes joins the moves of a path into episodes and drops those that are no
// way worth telling.
func (p Path) Episodes(worth func(from, to float64) bool) []Episode {
	var all []Episode
	var buffer [32]move
	moves := p.moves(buffer[:])
	for i := 0; i < len(moves); {
		j := i + 1
		for j < len(moves) && joins(moves[j-1], moves[j]) {
			j++
		}
		if e := episode(moves[i:j]); worth(e.From, e.To) {
			all = append(all, e)
		}
		i = j
	}
	return all
}

// joins says whether b goes on with what a began. A known change of
// instrument is always on its own.
func joins(a, b move) bool {
	return !a.known && !b.known && (a.by > 0) == (b.by > 0) && b.start-a.end <= joinGap
}

// episode is what a run of moves in one direction amounts to.
func episode(run []move) Episode {
	e := Episode{Start: run[0].start, End: run[len(run)-1].end, From: run[0].from, To: run[len(run)-1].to, Known: run[0].known}
	slid, step, stepAt, most, mostAt := 0.0, 0.0, e.Start, 0.0, e.Start
	for _, m := range run {
		if m.slide {
			slid += abs(m.by)
		} else if abs(m.by) > step {
			step, stepAt = abs(m.by), m.start
		}
		if abs(m.by) > most {
			most, mostAt = abs(m.by), m.start
		}
	}
	way, length := abs(e.To-e.From), e.End-e.Start
	e.Slide = length >= slideLeast && slid > slidMost*way || length >= longLeast && step < oneStep*way
	switch {
	case e.Slide:
		e.Index = e.Start
	case step > 0:
		e.Index = stepAt
	default:
		e.Index = mostAt
	}
	return e
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
