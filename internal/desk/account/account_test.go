package account_test

import (
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/account"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/secret"
)

func calendars() []account.Calendar {
	return []account.Calendar{
		{URI: "https://dav.example.org/ann/work/", Calendar: logbook.Calendar{Name: "work", User: "ann", Login: true, Served: true}},
		{URI: "https://dav.example.org/ann/home/", Calendar: logbook.Calendar{Name: "home", User: "ann", Login: true, Served: true}},
		{URI: "https://pub.example.org/#1", Calendar: logbook.Calendar{Name: "home"}},
	}
}

// A calendar is meant by its number, name or address, and by nothing that fits two.
func TestPick(t *testing.T) {
	for which, want := range map[string]int{"1": 0, "work": 0, "https://dav.example.org/ann/home/": 1, "3": 2} {
		if got, err := account.Pick(calendars(), which); err != nil || got != want {
			t.Errorf("%s: %d, %v", which, got, err)
		}
	}
	for _, which := range []string{"0", "4", "home", "nobody"} {
		if _, err := account.Pick(calendars(), which); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s: %v", which, err)
		}
	}
}

// The password of a user on a server is kept once for all their calendars there,
// and goes with the last of them; who has no keyring is told where it lies.
func TestSecretsAreKeptAsLongAsNeeded(t *testing.T) {
	home := t.TempDir()
	env := func(name string) string {
		return map[string]string{"BACKSIGHT_HOME": home, "BACKSIGHT_KEYRING": "off"}[name]
	}
	bare := 0
	a := account.Accounts{Options: desk.Options{Env: env, Folders: desk.FoldersOf(env)}, Bare: func(what, file string) {
		if bare++; what == "" || file == "" {
			t.Error("it does not say what lies where")
		}
	}}
	box := secret.Box{Folder: home + "/state/secrets", NoRing: true}
	list := calendars()
	kept := func() bool {
		t.Helper()
		origin, err := egress.Origin(list[0].URI)
		if err != nil {
			t.Fatal(err)
		}
		s, err := box.Find("password " + origin + " ann")
		if err != nil {
			t.Fatal(err)
		}
		return !s.Empty()
	}
	for _, k := range list[:2] {
		if err := a.KeepSecrets(k, "https://dav.example.org", egress.Login{User: "ann", Secret: secret.New("s3cret")}); err != nil {
			t.Fatal(err)
		}
	}
	if !kept() || bare != 2 {
		t.Fatalf("it is not kept, or told %d times", bare)
	}
	if err := a.DropSecrets(list[0], list[1:]); err != nil || !kept() {
		t.Errorf("another calendar needs it: %v", err)
	}
	if err := a.DropSecrets(list[1], list[2:]); err != nil || kept() {
		t.Errorf("nobody needs it: %v", err)
	}
}
