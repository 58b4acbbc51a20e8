package web

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/desk/proof"
	"github.com/backsight/backsight/internal/govern/audit"
	"github.com/backsight/backsight/internal/surface/web/frame"
)

var auditPage = frame.Page{Name: "audit", Title: "Audit", Key: "a", Show: auditLog, Plain: true}

// auditView is what the Audit page draws.
type auditView struct {
	Size, Root string
	Verdict    *verdictView
	Lines      []auditRow
	Newer      string
	Older      string
}

type verdictView struct {
	Sound  bool
	Erased int64
	Breaks []string
}

type auditRow struct{ Seq, At, Act, Object, By, Leave, Counts, Digest string }

// auditLines is how many lines a page shows.
const auditLines = 100

// auditLog is who did what to the evidence, the newest first; ?verify=1 reckons
// the whole of it again.
func auditLog(a *frame.Ask) (frame.View, error) {
	c, err := a.Book.Checkpoint(a.Ctx, a.Grant)
	if err != nil {
		return frame.View{}, fmt.Errorf("reading the audit: %w", err)
	}
	if c.Size == 0 {
		return frame.View{}, fault.New(fault.Nothing, "the audit has no lines yet").Try("`backsight import PATH...` writes the first one")
	}
	before := c.Size
	if text := a.Query.Get("before"); text != "" {
		if before, err = strconv.ParseInt(text, 10, 64); err != nil || before < 1 || before > c.Size {
			return frame.View{}, fault.New(fault.Usage, "there are no lines before %q", text)
		}
	}
	v := proof.NewAuditValue(c)
	page := auditView{Size: a.Locale.Count(int(c.Size)), Root: v.Root}
	first := max(0, before-auditLines)
	lines, err := auditBetween(a, first, before)
	if err != nil {
		return frame.View{}, err
	}
	for _, line := range slices.Backward(lines) {
		v.Lines = append(v.Lines, proof.NewAuditLine(line))
		page.Lines = append(page.Lines, newAuditRow(a, line))
	}
	if first > 0 {
		page.Older = fmt.Sprintf("/audit?before=%d", first)
	}
	if before < c.Size {
		page.Newer = fmt.Sprintf("/audit?before=%d", min(c.Size, before+auditLines))
	}
	finding := fmt.Sprintf("%s in the audit, since %s. It was not verified just now.", a.Counted(int(c.Size), "line", "lines"), auditSince(a))
	if a.Query.Has("verify") {
		if finding, err = verify(a, &v, &page); err != nil {
			return frame.View{}, err
		}
	}
	return frame.View{Finding: finding, Value: v, Rows: func() [][]string { return linesCSV(lines) }, Page: page}, nil
}

// auditBetween are the lines of a stretch, in order.
func auditBetween(a *frame.Ask, from, to int64) (out []audit.Line, err error) {
	ctx, stop := context.WithCancel(a.Ctx)
	defer stop()
	for line, err := range a.Book.AuditEntries(ctx, a.Grant, from) {
		if err != nil {
			return nil, fmt.Errorf("reading the audit: %w", err)
		}
		if line.Seq >= to {
			break
		}
		out = append(out, line)
	}
	return out, nil
}

// auditSince is the day of the first line.
func auditSince(a *frame.Ask) string {
	lines, err := auditBetween(a, 0, 1)
	if err != nil || len(lines) == 0 || lines[0].Erased {
		return "its first line"
	}
	return a.Locale.Day(lines[0].Entry.At.Day(a.Question.Habits.Zone(a.Question.Now)))
}

func newAuditRow(a *frame.Ask, line audit.Line) auditRow {
	e := line.Entry
	if line.Erased {
		return auditRow{Seq: fmt.Sprint(line.Seq), Act: "erased"}
	}
	row := auditRow{Seq: fmt.Sprint(line.Seq), Act: e.Act, Object: e.Object, By: e.Purpose, Leave: e.Policy, Digest: fmt.Sprintf("%.12s", e.Digest)}
	at := e.At.In(a.Question.Habits.Zone(a.Question.Now))
	row.At = a.Locale.Day(e.At.Day(at.Location())) + " " + at.Format("15:04")
	if e.Decision != audit.Allowed {
		row.Act += ", " + e.Decision
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(e.Counts)) {
		n := int(e.Counts[name])
		parts = append(parts, a.Counted(n, strings.TrimSuffix(frame.Words(name), "s"), frame.Words(name)))
	}
	row.Counts = strings.Join(parts, ", ")
	return row
}

// verify reckons the tree again from its lines and holds what is kept against what
// was written, and says what holds.
func verify(a *frame.Ask, v *proof.AuditValue, page *auditView) (finding string, err error) {
	found, err := a.Book.VerifyAudit(a.Ctx, a.Grant)
	if err != nil {
		return "", fmt.Errorf("verifying the audit: %w", err)
	}
	v.Verified = proof.NewAuditVerdict(found)
	page.Verdict = &verdictView{Sound: found.Sound(), Erased: found.Erased, Breaks: proof.Unsound(found)}
	lines := a.Counted(int(found.Size), "line", "lines")
	if len(found.Breaks) > 0 {
		return fmt.Sprintf("The audit is broken: %s in %s.", a.Counted(len(found.Breaks), "break", "breaks"), lines), nil
	}
	if len(found.Changes) > 0 {
		sentence, _ := proof.Changed(found.Changes[0])
		return say.Upper(sentence) + ".", nil
	}
	return fmt.Sprintf("%s, unbroken since %s.", say.Upper(lines), auditSince(a)), nil
}

func linesCSV(lines []audit.Line) [][]string {
	rows := [][]string{{"seq", "at", "act", "object", "purpose", "policy", "decision"}}
	for _, line := range slices.Backward(lines) {
		e := line.Entry
		rows = append(rows, []string{fmt.Sprint(line.Seq), e.At.String(), e.Act, e.Object, e.Purpose, e.Policy, e.Decision})
	}
	return rows
}
