// Package secret keeps what nobody but the person may read: a password, a
// token, an address that is its own key. It lies in the keyring of the system,
// or where there is none in files only the person may read. It is not for
// evidence or settings, and it encrypts nothing itself.
//
// Invariant: a Text never shows itself; only Reveal gives it away.
package secret

import (
	"fmt"
	"log/slog"
)

// Text is a secret that prints as "[redacted]" however it is printed. The zero
// Text is no secret.
type Text struct {
	text *string // a pointer: fmt prints the unexported fields of others without asking them
}

// New hides a text.
func New(text string) Text { return Text{&text} }

// Reveal is the secret itself, for the one place that needs it.
func (t Text) Reveal() string {
	if t.text == nil {
		return ""
	}
	return *t.text
}

// Empty says whether there is no secret.
func (t Text) Empty() bool { return t.Reveal() == "" }

const hidden = "[redacted]"

// String is "[redacted]".
func (Text) String() string { return hidden }

// Format writes "[redacted]" for every verb.
func (Text) Format(f fmt.State, _ rune) { fmt.Fprint(f, hidden) }

// MarshalText is "[redacted]": in JSON, TOML and XML too.
func (Text) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue is "[redacted]".
func (Text) LogValue() slog.Value { return slog.StringValue(hidden) }
