package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/store/address"
)

// Guarded refuses the address of a server on another machine that need not prove who
// it is (sslmode=verify-full): what goes there could be read on the way, or by a
// stranger. trusted names hosts, between commas, with which the person wants that.
func Guarded(dsn, trusted string) error {
	if address.Of(dsn) != address.Server {
		return nil
	}
	config, err := parsed(dsn)
	if err != nil {
		return err
	}
	for _, host := range unproved(config) {
		if !slices.Contains(strings.Split(trusted, ","), host) {
			return fault.New(fault.NotAllowed, "the store is on another machine, %s, which would not have to prove who it is: others could read what goes there", host).
				Try("add sslmode=verify-full to its address, and sslrootcert=FILE (or sslrootcert=system) with who vouches for it; BACKSIGHT_STORE_INSECURE=%s lets it be, on a network that you trust", host)
		}
	}
	return nil
}

// unproved are the hosts of a configuration that are neither this machine nor need to
// prove who they are. A name that resolves elsewhere is of no use: see loopback.
func unproved(config *pgx.ConnConfig) (hosts []string) {
	all := append([]*pgconn.FallbackConfig{{Host: config.Host, TLSConfig: config.TLSConfig}}, config.Fallbacks...)
	for _, way := range all {
		proved := way.TLSConfig != nil && !way.TLSConfig.InsecureSkipVerify
		if !proved && !here(way.Host) && !slices.Contains(hosts, way.Host) {
			hosts = append(hosts, way.Host)
		}
	}
	return hosts
}

const localhost = "localhost"

// here says whether a host is this machine: a socket's folder, a loopback address, or
// the one name that is only looked up there.
func here(host string) bool {
	ip := net.ParseIP(host)
	return filepath.IsAbs(host) || host == localhost || ip != nil && ip.IsLoopback()
}

// parsed is what an address says, with what libpq's variables and files add. An error
// never repeats the address: pgx leaves in it what it does not take for a password.
func parsed(dsn string) (*pgx.ConnConfig, error) {
	said := fault.New(fault.Usage, "the address of the store is not a PostgreSQL address").
		Try("write it as postgres://NAME@HOST/DATABASE?sslmode=verify-full, with %%40 for a @ in it and the like, and leave the password to PGPASSWORD or ~/.pgpass")
	if _, readable := address.Secrets(dsn); !readable {
		return nil, said
	}
	config, err := pgx.ParseConfig(dsn)
	if why := errors.Unwrap(err); why != nil {
		said.Cause = unsaid(dsn, why)
	}
	if err != nil {
		return nil, said
	}
	config.LookupFunc = loopback(config.LookupFunc)
	return config, nil
}

// loopback looks hosts up, and takes of what "localhost" leads to only what is this
// machine.
func loopback(look pgconn.LookupFunc) pgconn.LookupFunc {
	return func(ctx context.Context, host string) ([]string, error) {
		addresses, err := look(ctx, host)
		if err != nil || host != localhost {
			return addresses, err
		}
		addresses = slices.DeleteFunc(addresses, func(a string) bool { return !here(a) })
		if len(addresses) == 0 {
			return nil, fmt.Errorf("localhost is not this machine")
		}
		return addresses, nil
	}
}

// unsaid is an error in whose text no password of an address stands.
func unsaid(dsn string, err error) error {
	text := err.Error()
	secrets, _ := address.Secrets(dsn)
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	for _, secret := range secrets {
		text = strings.ReplaceAll(text, secret, "…")
	}
	if text == err.Error() {
		return err
	}
	return errors.New(text)
}
