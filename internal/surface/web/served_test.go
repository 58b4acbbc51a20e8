package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"testing"
)

// TestServedToABrowser serves the pages that tools/browser looks at. That module
// runs this test alone, with BACKSIGHT_SERVES_BROWSER set: a line of JSON says
// where the pages are, and the end of standard input ends them. By itself it
// asks each server for one page.
func TestServedToABrowser(t *testing.T) {
	name := shownLife()
	urls := map[string]string{
		"working": working(t, life(t, name)).served(t).url,
		"living":  living(t, life(t, "drifting-director")).served(t).url,
		"planted": living(t, life(t, "drifting-director")).planted(t).served(t).url,
	}
	said, err := json.Marshal(map[string]any{"at": urls, "pages": addresses, "planted": shown})
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("BACKSIGHT_SERVES_BROWSER") != "" {
		fmt.Println(string(said))
		io.Copy(io.Discard, os.Stdin)
		return
	}
	for name, url := range urls {
		answer, err := http.Get(url + "/day")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", name, answer.Status)
		}
	}
}

// shownLife is whose pages are looked at.
func shownLife() string {
	if name := os.Getenv("BACKSIGHT_LIFE"); name != "" {
		return name
	}
	return "drifting-director"
}
