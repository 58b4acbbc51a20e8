package gitlog

import (
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
)

// limits are what a git command may use: bytes of its own, without the packs that it
// maps, and seconds of the processor.
type limits struct{ memory, seconds uint64 }

// What a small repository is given, and what a byte of packs adds: a history is as
// long as its packs are large. Git needs some 30 MB for a hundred thousand commits and
// a minute for a million; what is small and needs more means to. Two run at a time.
const (
	fewBytes   = 100 << 20
	manyBytes  = 3 << 30
	fewSeconds = 10
	perSecond  = 2 << 20 // bytes of packs
)

// limitsOf are those of a git directory.
func limitsOf(dir string) limits {
	size := uint64(gitdir.Packed(dir))
	return limits{min(manyBytes, fewBytes+size), fewSeconds + size/perSecond}
}
