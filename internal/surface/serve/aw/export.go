package aw

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

func (s *server) exportAll(r *http.Request) (any, error) {
	ids, err := s.ids(r.Context())
	return s.export(r, ids), err
}

func (s *server) exportOne(r *http.Request) (any, error) {
	b, err := s.bucket(r)
	if err != nil {
		return nil, err
	}
	return s.export(r, []string{b.ID}), nil
}

// export writes buckets with all their events, oldest first, as they are read.
func (s *server) export(r *http.Request, ids []string) stream {
	return func(w http.ResponseWriter) error {
		w.Header().Set("Content-Disposition", `attachment; filename="aw-buckets-export.json"`)
		if _, err := io.WriteString(w, `{"buckets":{`); err != nil {
			return err
		}
		comma := ""
		for _, id := range ids {
			b, err := s.named(r.Context(), id)
			if err != nil {
				continue // it has just gone
			}
			if _, err := io.WriteString(w, comma); err != nil {
				return err
			}
			if err := s.exportTo(w, r, b); err != nil {
				return err
			}
			comma = ","
		}
		_, err := io.WriteString(w, "}}\n")
		return err
	}
}

func (s *server) exportTo(w io.Writer, r *http.Request, b *bucket) error {
	name, _ := json.Marshal(b.ID) // text always can
	head, err := json.Marshal(b.Bucket)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "%s:%s,\"events\":[", name, head[:len(head)-1]); err != nil {
		return err
	}
	comma := ""
	for it, err := range s.items(r.Context(), b, when.Span{}) {
		if err != nil {
			return err
		}
		if it.gone {
			continue
		}
		text, err := json.Marshal(it.Event)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", comma, text); err != nil {
			return err
		}
		comma = ","
	}
	_, err = io.WriteString(w, "]}")
	return err
}

// imports takes an export, as JSON or as the file of a form. What is there
// already stays.
func (s *server) imports(r *http.Request) (any, error) {
	f, err := os.CreateTemp("", "backsight-*.json") // 0600
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := spool(f, r); err != nil {
		return nil, err
	}
	buckets := map[string]*bucket{}
	survey := activitywatch.Export{Bucket: func(b event.Bucket) error {
		a := bucketRequest{Type: b.Type, Client: b.Client, Hostname: b.Hostname, Name: &b.Name, Created: b.Created}
		kept, err := a.bucket(s)
		if err == nil {
			buckets[b.ID], _, err = s.ensure(r.Context(), b.ID, kept)
		}
		return err
	}}
	if err := again(f, survey.Read); err != nil {
		return nil, err
	}
	in := importing{s: s, r: r, buckets: buckets}
	events := activitywatch.Export{Event: in.row}
	if err := again(f, events.Read); err != nil {
		return nil, err
	}
	return struct{}{}, in.flush()
}

// spool writes what a request brings into a file, which is read twice.
func spool(f *os.File, r *http.Request) error {
	var in io.Reader = r.Body
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && kind == "multipart/form-data" {
		form, err := r.MultipartReader()
		if err != nil {
			return wrong(http.StatusBadRequest, "the form could not be read")
		}
		if in, err = form.NextPart(); err != nil {
			return wrong(http.StatusBadRequest, "the form holds no file")
		}
	}
	if _, err := io.Copy(f, in); err != nil {
		return tooLong(err)
	}
	return nil
}

// again reads a file from its beginning; what is no export is the client's
// fault.
func again(f *os.File, read func(io.Reader) error) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	err := read(f)
	if _, ours := errors.AsType[*unkept](err); err == nil || ours {
		return err
	}
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	return wrong(http.StatusBadRequest, "that is no export of ActivityWatch: "+err.Error())
}

// unkept is an error of the log, not of what is imported.
type unkept struct{ error }

// importing is an import of events, put in chunks of one bucket.
type importing struct {
	s       *server
	r       *http.Request
	buckets map[string]*bucket
	into    *bucket
	events  []event.Event
}

// row takes one event; one that cannot be read is left out, as both servers do, and one
// that is too large is refused, as everywhere.
func (i *importing) row(row activitywatch.Row) error {
	b := i.buckets[row.Bucket]
	var e event.Event
	if b == nil || json.Unmarshal(row.Text, &e) != nil {
		return nil
	}
	if err := small(e); err != nil {
		return err
	}
	if i.into != b || len(i.events) >= chunk {
		if err := i.flush(); err != nil {
			return &unkept{err}
		}
	}
	i.into, i.events = b, append(i.events, e)
	return nil
}

func (i *importing) flush() error {
	if i.into == nil {
		return nil
	}
	i.into.mu.Lock()
	defer i.into.mu.Unlock()
	defer i.into.forget()
	events := i.events
	i.events = nil
	return i.s.putEvents(i.r.Context(), i.into, events)
}
