package web

import (
	"net/http"

	"github.com/backsight/backsight/internal/reckon"
)

// DayPage answers with the Day page of a day that was reckoned already.
func DayPage(o Options) func(w http.ResponseWriter, r *http.Request, day reckon.Day) {
	s := standing(o)
	return func(w http.ResponseWriter, r *http.Request, day reckon.Day) {
		formats(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			a, err := s.asking(r)
			if err != nil {
				panic(err)
			}
			s.answer(w, r, a, dayPage, a.dayView(day), http.StatusOK)
		})).ServeHTTP(w, r)
	}
}

// WeekRow is a day's line on the Week page: the hands, and the time with others.
func WeekRow(o Options, r *http.Request, day reckon.Day) (hands, met string) {
	a, err := standing(o).asking(r)
	if err != nil {
		panic(err)
	}
	row := a.weekDay(day)
	return row.Hands, row.Met
}
