package assistant

import "bytes"

// Slim is a line as the decoders see it.
func Slim(line []byte) []byte {
	out, _, err := newLines(bytes.NewReader(line)).next()
	if err != nil {
		return nil
	}
	return out
}

// Length is how long a string was before it was cut.
func Length(text string) int { return length(text) }
