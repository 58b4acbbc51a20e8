package timeline

import "strings"

// Rule is why a minute or an act is what it is. Its text is shown by `why`.
type Rule struct{ ID, Text string }

// The rules, in the order in which they are asked.
var (
	RuleUndated   = Rule{"commit.undated", "its author time cannot be believed (before 1980, after its own committing, or in the future): counted, never placed"}
	RuleBot       = Rule{"commit.bot", "its author is a program"}
	RuleDouble    = Rule{"commit.double", "the same change seen again under another id (same author, author time and subject): counted once"}
	RuleDirected  = Rule{"commit.directed", "a coding assistant is its author: directing, not making"}
	RuleMerge     = Rule{"commit.merge", "two parents or more: integrating, not making"}
	RuleImport    = Rule{"commit.import", "a first commit of over 300 files, or over 9 of 10 of its paths vendored or generated: no day by itself"}
	RuleAssisted  = Rule{"commit.assisted", "you wrote it with a coding assistant: a hands-on day"}
	RuleAuthored  = Rule{"commit.authored", "you wrote it: author time, on the author's own local date"}
	RuleIntegrate = Rule{"commit.integrated", "you committed what somebody else wrote, at committer time"}
	RuleReviewed  = Rule{"commit.reviewed", "a Reviewed-by, Acked-by or Tested-by line names you: at or before committer time"}
	RuleShared    = Rule{"commit.shared", "a Co-authored-by line names you: shared work, a series of its own"}

	RuleLeave   = Rule{"away.life", "you said that you were on leave or ill"}
	RuleAway    = Rule{"away.calendar", "the calendar says out of office"}
	RuleMeeting = Rule{"planned.meeting", "planned in the calendar, and nothing tells its kind: taken for a meeting"}
	RuleNothing = Rule{"none", "no evidence"}

	RuleByHand        = Rule{"happened.hand", signsOfPerson + ", none further than 5 minutes from the next, and no turn of an assistant within 5 minutes"}
	RuleWithAssistant = Rule{"happened.assisted", signsOfPerson + ", none further than 5 minutes from the next, and a turn of an assistant within 5 minutes"}
	RuleActivity      = Rule{"happened.activity", "the program that was used names the activity, and the table of activities the kind of work"}
	RuleWindow        = Rule{"happened.window", "the window in front, and nothing says that nobody was there"}
	RuleCantTell      = Rule{"happened.unclear", "heartbeats of `ai coding` without a line that a person changed, and no other sign of a person within 5 minutes: with an assistant or delegated, which cannot be told; no hands-on minutes"}
	RuleDelegated     = Rule{"happened.delegated", "an agent worked, and no sign of a person lies within 5 minutes: delegated, on the agents' clock and no minute of yours"}
	RuleHere          = Rule{"happened.here", "somebody was at the machine; nothing tells at what"}
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
		RuleUndated, RuleBot, RuleDouble, RuleDirected, RuleMerge, RuleImport, RuleAssisted, RuleAuthored,
		RuleIntegrate, RuleReviewed, RuleShared, RuleLeave, RuleAway, RuleMeeting, RuleNothing,
		RuleByHand, RuleWithAssistant, RuleActivity, RuleWindow, RuleCantTell, RuleDelegated, RuleHere, RuleSaid,
	}
}
