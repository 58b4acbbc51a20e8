//go:build !unix

package terminal

// KeepPrivate has nothing to do where files have no mode.
func KeepPrivate() {}
