package frame

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/reckon"
)

// Page is one page: its name is that of its template and of its address, its
// title that in the menu ("" for no line there), its key the one that opens it
// after g.
type Page struct {
	Name, Title, Key string
	Was              string   // the name it had before: that address leads to this one
	Also             []string // more addresses: "/day/{date}"
	Show             func(*Ask) (View, error)
	Acts             map[string]Act          // what may be posted to /name/ACT
	Streams          map[string]http.Handler // what is told at /name/STREAM as it goes on
	Plain            bool                    // it shows nothing that is reckoned
}

// Act does what a form asks and says which address to go to then.
type Act func(*Ask) (string, error)

// View is what a page shows: one value as JSON, rows of it as CSV, and what the
// template draws. Finding is the h1. Rows are worked out only for who asks for
// CSV; nil where a page has none.
type View struct {
	Finding  string
	Value    any
	Rows     func() [][]string // a heading first
	Page     any
	Notice   string // what is to be known of it before it is read
	Template string // the template, where it is not the page's own
	Empty    bool   // it says that there is nothing to show yet
}

// rows are those of the view, if it has any.
func (v View) rows() [][]string {
	if v.Rows == nil {
		return nil
	}
	return v.Rows()
}

// Ask is one request for a page.
type Ask struct {
	Ctx      context.Context
	Request  *http.Request
	Query    url.Values // of a GET the address's, of a POST the form's
	Locale   Locale
	Question reckon.Question

	Desk   *desk.Desk
	Reckon reckon.Desk
	Book   Book
	Grant  policy.Grant
	Voice  Voice // nil where nothing may be said
	// Begin runs something beside the requests; nil where nothing may be read.
	Begin func(do func(context.Context))

	site *site
}

// Log is where what nobody can act on is told.
func (a *Ask) Log() *slog.Logger { return a.site.Log }

// home is the page that is shown where an address names none.
const home = "today"

// Address is where a page is.
func (p Page) Address() string {
	if p.Name == home {
		return "/"
	}
	return "/" + p.Name
}
