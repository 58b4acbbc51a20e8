//go:build unix

package terminal

import "syscall"

// KeepPrivate lets nobody else read or write what the program makes from now on,
// whatever the person's own umask.
func KeepPrivate() { syscall.Umask(0o077) }
