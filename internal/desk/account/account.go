// Package account knows the servers that the person reads from: calendars, and
// ActivityWatch. Where they are is kept as the person's own word, what opens them
// in the box of secrets. It asks nobody for a password: a surface does.
package account

import (
	"github.com/backsight/backsight/internal/desk"
)

// Accounts are the person's on servers.
type Accounts struct {
	Options desk.Options
	// Bare is told of a file in which what was kept lies unencrypted, since there is
	// no keyring; nil for nobody.
	Bare func(what, file string)
}
