package author_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/source/assistant/author"
)

// TestMarks: the marker that says most decides, and what is called by a name that
// nobody knows yet is somebody else's.
func TestMarks(t *testing.T) {
	for line, want := range map[string]author.Author{
		`{}`:                                                     author.Unsaid,
		`{"promptSource":"typed"}`:                               author.Person,
		`{"promptSource":"suggestion_accepted"}`:                 author.Person,
		`{"promptSource":"sdk"}`:                                 author.Nobody,
		`{"promptSource":"a later one"}`:                         author.Nobody,
		`{"origin":{"kind":"human"},"promptSource":"sdk"}`:       author.Person,
		`{"origin":{"kind":"peer"},"promptSource":"typed"}`:      author.Nobody,
		`{"origin":"text","promptSource":"typed"}`:               author.Person,
		`{"turnOrigin":"scheduled","promptSource":"typed"}`:      author.Nobody,
		`{"turnOrigin":"user"}`:                                  author.Person,
		`{"scheduledTaskId":"1"}`:                                author.Nobody,
		`{"scheduledTaskId":null,"promptSource":"typed"}`:        author.Person,
		`{"userType":"external"}`:                                author.Unsaid,
		`{"userType":"agent"}`:                                   author.Nobody,
		`{"turnCompanion":true}`:                                 author.Nobody,
		`{"sourceToolAssistantUUID":"a","promptSource":"typed"}`: author.Nobody,
	} {
		var m author.Marks
		_ = json.Unmarshal([]byte(line), &m) // what does not fit stays empty
		if got := m.Author(); got != want {
			t.Errorf("%s: %d, want %d", line, got, want)
		}
	}
}

// TestInjected: words such as only machines write, beside what a person may.
func TestInjected(t *testing.T) {
	long := "<agent-note>" + strings.Repeat("x", 20) + "\x0190" // cut while it was read
	for text, want := range map[string]bool{
		"Another Claude session sent a message:\nhello":           true,
		"[SYSTEM NOTIFICATION - NOT USER INPUT]":                  true,
		"  <teammate-message id=\"x\">do it</teammate-message>\n": true,
		"<subagent_notification>{}</subagent_notification>":       true,
		"<scheduled-task name=\"x\">run</scheduled-task>":         true,
		"<channel source=\"x\">hello":                             true,
		"Automation: Nightly\nAutomation ID: nightly":             true,
		"3 background agents were stopped by the user":            true,
		long:                                                          true,
		"<bash-input>ls</bash-input>":                                 false,
		"<command-name>/compact</command-name>":                       false,
		"<my-element>why does this not show?":                         false,
		"<div class=\"a\">what is this</div>":                         false,
		"Automation: how would you do it?":                            false,
		"3 backgrounds are missing":                                   false,
		"please read <teammate-message>x</teammate-message> and tell": false,
		"":   false,
		"<":  false,
		"<>": false,
	} {
		if got := author.Injected(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
