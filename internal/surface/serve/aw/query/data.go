package query

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// filter keeps the events whose value of a key is among some, or those whose is
// not.
func filter(a *args, events []event.Event, key string, vals []any, among bool) []event.Event {
	want := map[string]bool{}
	for _, v := range vals {
		if !a.pays(v) {
			return nil
		}
		want[event.Data{"": v}.Canonical()] = true
	}
	return slices.DeleteFunc(events, func(e event.Event) bool {
		v, has := e.Data[key]
		if !a.pays(v) {
			return true
		}
		return (has && want[event.Data{"": v}.Canonical()]) != among
	})
}

// matching keeps the events whose value of a key matches.
func matching(a *args, events []event.Event, key string, r rule) []event.Event {
	return slices.DeleteFunc(events, func(e event.Event) bool {
		v, has := e.Data[key]
		if !has || r.re == nil || !a.pays(v) {
			return true
		}
		text := fmt.Sprint(v)
		return !a.spend(r.steps*(1+len(text)/textPerRule)) || !r.re.MatchString(text)
	})
}

// splitURLs adds the parts of the address of each event: $protocol, $domain
// without "www.", $path, $params, $options, $identifier.
func splitURLs(events []event.Event) []event.Event {
	for i, e := range events {
		address, ok := e.Data["url"].(string)
		if !ok {
			continue
		}
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		path, params, _ := strings.Cut(u.Path, ";")
		for key, v := range map[string]string{
			"$protocol": u.Scheme, "$domain": strings.TrimPrefix(u.Host, "www."), "$path": path,
			"$params": params, "$options": u.RawQuery, "$identifier": u.Fragment,
		} {
			e = with(e, key, v)
		}
		events[i] = e
	}
	return events
}

// noise is what programs put before a title: how much is unread, and that
// something was not saved.
var noise = regexp.MustCompile(`^(\(\d+\)|[●*•])\s*`)

// simplify takes that away.
func simplify(events []event.Event, key string) []event.Event {
	for i, e := range events {
		if title, ok := e.Data[key].(string); ok {
			events[i] = with(e, key, noise.ReplaceAllString(title, ""))
		}
	}
	return events
}

// class is a category or tag with the rule that finds it.
type class struct {
	name any
	rule
	keys []string // whose values are looked at; all where it is nil
}

// classes are a list of [name, rule]. A rule is {"type":"regex","regex":"…",
// "ignore_case":true,"select_keys":[…]}; one of another type finds nothing.
func (a *args) classes(i int) (out []class) {
	for _, v := range a.list(i) {
		item, ok := v.([]any)
		if !ok || len(item) != 2 {
			a.wrong(i, "list of [name, rule]")
			return nil
		}
		rule, ok := item[1].(map[string]any)
		if !ok {
			a.wrong(i, "list of [name, rule]")
			return nil
		}
		out = append(out, a.class(item[0], rule))
	}
	return out
}

func (a *args) class(name any, rule map[string]any) class {
	c := class{name: name}
	text, _ := rule["regex"].(string)
	if kind, said := rule["type"].(string); text == "" || said && kind != "regex" {
		return c
	}
	ignore, _ := rule["ignore_case"].(bool)
	var err error
	if c.rule, err = compiled(text, ignore); err != nil && a.err == nil {
		a.err = fault("the rule of %v: %v", name, err)
	}
	if keys, ok := rule["select_keys"].([]any); ok {
		c.keys = []string{}
		for _, key := range keys {
			c.keys = append(c.keys, fmt.Sprint(key))
		}
	}
	return c
}

// finds says whether any text of an event matches.
func (c class) finds(e event.Event) bool {
	if c.re == nil {
		return false
	}
	for key, v := range e.Data {
		s, ok := v.(string)
		if ok && (c.keys == nil || slices.Contains(c.keys, key)) && c.re.MatchString(s) {
			return true
		}
	}
	return false
}

// textPerRule is how many bytes of text a rule is held against in the time of a step.
const textPerRule = 64

// stepsOf is how many steps one rule costs at an event.
func stepsOf(e event.Event) int {
	long := 0
	for _, v := range e.Data {
		if s, ok := v.(string); ok {
			long += len(s)
		}
	}
	return 1 + long/textPerRule
}

// stepsOfAll is how many steps some rules cost at a short text.
func stepsOfAll(classes []class) (n int) {
	for _, c := range classes {
		n += max(1, c.steps)
	}
	return n
}

// categorize gives each event the category that lies deepest, the first of
// several: $category, ["Uncategorized"] where none is found.
func categorize(a *args, events []event.Event, classes []class) []event.Event {
	each := stepsOfAll(classes)
	for i, e := range events {
		if !a.spend(each * stepsOf(e)) {
			return nil
		}
		best := []any{"Uncategorized"}
		deep := 0
		for _, c := range classes {
			if path, ok := c.name.([]any); ok && len(path) > deep && c.finds(e) {
				best, deep = path, len(path)
			}
		}
		events[i] = with(e, "$category", best)
	}
	return events
}

// tag gives each event the names of all classes that it belongs to: $tags.
func tag(a *args, events []event.Event, classes []class) []event.Event {
	each := stepsOfAll(classes)
	for i, e := range events {
		if !a.spend(each * stepsOf(e)) {
			return nil
		}
		tags := []any{}
		for _, c := range classes {
			if c.finds(e) && !slices.ContainsFunc(tags, func(t any) bool { return same(t, c.name) }) {
				tags = append(tags, c.name)
			}
		}
		events[i] = with(e, "$tags", tags)
	}
	return events
}
