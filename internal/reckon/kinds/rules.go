package kinds

// Rules are in the order in which they are asked. They are meant to be right
// where they speak and silent elsewhere: a word that means several things is in
// none of them, or beside what tells it apart. Titles are matched in the form
// that words gives them: lower case, "#" for numbers, "1:1" for a one-to-one.
func Rules() []Rule {
	var all []Rule
	for _, some := range [][]Rule{ownTime(), running(), hiring(), people(), reviews(), learning(), outside(), planning(), desk(), together(), gatherings(), byCompany()} {
		all = append(all, some...)
	}
	return all
}

// ownTime are blocks that are no meetings: away, building, one's own, on the way.
func ownTime() []Rule {
	return []Rule{
		{
			ID: "ooo.said", Kind: "ooo", Text: "the title says out of office",
			Title: "out of office | ooo | oof | abwesend | abwesenheit | nicht im büro | außer haus | absent du bureau | fuera de la oficina", Not: "ooo policy | abwesenheitsplanung",
		},
		{
			ID: "ooo.leave", Kind: "ooo", Text: "the title is only about leave or illness", Who: Few,
			Title: "^urlaub$ | ^urlaubstag$ | ^vacation$ | ^on vacation$ | ^annual leave$ | ^pto$ | ^day off$ | ^frei$ | ^elternzeit$ | ^parental leave$ | ^sick$ | ^sick leave$ | ^krank$ | ^krankgeschrieben$ | ^bank holiday$ | ^public holiday$ | ^feiertag$ | ^vacances$ | ^congés$ | ^congé$ | ^vacaciones$ | ^jour férié$ | ^festivo$ | ^baja$ | ^arrêt maladie$",
		},
		{
			ID: "focus.time", Kind: "focus_build", Text: "the title reserves time for undisturbed work", Who: Alone,
			Title: "focus | focus time | focustime | fokus | fokuszeit | fokusblock | deep work | no meetings | no meeting | meeting free | meetingfrei | maker time | heads down | do not schedule | do not book | konzentriert arbeiten | stillarbeit",
		},
		{
			ID: "focus.build", Kind: "focus_build", Text: "the title is about writing code or a prototype, and nobody else is named", Who: Alone,
			Title: "^coding$ | ^code$ | coding time | coding block | build time | dev time | entwicklungszeit | programmieren | hands on time | prototype | prototyping | ^implement* | ^refactor* | ^fix | ^fixing | ^debug | ^debugging | ^write tests | ^write code | ^ship | ^finish | ^hack on | ^hacking | ^bugfix | ^bugfixing | ^code # | code cleanup | programmierung",
		},
		{ID: "focus.label", Kind: "focus_build", Text: "its category is focus", Who: Alone, Label: "focus | focus time | fokus | fokuszeit | deep work"},
		{
			ID: "personal.health", Kind: "personal", Text: "the title names a doctor or a treatment", Who: Few,
			Title: "dentist | doctor | doctor's | physio | physiotherapy | physiotherapie | zahnarzt | zahnärztin | arzt | ärztin | arzttermin | hausarzt | kinderarzt | frauenarzt | augenarzt | hautarzt | therapy | therapie | krankengymnastik | impfung | vaccination | dentiste | dentista | médecin | médico | kiné",
		},
		{
			ID: "personal.pause", Kind: "personal", Text: "the title is only a meal or a break",
			Title: "^lunch$ | ^lunch break$ | ^break$ | ^pause$ | ^mittag$ | ^mittagspause$ | ^mittagessen$ | ^breakfast$ | ^dinner$ | ^frühstück$ | ^abendessen$ | ^déjeuner$ | ^almuerzo$ | ^comida$ | ^descanso$",
		},
		{
			ID: "personal.family", Kind: "personal", Text: "the title is about family",
			Title: "school run | school pickup | kids pickup | pick up kids | pick up the kids | daycare | kita | kindergarten | elternabend | elternsprechtag | kinder abholen | geburtstag | birthday | schulfest | einschulung | anniversaire | cumpleaños",
		},
		{
			ID: "personal.errand", Kind: "personal", Text: "the title is about sport or a private errand", Who: Alone,
			Title: "gym | yoga | haircut | friseur | friseurtermin | fitness | workout | laufen | joggen | schwimmen | werkstatt | handwerker | tüv | bürgeramt",
		},
		{ID: "personal.label", Kind: "personal", Text: "its category is private", Label: "personal | private | privat | family | familie"},
		{ID: "personal.calendar", Kind: "personal", Text: "it is in a private calendar", In: "^family$ | ^familie$ | ^privat$ | ^private$ | birthdays | geburtstage", Who: Few},
		{
			ID: "travel.way", Kind: "travel", Text: "the title says that you are travelling", Who: Few,
			Title: "^flight | ^flug | ^train | ^zug | ^ice # | ^fly to | ^flying to | ^drive to | bahnfahrt | zugfahrt | flight to | flug nach | zug nach | train to | travel | travel time | travelling | traveling | anreise | abreise | hinreise | rückreise | heimreise | reisezeit | hinfahrt | rückfahrt | fahrt nach | fahrt zum | fahrt zur | commute | pendeln | ^vol | ^vuelo | trajet",
			Not:   "travel policy | travel team | travel app | travel api | travel search | travel product | flight deck | flight plan | train model* | training | ^train the",
		},
		{ID: "travel.label", Kind: "travel", Text: "its category is travel", Label: "travel | reise | dienstreise", Who: Few},
	}
}

// running are the meetings of what is in operation.
func running() []Rule {
	return []Rule{
		{
			ID: "incident.after", Kind: "incident", Text: "the title is about lessons from an incident",
			Title: "postmortem | post mortem | postmortems | incident review | incident reviews | incident retro | incident retrospective | root cause | rca | blameless | störungsanalyse | ursachenanalyse | incident follow up | incident debrief",
		},
		{
			ID: "incident.now", Kind: "incident", Text: "the title is about an incident",
			Title: "incident | incidents | outage | sev# | sev # | war room | störung | ausfall | major incident | p# incident | notfallcall",
			Not:   "incident training | incident response training | incident drill interview | ausfall von | fällt aus",
		},
		{
			ID: "duty.shift", Kind: "on_call", Text: "the title names a shift on call", Other: isShift,
			Title: onCall + " | rufbereitschaftsdienst | bereitschaftsdienst | notdienst | pikett | pikettdienst | astreinte | d'astreinte | guardia | on duty | duty shift | support shift | pagerduty | opsgenie",
			Not:   "handover | hand over | handoff | hand off | übergabe | sync | review | retro | retrospective | meeting | training | planning | planung | schulung | interview | discussion | kick off | kickoff | traspaso | passation",
		},
		{
			ID: "incident.oncall", Kind: "incident", Text: "the title is about being on call",
			Title: onCall + " | bereitschaftsübergabe | pager | pager handover",
		},
		{
			ID: "incident.change", Kind: "incident", Text: "the title is about a deployment or a change in operation",
			Title: "maintenance window | wartungsfenster | wartung | cutover | deployment | deploy | go live | golive | inbetriebnahme | change advisory | cab meeting | failover test | disaster recovery | mise en production | despliegue | mantenimiento",
			Not:   "deployment strategy | deploy strategy",
		},
	}
}

const onCall = "on call | oncall | rufbereitschaft | bereitschaft"

// isShift tells a shift from a meeting about it: nobody else is named, or it lasts
// half a day and more.
func isShift(s *Series) bool { return s.People <= 1 || s.Length >= 4*60 }

func hiring() []Rule {
	return []Rule{
		{ID: "hiring.exit", Kind: "performance_people", Text: "an interview with somebody who leaves", Title: "exit interview | austrittsgespräch"},
		{
			ID: "hiring.user", Kind: "customer_external", Text: "an interview with users or customers, not with candidates",
			Title: "user interview | user interviews | customer interview | customer interviews | nutzerinterview | kundeninterview | expert interview",
		},
		{
			ID: "hiring.around", Kind: "hiring_admin", Text: "the title is about work around interviews",
			Title: "interview debrief | candidate debrief | candidate review | hiring debrief | hiring sync | hiring committee | hiring panel | hiring review | hiring meeting | hiring pipeline | hiring kickoff | hiring weekly | hiring update | hiring plan | recruiting | recruitment | recruiter | recruiters | recruiting sync | talent acquisition | offer talk | offer approval | offer call | job description | stellenausschreibung | stellenbesetzung | personalgewinnung | bewerberauswahl | interview prep | interview training | interview calibration | interviewer training | interview sync | interview loop review | recrutement | contratación",
		},
		{
			ID: "hiring.interview", Kind: "hiring_interview", Text: "the title is about an interview",
			Title: "interview | interviews | vorstellungsgespräch | bewerbungsgespräch | bewerberinterview | bewerberin | bewerber | kennenlerngespräch | phone screen | phone interview | tech screen | technical screen | screening call | telefoninterview | probearbeiten | onsite loop | take home review | hiring manager screen | hiring manager call | entretien d'embauche | entretien candidat | entrevista | entrevista técnica",
			Not:   "press interview | presse interview | podcast interview | media interview | radio interview | interview feature | interview team",
		},
		{ID: "hiring.word", Kind: "hiring_admin", Text: "the title is about hiring", Title: "hiring | headhunter | bewerbungen | personalauswahl"},
		{ID: "hiring.label", Kind: "hiring_interview", Text: "its category is interview", Label: "interview | interviews | hiring | recruiting"},
	}
}

// people are the meetings about and between people.
func people() []Rule {
	return []Rule{
		{
			ID: "people.review", Kind: "performance_people", Text: "the title is about reviewing somebody's work, pay or promotion",
			Title: "performance review | performance reviews | performance cycle | perf review | perf reviews | performance conversation | calibration | calibrations | kalibrierung | comp review | compensation | compensation review | salary review | salary | gehaltsrunde | gehaltsgespräch | mitarbeitergespräch | mitarbeitergespräche | mitarbeiterjahresgespräch | jahresgespräch | zielvereinbarung | zielvereinbarungsgespräch | promotion case | promotion cases | promo case | promo review | promotion review | promo committee | promotion committee | beförderung | beförderungsrunde | talent review | feedbackgespräch | feedback talk | probezeitgespräch | probation review | pip review | self review | year end review talk | personalgespräch | entretien annuel | evaluación de desempeño",
			Not:   "instrument calibration | sensor calibration | camera calibration | model calibration",
		},
		{ID: "people.skip", Kind: "one_on_one", Text: "the title is about a skip-level talk", Who: Few, Title: "skip level | skiplevel | skip levels | skip level talks | skip 1:1"},
		{ID: "people.one", Kind: "one_on_one", Text: "the title says one-to-one", Who: Few, Title: "1:1 | vier augen | vieraugengespräch | # augen", Not: "1:1 training | 1:1 template"},
		{
			ID: "people.mentor", Kind: "one_on_one", Text: "the title is about mentoring, and two people meet", Who: Few,
			Title: "mentoring | mentor | mentee | coaching | buddy | patenschaft", Not: "mentoring program* | coaching program* | mentoring programm",
		},
		{ID: "people.names", Kind: "one_on_one", Text: "the title has two names, and two people meet", Who: Two, Title: "<>"},
		{
			ID: "people.coffee", Kind: "one_on_one", Text: "two people have a coffee or a walk", Who: Two,
			Title: "coffee | coffee chat | virtual coffee | kaffee | kaffeepause | walk | walk and talk | spaziergang | donut | plausch | tee",
		},
		{
			ID: "people.catchup", Kind: "one_on_one", Text: "two people catch up", Who: Two,
			Title: "catch up | catchup | check in | checkin | touch base | touchbase | jour fixe | jourfixe | jf | austausch | biweekly | weekly | fortnightly | monthly | sync",
		},
	}
}

func reviews() []Rule {
	return []Rule{
		{
			ID: "review.code", Kind: "code_review", Text: "the title is about reviewing code",
			Title: "code review | code reviews | codereview | pr review | pr reviews | mr review | pull request | pull requests | pull request review | merge request | merge requests | review prs | review pr | diff review | patch review | revue de code | revisión de código",
		},
		{
			ID: "review.design", Kind: "design_review", Text: "the title is about reviewing a design",
			Title: "design review | design reviews | architecture review | architecture reviews | architecture board | arch review | architekturreview | architekturrunde | architekturboard | architekturbesprechung | architektur review | rfc | rfcs | rfc review | adr | adrs | tech review | technical review | design doc | tech design | technical design | design critique | design crit | technical deep dive | technisches review | api review | api design | security review | threat model | threat modeling | threat modelling | system design | entwurfsbesprechung | konzeptreview | schema review | production readiness | readiness review | design meeting | design session | design discussion | design chat | design office hours | revue de conception | revue d'architecture | revisión de diseño | conception technique",
		},
		{
			ID: "review.architecture", Kind: "design_review", Text: "the title is about architecture", Title: "architecture | architektur | software architecture | softwarearchitektur",
			Not: "client architecture visit",
		},
		{
			ID: "review.pair", Kind: "focus_build", Text: "two people write code together", Who: Few,
			Title: "pairing | pair programming | pairing session | mob programming | mobbing session | ensemble programming | bug bash | bugbash",
		},
	}
}

func learning() []Rule {
	return []Rule{
		{
			ID: "learning.course", Kind: "learning", Text: "the title is about a course or a training",
			Title: "training | trainings | schulung | course | kurs | webinar | seminar | weiterbildung | fortbildung | bootcamp | e learning | elearning | sprachkurs | deutschkurs | englischkurs | certification | zertifizierung | masterclass | tutorial | formación | capacitación | ^formation | curso",
			Not:   "compliance training | training data | model training | training run | training runs | training pipeline | training plan review | training budget",
		},
		{
			ID: "learning.talk", Kind: "learning", Text: "the title is about a talk",
			Title: "tech talk | tech talks | techtalk | lightning talk | lightning talks | brown bag | brownbag | lunch and learn | lunch learn | vortrag | guest lecture | lecture | keynote | meetup",
		},
		{
			ID: "learning.reading", Kind: "learning", Text: "the title is about reading or studying",
			Title: "reading group | paper club | paper reading | papers we love | journal club | book club | buchclub | lesekreis | lesegruppe | study group | lerngruppe | learning time | lernzeit | research time | reading time | lesezeit | coding dojo | kata | code kata",
		},
		{
			ID: "learning.conference", Kind: "learning", Text: "the title is about a conference", Title: "conference | konferenz | summit | hackathon | hack day | hackday | hack week | unconference | barcamp | symposium | colloquium | kolloquium | congress | kongress | congrès | congreso | conférence | conferencia",
			Not: "conference link | conference call | conference room | konferenzraum | conference planning | pressekonferenz | telefonkonferenz | videokonferenz",
		},
		{ID: "learning.label", Kind: "learning", Text: "its category is learning", Label: "learning | training | lernen | weiterbildung"},
	}
}

// outside are the meetings with people of another house.
func outside() []Rule {
	return []Rule{
		{
			ID: "outside.customer", Kind: "customer_external", Text: "the title is about customers",
			Title: "customer | customers | customer call | kunde | kunden | kundentermin | kundengespräch | kundenbesuch | kundenworkshop | client call | client meeting | client visit | client workshop | client review | client sync | sales call | sales demo | prospect | account review | qbr | interessent | anwendertreffen | réunion client | rdv client | visite client | reunión con cliente | clientes",
			Not:   "customer support rotation | customer team sync | customer identity",
		},
		{
			ID: "outside.vendor", Kind: "customer_external", Text: "the title is about vendors or partners",
			Title: "vendor | vendors | vendor call | vendor review | supplier | lieferant | lieferanten | dienstleister | partner call | partner meeting | partner sync | partnergespräch | rfp | angebotsgespräch | angebotspräsentation | ausschreibung | investor | investors | investor call | press call | press interview | pressekonferenz | podcast | podcast interview | fournisseur | fournisseurs | proveedor | proveedores",
		},
		{
			ID: "outside.intro", Kind: "customer_external", Text: "most of the others are from another company", Who: Outside,
			Title: "call | intro | introduction | intro call | demo | meeting | termin | kickoff | kick off | kennenlernen | vorstellung | presentation | präsentation | discussion | besprechung | sync | status | weekly | follow up",
		},
		{ID: "outside.label", Kind: "customer_external", Text: "its category is customers", Label: "customer | customers | kunde | kunden | client | clients | external | extern", Who: Others},
	}
}

func planning() []Rule {
	return []Rule{
		{ID: "planning.review", Kind: "staff_alignment", Text: "a sprint's results shown and talked about", Title: "sprint review | sprint demo | iteration review | sprint # review | sprint # demo | sprint retro | sprint retrospective | sprint # retro | sprint # retrospective | sprint retrospektive | revue de sprint | revisión del sprint | rétrospective de sprint | retrospectiva del sprint"},
		{
			ID: "planning.sprint", Kind: "planning", Text: "the title is about a sprint or a backlog",
			Title: "sprint planning | sprintplanung | sprint # planning | sprint | sprint # | backlog | backlog refinement | refinement | backlog grooming | grooming | story points | estimation | aufwandsschätzung | schätzrunde | planning poker | iteration planning | pi planning | sprint kickoff | sprintwechsel | triage | bug triage | ticket triage | planification de sprint | planificación del sprint | bug scrub | bugscrub | scrub | bug squash | issue review | issues review | tracking issue review | tracking issues | issue grooming | feature freeze | code freeze | release freeze | freeze | prioritization | prioritisation | priorisierung | priorisation | priorización | ticketrunde",
			Not:   "tech sprint | code sprint | coding sprint | doc sprint | docs sprint | documentation sprint | hack sprint",
		},
		{
			ID: "planning.goals", Kind: "planning", Text: "the title is about goals",
			Title: "okr | okrs | okr review | okr planning | goal setting | goals review | zielplanung | ziele | kpi review | objectifs | objetivos | goal review | project goals review | ziele review",
		},
		{
			ID: "planning.roadmap", Kind: "planning", Text: "the title is about a roadmap",
			Title: "roadmap | roadmap review | roadmapping | strategy | strategie | strategy review | strategietag | strategierunde | vision workshop | feuille de route | hoja de ruta | milestones | milestone review | meilensteine",
			Not:   "strategy committee | strategy group | strategy board | strategieausschuss",
		},
		{
			ID: "planning.budget", Kind: "planning", Text: "the title is about a budget or of headcount",
			Title: "budget | budgets | budgetplanung | budgetrunde | budget review | headcount | headcount planning | forecast | forecasting | capacity planning | kapazitätsplanung | haushaltsplanung | resource planning | ressourcenplanung | presupuesto | budgétaire",
		},
		{
			ID: "planning.word", Kind: "planning", Text: "the title is about planning",
			Title: "^planning$ | ^planung$ | planning meeting | team planning | weekly planning | wochenplanung | quarterly planning | quarter planning | q# planning | quartalsplanung | annual planning | yearly planning | jahresplanung | release planning | releaseplanung | project planning | projektplanung | planungsrunde | planungsmeeting | planning session | design planning | triage and planning | planification | planificación | release train planning | planungssitzung",
		},
		{
			ID: "planning.begin", Kind: "planning", Text: "the title is about starting something", Who: Group,
			Title: "kick off | kickoff | projektstart | auftakt | auftaktmeeting | project kickoff | scoping | inception",
		},
	}
}

// together are the meetings that keep several people pointed the same way.
func together() []Rule {
	return []Rule{
		{
			ID: "staff.daily", Kind: "staff_alignment", Text: "a team's daily",
			Title: "standup | stand up | standups | daily | daily scrum | daily sync | dailies | morning sync | morgenrunde | huddle | scrum | scrum of scrums | tägliche abstimmung | mêlée quotidienne | reunión diaria",
		},
		{ID: "staff.retro", Kind: "staff_alignment", Text: "a team looks back", Title: "retro | retros | retrospective | retrospektive | rückschau | lessons learned | team health check | rétrospective | rétro | retrospectiva"},
		{
			ID: "staff.all", Kind: "staff_alignment", Text: "everybody meets",
			Title: "all hands | allhands | town hall | townhall | company hour | company meeting | company update | company all hands | betriebsversammlung | vollversammlung | firmenmeeting | belegschaftsversammlung | offsite | off site | team day | teamtag | klausur | klausurtag | klausurtagung | ask me anything | ama | fireside chat | assemblée générale | asamblea | general assembly | general meeting | annual meeting | agm | plenary | plenum | mitgliederversammlung | jahreshauptversammlung | gesamtkonferenz",
		},
		{
			ID: "staff.leads", Kind: "staff_alignment", Text: "those who lead meet",
			Title: "staff meeting | leads round | leads meeting | leads sync | leadership | leadership meeting | leadership team | lead team | executive | executive round | exec sync | exec meeting | exec review | steering | steering group | steering committee | steerco | lenkungskreis | lenkungsausschuss | lenkungsrunde | management meeting | management team | managers meeting | managers sync | manager sync | directors meeting | directors sync | geschäftsleitung | geschäftsführung | führungskreis | führungsrunde | leitungsrunde | leitungskreis | abteilungsleiter | abteilungsleiterrunde | board meeting | vorstand | vorstandssitzung | aufsichtsrat | beirat | board | governing council | trustees | toc | tsc | technical steering | technical oversight | oversight committee | pmc | comité de pilotage | copil | comité de direction | codir | comité directivo | junta directiva | leads call | co leads | team leads | tech leads | technical leads | wg leads | sig leads | chairs call | chairs meeting | wg chairs | sig chairs",
			Not:   "board game | board games | kanban board | on board",
		},
		{
			ID: "staff.team", Kind: "staff_alignment", Text: "a team meets",
			Title: "team meeting | teammeeting | team sync | team weekly | team call | team check in | weekly team | teamrunde | teambesprechung | teamsitzung | abteilungsrunde | abteilungsbesprechung | abteilungsmeeting | bereichsrunde | gruppenrunde | dienstbesprechung | mitarbeiterbesprechung | squad sync | chapter meeting | tribe sync | réunion d'équipe | point d'équipe | point équipe | reunión de equipo",
		},
		{
			ID: "staff.align", Kind: "staff_alignment", Text: "the title is about alignment", Other: notOwn,
			Title: "alignment | abstimmung | abstimmungstermin | abstimmungsrunde | status update | status meeting | statusrunde | statusmeeting | status call | sync | sync up | syncup | jour fixe | jourfixe | jf | weekly$ | bi weekly$ | biweekly$ | fortnightly$ | monthly$ | touchpoint | cross team | working group | arbeitsgruppe | arbeitskreis | task force | taskforce | gremium | ausschuss | committee | council | guild | gilde | community of practice | business review | quarterly review | monthly review | quartalsreview | projektmeeting | projektstatus | project meeting | product sync | regeltermin | comité | groupe de travail | grupo de trabajo",
			Not:   "sync calendar | sync contacts | sync photos | sync files",
		},
		{
			ID: "staff.status", Kind: "staff_alignment", Text: "the title is about status, or how often people meet", Who: Others,
			Title: "align | status | weekly | bi weekly | biweekly | fortnightly | monthly | quarterly | semi monthly | twice monthly | hebdo | hebdomadaire | mensuel | quincenal | semanal | mensual | check in | checkin | catch up | touch base | austausch | stakeholder",
		},
		{ID: "staff.quarter", Kind: "staff_alignment", Text: "a review of the business", Title: "business review | quarterly business review | monthly business review | quarterly review | quartalsreview | mbr"},
		{ID: "staff.demo", Kind: "staff_alignment", Text: "something is shown to others", Who: Group, Title: "demo | demos | demo day | team demo | showcase | show and tell | vorführung"},
		{
			ID: "staff.social", Kind: "staff_alignment", Text: "a team is together without an agenda", Who: Group,
			Title: "coffee | virtual coffee | kaffeerunde | happy hour | team lunch | team dinner | team event | teamevent | feierabendbier | weihnachtsfeier | christmas party | summer party | sommerfest | farewell | verabschiedung | abschied | einstand | ausstand",
		},
	}
}

// desk are the blocks for what must be done at the desk.
func desk() []Rule {
	return []Rule{
		{
			ID: "admin.money", Kind: "admin", Text: "the title is about expenses, invoices or tax", Who: Few,
			Title: "expenses | expense report | expense reports | spesen | spesenabrechnung | reisekosten | reisekostenabrechnung | invoices | invoicing | rechnungen | rechnungen schreiben | tax return | steuererklärung | steuern | buchhaltung | bookkeeping",
		},
		{ID: "admin.time", Kind: "admin", Text: "the title is about time sheets", Title: "timesheet | timesheets | time sheet | time sheets | time tracking | zeiterfassung | stundenzettel | zeiten buchen | stunden buchen"},
		{
			ID: "admin.mail", Kind: "admin", Text: "the title is about mail and paper", Who: Alone,
			Title: "email | emails | e mail | e mails | mails | inbox | inbox zero | posteingang | admin | admin time | admin block | verwaltung | papierkram | paperwork | catch up on email | weekly review | wochenrückblick | week planning | slack catch up",
		},
		{
			ID: "admin.house", Kind: "admin", Text: "the title is about the company's own duties",
			Title: "compliance training | unterweisung | sicherheitsunterweisung | datenschutzunterweisung | arbeitsschutz | brandschutz | it support | laptop pickup | laptop swap | payroll | lohnabrechnung | office move | büroumzug | audit preparation",
		},
	}
}

// gatherings are those of communities and committees, and whatever a title calls a
// meeting without a word on what it is for: several people kept pointed the same way.
func gatherings() []Rule {
	return []Rule{
		{
			ID: "group.named", Kind: "staff_alignment", Text: "a group that is named meets", Other: notOwn,
			Title: "sig | sigs | special interest group | wg | wgs | workgroup | work group | working groups | workstream | work stream | discussion group | interest group | project group | projektgruppe | focus area | subcommittee | sub committee | subgroup | sub group | subproject | cop | community of practice | bof | birds of a feather | maintainers | committers | contributors | fachgruppe | fachausschuss | unterausschuss | stammtisch",
		},
		{
			ID: "group.hours", Kind: "staff_alignment", Text: "whoever has a question may come", Other: notOwn,
			Title: "office hours | office hour | officehours | open hours | open hour | drop in | sprechstunde | bürosprechstunde | fragestunde | questions and answers | q a | q and a | permanence | horas de oficina",
			Not:   "drop in replacement",
		},
		{
			ID: "group.community", Kind: "staff_alignment", Text: "a community meets", Other: notOwn,
			Title: "community call | community meeting | community sync | community update | community hangout | community hour | contributor meeting | contributor call | contributor sync | developer meeting | dev meeting | devs meeting | project call | users call | user call | group meeting | town hall | welcome call | onboarding call",
		},
		{
			ID: "release.day", Kind: "incident", Text: "the title is about a release", Who: Others,
			Title: "release | releases | backport | backports | rollout | roll out | hotfix | release testing | release candidate | auslieferung",
			Not:   "press release | release notes | release meeting | release call | release sync",
		},
		{
			ID: "review.subject", Kind: "design_review", Text: "the title begins with the word design", Who: Group, Title: "^design",
			Not: "design team | design system | design systems | design meetup | design language | design tokens | design ops | design debt | design week | design sprint",
		},
		{
			ID: "meeting.word", Kind: "staff_alignment", Text: "the title says that people meet, and not what for", Who: Open,
			Title: "meeting | meetings | call | calls | telecon | telecons | telechat | teleconference | interim meeting | virtual interim | wg interim | hangout | get together | gathering | discussion | discussions | *sitzung | *treffen | *besprechung | *meeting | runde | gesprächsrunde | réunion | réunions | rencontre | reunión | reuniones | encuentro",
			Not:   "conference call | call for | call of | on call | call center | call the | call my | call back | call mom | call dad | therapiesitzung | meeting room | meeting notes | meeting minutes | conference link | prep | prepare | preparation | vorbereitung",
		},
	}
}

// notOwn leaves out what this person alone is named in, unless somebody else called
// it. Where nobody is named at all, the title is believed.
func notOwn(s *Series) bool { return s.People != 1 || s.Caller != "" && !s.Mine }

// byCompany are the last: no word helps, but who meets does.
func byCompany() []Rule {
	return []Rule{
		{
			ID: "two.again", Kind: "one_on_one", Text: "the same two people meet regularly, for at most an hour", Who: Two,
			Other: func(s *Series) bool { return s.Repeats && s.Length <= 60 && s.Outside == 0 },
		},
		{
			ID: "two.outside", Kind: "customer_external", Text: "the same two people meet regularly, and the other is from another company", Who: Two,
			Other: func(s *Series) bool { return s.Repeats && s.Outside > 0 },
		},
	}
}
