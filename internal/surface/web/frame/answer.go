package frame

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/surface/draw/svg"
)

type formatKey struct{}

// formats takes .json and .csv off the address, so that every page has one route
// and three ways to answer. Who asks for JSON by its Accept header gets that.
func formats(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, format := r.URL.Path, "html"
		if strings.HasPrefix(r.Header.Get("Accept"), "application/json") {
			format = "json"
		}
		for _, as := range []string{"json", "csv"} {
			if short, found := strings.CutSuffix(path, "."+as); found {
				path, format = strings.TrimSuffix(short, "index"), as
			}
		}
		if path == "" {
			path = "/"
		}
		to := r.WithContext(context.WithValue(r.Context(), formatKey{}, format))
		if path != r.URL.Path {
			address := *r.URL
			address.Path, address.RawPath = path, ""
			to.URL = &address
		}
		next.ServeHTTP(w, to)
	})
}

func formatOf(r *http.Request) string {
	format, _ := r.Context().Value(formatKey{}).(string)
	return format
}

// route gives a page its addresses, and its acts theirs.
func (s *site) route(mux *http.ServeMux, p Page) {
	h := func(w http.ResponseWriter, r *http.Request) { s.showPage(w, r, p) }
	if p.Name == home {
		mux.HandleFunc("GET /{$}", h)
	}
	mux.HandleFunc("GET /"+p.Name, h)
	for _, also := range p.Also {
		mux.HandleFunc("GET "+also, h)
	}
	if p.Was != "" {
		mux.HandleFunc("GET /"+p.Was, func(w http.ResponseWriter, r *http.Request) { moved(w, r, p) })
	}
	for name, stream := range p.Streams {
		mux.Handle("GET /"+p.Name+"/"+name, stream)
	}
	for name, do := range p.Acts {
		mux.HandleFunc("POST /"+p.Name+"/"+name, func(w http.ResponseWriter, r *http.Request) { s.do(w, r, p, do) })
	}
}

// moved leads from the name a page had before to its own, in the format and with
// the question that were asked for.
func moved(w http.ResponseWriter, r *http.Request, p Page) {
	to := url.URL{Path: p.Address(), RawQuery: r.URL.RawQuery}
	if format := formatOf(r); format != "html" {
		to.Path += "." + format
	}
	http.Redirect(w, r, to.String(), http.StatusMovedPermanently)
}

// asking makes of a request what a page takes.
func (s *site) asking(r *http.Request) (*Ask, error) {
	a := &Ask{
		Ctx: r.Context(), Request: r, Query: r.URL.Query(), Locale: localeOf(r.Header.Get("Accept-Language")),
		Desk: s.Desk, Reckon: s.reckon, Book: s.Desk.DB, Grant: s.Desk.Grant, Voice: s.Say, Begin: s.Begin, site: s,
	}
	var err error
	a.Question, err = s.Question(a.Ctx)
	return a, err
}

func (s *site) showPage(w http.ResponseWriter, r *http.Request, p Page) {
	a, err := s.asking(r)
	if err == nil && s.waits(w, r, a, p) {
		return
	}
	var v View
	if err == nil {
		v, err = a.view(p)
	}
	if err != nil {
		s.sorry(w, r, a, p, err)
		return
	}
	if !p.Plain && !v.Empty && formatOf(r) == "html" {
		at := a.Question.Instant.In(a.Question.Habits.Zone(a.Question.Now)).Format("15:04")
		s.working.keep(a.address(), last{v, at})
	}
	s.answer(w, r, a, p, v, http.StatusOK)
}

// view is what the page shows, or what would give it something to show.
func (a *Ask) view(p Page) (View, error) {
	v, err := p.Show(a)
	if fault.KindOf(err) == fault.Nothing && a.Request.PathValue("fact") == "" {
		return a.site.pages.Nothing(a, err)
	}
	return v, err
}

func (s *site) answer(w http.ResponseWriter, r *http.Request, a *Ask, p Page, v View, status int) {
	var body bytes.Buffer
	var err error
	kind := "text/html; charset=utf-8"
	switch formatOf(r) {
	case "json":
		kind = "application/json; charset=utf-8"
		e := json.NewEncoder(&body)
		e.SetIndent("", "  ")
		err = e.Encode(v.Value)
	case "csv":
		kind = "text/csv; charset=utf-8"
		err = csv.NewWriter(&body).WriteAll(safeCells(v.rows()))
	default:
		var page strings.Builder
		err = s.files.draw(&page, cmp.Or(v.Template, p.Name), a.framed(p, v))
		body.WriteString(svg.Clean(page.String()))
	}
	if err != nil {
		s.Log.Error("answering a page", "page", p.Name, "error", err)
		http.Error(w, "the page could not be shown; the log says why", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "Accept, Accept-Language")
	send(w, r, kind, body.Bytes(), status)
}

// safeCells keeps a spreadsheet from running what stands in a title: a cell that
// begins like a formula and is no number gets an apostrophe before it.
func safeCells(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = make([]string, len(row))
		for j, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && strings.Trim(cell, "+-0123456789.eE") != "" {
				cell = "'" + cell
			}
			out[i][j] = cell
		}
	}
	return out
}

// send writes a body, compressed for who can read that.
func send(w http.ResponseWriter, r *http.Request, kind string, body []byte, status int) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Add("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || len(body) < 1000 {
		w.WriteHeader(status)
		_, _ = w.Write(body) // who left needs no answer
		return
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := gzip.NewWriter(w)
	_, _ = z.Write(body)
	_ = z.Close()
}

// do carries out what a form asks, then sends the browser on.
func (s *site) do(w http.ResponseWriter, r *http.Request, p Page, do Act) {
	const most = 1 << 16
	r.Body = http.MaxBytesReader(w, r.Body, most)
	a, err := s.asking(r)
	if err == nil {
		if err = r.ParseForm(); err != nil {
			err = fault.New(fault.Usage, "the form could not be read").Because(err)
		}
	}
	to := ""
	if err == nil {
		a.Query = r.PostForm
		to, err = do(a)
	}
	if err != nil {
		s.sorry(w, r, a, p, err)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// statuses are what a browser is told of a fault.
var statuses = map[fault.Kind]int{
	fault.Usage: http.StatusBadRequest, fault.NotAllowed: http.StatusForbidden, fault.Nothing: http.StatusNotFound,
}

// sorry says what went wrong. What nobody can act on goes to the log alone.
func (s *site) sorry(w http.ResponseWriter, r *http.Request, a *Ask, p Page, err error) {
	if r.Context().Err() != nil {
		return // nobody is there any more
	}
	status, known := statuses[fault.KindOf(err)]
	says := sorryPage{What: "Something went wrong here.", Next: "The log of the program says what happened. You can try again; none of your data is changed."}
	var f *fault.Fault
	if errors.As(err, &f) {
		says = sorryPage{What: Sentence(f.Say), Next: f.Hint}
	}
	if !known {
		status = http.StatusInternalServerError
		s.Log.Error("a page failed", "page", p.Name, "error", err)
	}
	v := View{Finding: says.What, Value: map[string]string{"error": says.What, "next": says.Next}, Page: says, Template: "sorry"}
	v.Rows = func() [][]string { return [][]string{{"error"}, {says.What}} }
	s.answer(w, r, a, p, v, status)
}

type sorryPage struct{ What, Next string }

func (s *site) nowhere(w http.ResponseWriter, r *http.Request) {
	a, err := s.asking(r)
	if err == nil {
		err = fault.New(fault.Nothing, "this page does not exist").Try("choose a page in the menu above")
	}
	s.sorry(w, r, a, Page{Name: "sorry"}, err)
}
