package cli_test

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// desktop is ActivityWatch's server as Backsight is it, at an address of its own.
type desktop struct {
	*house
	at string
}

func newDesktop(t *testing.T) *desktop {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return &desktop{newHouse(t), l.Addr().String()}
}

// open starts it and waits until it answers.
func (d *desktop) open(more ...string) {
	d.t.Helper()
	d.start(append([]string{"--as-activitywatch", d.at, "--activitywatch-open"}, more...)...)
	for range 500 {
		if code, _ := d.say("GET", "info", ""); code == 200 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	d.t.Fatal("it does not answer")
}

// say asks one thing; the code is 0 where no answer came.
func (d *desktop) say(method, what, body string, header ...string) (code int, text string) {
	r, err := http.NewRequest(method, "http://"+d.at+"/api/0/"+what, strings.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err.Error()
	}
	return answer.StatusCode, strings.TrimSpace(string(b))
}

// beat sends one heartbeat at a second of a day.
func (d *desktop) beat(second int) int {
	at := time.Date(2026, 11, 20, 8, 0, second, 0, time.UTC).Format(time.RFC3339)
	code, _ := d.say("POST", "buckets/w/heartbeat?pulsetime=20", fmt.Sprintf(`{"timestamp":%q,"duration":0,"data":{"app":"vim","title":"Secret"}}`, at))
	return code
}

func (d *desktop) bucket() {
	d.t.Helper()
	if code, text := d.say("POST", "buckets/w", `{"client":"aw-watcher-window","type":"currentwindow","hostname":"!local"}`); code != 200 {
		d.t.Fatal(code, text)
	}
}

// What watchers tell is listed, given back whole, and read by another store in
// structure only; both servers end when asked.
func TestBeingActivityWatch(t *testing.T) {
	d := newDesktop(t)
	d.open()
	d.bucket()
	for s := range 5 {
		if code := d.beat(s); code != 200 {
			t.Fatal(code)
		}
	}
	if _, text := d.say("GET", "export", ""); !strings.Contains(text, `"duration":4,"data":{"app":"vim","title":"Secret"}`) {
		t.Errorf("the export is %s", text)
	}
	if got := d.run("sources"); !strings.Contains(got, "1 read, 1 yours, known from 2026-11-20") {
		t.Errorf("sources says %s", got)
	}
	other := newPerson(t)
	other.now = winter
	for _, args := range [][]string{{"connect", "activitywatch", "http://" + d.at}, {"connect", "activitywatch"}, {"import", "http://" + d.at + "/api/0/"}} {
		if got, _ := other.run(0, "", args...); !strings.Contains(got, "1 log of ActivityWatch: 1 ") {
			t.Errorf("%v says %s", args, got)
		}
	}
	d.stop()
	if code, _ := d.say("GET", "info", ""); code != 0 {
		t.Errorf("after the end it answers %d", code)
	}
}

// Where ActivityWatch's own server runs already, it is said what to do instead.
func TestActivityWatchRunsAlready(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p := newPerson(t)
	out, errs := p.run(1, "", "serve", "--addr", "127.0.0.1:0", "--as-activitywatch", l.Addr().String(), "--activitywatch-open")
	if out != "" {
		t.Errorf("it says that it is ready, at %s", out)
	}
	if !strings.Contains(errs, "`backsight connect activitywatch` reads it") {
		t.Errorf("it says %s", errs)
	}
	p.run(2, "", "serve", "--addr", "127.0.0.1:0", l.Addr().String()) // an address without the flag
	p.run(4, "", "serve", "--addr", "127.0.0.1:0", "--as-activitywatch=0.0.0.0:0", "--activitywatch-open")
}

func TestActivityWatchWithAKey(t *testing.T) {
	d := newDesktop(t)
	d.open("--activitywatch-key")
	for key, want := range map[string]int{"": 401, d.key: 200, strings.Replace(d.key, "waka_", "waka_0", 1): 401} {
		if code, _ := d.say("GET", "buckets/", "", "Authorization", "Bearer "+key); code != want {
			t.Errorf("with the key %q it answers %d, want %d", key, code, want)
		}
	}
	other := newPerson(t)
	if _, errs := other.run(3, "", "connect", "activitywatch", "http://"+d.at); !strings.Contains(errs, "--token") {
		t.Errorf("without its key it is said: %s", errs)
	}
	other.run(0, d.key, "connect", "activitywatch", "http://"+d.at, "--token", "--password-stdin")
	other.run(0, "", "connect", "activitywatch")
	if strings.Contains(other.said.String(), d.key) {
		t.Error("the key was printed")
	}
}

// TestKilledWhileItListens kills the server after a few heartbeats of two watchers
// that share a bucket, at a random moment of the next. The one event that they make covers all that was acknowledged.
func TestKilledWhileItListens(t *testing.T) {
	d := newDesktop(t)
	d.open()
	d.bucket()
	chance := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 7))
	var acknowledged [2]int // the last second of each
	for range *kills {
		stop, heard := make(chan bool), make(chan bool)
		var done sync.WaitGroup
		for i := range acknowledged {
			done.Go(func() { acknowledged[i] = d.watch(acknowledged[i], i, heard, stop) })
		}
		await(t, heard, 1+chance.IntN(20))
		time.Sleep(time.Duration(chance.IntN(10_000)) * time.Microsecond)
		d.kill()
		close(stop)
		done.Wait()
		d.open()
	}
	_, text := d.say("GET", "buckets/w/events", "")
	var events []struct{ Duration float64 }
	if err := json.Unmarshal([]byte(text), &events); err != nil || len(events) != 1 {
		t.Fatalf("there are %d events: %.500s", len(events), text)
	}
	last := max(acknowledged[0], acknowledged[1])
	if end := 1 + int(events[0].Duration); last == 0 || end < last || end > last+2 { // it begins at the first second
		t.Errorf("second %d was acknowledged, the event ends at %d", last, end)
	}
	t.Logf("%d kills, %d heartbeats acknowledged", *kills, (acknowledged[0]+acknowledged[1])/2)
}

// watch sends every other second, from one on, until it is told to stop, and
// gives the last that was acknowledged. What was not is sent again.
func (d *desktop) watch(last, odd int, heard chan<- bool, stop <-chan bool) int {
	for second := last + 2 - (last+odd)%2; ; {
		select {
		case <-stop:
			return last
		default:
		}
		if d.beat(second) != 200 {
			continue
		}
		last, second = second, second+2
		select {
		case heard <- true:
		case <-stop:
		}
	}
}

// An export is imported as it was downloaded; what cannot be read in it is said
// by line and bucket.
func TestAnExportOfActivityWatchIsImported(t *testing.T) {
	p := newPerson(t)
	p.now = winter
	path, err := filepath.Abs(filepath.Join("..", "..", "source", "activitywatch", "testdata", "export.json"))
	if err != nil {
		t.Fatal(err)
	}
	out, errs := p.run(3, "", "import", path)
	if !strings.Contains(out, "1 log of ActivityWatch: 8 ") || !strings.Contains(errs, "export.json:19: bucket aw-watcher-window_desk, event 3") {
		t.Errorf("import says %s%s", out, errs)
	}
	if got, _ := p.run(0, "", "sources"); !strings.Contains(got, "8 read, 8 yours, known from 2026-11-20") || strings.Contains(got, "Secret") {
		t.Errorf("sources says %s", got)
	}
}

// winter is when the watchers of these tests have seen what they saw.
var winter = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
