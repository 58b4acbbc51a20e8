package noting

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/record"
)

// An entry in an editor: a field a line, what follows indented belongs to the line above.
//
//	at: 2026-03-02T10:15:00+01:00
//	value: 5
//	note: after the review
//	  and before lunch

// form is an entry as that text.
func form(e record.Entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s. Lines that begin with # are left out.\n", e.Kind.Name, e.Kind.Means)
	if e.Kind.Placed == record.AtMoment {
		fmt.Fprintf(&b, "at: %s\n", e.Object().At)
	}
	for _, f := range e.Kind.Asks() {
		text := strings.ReplaceAll(strings.ReplaceAll(e.Text(f.Name), "\r", ""), "\n", "\n  ")
		fmt.Fprintln(&b, strings.TrimRight(f.Name+": "+text, " "))
	}
	return b.String()
}

// wrongLine is why a line of a form does not hold.
type wrongLine struct {
	line int // 0 for a field that stands on none
	err  error
}

// Error names the line.
func (w *wrongLine) Error() string {
	if w.line == 0 {
		return w.err.Error()
	}
	return fmt.Sprintf("line %d: %v", w.line, w.err)
}

// Unwrap is why, for whoever turns it into an exit code.
func (w *wrongLine) Unwrap() error { return w.err }

// filled is what a form says of an entry: the fields that it asks for, and its moment.
// What the program filled in stays. It gives a *wrongLine where that does not hold.
func filled(was record.Entry, text string, home *time.Location) (record.Entry, error) {
	texts, lines, err := taken(was, text)
	if err != nil {
		return was, err
	}
	e, err := was.Kind.Typed(func(field string) string { return texts[field] })
	if err != nil {
		at := 0
		if w, some := errors.AsType[*record.Wrong](err); some {
			at = lines[w.Field]
		}
		return was, &wrongLine{at, err}
	}
	for _, f := range was.Kind.Fields {
		if v, given := was.Values[f.Name]; given && f.Own {
			e.Values[f.Name] = v
		}
	}
	e.ID, e.Key, e.At, e.Zone, e.Day = was.ID, was.Key, was.At, was.Zone, was.Day
	if was.Kind.Placed == record.AtMoment {
		if e, err = moved(e, texts["at"], home); err != nil {
			return was, &wrongLine{lines["at"], err}
		}
	}
	if err := e.Check(); err != nil {
		at := 0
		if w, some := errors.AsType[*record.Wrong](err); some {
			at = lines[w.Field]
		}
		return was, &wrongLine{at, err}
	}
	return e, nil
}

// taken are the fields of a form with the lines they stand on.
func taken(e record.Entry, text string) (texts map[string]string, lines map[string]int, err error) {
	asked := map[string]bool{"at": e.Kind.Placed == record.AtMoment}
	for _, f := range e.Kind.Asks() {
		asked[f.Name] = true
	}
	texts, lines = map[string]string{}, map[string]int{}
	last := ""
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		name, value, colon := strings.Cut(line, ":")
		switch {
		case strings.HasPrefix(line, "#"):
		case last != "" && (strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "\t")):
			texts[last] += "\n" + strings.TrimPrefix(strings.TrimPrefix(line, "  "), "\t")
		case strings.TrimSpace(line) == "":
		case !colon || !asked[strings.TrimSpace(name)]:
			return nil, nil, &wrongLine{i + 1, fault.New(fault.Usage, "%q is no field of %s", strings.TrimSpace(name), e.Kind.Name)}
		case lines[strings.TrimSpace(name)] > 0:
			return nil, nil, &wrongLine{i + 1, fault.New(fault.Usage, "%s stands here twice", strings.TrimSpace(name))}
		default:
			last = strings.TrimSpace(name)
			texts[last], lines[last] = strings.TrimSpace(value), i+1
		}
	}
	return texts, lines, nil
}

// moved is an entry at the moment that is typed; one that is the same as before keeps
// what is finer than it shows.
func moved(e record.Entry, text string, home *time.Location) (record.Entry, error) {
	if text == e.Object().At {
		return e, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		_, east := t.Zone()
		return e.In(when.At(t), time.FixedZone("", east)), nil
	}
	if t, err := time.Parse("2006-01-02 15:04", text); err == nil {
		return e.In(when.DayOf(t).At(home, t.Hour()*60+t.Minute()), home), nil
	}
	return e, fault.New(fault.Usage, "at must be a time like 2026-03-02T10:15:00+01:00, or 2026-03-02 10:15 at home, not %q", text)
}
