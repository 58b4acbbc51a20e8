package wakatime

import "strconv"

// ids are what a dump says of a heartbeat besides the heartbeat.
type ids struct{ agentID, machineID, plugin, zone string }

// written takes a heartbeat of a dump apart. One that Backsight wrote has in
// front what dumps say, then how many members that were, as "backsight":N, and
// then the item as it once came: that alone is given back. Of any other dump it
// is the whole. raw is valid JSON.
func written(raw []byte) (own []byte, of ids) {
	own = raw
	if len(raw) == 0 || raw[0] != '{' {
		return own, of
	}
	n, marked := 0, false
	members(raw, func(key, v []byte) {
		if marked {
			return
		}
		switch string(key) {
		case "user_agent_id":
			of.agentID = text(v)
		case "machine_name_id":
			of.machineID = text(v)
		case "plugin":
			of.plugin = text(v)
		case "timezone":
			of.zone = text(v)
		case "backsight":
			if marked = string(v) == strconv.Itoa(n); marked {
				own = rest(raw, v)
			}
		}
		n++
	})
	return own, of
}

// rest is an object without what stands before the end of v, one of its values
// as members hands it over: a part of the object itself.
func rest(raw, v []byte) []byte {
	begins := cap(raw) - cap(v)
	at := blank(raw, begins+len(v))
	if at < len(raw) && raw[at] == ',' {
		at = blank(raw, at+1)
	}
	return append([]byte{'{'}, raw[at:]...)
}
