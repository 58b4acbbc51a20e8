//go:build unix

package cli_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkIngest tells the CPU time of the whole server, the store included,
// for 1,000 heartbeats that come 25 at a time over one connection, each bulk
// committed before it is answered. What a server costs that hears nothing is left
// out.
func BenchmarkIngest(b *testing.B) {
	for _, bulk := range []int{1, 25, 100} {
		b.Run(fmt.Sprintf("bulk=%d", bulk), func(b *testing.B) { ingest(b, bulk) })
	}
}

func ingest(b *testing.B, bulk int) {
	h := newHouse(b)
	h.start()
	idle, _, _ := h.cost()
	h.start()
	client := http.Client{Transport: &http.Transport{}}
	sent := 0
	b.ResetTimer()
	for b.Loop() {
		r, err := http.NewRequest(http.MethodPost, h.url("/users/current/heartbeats.bulk"), strings.NewReader(workday(sent, bulk)))
		if err != nil {
			b.Fatal(err)
		}
		r.SetBasicAuth(h.key, "")
		r.Header.Set("X-Machine-Name", "laptop")
		r.Header.Set("Timezone", "Europe/Berlin")
		answer, err := client.Do(r)
		if err != nil || answer.StatusCode != 202 {
			b.Fatal(answer, err)
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		sent += bulk
	}
	b.StopTimer()
	cpu, system, memory := h.cost()
	b.ReportMetric(float64((cpu-idle).Microseconds())/float64(sent), "cpu-ms/1000")
	b.ReportMetric(float64(system.Microseconds())/float64(sent), "sys-ms/1000")
	b.ReportMetric(float64(sent)/b.Elapsed().Seconds(), "beats/s")
	b.ReportMetric(float64(memory)/1024, "rss-MB")
	b.ReportMetric(0, "ns/op")
}

// cost stops the server and tells what it took: CPU time, how much of it in the
// system, and the most memory in KB.
func (h *house) cost() (cpu, system time.Duration, memory int64) {
	server := h.server
	h.stop()
	usage := server.ProcessState.SysUsage().(*syscall.Rusage)
	system = time.Duration(usage.Stime.Nano())
	return time.Duration(usage.Utime.Nano()) + system, system, int64(usage.Maxrss)
}

// workday is a bulk of heartbeats as a plugin sends them, the n-th and later of
// somebody who works on many files in a few projects.
func workday(n, bulk int) string {
	var out strings.Builder
	out.WriteByte('[')
	for i := n; i < n+bulk; i++ {
		if i > n {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, `{"branch":"feature-%d","category":"coding","cursorpos":%d,"dependencies":["fmt","net/http","encoding/json"],"entity":"/home/ann/src/project%d/internal/part%d/file%d.go",`+
			`"type":"file","is_write":%t,"language":"Go","lineno":%d,"lines":%d,"project":"project%d","project_root_count":5,"time":%d.%06d,"user_agent":"wakatime/v1.90.0 (linux-6.1.0-x86_64) go1.21.5 vscode/1.95.3 vscode-wakatime/24.9.1"}`,
			i/5000%4, i*7%9000, i/1000%6, i/100%40, i%60, i%4 == 0, i*13%800, 800+i%9, i/1000%6, 1_760_000_000+30*i, i*7919%1_000_000)
	}
	out.WriteByte(']')
	return out.String()
}
