package session

import (
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// accounted is a week that was reconciled, and of which state.
type accounted struct {
	of   string
	days []timeline.Day
}

// weeksKept is how many reconciled weeks are kept: a year to compare with, and the
// quarter that is looked at.
const weeksKept = 80

// Accounts reconciles some days, week by week, and hands over each. A week that
// is over is kept until the row of one of its days, or of a day near, changes.
func (s *Session) Accounts(days when.Days, each func(timeline.Day)) error {
	n, err := s.Numbers()
	if err != nil {
		return err
	}
	for from := days.From; from < days.To; {
		week := when.Days{From: from, To: min(from.Monday()+7, days.To)}
		from = week.To
		kept, err := s.accountOf(n, week)
		if err != nil {
			return err
		}
		for _, day := range kept {
			each(day)
		}
	}
	return nil
}

// accountOf are the reconciled days of a week, kept where they are over.
func (s *Session) accountOf(n *Numbers, week when.Days) (out []timeline.Day, err error) {
	of := fmt.Sprint(week, n.state.Epoch, n.state.Stamp, n.changedIn(week))
	if kept, ok := s.kept.week(of); ok {
		return kept, nil
	}
	account, err := s.Account(week, s.Q.Instant)
	if err != nil {
		return nil, err
	}
	account.Each(func(day timeline.Day) { out = append(out, day) })
	if week.To <= s.Q.Through {
		s.kept.keepWeek(accounted{of, out})
	}
	return out, nil
}

// changedIn is the generation in which a day of a week, or one so near that its
// evidence reaches there, changed last.
func (n *Numbers) changedIn(days when.Days) (last int64) {
	for d := days.From - apart; d < days.To+apart; d++ {
		if i := int(d - n.First); i >= 0 && i < len(n.changed) {
			last = max(last, n.changed[i])
		}
	}
	return last
}

func (r *remembered) week(of string) ([]timeline.Day, bool) {
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

func (r *remembered) keepWeek(a accounted) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.accounts = append([]accounted{a}, r.accounts[:min(len(r.accounts), weeksKept-1)]...)
}
