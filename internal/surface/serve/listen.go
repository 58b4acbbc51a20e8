package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
)

// Run serves until ctx ends, then lets what is under way come to its end. Ready
// is told the address once requests are answered.
func Run(ctx context.Context, o Options, ready func(url string)) error {
	l, err := listen(ctx, o)
	if err != nil {
		return err
	}
	o.Addr = l.Addr().String() // port 0 has become one
	h := Handler(o)
	return o.until(ctx, l, h, h.(*guard).Log, ready)
}

// Beside serves a handler that has rules of its own, at an address of its own on
// this machine, within the same bounds and until ctx ends.
func Beside(ctx context.Context, addr string, h http.Handler, ready func(url string)) error {
	o := Options{Addr: addr}
	l, err := listen(ctx, o)
	if err != nil {
		return err
	}
	o.Addr = l.Addr().String()
	return o.until(ctx, l, h, slog.New(slog.DiscardHandler), ready)
}

// until serves until ctx ends.
func (o Options) until(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger, ready func(url string)) error {
	limit := newConnLimit(l, connsAllowed(openFiles()))
	s := &http.Server{
		Handler: limit.around(h), ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: maxHeader, ConnState: limit.state, ConnContext: limit.remember, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() { ended <- o.serve(s, limit) }()
	ready(o.url())
	select {
	case err := <-ended:
		return fmt.Errorf("serving at %s: %w", o.Addr, err)
	case <-ctx.Done():
	}
	return drain(context.WithoutCancel(ctx), s, ended)
}

func (o Options) serve(s *http.Server, l net.Listener) error {
	if o.Cert != "" {
		return s.ServeTLS(l, o.Cert, o.CertKey)
	}
	return s.Serve(l)
}

// drain ends the server: no new requests, the old ones to their end.
func drain(ctx context.Context, s *http.Server, ended <-chan error) error {
	ctx, cancel := context.WithTimeout(ctx, drainTime)
	defer cancel()
	err := s.Shutdown(ctx)
	if err != nil {
		err = errors.Join(fmt.Errorf("ending what was under way: %w", err), s.Close())
	}
	if e := <-ended; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return err
}

// listen opens the address. One that others can reach needs a certificate:
// without, everybody on the way could read the key.
func listen(ctx context.Context, o Options) (net.Listener, error) {
	host, _, err := net.SplitHostPort(o.Addr)
	if err != nil {
		return nil, fault.New(fault.Usage, "%q is not an address to listen on", o.Addr).Because(err).Try("write it like 127.0.0.1:7717")
	}
	if (o.Cert == "") != (o.CertKey == "") {
		return nil, fault.New(fault.Usage, "a certificate and its key belong together").Try("give both --cert and --cert-key")
	}
	if !loopback(host) && o.Cert == "" {
		return nil, fault.New(fault.NotAllowed, "others can reach %s, and without TLS they could read your key", o.Addr).
			Try("serve at 127.0.0.1, or give --cert and --cert-key")
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.Addr)
	if err != nil {
		return nil, fault.New(fault.Failed, "cannot listen on %s", o.Addr).Because(err).Try("another program may use this address; choose another port with --addr")
	}
	return l, nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// url is where the server is reached.
func (o Options) url() string { return o.scheme() + "://" + o.Addr }

func (o Options) scheme() string {
	if o.Cert != "" {
		return "https"
	}
	return "http"
}

// pagesHost is the host and port that the pages have for themselves, "" where they
// have none: a server that others reach has a name and a certificate already.
func (o Options) pagesHost() string {
	if o.Sessions == nil || o.Cert != "" {
		return ""
	}
	own, found := strings.CutPrefix(o.Sessions.At("http://"+o.Addr), "http://")
	if !found || own == o.Addr {
		return ""
	}
	return own
}

// origins are all that this server is called: its address, the names of the
// loopback where it is there, and those it was given.
func origins(o Options) map[string]bool {
	host, port, err := net.SplitHostPort(o.Addr)
	if err != nil {
		return nil
	}
	names := append([]string{host}, o.Hosts...)
	if loopback(host) {
		names = append(names, "localhost", "127.0.0.1", "::1")
	}
	if pages, _, err := net.SplitHostPort(o.pagesHost()); err == nil {
		names = append(names, pages)
	}
	own := map[string]bool{}
	for _, name := range names {
		name = strings.ToLower(name)
		own[o.scheme()+"://"+net.JoinHostPort(name, port)] = true
		if port == "80" && o.Cert == "" || port == "443" && o.Cert != "" {
			own[o.scheme()+"://"+name] = true
		}
	}
	return own
}
