package gitlog

import (
	"slices"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/sourcetest"
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

// Where the person is known by an older address, the one to which the mailmap leads from
// it is met, under whatever name; not one that is theirs, or that they said is not, or to
// which a line leads that is of somebody else's name.
func TestLed(t *testing.T) {
	const mail = "Zed <zed@new.example> <ann@e.x>\nZed <zed@new.example> Ann Lee <ann@e.x>\nBob <bob@e.x> Bob <ann@e.x>\n"
	dir := repository(t, []commit{
		{author: "Ann Lee <ann@e.x>", at: "2024-05-01T10:00:00+0200"},
		{author: "Zed <zed@new.example>", at: "2024-05-02T10:00:00+0200"},
		{author: "Eve <eve@e.x>", at: "2024-05-03T10:00:00+0200", files: map[string]string{".mailmap": mail}},
	})
	for _, c := range []struct {
		self      who.Self
		strangers who.Strangers
		led, met  string
	}{
		{ann, who.Strangers{}, "zed@new.example", "ann@e.x zed@new.example"},
		{ann, who.Strangers{Key: 7, Hashes: []string{who.Stranger(7, "zed@new.example")}}, "", "ann@e.x"},
		{who.Self{Person: 7, Identities: []who.Identity{"ann@e.x", "zed@new.example"}}, who.Strangers{}, "", "zed@new.example"},
		{who.Self{Person: 7, Identities: []who.Identity{"eve@e.x"}}, who.Strangers{}, "", "eve@e.x"},
	} {
		b, p := &sourcetest.Book{}, place(t, dir)
		err := Source{}.Pull(t.Context(), source.Ask{
			Self: c.self, Called: []string{"Ann Lee"}, Strangers: c.strangers, Place: p, Position: b.Position(p.URI), Sink: b, Now: now, By: "test", Known: b.Known(p.URI),
		})
		if err != nil {
			t.Fatal(err)
		}
		var led, met []string
		for _, i := range (Source{}).Led(b.Position(p.URI)) {
			led = append(led, string(i))
		}
		for _, n := range names(b) {
			met = append(met, n.Email)
		}
		slices.Sort(met)
		if strings.Join(led, " ") != c.led || strings.Join(met, " ") != c.met {
			t.Errorf("%v: led to %q, met %q", c.self.Identities, led, met)
		}
	}
}
