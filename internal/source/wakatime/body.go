package wakatime

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// maxBody bounds a request after it was unpacked. A client answered 413 keeps
// what it has.
const maxBody = 16 << 20

// maxItems bounds what one request may hold: more than fit into a body as
// heartbeats, so that only nonsense is ever stopped by it.
const maxItems = 100_000

// errLarge says that a body is over the limit.
var errLarge = errors.New("the body is larger than 16 MB or holds too many things")

// sent is what a request holds, cut into its items. Done is called when they are
// no longer needed.
func (e *receiver) sent(r *http.Request) (list [][]byte, one bool, done func(), err error) {
	body, done, err := e.whole(r)
	if err != nil {
		return nil, false, done, err
	}
	list, one, err = items(body)
	return list, one, done, err
}

// whole is the body of a request, unpacked where it is packed, whatever its
// headers say. Of one that was packed badly it is what could be unpacked. Done
// lets the next packed one be unpacked.
func (e *receiver) whole(r *http.Request) (body []byte, done func(), err error) {
	done = func() {}
	body, err = upTo(r.Body, r.ContentLength)
	if err != nil || !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, done, err
	}
	select {
	case e.unpacking <- true:
		done = func() { <-e.unpacking }
	case <-r.Context().Done():
		return nil, done, fmt.Errorf("waiting to unpack a body: %w", r.Context().Err())
	}
	body, err = unpacked(body)
	return body, done, err
}

// unpacked is what a packed body holds, as far as it can be unpacked.
func unpacked(body []byte) ([]byte, error) {
	packed, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return body, nil
	}
	inside, err := upTo(packed, -1)
	switch {
	case errors.Is(err, errLarge):
		return nil, err
	case err != nil && len(inside) == 0:
		return body, nil // nothing can be unpacked: it is kept as it came
	}
	return inside, nil
}

// upTo reads all there is, up to the limit; size is what it may come to, where
// that is known. Where reading fails it is what came before.
func upTo(in io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	if size > 0 && size <= maxBody {
		b.Grow(int(size) + bytes.MinRead)
	}
	n, err := b.ReadFrom(io.LimitReader(in, maxBody+1))
	var limit *http.MaxBytesError
	if n > maxBody || errors.As(err, &limit) {
		return nil, errLarge
	}
	if err != nil {
		return b.Bytes(), fmt.Errorf("reading the body: %w", err)
	}
	return b.Bytes(), nil
}

// items cuts a body into what it holds: the elements of an array, or a single
// thing. One says that it was no array. JSON inside a JSON string, as the web
// build of an editor sends it, is looked into.
func items(body []byte) (list [][]byte, one bool, err error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")))
	for range 3 {
		var inner string
		if len(body) == 0 || body[0] != '"' || json.Unmarshal(body, &inner) != nil {
			break
		}
		body = bytes.TrimSpace([]byte(inner))
	}
	switch {
	case len(body) == 0:
		return nil, false, nil
	case body[0] != '[':
		return [][]byte{body}, true, nil
	}
	if list = elements(body); len(list) > maxItems {
		return nil, false, errLarge
	}
	return list, false, nil
}
