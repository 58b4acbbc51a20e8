package wakatime

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file that is known and holds too little is named as what it is.
func TestAKnownFileThatIsNotEnough(t *testing.T) {
	for text, want := range map[string]string{
		`{"user":{},"range":{"start":1},"days":[{"date":"2025-07-30","grand_total":{"total_seconds":7200}}]}`: "totals of days",
		`{"data":[{"grand_total":{"text":"2 hrs"}}],"cumulative_total":{}}`:                                   "totals of days",
		"branch,category,entity,is_write,language,project,time,type\nmain,coding,/a.go,false,Go,x,1.5,file\n": "csv",
		"\"time\",\"entity\",\"project\"\n": "csv",
		"date,amount\n":                     "",
		`{"weeks":[]}`:                      "",
	} {
		path := filepath.Join(t.TempDir(), "export.txt")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var said []string
		for p, err := range (Source{}).Find(t.Context(), path) {
			if err == nil {
				t.Errorf("%.40s is read as %v", text, p)
				continue
			}
			said = append(said, err.Error())
		}
		if got := strings.Join(said, " "); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%.40s is told as %q, want %q", text, got, want)
		}
	}
}
