//go:build unix

package web_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/surface/web"
)

// BenchmarkChanges asks a store of ten years for each page right after something has
// changed, a few times each, and tells a table: CPU in milliseconds, at the middle and
// at most. At last the spheres change, and pages are asked while all days are reckoned
// again.
//
//	go test ./internal/surface/web -run x -bench Changes -benchtime 1x -v
func BenchmarkChanges(b *testing.B) {
	h := long(b, beatsOf(b))
	var working sync.WaitGroup
	h.o.Begin = func(do func(context.Context)) { working.Go(func() { do(context.Background()) }) }
	whole, spheres := h.o.Question, 0
	h.o.Question = func(ctx context.Context) (reckon.Question, error) {
		q, err := whole(ctx)
		q.SphereRules += fmt.Sprint(spheres)
		return q, err
	}
	kinds := append(slices.Clone(changes), change{"a reference", func(t testing.TB, h *home, n int) {
		from := when.Date(2018+n%6, time.Month(1+n%12), 1)
		h.says(t, record.Reference.New(record.Values{"period": {Days: when.Days{From: from, To: from + 365}}, "why": {Text: "bench"}}))
	}})
	for b.Loop() {
		handler, n := web.Handler(h.o), 0
		first(b, handler, "/drift")
		working.Wait()
		b.Logf("cold server, derived rows there: %s", took(func() { first(b, web.Handler(h.fresh(b)), "/drift") }))
		var row strings.Builder
		row.WriteString(fmt.Sprintf("%-12s", "CPU ms"))
		for _, c := range kinds {
			row.WriteString(fmt.Sprintf("%16s", strings.TrimPrefix(c.name, "a ")))
		}
		b.Log(row.String())
		for _, address := range []string{"/", "/drift", "/day", "/week", "/year", "/distance", "/meetings", "/assistants", "/evidence", "/reference", "/said", "/settings"} {
			first(b, handler, address)
			var row strings.Builder
			row.WriteString(fmt.Sprintf("%-12s", address))
			for _, c := range kinds {
				var all costs
				for range 7 {
					n++
					c.do(b, h, n)
					all = append(all, took(func() { first(b, handler, address) }))
				}
				row.WriteString(fmt.Sprintf("%16s", all))
			}
			b.Log(row.String())
		}
		spheres++
		for _, address := range []string{"/drift", "/meetings"} {
			b.Logf("%s, while all is reckoned again: %s", address, took(func() { first(b, handler, address) }))
		}
		working.Wait()
	}
}

// cost is what something took: CPU of the whole process, and time on the wall.
type cost struct{ cpu, wall time.Duration }

func (c cost) String() string {
	return fmt.Sprintf("%.0f ms CPU, %.0f ms on the wall", milliseconds(c.cpu), milliseconds(c.wall))
}

func took(do func()) cost {
	cpu, start := cpuTime(), time.Now()
	do()
	return cost{cpuTime() - cpu, time.Since(start)}
}

func cpuTime() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// costs are those of the same page again and again, shown as CPU at the middle and at
// most: other programs on the machine change those least.
type costs []cost

func (all costs) String() string {
	slices.SortFunc(all, func(a, b cost) int { return int(a.cpu - b.cpu) })
	return fmt.Sprintf("%.0f/%.0f", milliseconds(all[len(all)/2].cpu), milliseconds(all[len(all)-1].cpu))
}
