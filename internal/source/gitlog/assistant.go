package gitlog

import (
	"strings"

	"github.com/backsight/backsight/internal/base/who"
)

// assistantMails are the addresses under which coding assistants sign, in the
// form of who.Known.
var assistantMails = map[who.Identity]string{
	"noreply@anthropic.com":                              "claude",
	"copilot@users.noreply.github.com":                   "copilot",
	"copilot@github.com":                                 "copilot",
	"copilot-swe-agent[bot]@users.noreply.github.com":    "copilot",
	"cursoragent@cursor.com":                             "cursor",
	"noreply@opencode.ai":                                "opencode",
	"noreply@aider.chat":                                 "aider",
	"noreply@openai.com":                                 "codex",
	"codex@openai.com":                                   "codex",
	"devin-ai-integration[bot]@users.noreply.github.com": "devin",
	"google-labs-jules[bot]@users.noreply.github.com":    "jules",
	"amp@ampcode.com":                                    "amp",
}

// assistantBots are the names under which assistants are authors.
var assistantBots = map[string]string{
	"copilot-swe-agent[bot]":    "copilot",
	"devin-ai-integration[bot]": "devin",
	"google-labs-jules[bot]":    "jules",
}

// assistantWords name an assistant where no address does: "Assisted-by: Claude
// Opus", "Made-with: Cursor". They are also people's names, so they count only
// in those trailers and only without an address.
var assistantWords = map[string]string{
	"claude": "claude", "copilot": "copilot", "cursor": "cursor", "codex": "codex",
	"aider": "aider", "opencode": "opencode", "devin": "devin", "jules": "jules",
	"amp": "amp", "gemini": "gemini", "chatgpt": "chatgpt", "windsurf": "windsurf",
}

// assistantNamed is the assistant that an author or co-author is, or "".
func assistantNamed(name, mail string) string {
	if a := assistantMails[who.Known(mail)]; a != "" {
		return a
	}
	return assistantBots[strings.ToLower(name)]
}

// assistantInTrailer is the assistant that the value of an Assisted-by, Generated-by
// or Made-with trailer names, or "". Such trailers name people too.
func assistantInTrailer(value string) string {
	name, mail := nameAndMail([]byte(value))
	if mail != "" {
		return assistantNamed(name, mail)
	}
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == ' ' || r == ':' || r == '/' || r == ',' || r == '(' || r == '-'
	})
	for _, maker := range []string{"github", "google", "openai", "anthropic"} {
		if len(words) > 1 && words[0] == maker {
			words = words[1:]
		}
	}
	if len(words) == 0 {
		return ""
	}
	return assistantWords[words[0]]
}
