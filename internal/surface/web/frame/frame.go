package frame

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

// framed is what the frame around every page shows.
type framed struct {
	Finding   string
	Notice    string
	Title     string
	Menu      []entry
	Synthetic bool
	Whose     string
	JSON, CSV string
	Page      any

	NotCounted string // what may be the person's and is not counted, in a sentence
	Mine       string // where to say whose it is
}

// Mine is the name of the page that asks whose commits are written under an address.
const Mine = "mine"

// AddressOf is by what a yes or no names somebody: their address, or their name where
// they have none.
func AddressOf(u reckon.Uncounted) string { return cmp.Or(u.Email, u.Name) }

// notCounted says what may be the person's and is not counted, and which calendar
// counts half.
func (a *Ask) notCounted() string {
	commits, calendars := draw.Apart(a.Question.Uncounted)
	return strings.TrimSpace(a.firstOf(commits) + " " + a.firstOf(calendars))
}

// firstOf tells of the first of some addresses, and how many more there are.
func (a *Ask) firstOf(all []reckon.Uncounted) string {
	if len(all) == 0 {
		return ""
	}
	text := draw.Uncounted(all[0])
	if len(all) > 1 {
		text += "; and " + a.Counted(len(all)-1, "more address", "more addresses")
	}
	return text + "."
}

// entry is one line of the menu.
type entry struct {
	Title, Address, Key string
	Here                bool
}

func (a *Ask) framed(p Page, v View) framed {
	f := framed{Finding: v.Finding, Notice: v.Notice, Title: p.Title, Page: v.Page}
	if a == nil {
		return f
	}
	for _, other := range a.site.pages.List {
		if other.Title != "" {
			f.Menu = append(f.Menu, entry{other.Title, other.Address(), other.Key, other.Title == p.Title})
		}
	}
	if f.Synthetic = a.Question.Synthetic; p.Name != Mine {
		f.NotCounted, f.Mine = a.notCounted(), "/"+Mine
	}
	if f.Synthetic && len(a.Question.Names) > 0 {
		f.Whose = a.Question.Names[0]
	}
	if v.Template == "" && v.Rows != nil {
		f.JSON, f.CSV = a.as("json"), a.as("csv")
	}
	return f
}

// as is the address of this page in another format.
func (a *Ask) as(format string) string {
	path := a.Request.URL.Path
	if path == "/" {
		path = "/" + home
	}
	return (&url.URL{Path: path + "." + format, RawQuery: a.Request.URL.RawQuery}).String()
}
