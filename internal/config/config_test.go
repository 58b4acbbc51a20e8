package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/fault"
)

// written is a settings file with a text.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNoFileIsTheDefaults(t *testing.T) {
	s, err := Read(filepath.Join(t.TempDir(), "none"))
	if diff := cmp.Diff(Default(), s); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	days, from, to, err := s.Window()
	if want := [7]bool{true, true, true, true, true}; days != want || from != 540 || to != 1020 || err != nil {
		t.Errorf("the window is %v, %d to %d, %v", days, from, to, err)
	}
}

func TestWhatIsSetIsRead(t *testing.T) {
	s, err := Read(written(t, "zone = \"Asia/Tokyo\"\nwork = [\"~/work\"]\nwindow_days = [\"sun\", \"Monday\"]\nwindow_from = \"22:30\"\nwindow_to=\"23:00\"\n"))
	want := Settings{Zone: "Asia/Tokyo", Work: []string{"~/work"}, Days: []string{"sun", "Monday"}, From: "22:30", To: "23:00", Extensions: Default().Extensions, Every: "15m", Notices: true}
	if diff := cmp.Diff(want, s); diff != "" || err != nil {
		t.Fatalf("%v\n%s", err, diff)
	}
	if days, from, to, _ := s.Window(); days != [7]bool{0: true, 6: true} || from != 1350 || to != 1380 {
		t.Errorf("the window is %v, %d to %d", days, from, to)
	}
}

// Every complaint names the file, the line and what is wrong, and is the
// person's to mend.
func TestWhatCannotBeUnderstood(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no TOML":           {"zone = \"UTC\"\n\nwork = [\n", "line 3"},
		"another type":      {"# mine\nwindow_from = 9\n", "line 2"},
		"an unknown key":    {"zone = \"UTC\"\n\n  wrok = [\"x\"]\n", "line 3: there is no setting \"wrok\""},
		"a key like one":    {"zone = \"UTC\"\nzones = \"UTC\"\n", "line 2: there is no setting \"zones\""},
		"a shorter key":     {"zone = \"UTC\"\nzon = 1\n", "line 2: there is no setting \"zon\""},
		"an unknown table":  {"\n[window]\nfrom = \"09:00\"\n", "line 2: there is no setting \"window"},
		"no zone":           {"work = [\"zone\"]\nzone = \"Europe/Atlantis\"\n", "line 2: zone: there is no time zone \"Europe/Atlantis\""},
		"no weekday":        {"window_days = [\"Mon\", \"Monkey\"]\n", "line 1: window_days: \"Monkey\""},
		"a short weekday":   {"window_days = [\"Mo\"]\n", "line 1: window_days: \"Mo\""},
		"no time":           {"window_from = \"9 o'clock\"\n", "line 1: window_from: \"9 o'clock\""},
		"midnight as 24":    {"window_to = \"24:00\"\n", "line 1: window_to: \"24:00\""},
		"too often":         {"checkins = 40\n", "line 1: checkins: 40, and it goes from 0 to 12"},
		"no time to ask":    {"checkins = 4\ncheckins_to = \"08:00\"\n", "line 2: checkins_to: it may ask from 09:00 until 08:00"},
		"no length":         {"reread = \"often\"\n", "line 1: reread: \"often\""},
		"too short":         {"zone = \"UTC\"\nreread = \"1s\"\n", "line 2: reread: \"1s\" is shorter than a minute"},
		"letters nowhere":   {"letters = \"letters\"\n", "line 1: letters: \"letters\" is not an absolute path"},
		"a path of nowhere": {"prices = \"prices.csv\"\n", "line 1: prices: \"prices.csv\" is not an absolute path"},
		"no fee":            {"zone = \"UTC\"\n[plans]\nmax = \"much\"\n", "line 2: plans: max: "},
		"ends as it begins": {"zone = \"UTC\"\nwindow_to = \"09:00\"\n", "line 2: window_to 09:00 is not after window_from 09:00"},
	} {
		t.Run(name, func(t *testing.T) {
			path := written(t, c.text)
			_, err := Read(path)
			if fault.KindOf(err) != fault.Usage || !strings.HasPrefix(err.Error(), path+": ") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it says: %v\nwant: %s: %s", err, path, c.want)
			}
			if err != nil && strings.Contains(strings.TrimPrefix(err.Error(), path), "\n") {
				t.Errorf("it takes more than a line: %v", err)
			}
		})
	}
}

func TestPlansAreMoney(t *testing.T) {
	s, err := Read(written(t, "[plans]\nmax = \"100 EUR\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if fees, err := s.MonthlyPlans(); err != nil || len(fees) != 1 || fees["max"].String() != "100.00 EUR" {
		t.Errorf("%v, %v", fees, err)
	}
}

func TestAFolderIsNoFile(t *testing.T) {
	if _, err := Read(t.TempDir()); fault.KindOf(err) != fault.Failed {
		t.Errorf("a folder is read: %v", err)
	}
}

// The table names every setting there is, in the order of the type, and the
// default that Default gives.
func TestTheTableIsWhole(t *testing.T) {
	kind := reflect.TypeFor[Settings]()
	rows := Table()
	if len(rows) != kind.NumField() {
		t.Fatalf("%d rows for %d settings", len(rows), kind.NumField())
	}
	var text strings.Builder
	for i, row := range rows {
		if name := kind.Field(i).Tag.Get("toml"); row.Name != name || row.Means == "" || row.Default == "" {
			t.Errorf("row %d is %+v, the setting is %q", i, row, name)
		}
		if strings.ContainsAny(row.Default, "\"[") {
			text.WriteString(row.Name + " = " + row.Default + "\n")
		}
	}
	s, err := Read(written(t, text.String()))
	if diff := cmp.Diff(Default(), s); diff != "" || err != nil {
		t.Errorf("the defaults of the table are others: %v\n%s", err, diff)
	}
}

func TestASettingIsShownAsItStands(t *testing.T) {
	s, err := Read(written(t, "zone = \"Asia/Tokyo\"\nwindow_days = [\"Mon\", \"Tue\"]\n[kinds]\nchoir = \"away\"\nband = \"learning\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"zone": "Asia/Tokyo", "window_days": "Mon, Tue", "window_from": "09:00", "kinds": "band = learning, choir = away", "rate": "", "nothing": "",
	} {
		if got := s.Shown(name); got != want {
			t.Errorf("%s is shown as %q, want %q", name, got, want)
		}
	}
}
