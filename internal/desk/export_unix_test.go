//go:build unix

package desk

// RunAs has the program seem to run in another account until what it gives is called.
func RunAs(account int) (back func()) {
	was := self
	self = func() int { return account }
	return func() { self = was }
}
