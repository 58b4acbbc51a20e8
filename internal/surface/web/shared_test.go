package web_test

import (
	"net/http"
	"os"
	"sync"
	"testing"

	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/surface/web"
)

// atEnd is what ends with the program and with no test.
var atEnd []func()

func TestMain(m *testing.M) {
	code := m.Run()
	for _, end := range atEnd {
		end()
	}
	os.Exit(code)
}

// forAll is a test whose clean-up waits until all have run.
type forAll struct{ testing.TB }

func (forAll) Cleanup(end func()) { atEnd = append(atEnd, end) }

// shared are the pages that the tests share which change nothing.
var shared struct {
	sync.Mutex
	http.Handler
}

// onlyRead are the pages of the first life, for tests that change nothing: what
// they show is worked out once. Several tests ask them at once.
func onlyRead(t testing.TB) http.Handler {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.Handler == nil {
		shared.Handler = web.Handler(living(forAll{t}, lives.All()[0]).o)
	}
	return shared.Handler
}
