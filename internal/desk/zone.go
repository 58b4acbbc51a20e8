package desk

import (
	"os"
	"path/filepath"
	"strings"
	"time"
	_ "time/tzdata" // zones must be known on machines without a zone database

	"github.com/backsight/backsight/internal/base/fault"
)

// Zone is the home zone: the one named, the setting, else the machine's.
func (o Options) Zone(name string) (*time.Location, error) {
	for _, name := range []string{name, o.Settings.Zone} {
		if name == "" {
			continue
		}
		zone, err := time.LoadLocation(name)
		if err != nil {
			return nil, fault.New(fault.Usage, "there is no time zone %q", name).Try("use an IANA name like Europe/Berlin")
		}
		return zone, nil
	}
	return o.MachineZone(), nil
}

// MachineZone finds the IANA name of the machine's zone, since time.Local hides
// it: TZ, then /etc/localtime's target, then /etc/timezone.
func (o Options) MachineZone() *time.Location {
	names := []string{strings.TrimPrefix(o.Variable("TZ"), ":")}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(target, "zoneinfo/"); ok {
			names = append(names, name)
		}
	}
	if text, err := os.ReadFile("/etc/timezone"); err == nil {
		names = append(names, strings.TrimSpace(string(text)))
	}
	for _, name := range names {
		if zone, err := time.LoadLocation(name); name != "" && err == nil {
			if name == "Etc/UTC" {
				return time.UTC
			}
			return zone
		}
	}
	return time.UTC
}
