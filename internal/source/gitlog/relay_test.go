package gitlog

import (
	"testing"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
)

// relayed is a history in which a mailmap gives Ann her commits at an address that
// others are sent through too, and at one that is hers but for what Bob wrote there.
func relayed() []commit {
	return []commit{
		{author: "Ann <ann@e.x>", at: "2024-05-01T10:00:00+0200"},
		{author: "Ann via Relay <relay@host.example>", at: "2024-05-02T10:00:00+0200"},
		{author: "Bob via Relay <relay@host.example>", at: "2024-05-03T10:00:00+0200"},
		{author: "Annie <desk@e.x>", at: "2024-05-04T10:00:00+0200"},
		{
			author: "Bob <desk@e.x>", at: "2024-05-05T10:00:00+0200",
			files: map[string]string{".mailmap": "Ann <ann@e.x> Ann via Relay <relay@host.example>\nAnn <ann@e.x> <desk@e.x>\nBob <bob@e.x> Bob <desk@e.x>\n"},
		},
	}
}

// A mailmap's line of a name and an address is of both together: nobody is known by an
// address for it, by which others' commits would count as theirs.
func TestRelayIsNobodysAddress(t *testing.T) {
	dir := repository(t, relayed())
	list, _, err := Source{}.Authors(t.Context(), place(t, dir), now, 0)
	if err != nil {
		t.Fatal(err)
	}
	self := who.Self{Person: 7}
	for _, a := range list {
		if a.Name == "Ann" {
			for _, mail := range a.Emails {
				self.Identities = append(self.Identities, who.Known(mail))
			}
		}
	}
	if len(self.Identities) != 2 || self.Identities[0] != "ann@e.x" || self.Identities[1] != "desk@e.x" {
		t.Errorf("Ann is known as %v", self.Identities)
	}
	b, p := read(t, dir, self)
	if n := len(commits(t, b, p, logbook.Authored)); n != 3 {
		t.Errorf("%d commits are Ann's, want 3: hers, hers by the relay, and Annie's", n)
	}
	relay := who.Self{Person: 7, Identities: []who.Identity{"relay@host.example"}}
	b, p = read(t, dir, relay)
	if n := len(commits(t, b, p, logbook.Authored)); n != 2 {
		t.Errorf("%d commits are of the relay, want 2: who says that it is theirs, has it", n)
	}
}
