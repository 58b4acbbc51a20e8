package frame

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
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

// newFiles reads what is embedded here and the templates of the pages; that they
// can be read is a test's business, so it panics where they cannot.
func newFiles(pages fs.FS) files {
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
		err = f.parse(pages)
	}
	if err != nil {
		panic(fmt.Sprintf("frame: what is embedded cannot be read: %v", err))
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

// parse reads the templates of the frame and of the pages, each with the parts
// that both share.
func (f files) parse(pages fs.FS) error {
	parts := template.New("frame").Funcs(template.FuncMap{"static": f.address, "prose": prose})
	for _, from := range []fs.FS{embedded, pages} {
		for _, name := range []string{"templates/frame.html", "templates/parts.html"} {
			if err := parseIn(parts, from, name); err != nil {
				return err
			}
		}
	}
	for _, from := range []fs.FS{embedded, pages} {
		names, err := fs.Glob(from, "templates/*.html")
		if err != nil {
			return err
		}
		for _, name := range names {
			t, err := parts.Clone()
			if err == nil {
				err = parseIn(t, from, name)
			}
			if err != nil {
				return err
			}
			f.templates[strings.TrimSuffix(path.Base(name), ".html")] = t
		}
	}
	return nil
}

// parseIn adds a template of a folder, if it is there.
func parseIn(t *template.Template, from fs.FS, name string) error {
	text, err := fs.ReadFile(from, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		_, err = t.New(path.Base(name)).Parse(string(text))
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
