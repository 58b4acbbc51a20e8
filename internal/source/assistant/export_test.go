package assistant

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
