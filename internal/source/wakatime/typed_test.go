package wakatime

import "testing"

// Lines that a person changed are found however the client writes their keys.
func TestLinesTyped(t *testing.T) {
	for raw, want := range map[string]bool{
		`{"human_line_changes":2}`:            true,
		`{"a_b_":"_","human_additions":"1"}`:  true,
		`{"HUMAN_Deletions":3}`:               true,
		`{"\u0068uman\u005fline_changes":1}`:  true,
		`{"human_line_changes":0}`:            false,
		`{"entity":"human_line_changes"}`:     false,
		`{"ai_line_changes":7,"is_write":1}`:  false,
		`{"human_line_changes":2`:             false,
		`{"category":"ai coding","uman_a":1}`: false,
		``:                                    false,
	} {
		if got := linesTyped([]byte(raw)); got != want {
			t.Errorf("%s: %v", raw, got)
		}
	}
}
