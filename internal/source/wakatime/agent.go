package wakatime

import "strings"

// Agent is what a client's user agent says of it.
//
//	wakatime/v1.90.0 (linux-6.1.0-x86_64) go1.21.5 vscode/1.95.3 vscode-wakatime/24.9.1
//	wakatime/v2.24.4 (darwin-25.4.0-arm64) go1.26.5 opus/5 claude-code/2.1.220 claude-code-wakatime/4.1.0
//	Chrome/131.0.0.0 chrome-wakatime/4.0.9
type Agent struct {
	Editor  string // the editor or assistant, as it writes itself: "vscode"
	Version string // of the editor
	Model   string // of an assistant, with its version: "opus/5"
	Plugin  string // with its version: "vscode-wakatime/24.9.1"
	System  string // Linux, Mac, Windows, WSL; "" where it does not say
}

// ReadAgent takes a user agent apart from the right: the last word is the
// plugin, the one before it the editor, and what else stands between the
// language of the client and the editor is the model.
func ReadAgent(text string) (a Agent) {
	head, tail := text, text
	if before, rest, ok := strings.Cut(text, "("); ok {
		inside, after, _ := strings.Cut(rest, ")")
		a.System = system(inside)
		head, tail = before, after
	}
	parts := named(tail)
	if len(parts) == 0 {
		parts = named(head)
	}
	if len(parts) == 0 {
		return a
	}
	a.Plugin, parts = parts[len(parts)-1], parts[:len(parts)-1]
	if len(parts) == 0 {
		a.Editor, _, _ = strings.Cut(a.Plugin, "/")
		a.Editor = strings.TrimSuffix(a.Editor, "-wakatime")
		return a
	}
	a.Editor, a.Version, _ = strings.Cut(parts[len(parts)-1], "/")
	if len(parts) > 1 {
		a.Model = parts[len(parts)-2]
	}
	return a
}

// named are the parts of a user agent, "name/version" each, without those of
// the client itself. A name may have blanks in it: it ends at its version.
func named(text string) (parts []string) {
	words := strings.Fields(text)
	for len(words) > 0 && ofClient(words[0]) {
		words = words[1:]
	}
	from := 0
	for i, word := range words {
		if strings.Contains(word, "/") || i == len(words)-1 {
			parts = append(parts, strings.Join(words[from:i+1], " "))
			from = i + 1
		}
	}
	return parts
}

// ofClient says whether a word speaks of the client program itself: its name,
// or the language it is written in, "go1.21.5", "Python3.11.2.final.0".
func ofClient(word string) bool {
	if strings.HasPrefix(word, "wakatime/") {
		return true
	}
	for _, language := range []string{"go", "Python"} {
		if version, ok := strings.CutPrefix(word, language); ok && version != "" && version[0] >= '0' && version[0] <= '9' {
			return true
		}
	}
	return false
}

// system is the operating system of "linux-6.1.0-x86_64".
func system(inside string) string {
	lower := strings.ToLower(inside)
	name, _, _ := strings.Cut(lower, "-")
	switch {
	case strings.Contains(lower, "wsl") || strings.Contains(lower, "microsoft"):
		return "WSL"
	case name == "darwin" || strings.HasPrefix(lower, "mac"):
		return "Mac"
	case strings.HasPrefix(lower, "windows"):
		return "Windows"
	case name == "linux" || strings.HasPrefix(lower, "x11"):
		return "Linux"
	case name == "":
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// Program is the editor as a lane names it: in small letters, without version.
func (a Agent) Program() string { return strings.ToLower(a.Editor) }
