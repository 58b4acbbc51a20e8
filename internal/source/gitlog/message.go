package gitlog

import (
	"bytes"
	"strings"
)

// The trailers that mean something here. Others, and whatever looks like one
// ("https:", "Note:"), are passed over.
type trailerKey int8

const (
	noTrailer trailerKey = iota
	reviewedBy
	sharedWith
	assistedBy
	ampThread
	aiAssisted
)

var trailerKeys = []struct {
	text []byte
	key  trailerKey
}{
	{[]byte("reviewed-by"), reviewedBy},
	{[]byte("acked-by"), reviewedBy},
	{[]byte("tested-by"), reviewedBy},
	{[]byte("co-authored-by"), sharedWith},
	{[]byte("assisted-by"), assistedBy},
	{[]byte("generated-by"), assistedBy},
	{[]byte("made-with"), assistedBy},
	{[]byte("amp-thread-id"), ampThread},
	{[]byte("ai-assisted"), aiAssisted},
}

// trailer is one line "Key: value" whose key is known.
type trailer struct {
	key   trailerKey
	value []byte
}

// trailers appends the known trailers of an indented message to list, the last
// line first. They stand at the start of a line in one of the last two
// paragraphs, never in the subject. Git itself looks at the last paragraph only
// and gives up where other lines stand among them.
func trailers(message []byte, list []trailer) []trailer {
	paragraphs, inside := 0, false
	for len(message) > 0 {
		var line []byte
		message, line = cutLastLine(message)
		line = bytes.TrimRight(bytes.TrimPrefix(line, indent), " \t\r")
		if len(line) == 0 {
			inside = false
			continue
		}
		if !inside {
			inside = true
			if paragraphs++; paragraphs > 2 {
				break
			}
		}
		if t := parseTrailer(line); t.key != noTrailer && len(message) > 0 {
			list = append(list, t)
		}
	}
	return list
}

var indent = []byte("    ")

// cutLastLine takes the last line off a text; the line has no newline.
func cutLastLine(text []byte) (before, line []byte) {
	text = bytes.TrimSuffix(text, newline)
	i := bytes.LastIndexByte(text, '\n')
	return text[:i+1], text[i+1:]
}

// parseTrailer reads one line. Only its first bytes are looked at unless they
// begin like a known key.
func parseTrailer(line []byte) trailer {
	switch line[0] | 0x20 {
	case 'r', 'a', 't', 'c', 'g', 'm':
	default:
		return trailer{}
	}
	for _, k := range trailerKeys {
		n := len(k.text)
		if len(line) > n && line[n] == ':' && bytes.EqualFold(line[:n], k.text) {
			return trailer{k.key, bytes.TrimSpace(line[n+1:])}
		}
	}
	return trailer{}
}

// maxSubject bounds a subject in bytes.
const maxSubject = 1000

// subject is the first line of an indented message that says something.
func subject(message []byte) string {
	for len(message) > 0 {
		var line []byte
		line, message, _ = bytes.Cut(message, newline)
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return strings.ToValidUTF8(string(line[:min(len(line), maxSubject)]), "\uFFFD")
		}
	}
	return ""
}

// isRevert says whether a commit takes back another one.
func isRevert(subject string, message []byte) bool {
	return strings.HasPrefix(subject, `Revert "`) ||
		hasLine(message, "This reverts commit ")
}

// isSubtree says whether a commit with an indented message was made by a program
// that brings another history in: git subtree's squash, or git subrepo.
func isSubtree(subject string, message []byte) bool {
	switch {
	case strings.HasPrefix(subject, "Squashed '"):
		return hasLine(message, "git-subtree-dir: ") && hasLine(message, "git-subtree-split: ")
	case strings.HasPrefix(subject, "git subrepo clone "), strings.HasPrefix(subject, "git subrepo pull "):
		return hasLine(message, "git-subrepo:")
	}
	return false
}

// hasLine says whether a line below the subject of an indented message begins so.
func hasLine(message []byte, begins string) bool {
	return bytes.Contains(message, []byte("\n    "+begins))
}

// isSquash says whether a subject ends in "(#12)", as the merge button of a
// hosting site writes it.
func isSquash(subject string) bool {
	rest, closed := strings.CutSuffix(subject, ")")
	i := strings.LastIndex(rest, "(#")
	if !closed || i < 0 || i+2 == len(rest) {
		return false
	}
	for _, c := range []byte(rest[i+2:]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
