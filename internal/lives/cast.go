package lives

import (
	"time"

	"github.com/backsight/backsight/internal/base/when"
)

func driftingDirector() Life {
	return Life{
		Name: "drifting-director", Title: "the drifting director", Seed: 11,
		Story: "Builds for three years, is made lead, then director: a step, then a slide of almost two years " +
			"that no single week gives away.",
		From: when.Date(2016, time.January, 4), Diary: when.Date(2016, time.January, 4),
		Person: Author{"Ilse", "ilse@work.example.org"}, Home: "ilse@home.example.org",
		Homes: []Residence{{when.Date(2016, time.January, 4), "Europe/Berlin"}},
		Phases: []Phase{
			{when.Date(2016, time.January, 4), 0, "engineer", Traits{Work: 3.9, Own: 0.5, Meet: 5, Review: 2, Integrate: 0.5}},
			{when.Date(2019, time.March, 4), 0, "lead", Traits{Work: 2.6, Own: 0.4, Meet: 10, Review: 4, Integrate: 2}},
			{when.Date(2020, time.September, 7), 95, "director", Traits{Work: 0.35, Own: 0.1, Meet: 24, Review: 0.6, Integrate: 0.2}},
			{when.Date(2025, time.March, 3), 30, "director", Traits{Work: 0.35, Own: 0.1, Meet: 26, Review: 0.5, Integrate: 0.1, Assistance: 0.5}},
		},
		Repos: []Repo{
			{Name: "ledger", From: when.Date(2016, time.January, 4), To: when.NoDay, Import: true, Bare: true},
			{Name: "harbour", From: when.Date(2018, time.May, 7), To: when.NoDay},
			{Name: "almanac", Own: true, From: when.Date(2016, time.January, 4), To: when.NoDay},
		},
	}
}

func returningBuilder() Life {
	return Life{
		Name: "returning-builder", Title: "the returning builder", Seed: 23,
		Story: "Stops building from one month to the next when the team is handed over, and five years later " +
			"takes more than a year to come back, with an assistant at hand.",
		From: when.Date(2015, time.January, 5), Diary: when.Date(2016, time.January, 4),
		Person: Author{"Mika", "mika@work.example.org"}, Home: "mika@home.example.org",
		Homes: []Residence{{when.Date(2015, time.January, 5), "Europe/Helsinki"}},
		Phases: []Phase{
			{when.Date(2015, time.January, 5), 0, "engineer", Traits{Work: 3.5, Own: 0.8, Meet: 6, Review: 2, Integrate: 0.5}},
			{when.Date(2018, time.May, 14), 0, "manager", Traits{Work: 0.4, Own: 0.3, Meet: 20, Review: 0.8, Integrate: 0.3}},
			{when.Date(2024, time.January, 8), 70, "engineer again", Traits{Work: 2.9, Own: 0.9, Meet: 7, Review: 2, Integrate: 0.4, Assistance: 0.6}},
		},
		Repos: []Repo{
			{Name: "quarry", From: when.Date(2015, time.January, 5), To: when.Date(2022, time.July, 4), Bare: true},
			{Name: "lantern", From: when.Date(2019, time.February, 4), To: when.NoDay, Import: true},
			{Name: "kettle", Own: true, From: when.Date(2015, time.January, 5), To: when.NoDay},
		},
	}
}

func steadyHand() Life {
	return Life{
		Name: "steady-hand", Title: "the steady hand", Seed: 37,
		Story: "Changes employer's repositories, country and zone, begins a calendar late, and builds all the " +
			"same: nothing turns.",
		From: when.Date(2016, time.January, 4), Diary: when.Date(2019, time.June, 3),
		Person: Author{"Noor", "noor@work.example.org"}, Home: "noor@home.example.org",
		Homes: []Residence{
			{when.Date(2016, time.January, 4), "Europe/Lisbon"},
			{when.Date(2021, time.April, 5), "Asia/Tokyo"},
		},
		Phases: []Phase{
			{when.Date(2016, time.January, 4), 0, "engineer", Traits{Work: 3.3, Own: 0.6, Meet: 7, Review: 2.5, Integrate: 0.5}},
			{when.Date(2025, time.January, 6), 52, "engineer", Traits{Work: 3.3, Own: 0.6, Meet: 7, Review: 2.5, Integrate: 0.5, Assistance: 0.4}},
		},
		Repos: []Repo{
			{Name: "tidepool", From: when.Date(2016, time.January, 4), To: when.Date(2021, time.April, 5), Bare: true},
			{Name: "signal-box", From: when.Date(2021, time.March, 1), To: when.NoDay},
			{Name: "field-notes", Own: true, From: when.Date(2016, time.January, 4), To: when.NoDay},
		},
	}
}

func parentOnLeave() Life {
	return Life{
		Name: "parent-on-leave", Title: "the parent on leave", Seed: 53,
		Story: "Takes half a year of leave, then four months. Work comes back to where it was both times; the " +
			"evenings do not.",
		From: when.Date(2016, time.January, 4), Diary: when.Date(2016, time.January, 4),
		Person: Author{"Teo", "teo@work.example.org"}, Home: "teo@home.example.org",
		Homes: []Residence{{when.Date(2016, time.January, 4), "America/New_York"}},
		Phases: []Phase{
			{when.Date(2016, time.January, 4), 0, "engineer", Traits{Work: 3.2, Own: 1.8, Meet: 7, Review: 2, Integrate: 0.5}},
			{when.Date(2019, time.May, 6), 0, "engineer", Traits{Work: 3.2, Own: 0.2, Meet: 7, Review: 2, Integrate: 0.5}},
			{when.Date(2025, time.June, 2), 52, "engineer", Traits{Work: 3.2, Own: 0.2, Meet: 7, Review: 2, Integrate: 0.5, Assistance: 0.3}},
		},
		Leaves: []Leave{
			{when.Days{From: when.Date(2019, time.May, 6), To: when.Date(2019, time.November, 4)}, "family", "first child"},
			{when.Days{From: when.Date(2022, time.August, 29), To: when.Date(2023, time.January, 2)}, "family", "second child"},
		},
		Repos: []Repo{
			{Name: "granary", From: when.Date(2016, time.January, 4), To: when.NoDay, Bare: true},
			{Name: "weathervane", From: when.Date(2020, time.March, 2), To: when.NoDay},
			{Name: "paper-boat", Own: true, From: when.Date(2016, time.January, 4), To: when.NoDay},
		},
	}
}

func eveningBuilder() Life {
	return Life{
		Name: "evening-builder", Title: "the evening builder", Seed: 71,
		Story: "Builds less and less at work and more and more in the evenings: all in all it looks level, and " +
			"only apart do the two show.",
		From: when.Date(2016, time.January, 4), Diary: when.Date(2017, time.January, 2),
		Person: Author{"Wren", "wren@work.example.org"}, Home: "wren@home.example.org",
		Homes: []Residence{{when.Date(2016, time.January, 4), "Europe/Dublin"}},
		Phases: []Phase{
			{when.Date(2016, time.January, 4), 0, "engineer", Traits{Work: 3.6, Own: 0.4, Meet: 6, Review: 2, Integrate: 0.5}},
			{when.Date(2019, time.September, 2), 100, "head of engineering", Traits{Work: 0.4, Own: 3.6, Meet: 22, Review: 0.7, Integrate: 0.2}},
			{when.Date(2025, time.March, 3), 40, "head of engineering", Traits{Work: 0.4, Own: 3.6, Meet: 22, Review: 0.7, Integrate: 0.2, Assistance: 0.5}},
		},
		Repos: []Repo{
			{Name: "turnstile", From: when.Date(2016, time.January, 4), To: when.NoDay, Bare: true},
			{Name: "cartwheel", From: when.Date(2018, time.January, 8), To: when.NoDay},
			{Name: "orrery", Own: true, From: when.Date(2016, time.January, 4), To: when.NoDay},
			{Name: "sundial", Own: true, From: when.Date(2020, time.February, 3), To: when.NoDay, Import: true},
		},
	}
}
