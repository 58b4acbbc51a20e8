package logbook

import "slices"

// prose are names of what is written beside programs in any language, and of data that
// tools read or write: that they come and go tells nothing.
var prose = []string{
	"Text", "Markdown", "reStructuredText", "AsciiDoc", "Org", "RDoc", "Textile", "Wikitext",
	"YAML", "JSON", "JSON with Comments", "JSON5", "XML", "XML Property List", "SVG", "TOML", "INI", "CSV", "TSV",
	"Java Properties", "EditorConfig", "Option List", "Ignore List", "Git Attributes", "Git Config", "Git Revision List", "CODEOWNERS",
	"Go Module", "Go Checksums", "Go Workspace", "Pip Requirements", "Maven POM", "Gemfile.lock", "E-mail", "NPM Config", "Browserslist", "Checksums",
	"Diff", "Gettext Catalog", "Public Key", "Jest Snapshot", "robots.txt", "SSH Config",
}

// IsProse says whether a language is one that stands beside programs in any other: text,
// or data.
func IsProse(language string) bool { return slices.Contains(prose, language) }
