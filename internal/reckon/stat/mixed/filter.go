package mixed

import "math"

// whiten runs the filter over every day: its two states are the day's own value and
// the drifting one, both 0 before the first answer. Every column, and y, is foretold
// by the same gain, since the gain depends on the times alone. It leaves X'V⁻¹X below
// the diagonal of sum and X'V⁻¹y in right, and gives log|V| and y'V⁻¹y.
func (m *model) whiten(theta []float64) (logs, squares float64) {
	clear(m.sum)
	clear(m.right)
	pools := len(m.Pools)
	s := newState(theta[pools:])
	for i := range m.Y {
		if i == 0 || m.Day[i] != m.Day[i-1] {
			s.begin()
			clear(m.day[0])
			clear(m.day[1])
		} else {
			kept := s.pass(m.At[i] - m.At[i-1])
			for c := range m.day[1] {
				m.day[1][c] *= kept
			}
		}
		size := s.innovation()
		logs += math.Log(size)
		day, drifting := s.gain(size)
		m.innovate(i, day, drifting)
		m.gather(1 / size)
		squares += sq(m.row[m.width]) / size
		s.learn(size)
	}
	return logs, squares
}

// innovate puts what is new in row i into m.row, and lets the filter learn it.
func (m *model) innovate(i int, day, drifting float64) {
	x := m.X[i*m.width : (i+1)*m.width]
	copy(m.row, x)
	m.row[m.width] = m.Y[i]
	for c := range m.row {
		m.row[c] -= m.day[0][c] + m.day[1][c]
		m.day[0][c] += day * m.row[c]
		m.day[1][c] += drifting * m.row[c]
	}
}

// gather adds the row to the sums.
func (m *model) gather(weight float64) {
	w := m.width
	y := m.row[w] * weight
	for c, v := range m.row[:w] {
		m.right[c] += v * y
		v *= weight
		sums := m.sum[c*w : c*w+c+1]
		for k := range sums {
			sums[k] += v * m.row[k]
		}
	}
}

// state is the filter's uncertainty: of the day's value, of the drifting one, and
// what they share.
type state struct {
	day, drifting, shared  float64
	days, driftings, noise float64 // variances
	near                   float64 // hours
}

func newState(theta []float64) *state {
	return &state{
		days: math.Exp(2 * theta[0]), driftings: math.Exp(2 * theta[1]), noise: math.Exp(2 * theta[2]),
		near: math.Exp(theta[3]),
	}
}

func (s *state) begin() { s.day, s.drifting, s.shared = s.days, s.driftings, 0 }

// pass lets hours pass, and gives how much of the drifting value is kept.
func (s *state) pass(hours float64) (kept float64) {
	kept = math.Exp(-math.Abs(hours) / s.near)
	s.shared *= kept
	s.drifting = kept*kept*s.drifting + (1-kept*kept)*s.driftings
	return kept
}

// innovation is the variance of what is new in an answer.
func (s *state) innovation() float64 { return s.day + 2*s.shared + s.drifting + s.noise }

// gain is how far each state moves with what is new.
func (s *state) gain(size float64) (day, drifting float64) {
	return (s.day + s.shared) / size, (s.drifting + s.shared) / size
}

// learn takes from the uncertainty what the answer told.
func (s *state) learn(size float64) {
	a, b := s.day+s.shared, s.drifting+s.shared
	s.day -= a * a / size
	s.drifting -= b * b / size
	s.shared -= a * b / size
}
