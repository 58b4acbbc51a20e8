package wakatime

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxBody bounds a request after it was unpacked. A client answered 413 keeps
// what it has.
const maxBody = 16 << 20

// errLarge says that a body is over the limit.
var errLarge = errors.New("the body is larger than 16 MB")

// whole is the body of a request, unpacked whatever its Content-Type.
func whole(r *http.Request) ([]byte, error) {
	var in io.Reader = r.Body
	if strings.EqualFold(r.Header.Get("Content-Encoding"), "gzip") {
		unpacked, err := gzip.NewReader(r.Body)
		if err != nil {
			return nil, fmt.Errorf("unpacking the body: %w", err)
		}
		in = unpacked
	}
	var b bytes.Buffer
	if n := r.ContentLength; n > 0 && n <= maxBody {
		b.Grow(int(n) + bytes.MinRead)
	}
	n, err := b.ReadFrom(io.LimitReader(in, maxBody+1))
	var limit *http.MaxBytesError
	if n > maxBody || errors.As(err, &limit) {
		return nil, errLarge
	}
	if err != nil {
		return nil, fmt.Errorf("reading the body: %w", err)
	}
	return b.Bytes(), nil
}

// items cuts a body into what it holds: the elements of an array, or a single
// thing. One says that it was no array. JSON inside a JSON string, as the web
// build of an editor sends it, is looked into.
func items(body []byte) (list [][]byte, one bool) {
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
		return nil, false
	case body[0] == '[':
		return elements(body), false
	}
	return [][]byte{body}, true
}
