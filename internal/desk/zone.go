package desk

import (
	"os"
	"path/filepath"
	"strings"
	"time"
	_ "time/tzdata" // zones must be known on machines without a zone database

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
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

// Today is the day it is at home: in the zone named, else as Zone finds it.
func (o Options) Today(zone string) (when.Day, error) {
	home, err := o.Zone(zone)
	if err != nil {
		return when.NoDay, err
	}
	return o.Now().Day(home), nil
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
