package reckon

import (
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// accounted is a month that was reconciled, and of which state.
type accounted struct {
	of   string
	days []timeline.Day
}

// monthsKept is how many reconciled months are kept: a year to compare with, and
// the quarter that is looked at.
const monthsKept = 24

// accounts reconciles some days, month by month, and hands over each. A month that
// is over is kept until the row of one of its days, or of a day near, changes.
func (s *session) accounts(days when.Days, each func(timeline.Day)) error {
	n, err := s.numbers()
	if err != nil {
		return err
	}
	for from := days.From; from < days.To; {
		month := when.Days{From: from, To: min(when.NextMonth(from), days.To)}
		from = month.To
		kept, err := s.accountOf(n, month)
		if err != nil {
			return err
		}
		for _, day := range kept {
			each(day)
		}
	}
	return nil
}

// accountOf are the reconciled days of a month, kept where they are over.
func (s *session) accountOf(n *numbers, month when.Days) (out []timeline.Day, err error) {
	of := fmt.Sprint(month, n.state.Epoch, n.state.Stamp, n.changedIn(month))
	if kept, ok := s.kept.month(of); ok {
		return kept, nil
	}
	account, err := s.account(month, s.q.Instant)
	if err != nil {
		return nil, err
	}
	account.Each(func(day timeline.Day) { out = append(out, day) })
	if month.To <= s.q.Through {
		s.kept.keepMonth(accounted{of, out})
	}
	return out, nil
}

// changedIn is the generation in which a day of a month, or one so near that its
// evidence reaches there, changed last.
func (n *numbers) changedIn(days when.Days) (last int64) {
	for d := days.From - apart; d < days.To+apart; d++ {
		if i := int(d - n.first); i >= 0 && i < len(n.changed) {
			last = max(last, n.changed[i])
		}
	}
	return last
}

func (r *remembered) month(of string) ([]timeline.Day, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.accounts, func(a accounted) bool { return a.of == of })
	if i < 0 {
		return nil, false
	}
	found := r.accounts[i]
	r.accounts = append(append([]accounted{found}, r.accounts[:i]...), r.accounts[i+1:]...)
	return found.days, true
}

func (r *remembered) keepMonth(a accounted) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.accounts = append([]accounted{a}, r.accounts[:min(len(r.accounts), monthsKept-1)]...)
}
