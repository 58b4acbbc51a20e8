package aw

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/activitywatch"
	"github.com/backsight/backsight/internal/source/activitywatch/event"
)

// load reads the buckets and settings once. The lock is held.
func (s *server) load(ctx context.Context) error {
	if s.buckets != nil {
		return nil
	}
	buckets, settings := map[string]*bucket{}, map[string]setting{}
	for f, err := range s.Book.Facts(ctx, logbook.KindBucket) {
		if err != nil {
			return fmt.Errorf("reading the buckets: %w", err)
		}
		if b, err := bucketOf(&f); err == nil { // else of a later version
			buckets[f.Key] = b
		}
		s.lastStamp = max(s.lastStamp, f.Version.Stamp)
	}
	for f, err := range s.Book.Facts(ctx, logbook.KindSetting) {
		if err != nil {
			return fmt.Errorf("reading the settings: %w", err)
		}
		settings[f.Key] = f.Body
		s.lastStamp = max(s.lastStamp, f.Version.Stamp)
	}
	s.buckets, s.settings = buckets, settings
	return nil
}

// bucket is the one a request names.
func (s *server) bucket(r *http.Request) (*bucket, error) {
	return s.named(r.Context(), r.PathValue("id"))
}

func (s *server) named(ctx context.Context, id string) (*bucket, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	if b := s.buckets[id]; b != nil {
		return b, nil
	}
	return nil, wrong(http.StatusNotFound, fmt.Sprintf("there is no bucket %q", id))
}

// ids are the names of all buckets, in order.
func (s *server) ids(ctx context.Context) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(s.buckets)), nil
}

// shown is a bucket as clients see it.
type shown struct {
	event.Bucket
	Data        map[string]any `json:"data"`
	LastUpdated *string        `json:"last_updated"`
	Metadata    metadata       `json:"metadata"`
}

type metadata struct {
	Start *string `json:"start"`
	End   *string `json:"end"`
}

// show is a bucket with when its last event ended, where that is not long ago.
func (s *server) show(ctx context.Context, b *bucket) (shown, error) {
	v := shown{Bucket: b.Bucket, Data: b.Data}
	if v.Data == nil {
		v.Data = map[string]any{}
	}
	last, err := s.last(ctx, b, when.Span{From: s.Now() - back, To: s.Now() + ahead}, 1)
	if err != nil || len(last) == 0 {
		return v, err
	}
	text := event.Stamp(last[0].End())
	v.LastUpdated, v.Metadata.End = &text, &text
	return v, nil
}

func (s *server) listBuckets(r *http.Request) (any, error) {
	ids, err := s.ids(r.Context())
	if err != nil {
		return nil, err
	}
	out := map[string]shown{}
	for _, id := range ids {
		b, err := s.named(r.Context(), id)
		if err != nil {
			continue // it has just gone
		}
		if out[id], err = s.show(r.Context(), b); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *server) oneBucket(r *http.Request) (any, error) {
	b, err := s.bucket(r)
	if err != nil {
		return nil, err
	}
	return s.show(r.Context(), b)
}

// bucketRequest is a bucket as a client asks for it.
type bucketRequest struct {
	ID       string          `json:"id"`
	Type     string          `json:"type"`
	Client   string          `json:"client"`
	Hostname string          `json:"hostname"`
	Name     *string         `json:"name"`
	Created  string          `json:"created"`
	Data     json.RawMessage `json:"data"`
}

// local is what a client on this machine may say in place of its hostname.
const local = "!local"

// bucket is the bucket as it is kept.
func (a bucketRequest) bucket(s *server) (logbook.Bucket, error) {
	b := logbook.Bucket{
		Type: logbook.Text(a.Type), Client: logbook.Text(a.Client), Hostname: logbook.Text(a.Hostname), Created: s.Now(),
	}
	if a.Name != nil {
		b.Name = logbook.Text(*a.Name)
	}
	if at, err := event.Time(a.Created); err == nil {
		b.Created = at
	}
	data, err := event.ParseData(cmpOr(string(a.Data), "{}"))
	if err != nil {
		return b, wrong(http.StatusBadRequest, "the data of a bucket are a JSON object")
	}
	if b.Hostname == local {
		b.Hostname = s.Hostname
		data["device_id"] = s.Device
	}
	b.Data = json.RawMessage(data.Canonical())
	if len(b.Type)+len(b.Client)+len(b.Hostname)+len(b.Name)+len(b.Data) > mostOfBucket {
		return b, wrong(http.StatusRequestEntityTooLarge, "what a bucket says of itself has at most 64 KB")
	}
	return b, nil
}

// mostOfBucket is how many bytes a bucket may say of itself: all buckets are held.
const mostOfBucket = 64 << 10

func cmpOr(a, b string) string {
	if a == "" || a == "null" {
		return b
	}
	return a
}

// createBucket makes a bucket; one that exists is not modified (304).
func (s *server) createBucket(r *http.Request) (any, error) {
	var a bucketRequest
	if err := body(r, &a); err != nil {
		return nil, err
	}
	kept, err := a.bucket(s)
	if err != nil {
		return nil, err
	}
	_, made, err := s.ensure(r.Context(), r.PathValue("id"), kept)
	if err == nil && !made {
		return status{http.StatusNotModified, nil}, nil
	}
	return struct{}{}, err
}

// ensure is the bucket of a name, made where there is none.
func (s *server) ensure(ctx context.Context, id string, kept logbook.Bucket) (b *bucket, made bool, err error) {
	if id != logbook.Text(id) || len(id) > 500 {
		return nil, false, wrong(http.StatusBadRequest, "that is no name for a bucket")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(ctx); err != nil {
		return nil, false, err
	}
	if b := s.buckets[id]; b != nil {
		return b, false, nil
	}
	if len(s.buckets) >= mostNamed {
		return nil, false, wrong(http.StatusBadRequest, "there are too many buckets")
	}
	b, err = s.putBucket(ctx, id, kept, false)
	if err == nil {
		s.buckets[id] = b
	}
	return b, true, err
}

// putBucket keeps what a bucket is, or that it is no more.
func (s *server) putBucket(ctx context.Context, id string, kept logbook.Bucket, gone bool) (*bucket, error) {
	f := logbook.Fact{
		Person: s.Person, Kind: logbook.KindBucket, Key: id, Version: logbook.Seq{Stamp: s.nextStamp()}, Gone: gone,
		Day: when.NoDay, Body: logbook.Body(kept),
	}
	if err := s.put(ctx, logbook.Entry{Fact: &f}); err != nil {
		return nil, fmt.Errorf("keeping a bucket: %w", err)
	}
	return bucketOf(&f)
}

// updateBucket changes what a bucket says of itself; its type stays.
func (s *server) updateBucket(r *http.Request) (any, error) {
	b, err := s.bucket(r)
	if err != nil {
		return nil, err
	}
	a := bucketRequest{Type: b.Type, Client: b.Client, Hostname: b.Hostname, Data: b.kept.Data}
	if err := body(r, &a); err != nil {
		return nil, err
	}
	a.Type = b.Type
	kept, err := a.bucket(s)
	if err != nil {
		return nil, err
	}
	kept.Created = b.kept.Created
	s.mu.Lock()
	defer s.mu.Unlock()
	is, err := s.putBucket(r.Context(), b.ID, kept, false)
	if err == nil {
		s.buckets[b.ID] = is
	}
	return struct{}{}, err
}

// deleteBucket takes a bucket and its events back. It must be meant: ?force=1.
func (s *server) deleteBucket(r *http.Request) (any, error) {
	b, err := s.bucket(r)
	if err != nil {
		return nil, err
	}
	if force := r.URL.Query().Get("force"); force != "1" && force != "true" {
		return nil, wrong(http.StatusUnauthorized, "a bucket with all its events is only deleted with ?force=1")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	defer b.forget()
	if err := s.empty(r.Context(), b); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.putBucket(r.Context(), b.ID, b.kept, true); err != nil {
		return nil, err
	}
	delete(s.buckets, b.ID)
	return struct{}{}, nil
}

// chunk is how many events are put at once.
const chunk = 500

// empty takes all events of a bucket back.
func (s *server) empty(ctx context.Context, b *bucket) error {
	var entries []logbook.Entry
	for it, err := range s.items(ctx, b, when.Span{}) {
		if err != nil {
			return err
		}
		if it.gone {
			continue
		}
		beat := gone(b, it)
		if entries = append(entries, logbook.Entry{Beat: &beat}); len(entries) >= chunk {
			if err := s.put(ctx, entries...); err != nil {
				return err
			}
			entries = nil
		}
	}
	return s.put(ctx, entries...)
}

// gone is an event as the next version, which says that it is no more.
func gone(b *bucket, it item) logbook.Beat {
	beat := activitywatch.Gone(&b.Bucket, it.Event)
	beat.More = it.More + 1
	return beat
}
