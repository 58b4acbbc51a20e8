package account

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/secret"
)

// secrets is where the person's passwords lie.
func (a Accounts) secrets() secret.Box {
	return secret.Box{Folder: filepath.Join(a.Options.Folders.State, "secrets"), NoRing: a.Options.Variable("BACKSIGHT_KEYRING") == "off"}
}

// PasswordVariable is the variable of the environment that gives a password where
// none is kept, or none can be asked for.
const PasswordVariable = "BACKSIGHT_CALENDAR_PASSWORD"

// loginName is under what the password of a calendar is kept: one for all
// calendars of a user on a server.
func loginName(k Calendar) string {
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

// KeepSecrets keeps what must not lie in the store: the password, and the whole
// address where it says more than may be shown.
func (a Accounts) KeepSecrets(k Calendar, address string, login egress.Login) error {
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

func (a Accounts) keepSecret(what, name string, s secret.Text) error {
	file, err := a.secrets().Keep(name, s)
	if err != nil {
		return fault.New(fault.Failed, "%s could not be kept", what).Because(err)
	}
	if file != "" && a.Bare != nil {
		a.Bare(what, file)
	}
	return nil
}

// DropSecrets forgets those of a calendar that no other one needs.
func (a Accounts) DropSecrets(k Calendar, others []Calendar) error {
	if err := a.secrets().Drop(addressName(k.URI)); err != nil {
		return err
	}
	shared := slices.ContainsFunc(others, func(o Calendar) bool { return o.Login && loginName(o) == loginName(k) })
	if !k.Login || shared {
		return nil
	}
	return a.secrets().Drop(loginName(k))
}

// login is that of a calendar that was added: the kept password, else the one
// in the environment.
func (a Accounts) login(k Calendar) (egress.Login, error) {
	if !k.Login {
		return egress.Login{}, nil
	}
	s, err := a.secrets().Find(loginName(k))
	if err != nil {
		return egress.Login{}, fault.New(fault.Incomplete, "the password of the calendar %q cannot be read", k.Name).Because(err)
	}
	if s.Empty() {
		s = secret.New(a.Options.Variable(PasswordVariable))
	}
	if s.Empty() {
		return egress.Login{}, fault.New(fault.Incomplete, "no password is kept for the calendar %q", k.Name).
			Try("`backsight calendar add %s` asks for it again", k.URI)
	}
	return egress.Login{User: k.User, Secret: s}, nil
}

// wholeAddress is the address of a place that shows only a part of it.
func (a Accounts) wholeAddress(uri string) (string, error) {
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
