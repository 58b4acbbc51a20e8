package web

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

func (a *ask) framed(p page, v view) framed {
	f := framed{Finding: v.Finding, Notice: v.Notice, Title: p.title, Page: v.Page}
	if a == nil || a.site == nil {
		return f
	}
	for _, other := range a.pages {
		if other.title != "" {
			f.Menu = append(f.Menu, entry{other.title, other.address(), other.key, other.title == p.title})
		}
	}
	f.Synthetic = a.q.Synthetic
	if f.Synthetic && len(a.q.Names) > 0 {
		f.Whose = a.q.Names[0]
	}
	if v.drawn == "" && v.Rows != nil {
		f.JSON, f.CSV = a.as("json"), a.as("csv")
	}
	return f
}

// as is the address of this page in another format.
func (a *ask) as(format string) string {
	path := a.r.URL.Path
	if path == "/" {
		path = "/today"
	}
	return (&url.URL{Path: path + "." + format, RawQuery: a.r.URL.RawQuery}).String()
}
