// Package atomicfile writes a small file whole or not at all.
package atomicfile

import (
	"errors"
	"os"
	"path/filepath"
)

// Write puts a text into a file that only its owner may read, in place of what was there:
// whoever reads it finds the old text or the new one, and no part of either. Where it
// fails the old one stays.
func Write(file string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
