package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// statement gives a name to a value.
type statement struct {
	name  string
	value expression
}

// expression is one of the types below.
type expression any

type (
	literal    struct{ value any } // string, int64 or float64
	name       string
	list       []expression
	dictionary []pair
	pair       struct {
		key   string
		value expression
	}
	call struct {
		name string
		args []expression
	}
)

// deepest is how deep expressions may lie in one another.
const deepest = 100

// parse reads a whole query: statements, each but the last ended by ";".
func parse(text string) (program []statement, err error) {
	p := &parser{rest: text}
	for {
		for p.accept(";") {
		}
		if p.space(); p.rest == "" {
			return program, nil
		}
		s, err := p.statement()
		if err != nil {
			return nil, err
		}
		program = append(program, s)
		if p.space(); p.rest != "" && !p.accept(";") {
			return nil, p.unexpected()
		}
	}
}

type parser struct {
	rest string
	deep int
}

func (p *parser) space() { p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace) }

// accept reads a mark if it comes next, and says whether it did.
func (p *parser) accept(mark string) bool {
	p.space()
	rest, ok := strings.CutPrefix(p.rest, mark)
	p.rest = rest
	return ok
}

func (p *parser) unexpected() error {
	if p.rest == "" {
		return fault("the query ends too early")
	}
	short := p.rest
	for i := range short {
		if i > 30 {
			short = short[:i] + "…"
			break
		}
	}
	return fault("this is not understood: %s", strings.ToValidUTF8(short, "\uFFFD"))
}

func (p *parser) statement() (s statement, err error) {
	if s.name = p.word(); s.name == "" || !p.accept("=") {
		return s, p.unexpected()
	}
	s.value, err = p.expression()
	return s, err
}

// word is a name: letters, digits and "_", no digit first. "" where none comes.
func (p *parser) word() string {
	p.space()
	end := strings.IndexFunc(p.rest, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end < 0 {
		end = len(p.rest)
	}
	if first, _ := utf8.DecodeRuneInString(p.rest); unicode.IsDigit(first) {
		return ""
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	return word
}

func (p *parser) expression() (expression, error) {
	if p.deep++; p.deep > deepest {
		return nil, fault("the query is too deep")
	}
	defer func() { p.deep-- }()
	p.space()
	switch {
	case p.rest == "":
		return nil, p.unexpected()
	case p.rest[0] == '"', p.rest[0] == '\'':
		text, err := p.text()
		return literal{text}, err
	case strings.ContainsRune("+-.0123456789", rune(p.rest[0])):
		return p.number()
	case p.accept("["):
		items, err := p.items("]")
		return list(items), err
	case p.accept("{"):
		return p.dictionary()
	}
	word := p.word()
	if word == "" {
		return nil, p.unexpected()
	}
	if !p.accept("(") {
		return name(word), nil
	}
	items, err := p.items(")")
	return call{word, items}, err
}

// text is in quotes of either kind; a quote inside has a backslash before it.
// Any other backslash is itself, as regular expressions want it.
func (p *parser) text() (string, error) {
	quote := p.rest[0]
	for i := 1; i < len(p.rest); i++ {
		if p.rest[i] == quote && p.rest[i-1] != '\\' {
			inside := p.rest[1:i]
			p.rest = p.rest[i+1:]
			return strings.ReplaceAll(inside, `\`+string(quote), string(quote)), nil
		}
	}
	return "", fault("a text has no end")
}

func (p *parser) number() (expression, error) {
	end := strings.IndexFunc(p.rest, func(r rune) bool { return !strings.ContainsRune("+-.eE0123456789", r) })
	if end < 0 {
		end = len(p.rest)
	}
	text := p.rest[:end]
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		p.rest = p.rest[end:]
		return literal{n}, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, fault("%.30q is no number", text)
	}
	p.rest = p.rest[end:]
	return literal{f}, nil
}

// items are expressions with commas between, up to a closing mark.
func (p *parser) items(closing string) (out []expression, err error) {
	if p.accept(closing) {
		return nil, nil
	}
	for {
		x, err := p.expression()
		if err != nil {
			return nil, err
		}
		out = append(out, x)
		if p.accept(closing) {
			return out, nil
		}
		if !p.accept(",") {
			return nil, p.unexpected()
		}
	}
}

func (p *parser) dictionary() (expression, error) {
	var d dictionary
	if p.accept("}") {
		return d, nil
	}
	for {
		if p.space(); p.rest == "" || p.rest[0] != '"' && p.rest[0] != '\'' {
			return nil, p.unexpected()
		}
		key, err := p.text()
		if err != nil {
			return nil, err
		}
		if !p.accept(":") {
			return nil, p.unexpected()
		}
		value, err := p.expression()
		if err != nil {
			return nil, err
		}
		d = append(d, pair{key, value})
		if p.accept("}") {
			return d, nil
		}
		if !p.accept(",") {
			return nil, p.unexpected()
		}
	}
}
