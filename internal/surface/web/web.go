// Package web is the pages of Backsight: a handler that shows, from the store,
// how far a person has moved. Each page is one Go file and one template, and one
// word in the list below; web/frame is what they share and what goes around them.
// Every page is drawn on the server and complete without scripts; each also
// answers as .json and .csv, from the same value.
//
// It is not the server: whoever mounts it keeps foreign hosts, other origins and
// missing keys away, and opens POST only to who may write. It reckons nothing,
// knows no SQL, and sends nothing anywhere.
package web

import (
	"embed"
	"net/http"

	"github.com/backsight/backsight/internal/surface/web/energy"
	"github.com/backsight/backsight/internal/surface/web/first"
	"github.com/backsight/backsight/internal/surface/web/frame"
	"github.com/backsight/backsight/internal/surface/web/growth"
	"github.com/backsight/backsight/internal/surface/web/meetings"
	"github.com/backsight/backsight/internal/surface/web/mine"
	"github.com/backsight/backsight/internal/surface/web/week"
)

//go:embed templates/*.html
var templates embed.FS

// list is every page, in the order of the menu. To add one, write its file and
// its template and put it here.
func list(imports *frame.Job) []frame.Page {
	return append([]frame.Page{
		todayPage, driftPage, dayPage, week.Page, yearPage, distancePage, meetings.Page, assistantsPage, energy.Page, saidPage, evidencePage, referencePage, auditPage, settingsPage, first.Page(imports), sortPage, mine.Page,
	}, growth.Pages()...)
}

// pages are those of the list, with a job of their own for what is imported.
func pages() frame.Pages {
	return frame.Pages{List: list(frame.NewJob()), Templates: templates, Nothing: nothing}
}

// Handler answers every page.
func Handler(o frame.Options) http.Handler { return frame.Around(o, pages()) }

// Paths are the patterns of http.ServeMux that the pages answer: for whoever
// mounts them beside other rooms.
func Paths() []string { return pages().Paths() }
