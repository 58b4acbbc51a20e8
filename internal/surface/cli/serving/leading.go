package serving

import (
	"context"
	"crypto/rand"
	"fmt"
	"html/template"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
)

// leading is a file that leads a browser to the pages. A link that logs somebody in
// must not stand among the arguments of a program, which every account of the machine
// can list; a file that only the person can read may hold it.
//
// It tries the host that the pages have for themselves, and goes by the address where
// the browser does not find that host within two seconds.
var leading = template.Must(template.New("leading").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>Opening Backsight</title></head>
<body><p>Opening Backsight. If nothing happens: <a href="{{.Pages}}{{.Link}}">go on</a>, or, where this browser does not find that page, <a href="{{.URL}}{{.Link}}">go on by its address</a>.</p>
<script>
var gone = false;
function go(to) { if (!gone) { gone = true; location.replace(to); } }
var pages = {{.Pages}} + {{.Link}}, address = {{.URL}} + {{.Link}};
fetch({{.Pages}} + "/healthz", {mode: "no-cors", cache: "no-store"}).then(function () { go(pages); }, function () { go(address); });
setTimeout(function () { go(address); }, 2000);
</script></body></html>
`))

// oldLeading is how long a file that leads to the pages is left lying: its link works no
// longer than that.
const oldLeading = 10 * time.Minute

// Lead writes a file that leads a browser to a link of a server, readable by the person
// alone, and takes older ones away.
func (r Running) Lead(l Left, link string) (file string, err error) {
	if err := os.MkdirAll(r.State, 0o700); err != nil {
		return "", fault.New(fault.Failed, "%s cannot be made", r.State).Because(err)
	}
	r.sweep()
	var text strings.Builder
	err = leading.Execute(&text, struct{ Pages, URL, Link string }{l.Pages, l.URL, link})
	if err != nil {
		return "", fmt.Errorf("writing the file that leads to the pages: %w", err)
	}
	file = filepath.Join(r.State, "open-"+rand.Text()+".html")
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", fault.New(fault.Failed, "%s cannot be written", file).Because(err)
	}
	_, err = f.WriteString(text.String())
	if e := f.Close(); err == nil {
		err = e
	}
	return file, err
}

// sweep takes away the files whose links are over.
func (r Running) sweep() {
	files, err := os.ReadDir(r.State)
	if err != nil {
		return // the next run tries again
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "open-") || filepath.Ext(f.Name()) != ".html" {
			continue
		}
		file := filepath.Join(r.State, f.Name())
		if is, err := os.Stat(file); err == nil && time.Since(is.ModTime()) > oldLeading {
			_ = os.Remove(file)
		}
	}
}

// Browse starts the browser that was chosen, "" for the usual one, with a file that leads
// it to a link of a server.
func (r Running) Browse(ctx context.Context, chosen string, l Left, link string) (file string, err error) {
	if file, err = r.Lead(l, link); err != nil {
		return "", err
	}
	name, args := opener(chosen)
	return file, exec.CommandContext(context.WithoutCancel(ctx), name, append(args, file)...).Start()
}

// opener is the program that opens files here.
func opener(chosen string) (name string, args []string) {
	switch {
	case chosen != "":
		return chosen, nil
	case runtime.GOOS == "darwin":
		return "open", nil
	case runtime.GOOS == "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler"}
	}
	return "xdg-open", nil
}
