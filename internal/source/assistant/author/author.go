// Package author says who wrote what stands in a person's place in an assistant's
// log: by the markers a tool writes beside it, or, where it writes none, by how the
// words begin. It keeps none of them.
package author

import (
	"strings"

	"github.com/backsight/backsight/internal/source/assistant/slim"
)

// Marks are what Claude Code writes beside a line of type "user" about who
// wrote it. Which of them there are depends on its version.
type Marks struct {
	Origin struct {
		Kind string `json:"kind"`
	} `json:"origin"`
	Source     string `json:"promptSource"`
	TurnOrigin string `json:"turnOrigin"`
	UserType   string `json:"userType"`
	Scheduled  any    `json:"scheduledTaskId"`
	Companion  bool   `json:"turnCompanion"`
	Virtual    bool   `json:"isVirtual"`
	ParentTool string `json:"parent_tool_use_id"`
	Tool       string `json:"sourceToolUseID"`
	ToolLine   string `json:"sourceToolAssistantUUID"`
}

// Author is who wrote what stands in a person's place, as far as the log says.
type Author int

// Who may have written it.
const (
	Unsaid Author = iota // the log does not say
	Person
	Nobody // the tool, a program, another session, an agent
)

// Author goes by the marker that says most: the origin, then what began the turn,
// then where the prompt is from.
func (a *Marks) Author() Author {
	switch {
	case a.Origin.Kind != "":
		return Of(a.Origin.Kind)
	case a.Scheduled != nil && a.Scheduled != "", a.Companion, a.Virtual, a.Tool != "", a.ToolLine != "":
		return Nobody
	case a.TurnOrigin != "" && Of(a.TurnOrigin) == Nobody:
		return Nobody
	case a.Source != "":
		return Of(a.Source)
	case a.TurnOrigin != "":
		return Person
	case a.UserType != "" && a.UserType != "external" && a.UserType != "internal" && a.UserType != "ant":
		return Of(a.UserType)
	}
	return Unsaid
}

// Wakes says whether the markers name something that begins a turn and is no
// person: a clock, another session, a notice.
func (a *Marks) Wakes() bool {
	return (a.Origin.Kind != "" || a.TurnOrigin != "" || a.Source != "") && a.Tool == "" && a.ToolLine == "" && a.Author() == Nobody
}

// Program says whether the markers name a program that ran the tool.
func (a *Marks) Program() bool {
	return a.Origin.Kind == "" && (a.Source == "sdk" || a.TurnOrigin == "sdk")
}

// Of reads a marker's value. Few name a person; what a tool calls anything
// else, now or later, is somebody else.
func Of(value string) Author {
	value = strings.ToLower(value)
	switch value {
	case "human", "user", "typed", "keyboard", "queued", "pasted", "voice", "command", "slash-command", "cli", "interactive", "immediate-prompt":
		return Person
	}
	if strings.HasPrefix(value, "suggestion") {
		return Person
	}
	return Nobody
}

// Echoed says whether the tool itself repeats something that was done: nothing
// more came of it.
func Echoed(text string) bool {
	return begins(text, []string{
		"<command-", "<local-command-", "<task-notification>", "<system-reminder>", "<bash-stdout>", "<bash-stderr>",
		"This session is being continued", "[Request interrupted", "Stop hook feedback:", "Caveat: The messages below",
	})
}

// Injected says whether words are such as only machines put where a person's
// stand: the last resort where the log does not say who wrote them.
func Injected(text string) bool {
	return enveloped(text) || begins(text, []string{
		"Another Claude session sent a message", "[SYSTEM NOTIFICATION", "[SYSTEM:", "[System:", "[Automated", "[Scheduled", "[Cron",
		"System: Please continue.", "Your claude.ai usage limit has reset", "Base directory for this skill:",
		"# AGENTS.md instructions", "# Autonomous loop", "This is an automated", "PreToolUse:", "PostToolUse:", "SubagentStop hook",
		"SessionStart hook", "SessionStart:", "UserPromptSubmit hook", "UserPromptSubmit:", "Notification hook", "[Image: source:",
		"The user interrupted the previous turn",
	}) || begins(text, []string{"Automation: "}) && strings.Contains(text, "\nAutomation ID:") || stopped(text)
}

func begins(text string, with []string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	for _, start := range with {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}

// stopped is the notice that agents in the background were ended.
func stopped(text string) bool {
	rest := strings.TrimLeft(text, "0123456789")
	return rest != text && (strings.HasPrefix(rest, " background agent") || strings.HasPrefix(rest, " background task"))
}

// enveloped says whether the words lie in an envelope of a machine:
// "<teammate-message …>…", "<subagent_notification>…". Its name has a dash or an
// underscore, which no tag of HTML has, and it holds all there is, as far as the
// end was kept. What a person runs in a shell lies in "<bash-input>".
func enveloped(text string) bool {
	text = strings.TrimSpace(text)
	name, ok := strings.CutPrefix(text, "<")
	if !ok {
		return false
	}
	end := strings.IndexAny(name, " >\t\r\n/")
	if end < 0 {
		return false
	}
	name = name[:end]
	switch name {
	case "bash-input", "command-name", "command-message", "user_query", "user-query", "user_message", "user-message", "user_prompt", "user-prompt":
		return false
	case "channel", "INSTRUCTIONS", "instructions", "skill", "heartbeat", "tick", "hook", "permissions", "webhook", "notification", "reminder":
		return true
	}
	return strings.ContainsAny(name, "-_") && (strings.HasSuffix(text, "</"+name+">") || strings.HasSuffix(text, "/>") || slim.Length(text) > len(text))
}
