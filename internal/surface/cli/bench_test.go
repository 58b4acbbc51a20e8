//go:build unix

package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/lives"
)

// BenchmarkLook holds a first look at a large history, store and drift included,
// against `git log` of the same refs and metadata read through a pipe, in turn.
// It reports both as ratios: x-cpu counts Go and git together, x-wall the time
// that passed. BACKSIGHT_BENCH_REPO names the repository, BACKSIGHT_BENCH_ME
// somebody with about a thousand commits in it.
func BenchmarkLook(b *testing.B) {
	repo, me := os.Getenv("BACKSIGHT_BENCH_REPO"), os.Getenv("BACKSIGHT_BENCH_ME")
	if repo == "" || me == "" {
		b.Skip("BACKSIGHT_BENCH_REPO and BACKSIGHT_BENCH_ME name no repository and author to look at")
	}
	program := filepath.Join(b.TempDir(), "backsight")
	if out, err := exec.Command("go", "build", "-o", program, "../../..").CombinedOutput(); err != nil {
		b.Fatalf("building the program: %v\n%s", err, out)
	}
	var look, again, log usage
	for b.Loop() {
		home := b.TempDir()
		c := func() *exec.Cmd {
			c := exec.Command(program, "look", "--me", me, repo)
			c.Env = append(os.Environ(), "HOME="+home)
			return c
		}
		look.add(b, c())
		again.add(b, c())
		log.add(b, exec.Command("git", "-C", repo, "log", "--branches", "--tags", "--remotes",
			"--format=%H%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%P%x00%s"))
	}
	b.ReportMetric(float64(look.cpu)/float64(log.cpu), "x-cpu")
	b.ReportMetric(float64(look.wall)/float64(log.wall), "x-wall")
	b.ReportMetric(float64(again.cpu)/float64(log.cpu), "x-cpu-again")
}

// usage is what commands took, children included.
type usage struct{ cpu, wall time.Duration }

func (u *usage) add(b *testing.B, c *exec.Cmd) {
	b.Helper()
	before, start := children(b), time.Now()
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, out); err != nil {
		b.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		b.Fatalf("%v\n%s", err, &said)
	}
	u.wall += time.Since(start)
	u.cpu += children(b) - before
}

func children(b *testing.B) time.Duration {
	b.Helper()
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// BenchmarkSynthetic is a look where there is nothing to read: what a newcomer
// waits for.
func BenchmarkSynthetic(b *testing.B) {
	for b.Loop() {
		p := Program{
			In: bytes.NewReader(nil), Out: io.Discard, Err: io.Discard, Now: time.Now, Columns: func() int { return 0 },
			Env: func(string) string { return "" },
		}
		if code := Run(context.Background(), p, []string{"look"}); code != 0 {
			b.Fatalf("exit code %d", code)
		}
	}
}

// BenchmarkUnchanged asks the commands of a few lines of a store of ten years to which
// nothing has come since. It reports the CPU of each in milliseconds, start included.
// BACKSIGHT_BENCH_BEATS is another number of heartbeats than a million.
func BenchmarkUnchanged(b *testing.B) {
	beats := 1_000_000
	if n, err := strconv.Atoi(os.Getenv("BACKSIGHT_BENCH_BEATS")); err == nil {
		beats = n
	} else if testing.Short() {
		beats /= 50
	}
	home := b.TempDir()
	program, file := filepath.Join(home, "backsight"), filepath.Join(home, "long.db")
	if out, err := exec.Command("go", "build", "-o", program, "../../..").CombinedOutput(); err != nil {
		b.Fatalf("building the program: %v\n%s", err, out)
	}
	now := when.At(time.Now())
	d, err := desk.Open(b.Context(), file, func() when.Instant { return now })
	if err != nil {
		b.Fatal(err)
	}
	for batch := range lives.Decade(d.Person, now.Day(time.UTC), beats) {
		if _, err := d.DB.Put(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		b.Fatal(err)
	}
	asked := func(name string) *exec.Cmd {
		c := exec.Command("sh", "-c", `"$0" --store "$1" "$2" || test $? = 10`, program, file, name)
		c.Env = append(os.Environ(), "HOME="+home)
		return c
	}
	for _, name := range []string{"sources", "clocks", "check"} {
		b.Run(name, func(b *testing.B) {
			var before, all usage
			before.add(b, asked(name))
			for b.Loop() {
				all.add(b, asked(name))
			}
			b.ReportMetric(float64(before.cpu.Microseconds())/1000, "cpu-ms-first")
			b.ReportMetric(float64(all.cpu.Microseconds())/1000/float64(b.N), "cpu-ms")
		})
	}
}
