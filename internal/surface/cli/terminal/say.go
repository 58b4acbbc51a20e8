package terminal

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/backsight/backsight/internal/base/fault"
)

// Tell says a line to the person, on stderr.
func (t *Terminal) Tell(format string, args ...any) {
	fmt.Fprintf(t.Err, "backsight: "+format+"\n", args...)
}

// Complain says what went wrong, why and what to do next, on stderr. What has
// been said already is a fault without a word.
func (t *Terminal) Complain(err error) {
	f, isFault := errors.AsType[*fault.Fault](err)
	if isFault && f.Say == "" {
		return
	}
	fmt.Fprintln(t.Err, "backsight:", strings.TrimSpace(err.Error()))
	if isFault && f.Hint != "" {
		fmt.Fprintln(t.Err, "          ", f.Hint)
	}
}

// Yes asks a question on the terminal; Enter is yes.
func (t *Terminal) Yes(question string) bool {
	fmt.Fprintf(t.Err, "%s [Y/n] ", question)
	answer, ok := t.Answer()
	answer = strings.ToLower(answer)
	return ok && (answer == "" || strings.HasPrefix(answer, "y"))
}

// Report says the problems on stderr, and sums them up as one fault that has
// nothing more to say.
func (t *Terminal) Report(problems []error) error {
	for _, err := range problems {
		t.Complain(err)
	}
	if len(problems) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.Incomplete, Cause: errors.Join(problems...)}
}

// Write puts a picture or page into a file, "-" for stdout.
func (t *Terminal) Write(name, text string) error {
	if name == "-" {
		_, err := fmt.Fprint(t.Out, text)
		return err
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		return fault.New(fault.Failed, "%s cannot be written", name).Because(err)
	}
	fmt.Fprintf(t.Err, "backsight: wrote %s\n", name)
	return nil
}

// WriteJSON writes a value as JSON to stdout, indented.
func (t *Terminal) WriteJSON(v any) error {
	e := json.NewEncoder(t.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// Secret asks for what must not be seen; on a terminal nothing of it is shown.
func (t *Terminal) Secret(prompt string) (string, error) {
	fmt.Fprint(t.Err, prompt)
	defer fmt.Fprintln(t.Err)
	if in, is := t.In.(*os.File); is {
		text, err := term.ReadPassword(int(in.Fd()))
		return string(text), err
	}
	text, _ := t.Answer()
	return text, nil
}
