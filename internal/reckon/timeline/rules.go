package timeline

import "strings"

// Rule is why a minute or an act is what it is. Its text is shown by `why`.
type Rule struct{ ID, Text string }

// The rules, in the order in which they are asked.
var (
	RuleUndated   = Rule{"commit.undated", "its author time cannot be right (before 1980, after its commit time, or in the future): counted, but on no day"}
	RuleBot       = Rule{"commit.bot", "its author is a program"}
	RuleDouble    = Rule{"commit.double", "the same change under another id (same author, author time and subject): counted once"}
	RuleDirected  = Rule{"commit.directed", "its author is a coding assistant: you directed, you did not make it"}
	RuleMerge     = Rule{"commit.merge", "it has two parents or more: integrating, not making"}
	RuleImport    = Rule{"commit.import", "a first commit of over 300 files, more than 9 of 10 of its files vendored or generated, or another history brought in by git subtree: does not make a hands-on day"}
	RuleEmpty     = Rule{"commit.empty", "it changes no file, as commits do that only start something: does not make a hands-on day"}
	RuleRoutine   = Rule{"commit.routine", "a program seems to have made it: the same subject and files within two minutes of one minute of the day, of UTC or of the clock the commits bear, on 14 days or more; it does not make a hands-on day"}
	RuleAssisted  = Rule{"commit.assisted", "you wrote it with a coding assistant: a hands-on day"}
	RuleAuthored  = Rule{"commit.authored", "you wrote it, at author time on your local date"}
	RuleIntegrate = Rule{"commit.integrated", "you committed what somebody else wrote, at commit time"}
	RuleReviewed  = Rule{"commit.reviewed", "a Reviewed-by, Acked-by or Tested-by line names you, at or before commit time"}
	RuleShared    = Rule{"commit.shared", "a Co-authored-by line names you: shared work, counted separately"}

	RuleLeave   = Rule{"away.life", "you said that you were on leave or ill; what you did all the same stands on its day and counts in no week"}
	RuleAway    = Rule{"away.calendar", "the calendar says out of office"}
	RuleMeeting = Rule{"planned.meeting", "planned in the calendar; its kind is not known, so it counts as a meeting"}
	RuleWhole   = Rule{"planned.whole", "planned for whole days and shown as busy: it takes no hours of the day, since nothing says which"}
	RuleSolo    = Rule{"planned.solo", "planned in the calendar, and it names nobody else: a block of your own and no meeting; what it is for is not known"}
	RuleNothing = Rule{"none", "no evidence"}

	RuleByHand        = Rule{"happened.hand", signsOfPerson + ", at most 5 minutes apart, and no assistant at work within 5 minutes"}
	RuleWithAssistant = Rule{"happened.assisted", signsOfPerson + ", at most 5 minutes apart, and an assistant at work within 5 minutes"}
	RuleActivity      = Rule{"happened.activity", "the program names the activity, and the table of activities gives the kind of work"}
	RuleWindow        = Rule{"happened.window", "the window in front, and no evidence that nobody was there"}
	RuleCantTell      = Rule{"happened.unclear", "heartbeats of `ai coding` without a line changed by a person, and no other sign of a person within 5 minutes: either with an assistant or delegated, so not counted as hands-on"}
	RuleDelegated     = Rule{"happened.delegated", "an agent worked, and there is no sign of a person within 5 minutes: delegated. It counts as agents' time, not as yours"}
	RuleHere          = Rule{"happened.here", "somebody was at the machine; the work is not known"}
	RuleSaid          = Rule{"said", "you said so"}
)

// signsOfPerson begins the reason of what rests on several kinds of signs; where
// it is one, its source says more.
const signsOfPerson = "signs of a person"

// Because is why the stint is what it is: its rule, and what signs it rests on.
func (s Stint) Because() string {
	if rest, some := strings.CutPrefix(s.Rule.Text, signsOfPerson); some && s.Signs != "" {
		return s.Signs + rest
	}
	return s.Rule.Text
}

// Rules are all of them, for the manual.
func Rules() []Rule {
	return []Rule{
		RuleUndated, RuleBot, RuleDouble, RuleDirected, RuleMerge, RuleImport, RuleEmpty, RuleRoutine, RuleAssisted, RuleAuthored,
		RuleIntegrate, RuleReviewed, RuleShared, RuleLeave, RuleAway, RuleMeeting, RuleWhole, RuleSolo, RuleNothing,
		RuleByHand, RuleWithAssistant, RuleActivity, RuleWindow, RuleCantTell, RuleDelegated, RuleHere, RuleSaid,
	}
}
