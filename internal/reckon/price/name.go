package price

import (
	"regexp"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
)

// Name is a model's name as rows have it, whatever tool or reseller wrote it:
// without the provider and region before it, and without the date, the version,
// the context window, the effort of thinking and "preview" after it. Numbers stand
// where the provider puts them. "us.anthropic.claude-opus-4-1-20250805-v1:0" is
// "claude-opus-4-1", "anthropic/claude-4.5-sonnet-thinking" is
// "claude-sonnet-4-5", "gpt-5-2-codex-xhigh" is "gpt-5.2-codex".
//
// It does not guess: a word that it does not know stays, and so does the name that
// no row has.
func Name(model string) string {
	name, _ := spelled(model)
	return name
}

// spelled is Name, and whether the name says that it was the faster mode.
func spelled(model string) (name string, fast bool) {
	name = strings.ToLower(strings.TrimSpace(model))
	name = strings.NewReplacer(" ", "-", "_", "-").Replace(name[strings.LastIndexByte(name, '/')+1:])
	if strings.HasSuffix(name, ":free") {
		return name, false // at another price
	}
	name = unhoused(name)
	name, _, _ = strings.Cut(name, "[")
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ":")
	if otherPrice(name) {
		return name, false
	}
	for before := ""; before != name; {
		before = name
		name = bare(name)
		if rest, ok := strings.CutSuffix(name, "-fast"); ok && isFamily(rest) {
			name, fast = rest, true
		}
	}
	return ordered(name), fast
}

// houses are who stands before a model's name without being part of it.
func houses() []string {
	return []string{
		"us", "eu", "apac", "global", "jp", "au", "anthropic", "openai", "google", "azure", "azure-ai", "vertex", "vertex-ai",
		"bedrock", "aws", "amazon", "databricks", "github", "github-copilot", "copilot", "openrouter", "models",
	}
}

// unhoused takes houses from the beginning of a name: "us.anthropic.claude-…",
// "databricks-claude-…".
func unhoused(name string) string {
	for before := ""; before != name; {
		before = name
		for _, house := range houses() {
			rest, ok := strings.CutPrefix(name, house)
			if ok && rest != "" && strings.ContainsRune(".-", rune(rest[0])) && rest[1:] != "" {
				name = rest[1:]
			}
		}
	}
	return name
}

// isFamily says whether names that begin so are spelled in many ways.
func isFamily(name string) bool {
	for _, start := range []string{"claude", "gpt", "gemini", "o3", "o4", "opus-", "sonnet-", "haiku-", "fable-"} {
		if strings.HasPrefix(name, start) {
			return true
		}
	}
	return false
}

// otherPrice says whether a preview had another price than the model it became.
func otherPrice(name string) bool {
	return strings.HasPrefix(name, "gemini-2.5-flash-preview-0") && !strings.HasSuffix(name, "-2025") ||
		strings.HasPrefix(name, "gemini-2-5-flash-preview-0") && !strings.HasSuffix(name, "-2025")
}

// efforts are how hard a model was told to think: the price of a token is the same.
func efforts() []string {
	return []string{"thinking", "xhigh", "high", "medium", "low", "minimal", "none"}
}

// bare takes one thing from the end of a name that no price hangs on.
func bare(name string) string {
	name = undated(strings.TrimSuffix(name, "-latest"))
	if i := strings.LastIndex(name, "-v"); i > 0 && len(name)-i == 3 && digits(name[i+2:]) {
		return name[:i]
	}
	if !isFamily(name) {
		return name
	}
	for _, effort := range efforts() {
		if rest, ok := strings.CutSuffix(name, "-"+effort); ok {
			return rest
		}
	}
	if strings.HasPrefix(name, "claude") {
		name = strings.TrimSuffix(name, "-max")
	}
	return unpreviewed(name)
}

// preview is what a provider writes after the name of a model that is not final:
// "-preview", "-preview-05-06", "-preview-09-2025".
var preview = regexp.MustCompile(`-preview(-[0-9]{2}-([0-9]{2}|[0-9]{4}))?$`)

func unpreviewed(name string) string {
	if !strings.HasPrefix(name, "gemini") {
		return name
	}
	return preview.ReplaceAllString(name, "")
}

// ordered puts the numbers of a name where its provider does.
func ordered(name string) string {
	for _, family := range []string{"opus-", "sonnet-", "haiku-", "fable-"} {
		if strings.HasPrefix(name, family) {
			name = "claude-" + name
		}
	}
	switch {
	case strings.HasPrefix(name, "claude"):
		return orderedClaude(name)
	case strings.HasPrefix(name, "gpt"), strings.HasPrefix(name, "gemini"):
		return orderedDots(name)
	}
	return name
}

// orderedClaude is "claude-3-5-sonnet" up to the third generation, and
// "claude-sonnet-4-5" from the fourth on. A word too many, and it is left alone.
func orderedClaude(name string) string {
	family, numbers := "", []string{}
	for part := range strings.SplitSeq(strings.ReplaceAll(strings.TrimPrefix(name, "claude"), ".", "-"), "-") {
		switch {
		case part == "":
		case digits(part) && len(part) <= 2:
			numbers = append(numbers, part)
		case family == "" && strings.Trim(part, "abcdefghijklmnopqrstuvwxyz") == "":
			family = part
		default:
			return name
		}
	}
	if family == "" || len(numbers) == 0 || len(numbers) > 2 {
		return name
	}
	if len(numbers) == 2 && numbers[1] == "0" {
		numbers = numbers[:1]
	}
	version := strings.Join(numbers, "-")
	if len(numbers[0]) == 1 && numbers[0] < "4" {
		return "claude-" + version + "-" + family
	}
	return "claude-" + family + "-" + version
}

// dashed is a version whose dot was written as a dash, after the name of the
// family; glued is one without anything between.
var (
	dashed = regexp.MustCompile(`^(gpt|gemini)-([0-9])-([0-9])(-|$)`)
	glued  = regexp.MustCompile(`^(gpt|gemini)([0-9])`)
)

// orderedDots is "gpt-5.2-codex", "gemini-2.5-pro".
func orderedDots(name string) string {
	name = glued.ReplaceAllString(name, "$1-$2")
	name = dashed.ReplaceAllString(name, "$1-$2.$3$4")
	return strings.Replace(name, ".0-", "-", 1)
}

// undated takes "-20250805" or "-2025-08-07" from the end of a name.
func undated(name string) string {
	if i := len(name) - 9; i > 0 && name[i] == '-' && digits(name[i+1:]) {
		return name[:i]
	}
	if i := len(name) - 11; i > 0 && name[i] == '-' {
		if _, err := when.ParseDay(name[i+1:]); err == nil {
			return name[:i]
		}
	}
	return name
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
