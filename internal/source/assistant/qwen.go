package assistant

// qwen is Qwen Code, a fork of the Gemini CLI: its versions that write what that
// one writes, in a folder of their own.
func qwen() *tool {
	t := gemini()
	t.name, t.program, t.agents = "Qwen Code", "qwen-code", []string{"qwen-code", "qwen"}
	t.folders, t.home, t.env, t.keeps = []string{".qwen", "qwen"}, []string{".qwen"}, nil, nil
	return t
}
