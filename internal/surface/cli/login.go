package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/backsight/backsight/internal/base/fault"
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

// secrets is where the person's passwords lie.
func (a *app) secrets() secret.Box {
	return secret.Box{Folder: filepath.Join(a.desk.Folders.State, "secrets"), NoRing: a.Env("BACKSIGHT_KEYRING") == "off"}
}

// newLogin asks for the password of a login: on stdin where that was said, else
// in the environment, else on the terminal.
func (a *app) newLogin(address string, f loginFlags) (login egress.Login, err error) {
	switch {
	case f.token && f.user != "":
		return login, fault.New(fault.Usage, "a token needs no user: give --user or --token")
	case !f.wanted() && f.stdin:
		return login, fault.New(fault.Usage, "--password-stdin needs --user NAME or --token")
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

const passwordVariable = "BACKSIGHT_CALENDAR_PASSWORD"

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
	case a.Env(passwordVariable) != "":
		return a.Env(passwordVariable), nil
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
	fmt.Fprintf(a.Err, "%s at %s: ", what, origin)
	defer fmt.Fprintln(a.Err)
	if in, is := a.In.(*os.File); is {
		text, err := term.ReadPassword(int(in.Fd()))
		return string(text), err
	}
	text, _ := a.answer()
	return text, nil
}

// loginName is under what the password of a calendar is kept: one for all
// calendars of a user on a server.
func loginName(k kept) string {
	origin, err := egress.Origin(k.URI)
	if err != nil {
		origin = k.URI
	}
	if k.User == "" {
		return "token " + origin
	}
	return "password " + origin + " " + k.User
}

// addressName is under what an address is kept that is its own key.
func addressName(uri string) string { return "address " + uri }

// keepSecrets keeps what must not lie in the store: the password, and the whole
// address where it says more than may be shown.
func (a *app) keepSecrets(k kept, address string, login egress.Login) error {
	if k.Login {
		if err := a.keepSecret("the password", loginName(k), login.Secret); err != nil {
			return err
		}
	}
	if !k.Served && k.URI != address {
		return a.keepSecret("the address", addressName(k.URI), secret.New(address))
	}
	return nil
}

func (a *app) keepSecret(what, name string, s secret.Text) error {
	file, err := a.secrets().Keep(name, s)
	if err != nil {
		return fault.New(fault.Failed, "%s could not be kept", what).Because(err)
	}
	if file != "" && !a.warned[file] {
		fmt.Fprintf(a.Err, "backsight: WARNING: there is no keyring here, so %s lies unencrypted in a file:\n           %s\n", what, file)
		fmt.Fprintln(a.Err, "           only you may read it (0600), but so may whoever gets at your files or their backup")
		if a.warned == nil {
			a.warned = map[string]bool{}
		}
		a.warned[file] = true
	}
	return nil
}

// dropSecrets forgets those of a calendar that no other one needs.
func (a *app) dropSecrets(k kept, others []kept) error {
	if err := a.secrets().Drop(addressName(k.URI)); err != nil {
		return err
	}
	shared := slices.ContainsFunc(others, func(o kept) bool { return o.Login && loginName(o) == loginName(k) })
	if !k.Login || shared {
		return nil
	}
	return a.secrets().Drop(loginName(k))
}

// login is that of a calendar that was added: the kept password, else the one
// in the environment.
func (a *app) login(k kept) (egress.Login, error) {
	if !k.Login {
		return egress.Login{}, nil
	}
	s, err := a.secrets().Find(loginName(k))
	if err != nil {
		return egress.Login{}, fault.New(fault.Incomplete, "the password of the calendar %q cannot be read", k.Name).Because(err)
	}
	if s.Empty() {
		s = secret.New(a.Env(passwordVariable))
	}
	if s.Empty() {
		return egress.Login{}, fault.New(fault.Incomplete, "no password is kept for the calendar %q", k.Name).
			Try("`backsight calendar add %s` asks for it again", k.URI)
	}
	return egress.Login{User: k.User, Secret: s}, nil
}

// wholeAddress is the address of a place that shows only a part of it.
func (a *app) wholeAddress(uri string) (string, error) {
	s, err := a.secrets().Find(addressName(uri))
	switch {
	case err != nil:
		return "", fault.New(fault.Incomplete, "the address of %s cannot be read", uri).Because(err)
	case !s.Empty():
		return s.Reveal(), nil
	case strings.Contains(uri, "#"):
		return "", fault.New(fault.Incomplete, "the whole address of %s is no longer kept", uri).
			Try("`backsight calendar add ADDRESS` with the whole address")
	}
	return uri, nil
}
