package web

import (
	"context"
	"net/http"
	"net/url"

	"github.com/backsight/backsight/internal/reckon"
)

// page is one page: its name is that of its template and of its address, its
// title that in the menu ("" for no line there), its key the one that opens it
// after g.
type page struct {
	name, title, key string
	was              string   // the name it had before: that address leads to this one
	also             []string // more addresses: "/day/{date}"
	show             func(*ask) (view, error)
	acts             map[string]act // what may be posted to /name/ACT
	plain            bool           // it shows nothing that is reckoned
}

// act does what a form asks and says which address to go to then.
type act func(*ask) (string, error)

// view is what a page shows: one value as JSON, rows of it as CSV, and what the
// template draws. Finding is the h1. Rows are worked out only for who asks for
// CSV; nil where a page has none.
type view struct {
	Finding string
	Value   any
	Rows    func() [][]string // a heading first
	Page    any
	Notice  string // what is to be known of it before it is read
	drawn   string // the template, where it is not the page's own
}

// rows are those of the view, if it has any.
func (v view) rows() [][]string {
	if v.Rows == nil {
		return nil
	}
	return v.Rows()
}

// ask is one request for a page.
type ask struct {
	*site
	ctx   context.Context
	r     *http.Request
	query url.Values // of a GET the address's, of a POST the form's
	loc   locale
	q     reckon.Question
}

// pages is every page, in the order of the menu. To add one, write its file and
// its template and put it here.
func pages() []page {
	return []page{
		todayPage, driftPage, dayPage, weekPage, yearPage, distancePage, meetingsPage, assistantsPage, saidPage, evidencePage, referencePage, auditPage, settingsPage, importPage, sortPage,
	}
}

// address is where a page is.
func (p page) address() string {
	if p.name == "today" {
		return "/"
	}
	return "/" + p.name
}
