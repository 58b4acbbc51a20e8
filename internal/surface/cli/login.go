package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/account"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/secret"
)

// loginFlags say how the person is known to a server.
type loginFlags struct {
	user         string
	token, stdin bool
}

// wanted says whether there is a password or token at all.
func (f loginFlags) wanted() bool { return f.user != "" || f.token }

// newLogin asks for the password of a login: on stdin where that was said, else
// in the environment, else on the terminal.
func (a *app) newLogin(address string, f loginFlags) (login egress.Login, err error) {
	switch {
	case f.token && f.user != "":
		return login, fault.New(fault.Usage, "a token needs no user: give --user or --token")
	case !f.wanted() && f.stdin:
		return login, fault.New(fault.Usage, "--password-stdin also needs --user NAME or --token")
	case !f.wanted():
		return login, nil
	}
	login.User = f.user
	if _, err := egress.New(address, egress.Login{User: f.user, Secret: secret.New("?")}); err != nil {
		return login, err // before anything is asked
	}
	text, err := a.password(address, f)
	if err != nil {
		return login, err
	}
	if text == "" {
		return login, fault.New(fault.Usage, "no password was given").
			Try("pipe it in with --password-stdin, or set BACKSIGHT_CALENDAR_PASSWORD")
	}
	login.Secret = secret.New(text)
	return login, nil
}

// longestPassword bounds what is taken from stdin; tokens have some thousands.
const longestPassword = 64 << 10

func (a *app) password(address string, f loginFlags) (string, error) {
	switch {
	case f.stdin:
		text, err := io.ReadAll(io.LimitReader(a.In, longestPassword))
		if err != nil {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	case a.Env(account.PasswordVariable) != "":
		return a.Env(account.PasswordVariable), nil
	case !a.Asks:
		return "", nil
	}
	what := "Password of " + f.user
	if f.token {
		what = "Token"
	}
	origin, err := egress.Origin(address)
	if err != nil {
		return "", err
	}
	return a.Secret(fmt.Sprintf("%s at %s: ", what, origin))
}

// accounts are the person's on servers. Where a secret of theirs lies unencrypted
// is said once.
func (a *app) accounts() account.Accounts {
	return account.Accounts{Options: a.desk, Bare: func(what, file string) {
		if a.warned[file] {
			return
		}
		fmt.Fprintf(a.Err, "backsight: WARNING: there is no keyring here, so %s lies unencrypted in a file:\n           %s\n", what, file)
		fmt.Fprintln(a.Err, "           only you may read it (0600), but so may whoever gets at your files or their backup")
		if a.warned == nil {
			a.warned = map[string]bool{}
		}
		a.warned[file] = true
	}}
}
