package caldav_test

import (
	"fmt"
	"testing"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/source/caldav/caldavtest"
	"github.com/backsight/backsight/internal/source/ics"
	"github.com/backsight/backsight/internal/source/sourcetest"
)

// TestSource holds the source against what every source promises.
func TestSource(t *testing.T) {
	s := caldavtest.Radicale(t)
	for i := range 120 {
		s.Write(fmt.Sprintf("%d.ics", i), caldavtest.Event(fmt.Sprint("e", i), fmt.Sprintf("202601%02dT090000Z", i%28+1)))
	}
	s.Make("/ana/home/")
	l := newLog(t, s)
	sourcetest.Run(t, sourcetest.Case{
		Source: l.src, Declared: ics.Declared(), Root: s.URL("/"), Missing: "http://127.0.0.1:1/not-there", Self: who.Self{Person: 7}, Now: l.now,
	})
}
