package ics

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed windows.txt
var windowsText string

// windowsZones maps the names that Windows and Outlook give to time zones, in
// lower case, to those of the IANA database: "w. europe standard time" and
// "amsterdam, berlin, bern, rome, stockholm, vienna" both to "Europe/Berlin".
var windowsZones = sync.OnceValue(func() map[string]string {
	names := make(map[string]string, 400)
	for line := range strings.Lines(windowsText) {
		column := strings.Split(strings.TrimSpace(line), "|")
		if len(column) != 3 || line[0] == '#' {
			continue
		}
		names[strings.ToLower(column[0])] = column[1]
		for shown := range strings.SplitSeq(column[2], ";") {
			if shown != "" {
				names[strings.ToLower(shown)] = column[1]
			}
		}
	}
	return names
})
