package pack

import (
	"encoding/binary"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// agentsVersion begins every packed day of assistants.
const agentsVersion = 1

// table is a table of texts while it is written, each once.
type table struct {
	index map[string]uint64
	texts []string
}

func (t *table) number(s string) uint64 {
	n, known := t.index[s]
	if !known {
		n = uint64(len(t.texts))
		t.index[s], t.texts = n, append(t.texts, s)
	}
	return n
}

func (t *table) append(body []byte) []byte {
	body = binary.AppendUvarint(body, uint64(len(t.texts)))
	for _, s := range t.texts {
		body = text(body, s)
	}
	return body
}

// turnTexts are the texts of a turn, in the order in which they are written.
func turnTexts(t *logbook.AgentTurn) [5]*string {
	return [...]*string{&t.Program, &t.Session, &t.Type, &t.Model, &t.Agent}
}

// turnFlags are what is true or not of it, the first in the lowest bit; the sign
// stands above them, and above that whether tokens follow.
func turnFlags(t *logbook.AgentTurn) [5]*bool {
	return [...]*bool{&t.Side, &t.Headless, &t.Command, &t.History, &t.Fast}
}

const (
	signShift  = 5
	signMask   = 3
	tokensFlag = 1 << 7
)

// tokenParts are the buckets, in the order in which they are written.
func tokenParts(t *logbook.Tokens) [6]*int64 {
	return [...]*int64{&t.In, &t.Out, &t.Reasoning, &t.Write5m, &t.Write1h, &t.Read}
}

// Agents packs what a day holds of assistants, but for the day. Their texts stand
// in a table of the day's own, so that a session that is forgotten leaves nothing
// in the dictionary. Of a day without anything nothing is left.
func Agents(d *logbook.AgentDay) []byte {
	if len(d.Turns)+len(d.Heard) == 0 {
		return nil
	}
	words := table{index: map[string]uint64{}}
	rest := binary.AppendUvarint(nil, uint64(len(d.Turns)))
	last := when.Instant(0)
	for i := range d.Turns {
		rest = agentTurn(rest, &d.Turns[i], last, &words)
		last = d.Turns[i].At
	}
	rest, last = binary.AppendUvarint(rest, uint64(len(d.Heard))), 0
	for i := range d.Heard {
		h := &d.Heard[i]
		rest = binary.AppendVarint(rest, int64(h.At-last))
		rest = binary.AppendVarint(rest, int64(h.For))
		rest = append(binary.AppendUvarint(rest, words.number(h.Session)), byte(h.Sign))
		last = h.At
	}
	return append(words.append([]byte{agentsVersion}), rest...)
}

func agentTurn(to []byte, t *logbook.AgentTurn, last when.Instant, words *table) []byte {
	to = binary.AppendVarint(to, int64(t.At-last))
	to = binary.AppendVarint(to, int64(t.For))
	for _, s := range turnTexts(t) {
		to = binary.AppendUvarint(to, words.number(*s))
	}
	flag := byte(t.Sign) << signShift
	for bit, is := range turnFlags(t) {
		if *is {
			flag |= 1 << bit
		}
	}
	if t.Tokens != nil {
		flag |= tokensFlag
	}
	to = append(to, flag)
	to = binary.LittleEndian.AppendUint64(to, t.Message)
	if t.Message != 0 {
		to = binary.LittleEndian.AppendUint64(to, t.Request)
	}
	if t.Tokens != nil {
		for _, n := range tokenParts(t.Tokens) {
			to = binary.AppendVarint(to, *n)
		}
	}
	return to
}

// ReadAgents takes apart what Agents packed. An empty body is a day without
// anything.
func ReadAgents(body []byte, into *logbook.AgentDay) error {
	if len(body) == 0 {
		return nil
	}
	r := reader{left: body}
	if r.byte() != agentsVersion {
		return errBroken
	}
	var words []string
	for n := r.uvarint(); n > 0 && !r.broken; n-- {
		words = append(words, string(r.text()))
	}
	last := when.Instant(0)
	for n := r.uvarint(); n > 0 && !r.broken; n-- {
		into.Turns = append(into.Turns, r.agentTurn(words, last))
		last = into.Turns[len(into.Turns)-1].At
	}
	last = 0
	for n := r.uvarint(); n > 0 && !r.broken; n-- {
		h := logbook.AgentHeard{At: last + when.Instant(r.varint()), For: when.Instant(r.varint())}
		h.Session, h.Sign = r.of(words), logbook.AgentSign(r.byte())
		into.Heard, last = append(into.Heard, h), h.At
	}
	if r.broken || len(r.left) > 0 {
		return errBroken
	}
	return nil
}

// of reads the place of a text in a table.
func (r *reader) of(words []string) string {
	n := r.uvarint()
	if n >= uint64(len(words)) {
		r.fail()
		return ""
	}
	return words[n]
}

// agentTurn reads one that comes after another of a time.
func (r *reader) agentTurn(words []string, last when.Instant) (t logbook.AgentTurn) {
	t.At, t.For = last+when.Instant(r.varint()), when.Instant(r.varint())
	for _, s := range turnTexts(&t) {
		*s = r.of(words)
	}
	flag := r.byte()
	for bit, is := range turnFlags(&t) {
		*is = flag&(1<<bit) != 0
	}
	t.Sign = logbook.AgentSign(flag >> signShift & signMask)
	if t.Message = r.fixed(); t.Message != 0 {
		t.Request = r.fixed()
	}
	if flag&tokensFlag != 0 {
		t.Tokens = &logbook.Tokens{}
		for _, n := range tokenParts(t.Tokens) {
			*n = r.varint()
		}
	}
	return t
}

// fixed reads a number of 8 bytes, the lowest first.
func (r *reader) fixed() uint64 {
	const size = 8
	if b := r.bytes(size); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}
