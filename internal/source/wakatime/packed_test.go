package wakatime_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/wakatime"
)

// slow is a sink that keeps nothing until it may, and knows how many wait.
type slow struct {
	mu      sync.Mutex
	waiting int
	may     chan bool
}

func (s *slow) Put(context.Context, logbook.Batch) (logbook.Kept, error) {
	s.mu.Lock()
	s.waiting++
	s.mu.Unlock()
	<-s.may
	return logbook.Kept{}, nil
}

// Many packed bodies at once are unpacked one after the other: each may be a
// thousand times as large as it came. Others need not wait for them.
func TestPackedBodiesAreHeardOneAtATime(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte("[" + one + "]")); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		sink := &slow{may: make(chan bool)}
		h := wakatime.Source{}.Handler(source.Hearing{Sink: sink, Now: func() when.Instant { return when.Unix(1_795_000_000) }})
		codes := make(chan int, 3)
		for _, body := range []string{packed.String(), packed.String(), "[" + one + "]"} {
			go func() {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, bulk, strings.NewReader(body)))
				codes <- w.Code
			}()
		}
		synctest.Wait()
		if sink.waiting != 2 {
			t.Errorf("%d of three bodies are taken apart, two of them packed", sink.waiting)
		}
		close(sink.may)
		for range 3 {
			if code := <-codes; code != http.StatusAccepted {
				t.Errorf("one is answered %d", code)
			}
		}
	})
}
