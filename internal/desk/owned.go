package desk

import (
	"errors"
	"io/fs"
	"os"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/store/address"
)

// Owned says why the folders cannot be used: there is no home folder to put them into,
// or one of them, or the store, is somebody else's, who could read and change all of
// it. A folder that is not there yet is made for the person alone.
func (o Options) Owned() error {
	f := o.Folders
	if f.Config == "" || f.Data == "" || f.State == "" || f.Cache == "" {
		return fault.New(fault.Usage, "HOME is not set, so nothing says where your things lie").
			Try("set HOME, or BACKSIGHT_HOME to a folder of yours")
	}
	places := []string{f.Config, f.Data, f.State, f.Cache}
	if file := address.Path(o.Address()); file != "" {
		places = append(places, file)
	}
	for _, place := range places {
		info, err := os.Stat(place)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fault.New(fault.Failed, "%s cannot be looked at", place).Because(err)
		}
		if why := shared(info); why != "" {
			return fault.New(fault.NotAllowed, "%s %s: what lies there could be read or changed by others", place, why).
				Try("use a folder of your own (BACKSIGHT_HOME), or make this one yours alone")
		}
	}
	return nil
}
