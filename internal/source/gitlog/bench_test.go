//go:build unix

package gitlog

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// discard is a sink that forgets.
type discard struct{ position logbook.Position }

func (d *discard) Put(_ context.Context, b logbook.Batch) (logbook.Kept, error) {
	d.position = b.Position
	return logbook.Kept{}, nil
}

// cost is the processor time of this program and of the children it waited for,
// and the time on the wall.
func cost(b *testing.B, f func()) (cpu, wall time.Duration) {
	b.Helper()
	used := func() (d time.Duration) {
		for _, whose := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
			var u syscall.Rusage
			if err := syscall.Getrusage(whose, &u); err != nil {
				b.Fatal(err)
			}
			d += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
		return d
	}
	from, began := used(), time.Now()
	f()
	return used() - from, time.Since(began)
}

// BenchmarkPull reads a long history for a person with about 1,000 commits in
// it, and gives its cost as a ratio to git log of the same refs through a pipe:
// once of names, addresses, dates, parents and subjects, once of the messages as
// well. BACKSIGHT_BENCH_REPO names the repository; else one is made.
func BenchmarkPull(b *testing.B) {
	dir := os.Getenv("BACKSIGHT_BENCH_REPO")
	if dir == "" {
		dir = repository(b, longHistory(50_000))
	}
	p := place(b, dir)
	self := somebody(b, p, 1000)
	const fields = "--format=%H%x1f%an%x1f%ae%x1f%at%x1f%cn%x1f%ce%x1f%ct%x1f%P%x1f"
	var ours, plain, whole [2]time.Duration
	for b.Loop() {
		add(&ours, b, func() {
			ask := source.Ask{Self: self, Place: p, Sink: &discard{}, Now: now}
			if err := (Source{}).Pull(b.Context(), ask); err != nil {
				b.Fatal(err)
			}
		})
		add(&plain, b, func() { piped(b, p.URI, fields+"%s") })
		add(&whole, b, func() { piped(b, p.URI, fields+"%B") })
	}
	b.ReportMetric(float64(ours[0])/float64(plain[0]), "cpu/subjects")
	b.ReportMetric(float64(ours[1])/float64(plain[1]), "wall/subjects")
	b.ReportMetric(float64(ours[0])/float64(whole[0]), "cpu/messages")
	b.ReportMetric(float64(ours[1])/float64(whole[1]), "wall/messages")
}

func add(sum *[2]time.Duration, b *testing.B, f func()) {
	cpu, wall := cost(b, f)
	sum[0] += cpu
	sum[1] += wall
}

// piped reads git log of the refs that Pull reads.
func piped(b *testing.B, dir, format string) {
	cmd := exec.Command("git", "--git-dir="+dir, "log", "--branches", "--remotes", "--tags", format)
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(struct{ io.Writer }{io.Discard}, out); err != nil {
		b.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		b.Fatal(err)
	}
}

// somebody is the author whose number of commits is nearest to want.
func somebody(b *testing.B, p logbook.Place, want int) who.Self {
	authors, _, err := Source{}.Authors(b.Context(), p, now, 0)
	if err != nil {
		b.Fatal(err)
	}
	far := func(a Author) int { return max(a.Commits-want, want-a.Commits) }
	best := authors[0]
	for _, a := range authors {
		if far(a) < far(best) {
			best = a
		}
	}
	self := who.Self{Person: 1}
	for _, mail := range best.Emails {
		self.Identities = append(self.Identities, who.Known(mail))
	}
	return self
}

// BenchmarkUnchanged reads 200 repositories in which nothing changed, as a ratio
// to one git for-each-ref in each of them.
func BenchmarkUnchanged(b *testing.B) {
	template := repository(b, golden())
	var places []logbook.Place
	var positions []logbook.Position
	for i := range 200 {
		dir := filepath.Join(b.TempDir(), fmt.Sprint("r", i))
		if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
			b.Fatal(err)
		}
		p, kept := place(b, dir), &discard{}
		if err := (Source{}).Pull(b.Context(), source.Ask{Self: ann, Place: p, Sink: kept, Now: now}); err != nil {
			b.Fatal(err)
		}
		places, positions = append(places, p), append(positions, kept.position)
	}
	var ours, refs [2]time.Duration
	for b.Loop() {
		add(&ours, b, func() {
			for i, p := range places {
				ask := source.Ask{Self: ann, Place: p, Position: positions[i], Sink: &discard{}, Now: now}
				if err := (Source{}).Pull(b.Context(), ask); err != nil {
					b.Fatal(err)
				}
			}
		})
		add(&refs, b, func() {
			for _, p := range places {
				if err := exec.Command("git", "--git-dir="+p.URI, "for-each-ref").Run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.ReportMetric(float64(ours[0])/float64(refs[0]), "cpu/for-each-ref")
	b.ReportMetric(float64(ours[1])/float64(refs[1]), "wall/for-each-ref")
}
