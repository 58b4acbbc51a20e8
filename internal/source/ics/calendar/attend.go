package calendar

import (
	"strings"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/ics/line"
	"github.com/backsight/backsight/internal/source/ics/outlook"
)

// standing is how a person stands to an event.
type standing struct {
	answer logbook.Answer
	weight float64
	away   bool
	company
	labels string // categories
}

// stand reads STATUS, the title that Outlook gives to what was called off, TRANSP, BUSYSTATUS and the person's own PARTSTAT. What
// is cancelled or declined was not attended, whatever else is said; being away
// comes before being free; what the person shows as free is context.
func stand(e *vevent, cancelled bool, self who.Self) standing {
	own, named := ownAttendee(e, self)
	s := standing{company: companyOf(e, self), labels: labels(e)}
	// Absence is told by Outlook's property, by the titles that Google and Outlook
	// give it when the person writes none, or by the person's own word for leave.
	s.away = e.busy == "OOF" || absent(e, self) || ownLeave(e, s.company, self)
	partstat := strings.ToUpper(own.Param("PARTSTAT"))
	switch {
	case cancelled || e.status == "CANCELLED" || e.outlook && outlook.Cancelled(line.Unescape(e.summary)):
		s.answer = logbook.Cancelled
	case declined(own):
		s.answer = logbook.Declined
	case !s.away && (e.transp == "TRANSPARENT" || e.busy == "FREE" || e.busy == "WORKINGELSEWHERE"):
		s.answer = logbook.Free
	case e.busy == "TENTATIVE" || e.status == "TENTATIVE" || partstat == "TENTATIVE":
		s.answer = logbook.Tentative
	case s.mine || len(e.attendees) == 0:
		s.answer = logbook.Called
	case partstat == "ACCEPTED" || !named && e.busy == "BUSY":
		s.answer = logbook.Accepted
	default:
		s.answer = logbook.Silent
	}
	s.weight = weights[s.answer]
	s.away = s.away && s.weight > 0
	return s
}

// weights are those of logbook.Answer; what is missing is 0.
var weights = map[logbook.Answer]float64{
	logbook.Called: 1, logbook.Accepted: 1, logbook.Tentative: 0.5, logbook.Silent: 0.5,
}

func declined(attendee line.Property) bool {
	partstat := strings.ToUpper(attendee.Param("PARTSTAT"))
	return partstat == "DECLINED" || partstat == "DELEGATED"
}

func ownAttendee(e *vevent, self who.Self) (line.Property, bool) {
	for _, a := range e.attendees {
		if isSelf(a, self) {
			return a, true
		}
	}
	return line.Property{}, false
}

func isSelf(p line.Property, self who.Self) bool {
	if p.Value == "" {
		return false
	}
	_, yes := self.Match(p.Param("CN"), p.Address())
	return yes
}
