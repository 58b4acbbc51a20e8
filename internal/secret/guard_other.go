//go:build !unix

package secret

// guarded trusts the folder: only its owner's profile is in it.
func guarded(string) error { return nil }
