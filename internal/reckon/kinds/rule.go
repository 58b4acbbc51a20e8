package kinds

// Rule says that a series is of a kind. It is data: phrases that must stand in
// its title, calendar or categories, and what must hold of it. All that is given
// must hold. The first rule in the list that fits decides.
type Rule struct {
	ID    string
	Text  string // why, for the person: "the title is about an interview"
	Kind  string
	Title string // phrases, see phrase; one must stand in the title
	Not   string // phrases of which none may
	Label string // phrases of which one must stand in a category
	In    string // phrases of which one must stand in the calendar's name
	Who   Who
	Other func(*Series) bool // what else must hold; nil for nothing
}

// Who is how many people a rule wants.
type Who int8

// The numbers of people. A calendar that names nobody is Alone or Few: it
// cannot be told from one person's own block.
const (
	Any     Who = iota
	Alone       // nobody else is named
	Two         // this person and one other
	Few         // nobody is named, or two are
	Group       // three and more
	Others      // two and more
	Outside     // half of the others and more are of another house
	Open        // nobody is named, or several, or one who called it; but not two who meet
)

func (w Who) holds(s *Series) bool {
	switch w {
	case Alone:
		return s.People <= 1
	case Two:
		return s.People == 2 && s.With != ""
	case Few:
		return s.People <= 2
	case Group:
		return s.People >= 3
	case Others:
		return s.People >= 2
	case Outside:
		return s.Outside > 0 && 2*s.Outside >= s.People-1
	case Open:
		return notOwn(s) && s.With == ""
	}
	return true
}

// ruleReader is a rule with its phrases taken apart.
type ruleReader struct {
	Rule
	title, not, label, in []phrase
}

func reader(r Rule) ruleReader {
	return ruleReader{r, phrases(r.Title), phrases(r.Not), phrases(r.Label), phrases(r.In)}
}

// fits says whether the rule decides a series, and on which words.
func (r *ruleReader) fits(s *Series, title []string) (found string, fits bool) {
	if !r.Who.holds(s) || r.Other != nil && !r.Other(s) {
		return "", false
	}
	for _, part := range []struct {
		phrases []phrase
		words   func() []string
	}{
		{r.title, func() []string { return title }},
		{r.label, func() []string { return words(s.Labels) }},
		{r.in, func() []string { return words(s.Calendar) }},
	} {
		if len(part.phrases) == 0 {
			continue
		}
		at, some := first(part.phrases, part.words())
		if !some {
			return "", false
		}
		found = at
	}
	if _, barred := first(r.not, title); barred {
		return "", false
	}
	return found, true
}
