package gitlog

import (
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog/gitdir"
)

// heavyPack is the size of packs from which on only one repository should be
// read at a time: git maps them into memory.
const heavyPack = 100 << 20

// Heavy says whether a place is so large that no other large one should be read
// beside it. What cannot be looked at is not heavy; reading it will tell.
func (Source) Heavy(p logbook.Place) bool {
	return gitdir.Packed(p.URI) >= heavyPack
}
