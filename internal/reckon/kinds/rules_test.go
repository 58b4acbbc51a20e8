package kinds

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/reckon/timeline"
)

// meets is a series by its title, with so many people, this person one of them.
func meets(title string, people int) Series {
	s := Series{Title: title, People: people, Length: 30, Weekday: -1, Repeats: true}
	if people == 2 && !strings.Contains(title, "Lantern") {
		s.With = "kim@work.example.org"
	}
	return s
}

// byRules is what the rules alone say.
func byRules(s Series) string {
	sorter := New(Table(), nil, nil)
	v, _ := sorter.byRule(&s, words(s.Title))
	return v.Kind.Name
}

// Titles as people write them, in English and German, and what they are about;
// "" where no rule should speak. The number is how many people meet.
func TestTitlesAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		title  string
		people int
		want   string
	}{
		{"1:1 with Kit", 2, "one_on_one"},
		{"Kit / Sol 1-1", 2, "one_on_one"},
		{"Sol 1on1 (weekly)", 2, "one_on_one"},
		{"One-on-One Juno", 0, "one_on_one"},
		{"Kit <> Sol", 2, "one_on_one"},
		{"Kit ↔ Sol", 2, "one_on_one"},
		{"Jour fixe", 2, "one_on_one"},
		{"Jour fixe", 6, "staff_alignment"},
		{"Weekly catch-up", 2, "one_on_one"},
		{"Skip-level talks", 2, "one_on_one"},
		{"Coffee ☕", 2, "one_on_one"},
		{"Stand-up", 8, "staff_alignment"},
		{"Daily", 7, "staff_alignment"},
		{"Morgenrunde", 0, "staff_alignment"},
		{"Retrospective", 8, "staff_alignment"},
		{"Sprint 41 Review", 9, "staff_alignment"},
		{"All-hands Q3", 120, "staff_alignment"},
		{"Betriebsversammlung", 0, "staff_alignment"},
		{"Leads' round", 7, "staff_alignment"},
		{"Führungskreis", 9, "staff_alignment"},
		{"Alignment: platform and product", 12, "staff_alignment"},
		{"Abstimmung Datenplattform", 4, "staff_alignment"},
		{"Steering group", 14, "staff_alignment"},
		{"Planning", 8, "planning"},
		{"Sprint 42 planning", 8, "planning"},
		{"Tech sprint: weekly project call", 8, "staff_alignment"},
		{"Backlog refinement", 6, "planning"},
		{"Quartalsplanung", 11, "planning"},
		{"OKR check", 5, "planning"},
		{"Roadmap", 11, "planning"},
		{"Budget", 4, "planning"},
		{"Project kick-off", 5, "planning"},
		{"Design review", 6, "design_review"},
		{"RFC 117: queues", 5, "design_review"},
		{"Architekturrunde", 6, "design_review"},
		{"Threat modelling login", 4, "design_review"},
		{"PR review", 2, "code_review"},
		{"Code review: billing", 3, "code_review"},
		{"Pairing", 2, "focus_build"},
		{"Incident follow-up", 4, "incident"},
		{"Incident review", 9, "incident"},
		{"SEV2 checkout down", 6, "incident"},
		{"Post-mortem payments", 8, "incident"},
		{"On-call handover", 3, "incident"},
		{"Wartungsfenster Datenbank", 3, "incident"},
		{"Interview: backend engineer", 2, "hiring_interview"},
		{"Vorstellungsgespräch Frau K.", 3, "hiring_interview"},
		{"Tech screen", 2, "hiring_interview"},
		{"Interview debrief", 4, "hiring_admin"},
		{"Hiring sync", 5, "hiring_admin"},
		{"Offer talk", 2, "hiring_admin"},
		{"User interview #7", 3, "customer_external"},
		{"Exit interview", 2, "performance_people"},
		{"Calibration", 9, "performance_people"},
		{"Jahresgespräch", 2, "performance_people"},
		{"Promo committee", 7, "performance_people"},
		{"Vendor call", 3, "customer_external"},
		{"Customer visit", 4, "customer_external"},
		{"Kundentermin Nord", 3, "customer_external"},
		{"Go training, day 2", 12, "learning"},
		{"Schulung Arbeitsrecht", 20, "learning"},
		{"Tech talk: parsers", 40, "learning"},
		{"Paper reading group", 6, "learning"},
		{"Focus time", 0, "focus_build"},
		{"Fokuszeit", 1, "focus_build"},
		{"NO MEETINGS please", 0, "focus_build"},
		{"Prototype: importer", 0, "focus_build"},
		{"Expenses", 0, "admin"},
		{"Zeiterfassung", 0, "admin"},
		{"Inbox zero", 0, "admin"},
		{"Flight to Oslo", 0, "travel"},
		{"ICE 577", 0, "travel"},
		{"Anreise", 0, "travel"},
		{"Zahnarzt", 0, "personal"},
		{"Lunch", 2, "personal"},
		{"Kita abholen", 0, "personal"},
		{"Urlaub", 0, "ooo"},
		{"OOO: dentist", 0, "ooo"},
		{"Quick chat", 2, "one_on_one"}, // again and again: by company
		{"On Call - Kit - Primary", 0, "on_call"},
		{"Rufbereitschaft", 0, "on_call"},
		{"Astreinte week-end", 1, "on_call"},
		{"Oncall review", 0, "incident"},
		{"On call", 4, "incident"}, // half an hour of four people
		// Communities and committees.
		{"SIG Storage", 9, "staff_alignment"},
		{"Observability WG (Americas)", 14, "staff_alignment"},
		{"Special Interest Group: fonts", 6, "staff_alignment"},
		{"Lantern community call", 0, "staff_alignment"},
		{"Packaging office hours", 5, "staff_alignment"},
		{"Lantern project meeting", 2, "staff_alignment"}, // two are named, neither the other of two
		{"Technical board", 7, "staff_alignment"},
		{"Board game night", 7, ""},
		{"Town hall", 80, "staff_alignment"},
		{"Strategy committee meeting", 8, "staff_alignment"},
		{"Bug scrub", 5, "planning"},
		{"PR triage", 4, "planning"},
		{"Feature freeze 2.4", 6, "planning"},
		{"P1 issue review", 5, "planning"},
		{"Parser design meeting", 5, "design_review"},
		{"design: what a span is", 5, "design_review"},
		{"Design team weekly", 5, "staff_alignment"},
		{"Lantern 2.4 release", 4, "incident"},
		{"Release sync", 4, "staff_alignment"},
		{"Press release", 4, ""},
		{"Lantern meeting", 6, "staff_alignment"},
		{"Call the bank", 0, ""},
		{"Weekly shopping", 0, ""},
		{"Prepare meeting with Kit", 3, ""},
		{"Ratssitzung", 20, "staff_alignment"},
		{"Réunion d'équipe", 6, "staff_alignment"},
		{"Comité de pilotage", 8, "staff_alignment"},
		{"Revue de code", 3, "code_review"},
		{"Entretien d'embauche", 3, "hiring_interview"},
		{"Congés", 0, "ooo"},
		{"Reunión de equipo", 6, "staff_alignment"},
		{"Planificación del sprint", 6, "planning"},
		{"Revisión de código", 3, "code_review"},
		{"Fuera de la oficina", 0, "ooo"},
		// What several meanings are open for is left alone.
		{"Workshop", 6, ""},
		{"Deep dive", 5, ""},
		{"Handover", 3, ""},
		{"Interview feature: player", 4, ""},
		{"Sensor calibration", 4, ""},
		{"Focus group", 6, ""},
		{"Customer identity service", 5, ""},
		{"Training run 7 results", 4, ""},
		{"Conference call", 4, ""},
		{"Travel API", 5, ""},
		{"Urlaubsplanung Team", 5, ""},
		{"Launch", 5, ""},
		{"Kitchen", 4, ""},
		{"11:15 Anna", 4, ""},
		{"", 4, ""},
	} {
		if got := byRules(meets(c.title, c.people)); got != c.want {
			t.Errorf("%q with %d people is %q, want %q", c.title, c.people, got, c.want)
		}
	}
}

func TestWhatElseRulesLookAt(t *testing.T) {
	for _, c := range []struct {
		why    string
		change func(*Series)
		want   string
	}{
		{"a meeting with most from another house", func(s *Series) { s.Title, s.Outside = "Intro", 3 }, "customer_external"},
		{"the same with one of three", func(s *Series) { s.Title, s.Outside = "Intro", 1 }, ""},
		{"a category", func(s *Series) { s.Labels = "red,interview" }, "hiring_interview"},
		{"a private calendar", func(s *Series) { s.Calendar, s.People = "Familie", 0 }, "personal"},
		{"two who meet once", func(s *Series) { s.People, s.With, s.Repeats = 2, "kim@x", false }, ""},
		{"two who meet again and again", func(s *Series) { s.People, s.With = 2, "kim@x" }, "one_on_one"},
		{"two of two houses", func(s *Series) { s.People, s.With, s.Outside = 2, "kim@x", 1 }, "customer_external"},
		{"a kick-off of two", func(s *Series) { s.Title, s.People, s.With, s.Repeats = "Kick-off", 2, "kim@x", false }, ""},
		{"two names, neither the person's", func(s *Series) { s.Title, s.People = "Kit <> Sol", 2 }, ""},
		{"a group that one other called", func(s *Series) { s.Title, s.People, s.Caller = "SIG Storage", 1, "kim@x" }, "staff_alignment"},
		{"the same alone", func(s *Series) { s.Title, s.People, s.Caller, s.Mine = "SIG Storage", 1, "ann@x", true }, ""},
		{"a meeting that one other called", func(s *Series) { s.Title, s.People, s.Caller = "Zephyr meeting", 1, "kim@x" }, "staff_alignment"},
		{"two who meet for half a day", func(s *Series) { s.People, s.With, s.Length = 2, "kim@x", 240 }, ""},
	} {
		s := meets("Something", 4)
		c.change(&s)
		if got := byRules(s); got != c.want {
			t.Errorf("%s is %q, want %q", c.why, got, c.want)
		}
	}
}

// Every rule can be reached, says why, names a kind there is, and holds phrases
// in the form titles have: anything else could never match.
func TestRulesAreSound(t *testing.T) {
	ids := map[string]bool{}
	sorter := New(Table(), nil, nil)
	for _, r := range Rules() {
		if ids[r.ID] || r.ID == "" || r.Text == "" || strings.HasSuffix(r.Text, ".") {
			t.Errorf("the rule %q is there twice, or says nothing", r.ID)
		}
		ids[r.ID] = true
		if _, known := sorter.kind(r.Kind); !known {
			t.Errorf("%s: there is no kind %q", r.ID, r.Kind)
		}
		if r.Title == "" && r.Label == "" && r.In == "" && r.Other == nil {
			t.Errorf("%s holds of everything", r.ID)
		}
		for _, list := range []string{r.Title, r.Not, r.Label, r.In} {
			for _, p := range phrases(list) {
				bare := strings.Trim(strings.Join(p.words, " "), "*")
				if got := joined(words(strings.ReplaceAll(bare, "#", "7"))); got != bare {
					t.Errorf("%s: %q can stand in no title, %q could", r.ID, bare, got)
				}
			}
		}
	}
	if len(ids) < 55 {
		t.Errorf("only %d rules", len(ids))
	}
}

// A phrase of a rule's own, alone in a title, is decided by that rule or by one
// before it with the same kind: no rule hides another's words.
func TestNoRuleHidesAnothersWords(t *testing.T) {
	sorter := New(Table(), nil, nil)
	for _, r := range Rules() {
		if r.Label != "" || r.In != "" || r.Other != nil {
			continue
		}
		for _, p := range phrases(r.Title) {
			title := strings.ReplaceAll(strings.Trim(joined(p.words), "*"), "#", "7")
			s := meets(title, map[Who]int{Any: 4, Alone: 0, Two: 2, Few: 2, Group: 4, Others: 4, Outside: 4}[r.Who])
			if r.Who == Outside {
				s.Outside = 3
			}
			v, _ := sorter.byRule(&s, words(title))
			if v.Kind.Name != r.Kind {
				t.Errorf("%s: %q is taken for %q by %s", r.ID, title, v.Kind.Name, v.Rule)
			}
		}
	}
}

func TestTheTableIsEdited(t *testing.T) {
	table, err := Edited(map[string]string{"one_on_one": "coordinating", "pairing": "making", "board": "coordinating"})
	if err != nil || len(table) != len(Table())+2 {
		t.Fatal(len(table), err)
	}
	byName := map[string]Kind{}
	keys := map[rune]bool{}
	for _, k := range table {
		byName[k.Name] = k
		if keys[k.Key] {
			t.Errorf("%q answers for two kinds", k.Key)
		}
		keys[k.Key] = true
	}
	if byName["one_on_one"].Work != timeline.Coordinating || !byName["one_on_one"].Meeting || byName["pairing"].Meeting || !byName["board"].Meeting {
		t.Errorf("%+v", byName)
	}
	if _, err := Edited(map[string]string{"board": "leading"}); err == nil || !strings.Contains(err.Error(), "leading") {
		t.Error(err)
	}
	if Table()[0].Work == timeline.Coordinating {
		t.Error("editing changed the table itself")
	}
}
