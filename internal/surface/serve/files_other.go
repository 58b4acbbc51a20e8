//go:build !unix

package serve

// openFiles is how many files this process may have open at once: there is no bound
// here that a person meets.
func openFiles() int { return maxConns * connShare }
