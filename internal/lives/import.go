package lives

import (
	"bufio"
	"fmt"
	"io"
)

// stream writes the repository as git fast-import reads it.
func (h *history) stream(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "feature done")
	for i := range h.commits {
		h.commits[i].stream(b, i)
	}
	fmt.Fprintln(b, "done")
	return b.Flush()
}

// stream writes the commit with its index: marks count from 1.
func (c *commit) stream(w io.Writer, index int) {
	fmt.Fprintf(w, "commit %s\nmark :%d\nauthor %v\ncommitter %v\ndata %d\n%s\n",
		c.ref, index+1, c.author, c.committer, len(c.message), c.message)
	for i, p := range c.parents {
		word := "from"
		if i > 0 {
			word = "merge"
		}
		fmt.Fprintf(w, "%s :%d\n", word, p+1)
	}
	for _, f := range c.files {
		fmt.Fprintf(w, "M 100644 inline %s\ndata %d\n%s\n", f.path, len(f.content), f.content)
	}
	fmt.Fprintln(w)
}
