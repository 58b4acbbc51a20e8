package measure

// BlockLength is the fragmentation without a threshold: the sum of squared gap
// lengths by the sum of the lengths.
var BlockLength = Figure{
	Name: "block_length", Unit: "minutes",
	Means: "the length of the gap around a randomly chosen free minute of the working window; it needs no threshold",
	Not:   "the usual gap: most gaps are shorter, since long gaps contain more minutes",
	Of: func(s Stretch) (Value, bool) {
		var squares, sum float64
		for _, d := range s.Days {
			for _, g := range RoomOf(d, s.Habits).Gaps {
				l := inHours(g.Len()) * 60
				squares, sum = squares+l*l, sum+l
			}
		}
		if sum == 0 {
			return Value{}, false
		}
		return exactly(squares / sum), true
	},
}
