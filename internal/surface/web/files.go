package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"

	"github.com/backsight/backsight/internal/surface/draw/svg"
)

//go:embed templates/*.html static/*
var embedded embed.FS

// files are the templates and what the browser fetches, each of the latter named
// by what is in it, so that it can be kept for ever.
type files struct {
	templates map[string]*template.Template
	static    map[string][]byte
	sums      map[string]string
}

// newFiles reads what is embedded; that it can be read is a test's business, so
// it panics where it cannot.
func newFiles() files {
	f := files{templates: map[string]*template.Template{}, static: map[string][]byte{}, sums: map[string]string{}}
	names, err := fs.Glob(embedded, "static/*")
	for _, name := range names {
		text, readErr := embedded.ReadFile(name)
		if readErr != nil {
			err = readErr
		}
		f.add(path.Base(name), text)
	}
	if err == nil {
		err = f.parse()
	}
	if err != nil {
		panic(fmt.Sprintf("web: what is embedded cannot be read: %v", err))
	}
	return f
}

// add keeps a file; the style sheet gets the colours of the pictures besides.
func (f files) add(name string, text []byte) {
	if name == "app.css" {
		text = append(text, svg.Style...)
	}
	sum := sha256.Sum256(text)
	f.static[name], f.sums[name] = text, hex.EncodeToString(sum[:6])
}

func (f files) parse() error {
	frame, err := template.New("frame").Funcs(template.FuncMap{"static": f.address, "prose": prose}).
		ParseFS(embedded, "templates/frame.html", "templates/parts.html")
	if err != nil {
		return err
	}
	names, err := fs.Glob(embedded, "templates/*.html")
	for _, name := range names {
		t, cloneErr := frame.Clone()
		if cloneErr != nil {
			return cloneErr
		}
		if f.templates[strings.TrimSuffix(path.Base(name), ".html")], err = t.ParseFS(embedded, name); err != nil {
			return err
		}
	}
	return err
}

var quoted = regexp.MustCompile("`([^`]+)`")

// prose is a sentence in which what is to be typed stands between backticks.
func prose(text string) template.HTML {
	return template.HTML(quoted.ReplaceAllString(template.HTMLEscapeString(text), "<code>$1</code>"))
}

// address is where the browser gets a file.
func (f files) address(name string) string { return "/static/" + name + "?" + f.sums[name] }

func (f files) draw(w io.Writer, name string, data any) error {
	t := f.templates[name]
	if t == nil {
		return fmt.Errorf("there is no template %q", name)
	}
	return t.ExecuteTemplate(w, "frame", data)
}

var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

// ServeHTTP answers one file, for good where it was asked for by its content.
func (f files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	text, some := f.static[name]
	if !some {
		http.NotFound(w, r)
		return
	}
	tag := `"` + f.sums[name] + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache")
	if r.URL.RawQuery == f.sums[name] {
		w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	}
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	send(w, r, kinds[path.Ext(name)], text, http.StatusOK)
}
