package desk

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/govern/policy"
)

// MakeKey makes a key to this person's server and keeps its hash: the key itself
// is known to the caller alone. It fails where one of that name stands.
func (d *Desk) MakeKey(ctx context.Context, name string, opens []policy.Scope) (key string, err error) {
	key = newKey()
	err = d.DB.MakeToken(ctx, policy.Token{
		Owner: d.Person, Name: name, Hash: policy.HashOf(key), Scopes: opens, Made: d.Options.Now(),
	})
	return key, err
}

// DropKey revokes a key, if it stands.
func (d *Desk) DropKey(ctx context.Context, name string) error {
	err := d.DB.RevokeToken(ctx, d.Grant, name)
	if fault.KindOf(err) == fault.Nothing {
		return nil
	}
	return err
}

// newKey is one that WakaTime's clients take: "waka_" and a random UUID.
func newKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%s%x-%x-%x-%x-%x", policy.KeyPrefix, b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
