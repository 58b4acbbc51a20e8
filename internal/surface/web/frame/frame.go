package frame

import (
	"net/url"
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
	f.Synthetic = a.Question.Synthetic
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
