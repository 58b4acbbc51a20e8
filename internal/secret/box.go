package secret

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/zalando/go-keyring"
)

// service is the name under which the keyring lists what is kept here.
const service = "backsight"

// Box is where secrets are kept. It asks the keyring first, and the folder
// where that has none.
type Box struct {
	Folder string // made when it is needed, 0700
	NoRing bool   // leave the keyring of the system alone
}

// Keep keeps a secret under a name, in place of an earlier one. File is where
// it was written because there is no keyring, or "": then the person should be
// told, for whoever can read their files can read it.
func (b Box) Keep(name string, t Text) (file string, err error) {
	if !b.NoRing && keyring.Set(service, name, t.Reveal()) == nil {
		return "", b.dropFile(name)
	}
	if err := os.MkdirAll(b.Folder, 0o700); err != nil {
		return "", fmt.Errorf("making the folder of secrets: %w", err)
	}
	file = b.file(name)
	if err := write(file, t); err != nil {
		return "", fmt.Errorf("keeping a secret in %s: %w", file, err)
	}
	return file, nil
}

// write puts a secret into a file of its own that only the person may read, and
// renames it into place, so that it is never there in part or to be read by
// others.
func write(file string, t Text) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".new-*") // 0600
	if err != nil {
		return err
	}
	_, err = f.WriteString(t.Reveal())
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Find is the secret under a name, the zero Text where there is none.
func (b Box) Find(name string) (Text, error) {
	if !b.NoRing {
		if t, err := keyring.Get(service, name); err == nil {
			return New(t), nil
		}
	}
	file := b.file(name)
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Text{}, nil
	}
	if err != nil {
		return Text{}, fmt.Errorf("looking for a secret: %w", err)
	}
	if err := guarded(file); err != nil {
		return Text{}, err
	}
	return New(string(text)), nil
}

// Drop forgets a secret; that there is none is no error.
func (b Box) Drop(name string) error {
	if !b.NoRing {
		_ = keyring.Delete(service, name) // where there is no keyring there is nothing in it
	}
	return b.dropFile(name)
}

func (b Box) dropFile(name string) error {
	if err := os.Remove(b.file(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("dropping a secret: %w", err)
	}
	return nil
}

// file is named by a hash: what a secret is for is nobody's business either.
func (b Box) file(name string) string {
	sum := sha256.Sum256([]byte(name))
	return filepath.Join(b.Folder, hex.EncodeToString(sum[:16]))
}
