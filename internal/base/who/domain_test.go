package who

import "testing"

func TestDomainIn(t *testing.T) {
	own := []string{"eng.example.org", "b.example"}
	for address, want := range map[string]bool{
		"a@example.org": true, "a@eng.example.org": true, "a@x.eng.example.org": true, "a@b.example": true,
		"a@sales.example.org": false, "a@xb.example": false, "a": false, "": false,
	} {
		if got := DomainIn(Domain(address), own); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}
