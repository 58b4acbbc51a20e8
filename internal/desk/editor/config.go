package editor

import (
	"slices"
	"strings"
)

// config is the text of a .wakatime.cfg. It is edited by lines, so that
// whatever else stands there stays as it is.
type config []string

func readConfig(text string) config {
	if text = strings.TrimSuffix(text, "\n"); text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func (c config) text() string {
	if len(c) == 0 {
		return ""
	}
	return strings.Join(c, "\n") + "\n"
}

// each goes through the settings with the section they stand in.
func (c config) each(visit func(line int, section, name, value string)) {
	section := ""
	for i, line := range c {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			section = strings.ToLower(strings.TrimSpace(line[1 : len(line)-1]))
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if ok && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, ";") {
			visit(i, section, strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
}

// other says whether the plugins already speak to another server.
func (c config) other() (found bool) {
	c.each(func(_ int, section, name, value string) {
		if section == "settings" && value != "" && slices.Contains([]string{"api_key", "apikey", "api_key_vault_cmd", "api_url", "apiurl"}, name) {
			found = true
		}
	})
	return found
}

// upstream is where WakaTime's clients send heartbeats where nothing is set.
const upstream = "https://api.wakatime.com/api/v1"

// target is the address to which the plugins send, and whether one of the
// servers that hear a copy is this machine.
func (c config) target() (address string, mirrored bool) {
	address = upstream
	c.each(func(_ int, section, name, value string) {
		switch {
		case section == "settings" && strings.EqualFold(name, "api_url") && value != "":
			address = value
		case section == "api_urls":
			mirror, _, _ := strings.Cut(value, "|") // the key comes after it
			mirrored = mirrored || loopback(mirror)
		}
	})
	return address, mirrored
}

// with is the configuration that speaks to url with a key: instead of nobody, or
// besides the server that is there already.
func (c config) with(url, key string) (out config, besides bool) {
	out = c.without(url)
	if !out.other() {
		return out.withoutEmpty().put("settings", "api_url = "+url, "api_key = "+key), false
	}
	return out.put("api_urls", out.pattern()+" = "+url+"|"+key), true
}

// withoutEmpty leaves out settings that are to be given and say nothing: the last
// of two counts.
func (c config) withoutEmpty() config {
	empty := map[int]bool{}
	c.each(func(line int, section, name, value string) {
		empty[line] = section == "settings" && (name == "api_key" || name == "api_url") && value == ""
	})
	var out config
	for i, line := range c {
		if !empty[i] {
			out = append(out, line)
		}
	}
	return out
}

// pattern matches every file, and is not taken by another server.
func (c config) pattern() string {
	taken := map[string]bool{}
	c.each(func(_ int, section, name, _ string) { taken[name] = taken[name] || section == "api_urls" })
	pattern := ".*"
	for taken[pattern] {
		pattern = "(" + pattern + ")"
	}
	return pattern
}

// put adds lines at the beginning of a section, which is made where it is not.
func (c config) put(section string, lines ...string) config {
	at := slices.IndexFunc(c, func(line string) bool { return strings.EqualFold(strings.TrimSpace(line), "["+section+"]") })
	if at < 0 {
		c = append(slices.Clone(c), "["+section+"]")
		at = len(c) - 1
	}
	return slices.Insert(slices.Clone(c), at+1, lines...)
}

// without is the configuration that does not speak to url; a section that is
// empty then goes too.
func (c config) without(url string) config {
	ours, key := map[int]bool{}, -1
	direct := false
	c.each(func(line int, section, name, value string) {
		switch {
		case section == "settings" && name == "api_url" && value == url:
			ours[line], direct = true, true
		case section == "settings" && name == "api_key":
			key = line
		case section == "api_urls" && strings.HasPrefix(value, url+"|"):
			ours[line] = true
		}
	})
	if direct && key >= 0 {
		ours[key] = true
	}
	if len(ours) == 0 {
		return c
	}
	var out config
	for i, line := range c {
		if !ours[i] {
			out = append(out, line)
		}
	}
	return out.tidy()
}

// tidy leaves out the sections that were only there for us.
func (c config) tidy() (out config) {
	for i, line := range c {
		section := strings.TrimSpace(line)
		last := i+1 == len(c) || strings.HasPrefix(strings.TrimSpace(c[i+1]), "[")
		if (section == "[settings]" || section == "[api_urls]") && last {
			continue
		}
		out = append(out, line)
	}
	return out
}
