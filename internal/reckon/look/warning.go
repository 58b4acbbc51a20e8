package look

import (
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Where so little of so much is the person's own, somebody else's name may be meant.
const (
	muchRead  = 500 // commits, of anybody
	tinyShare = 200 // less than one in so many is tiny
	fewShare  = 100 // and less than one in so many, where they lie on few days
	fewDays   = 50
)

// tiny warns where hardly anything of the histories is the person's: every other
// number rests on that little.
func (l *Look) tiny(sources []report.Source) (report.Claim, bool) {
	read, yours := 0, 0
	for _, s := range sources {
		if l.Q.Habits.Sources.See(s.Name, logbook.Commits) && s.Yours > 0 {
			read, yours = read+s.Facts, yours+s.Yours
		}
	}
	some := yours
	if l.survey.Commits > 0 {
		yours = l.survey.Commits // copies count once
	}
	if read < muchRead || some*fewShare >= read {
		return report.Claim{}, false
	}
	days := len(l.onDays(measure.CommitDays, l.Exposure(measure.CommitDays.Class, timeline.SphereAll)))
	if some*tinyShare >= read && days >= fewDays {
		return report.Claim{}, false
	}
	v := float64(yours)
	part := 1.0
	return report.Claim{
		Text: say.F("Only %s of %s commits read are yours, on %s. If that is too few, you are known there by another name or address: `backsight me` says by which you are counted.",
			say.Plain(say.Grouped(int64(yours))), say.Plain(say.Grouped(int64(read))), say.Counted(days, "day", "days")),
		Value: &v, Low: &v, High: &v, Unit: "commits", Seen: &part, Facts: l.survey.Commits, Method: "counted",
		Limits: []string{"Not a measure of your part: who else committed is not looked at"},
		About:  measure.HandsOnDays.Name, Kind: report.Warning, Sphere: string(timeline.SphereAll),
	}, true
}

// unknownReference warns where the person named a reference of which nothing is known:
// what is compared is compared with something else then.
func unknownReference(r report.Report, head report.Reading) (report.Claim, bool) {
	text, unknown := r.UnknownReference()
	if !unknown {
		return report.Claim{}, false
	}
	v, part := 0.0, 1.0
	return report.Claim{
		Text:  text,
		Value: &v, Low: &v, High: &v, Unit: "weeks", Seen: &part, Method: "counted",
		Limits: []string{"Only what was read is known: a time without evidence may have been full of work"},
		About:  head.Name, Kind: report.Warning, Sphere: string(timeline.SphereAll),
	}, true
}
