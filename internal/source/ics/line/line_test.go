package line

import "testing"

func TestProperties(t *testing.T) {
	for text, want := range map[string]Property{
		"SUMMARY:a:b;c":                   {"SUMMARY", "", "a:b;c"},
		`ATTENDEE;CN="A: B";X=1:mailto:a`: {"ATTENDEE", `CN="A: B";X=1`, "mailto:a"},
		`ATTENDEE;CN="A:mailto:a`:         {"ATTENDEE", `CN="A`, "mailto:a"},
		`ATTENDEE;CN="A"b:mailto:a`:       {"ATTENDEE", `CN="A"b`, "mailto:a"},
		"item1.dtstart;tzid=x:1":          {"DTSTART", "tzid=x", "1"},
		"NOTHING":                         {"NOTHING", "", ""},
		"NOTHING;A=b":                     {"NOTHING", "A=b", ""},
	} {
		if got := Parse(text); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
	p := Parse(`X;cn="A;B";EMAIL=a^nb^'^^;E="q"z:v`)
	for name, want := range map[string]string{"CN": "A;B", "EMAIL": "a\nb\"^", "E": "qz", "F": ""} {
		if got := p.Param(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
