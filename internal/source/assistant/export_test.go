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

// Tool is what tests see of a tool.
type Tool struct {
	Name, Program string
	Folders       []string
}

// Tools are those that are looked for.
func Tools() (out []Tool) {
	for _, t := range tools() {
		out = append(out, Tool{t.name, t.program, t.folders})
	}
	return out
}
