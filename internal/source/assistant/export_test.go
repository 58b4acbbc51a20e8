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
