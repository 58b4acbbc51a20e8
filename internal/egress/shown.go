package egress

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// Shown is an address as it may be kept and printed: without user, query and
// fragment, and with "…" for what in its path looks like a key. Calendars are
// often published at an address that nobody can guess and whoever knows it may
// read. What was left out goes into a short hash at the end, so that two such
// addresses differ. An address that hides nothing is shown as it is.
func Shown(address string) string {
	u, err := Parse(address)
	if err != nil {
		return "an address that cannot be read"
	}
	u.User, u.Fragment = nil, ""
	whole := u.String()
	hidden := u.RawQuery != ""
	u.RawQuery, u.ForceQuery = "", false
	parts := strings.Split(u.EscapedPath(), "/")
	for i, part := range parts {
		if keyLike(part) {
			parts[i], hidden = "…", true
		}
	}
	if !hidden {
		return whole
	}
	sum := sha256.Sum256([]byte(whole))
	return u.Scheme + "://" + u.Host + strings.Join(parts, "/") + "#" + hex.EncodeToString(sum[:4])
}

// longestWord is the longest run of letters and digits, both among them, that
// is taken for a word and not for a key.
const longestWord = 15

var uuid = regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// keyLike says whether a part of a path looks as if nobody should guess it.
func keyLike(part string) bool {
	if text, err := url.PathUnescape(part); err == nil {
		part = text
	}
	if strings.HasPrefix(part, "private-") || uuid.MatchString(part) {
		return true
	}
	run, letters, digits := 0, false, false
	for _, r := range part {
		switch {
		case unicode.IsLetter(r):
			run, letters = run+1, true
		case unicode.IsDigit(r):
			run, digits = run+1, true
		default:
			run, letters, digits = 0, false, false
		}
		if run > longestWord && letters && digits {
			return true
		}
	}
	return false
}
