// Package growth is the pages about what a person worked in, learned and is glad of:
// /where, and those beside it. None has a line in the menu: /said leads to them, and each
// to the others.
package growth

import "github.com/backsight/backsight/internal/surface/web/frame"

// Pages are all of them. To add one, write its file and its template and put it here.
func Pages() []frame.Page { return []frame.Page{wherePage, learningPage, winsPage, aimsPage} }
