package record

import "strings"

// Stranger is an address of which the person said that it is somebody else's. Only its
// keyed hash is kept, which names nobody.
var Stranger = &Kind{
	Name: "stranger", Fact: "stranger", Title: "Not you", One: "address that is not yours", Many: "addresses that are not yours", Scope: Write,
	Means:  "an address that resembles yours and is somebody else's, as a keyed hash: it is not asked about again",
	Not:    "the address itself: only who knows it finds it again",
	Placed: Nowhere, Keyed: PerName, Args: 1,
	Fields: []Field{{Name: "hash", Label: "Keyed hash (`backsight me not ADDRESS` makes it)", As: Text, Must: true}},
	Check: func(e Entry) error {
		if h := e.Text("hash"); len(h) != 32 || strings.Trim(h, "0123456789abcdef") != "" {
			return wrong("hash", "must be the 32 hexadecimal digits that `backsight me not ADDRESS` makes, not %q", h)
		}
		return nil
	},
}
