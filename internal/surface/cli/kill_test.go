package cli_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var kills = flag.Int("kills", 3, "how often the server is killed while it is spoken to")

// witness sends heartbeats one bulk after the other, and remembers those the
// server said it kept.
type witness struct {
	house *house
	name  string
	next  int
	heard chan<- bool // an acknowledged bulk, where somebody waits for one

	mu   sync.Mutex
	kept map[string]bool
}

// speak sends until it is told to stop; a bulk that was not acknowledged is sent
// again later, as clients do.
func (w *witness) speak(stop <-chan bool) {
	client := http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for {
		select {
		case <-stop:
			return
		default:
		}
		var list, names []string
		for i := w.next; i < w.next+25; i++ {
			name := fmt.Sprintf("%s-%d", w.name, i)
			names = append(names, name)
			list = append(list, fmt.Sprintf(`{"entity":%q,"type":"file","time":%d.25,"project":"p%d"}`, name, first+i, i%3))
		}
		if w.bulk(&client, "["+strings.Join(list, ",")+"]") != 25 {
			time.Sleep(time.Millisecond)
			continue
		}
		w.mu.Lock()
		for _, name := range names {
			w.kept[name] = true
		}
		w.next += 25
		w.mu.Unlock()
		select {
		case w.heard <- true:
		case <-stop:
			return
		}
	}
}

// first is when the heartbeats begin, one a second.
var first = int(time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).Unix())

// bulk is how many results the server gave, 0 where it did not answer in full.
func (w *witness) bulk(client *http.Client, body string) int {
	r, err := http.NewRequest(http.MethodPost, w.house.url("/users/current/heartbeats.bulk"), strings.NewReader(body))
	if err != nil {
		return 0
	}
	r.SetBasicAuth(w.house.key, "")
	answer, err := client.Do(r)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	var results struct{ Responses []json.RawMessage }
	if err != nil || answer.StatusCode != 202 || json.Unmarshal(text, &results) != nil {
		return 0
	}
	return len(results.Responses)
}

// await waits until n bulks were acknowledged, however slow the machine is.
func await(t *testing.T, heard <-chan bool, n int) {
	t.Helper()
	late := time.After(time.Minute)
	for range n {
		select {
		case <-heard:
		case <-late:
			t.Fatal("the server acknowledged nothing for a minute")
		}
	}
}

// TestKilledWhileItKeeps kills the server while two clients speak to it, each
// time after a few acknowledged bulks and at a random moment of the next.
// Afterwards no heartbeat that it acknowledged is missing, and none
// is there twice. make kill ROUNDS=200 does it more often.
func TestKilledWhileItKeeps(t *testing.T) {
	h := newHouse(t)
	h.start() // takes the port that the later ones keep
	heard := make(chan bool)
	witnesses := []*witness{{house: h, name: "a", heard: heard, kept: map[string]bool{}}, {house: h, name: "b", heard: heard, kept: map[string]bool{}}}
	chance := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 6))
	for range *kills {
		stop := make(chan bool)
		var done sync.WaitGroup
		for _, w := range witnesses {
			done.Go(func() { w.speak(stop) })
		}
		await(t, heard, 1+chance.IntN(8))
		time.Sleep(time.Duration(chance.IntN(10_000)) * time.Microsecond)
		h.kill()
		close(stop)
		done.Wait()
		h.start()
	}
	kept := map[string]int{}
	last := max(witnesses[0].next, witnesses[1].next) + 25
	for from := first; from < first+last; from += 24 * 60 * 60 {
		for name, n := range h.kept(time.Unix(int64(from), 0).UTC().Format(time.DateOnly)) {
			kept[name] += n
		}
	}
	acknowledged := 0
	for _, w := range witnesses {
		for name := range w.kept {
			acknowledged++
			if kept[name] == 0 {
				t.Errorf("%s was acknowledged and is missing", name)
			}
		}
	}
	for name, n := range kept {
		if n != 1 {
			t.Errorf("%s is there %d times", name, n)
		}
	}
	if acknowledged < *kills*25 {
		t.Errorf("%d heartbeats were acknowledged before %d kills: it was killed too early", acknowledged, *kills)
	}
	t.Logf("%d kills, %d heartbeats acknowledged, %d kept", *kills, acknowledged, len(kept))
	h.stop()
}

// TestKilledWhileItImports kills two imports of the same calendars and, every other time,
// the server that takes heartbeats into the same store. In the end every event is there
// once, no acknowledged heartbeat is missing, and the audit verifies.
func TestKilledWhileItImports(t *testing.T) {
	const files, events = 30, 20
	h := newHouse(t)
	folder := filepath.Join(h.home, "calendars")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range files {
		var text strings.Builder
		text.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
		for j := range events {
			fmt.Fprintf(&text, "BEGIN:VEVENT\r\nUID:%d-%d\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:202609%02dT090000Z\r\nDURATION:PT30M\r\nSUMMARY:m%d\r\nEND:VEVENT\r\n", i, j, 1+j, i)
		}
		text.WriteString("END:VCALENDAR\r\n")
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("c%d.ics", i)), []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h.start()
	heard := make(chan bool)
	w := &witness{house: h, name: "a", heard: heard, kept: map[string]bool{}}
	chance := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 7))
	for range *kills {
		stop := make(chan bool)
		var done sync.WaitGroup
		done.Go(func() { w.speak(stop) })
		for range 2 {
			after := time.Duration(20+chance.IntN(180)) * time.Millisecond
			done.Go(func() { h.importAndDie(folder, after) })
		}
		await(t, heard, 1+chance.IntN(3))
		h.kill()
		close(stop)
		done.Wait()
		h.start()
	}
	kept := map[string]int{}
	for from := first; from < first+w.next+25; from += 24 * 60 * 60 {
		maps.Copy(kept, h.kept(time.Unix(int64(from), 0).UTC().Format(time.DateOnly)))
	}
	h.stop()
	for name := range w.kept {
		if kept[name] != 1 {
			t.Errorf("%s was acknowledged and is there %d times", name, kept[name])
		}
	}
	h.run("import", folder)
	var places []struct {
		Source string
		Facts  int
	}
	if err := json.Unmarshal([]byte(h.run("sources", "--json")), &places); err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, p := range places {
		if p.Source == "calendar" {
			read += p.Facts
		}
	}
	if read != files*events || len(places) != files+1 {
		t.Errorf("%d events are there at %d places, not %d at %d", read, len(places), files*events, files+1)
	}
	if got := h.run("audit", "verify"); !strings.Contains(got, "sound") && !strings.Contains(got, "as it was written") {
		t.Errorf("the audit says %s", got)
	}
	t.Logf("%d kills of a server and two imports, %d heartbeats acknowledged", *kills, len(w.kept))
}

// importAndDie begins an import and kills it.
func (h *house) importAndDie(folder string, after time.Duration) {
	c := exec.Command("backsight", "import", folder)
	c.Env = h.env
	if err := c.Start(); err != nil {
		h.t.Error(err)
		return
	}
	time.Sleep(after)
	_ = c.Process.Kill()
	_ = c.Wait() // it was killed
}
