package pack_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store/pack"
)

// What a day holds of assistants comes back as it was packed; with a byte less or
// more it does not.
func TestAgents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word, yes := rapid.StringN(0, 3, -1), rapid.Bool()
		at := rapid.Map(rapid.Int64(), func(n int64) when.Instant { return when.Instant(n / 4) })
		sign := rapid.SampledFrom([]logbook.AgentSign{logbook.AgentNone, logbook.AgentWorks, logbook.AgentTyped})
		d := logbook.AgentDay{Day: 7}
		for range rapid.IntRange(0, 4).Draw(t, "turns") {
			one := logbook.AgentTurn{
				At: at.Draw(t, "at"), For: at.Draw(t, "for"), Program: word.Draw(t, "program"), Session: word.Draw(t, "session"), Type: word.Draw(t, "type"),
				Model: word.Draw(t, "model"), Agent: word.Draw(t, "agent"), Message: rapid.Uint64().Draw(t, "message"), Sign: sign.Draw(t, "sign"),
				Side: yes.Draw(t, "side"), Headless: yes.Draw(t, "headless"), Command: yes.Draw(t, "command"), History: yes.Draw(t, "history"), Fast: yes.Draw(t, "fast"),
			}
			if one.Message != 0 {
				one.Request = rapid.Uint64().Draw(t, "request")
			}
			if yes.Draw(t, "tokens") {
				n := rapid.Int64()
				one.Tokens = &logbook.Tokens{In: n.Draw(t, "in"), Out: n.Draw(t, "out"), Reasoning: n.Draw(t, "reasoning"), Write5m: n.Draw(t, "5m"), Write1h: n.Draw(t, "1h"), Read: n.Draw(t, "read")}
			}
			d.Turns = append(d.Turns, one)
		}
		for range rapid.IntRange(0, 4).Draw(t, "heard") {
			d.Heard = append(d.Heard, logbook.AgentHeard{At: at.Draw(t, "at"), For: at.Draw(t, "for"), Session: word.Draw(t, "session"), Sign: sign.Draw(t, "sign")})
		}
		body, out := pack.Agents(&d), logbook.AgentDay{Day: 7}
		if err := pack.ReadAgents(body, &out); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, out); diff != "" {
			t.Fatalf("(-packed +unpacked)\n%s", diff)
		}
		if len(body) == 0 {
			return
		}
		for _, broken := range [][]byte{body[:rapid.IntRange(1, len(body)-1).Draw(t, "until")], append(body, 0)} {
			if pack.ReadAgents(broken, &logbook.AgentDay{}) == nil {
				t.Fatalf("% x was read, of % x", broken, body)
			}
		}
	})
}
