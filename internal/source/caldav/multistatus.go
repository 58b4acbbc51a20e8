package caldav

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxDepth is how deep an answer may nest; what servers send is ten deep.
const maxDepth = 64

// The namespaces of the names that are read.
const (
	nsDAV    = "DAV:"
	nsCalDAV = "urn:ietf:params:xml:ns:caldav"
	nsServer = "http://calendarserver.org/ns/"
)

// multistatus is a server's answer about many things (RFC 4918 §13).
type multistatus struct {
	Responses []response
	SyncToken string
}

// response is what was said of one thing. Status is that of the thing itself, 0
// where only its properties have one; Data is the status of its content, 0
// where that was not mentioned.
type response struct {
	Href   string
	Status int
	Data   int
	props
}

// props are the properties that the server had.
type props struct {
	ETag, CTag, SyncToken string
	Name                  string
	Content               string // calendar-data
	Principal, Home       []string
	Collection, Calendar  bool
	Components            []string // nil where the server does not say
}

// decode reads an answer. What ends in the middle, is no multistatus or nests
// too deep is an error, with what was whole before it.
func decode(in io.Reader) (m multistatus, err error) {
	d := &decoder{xml: xml.NewDecoder(in)}
	root, err := d.start()
	switch {
	case err != nil:
		return m, fmt.Errorf("this is not XML: %w", err)
	case root.Name != xml.Name{Space: nsDAV, Local: "multistatus"}:
		return m, fmt.Errorf("the answer is <%s>, not a multistatus", root.Name.Local)
	}
	err = d.children(func(e xml.Name) error {
		switch e {
		case xml.Name{Space: nsDAV, Local: "response"}:
			r, err := d.response()
			if err == nil {
				m.Responses = append(m.Responses, r)
			}
			return err
		case xml.Name{Space: nsDAV, Local: "sync-token"}:
			m.SyncToken, err = d.text()
			return err
		}
		return d.skip()
	})
	if err != nil {
		err = fmt.Errorf("the answer could not be read to its end: %w", err)
	}
	return m, err
}

// decoder reads XML without following it deeper than maxDepth.
type decoder struct {
	xml   *xml.Decoder
	depth int
}

func (d *decoder) token() (xml.Token, error) {
	t, err := d.xml.Token()
	if errors.Is(err, io.EOF) {
		return nil, io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	switch t.(type) {
	case xml.StartElement:
		if d.depth++; d.depth > maxDepth {
			return nil, fmt.Errorf("it nests deeper than %d", maxDepth)
		}
	case xml.EndElement:
		d.depth--
	}
	return t, nil
}

// start is the next element that begins.
func (d *decoder) start() (xml.StartElement, error) {
	for {
		t, err := d.token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if e, ok := t.(xml.StartElement); ok {
			return e, nil
		}
	}
}

// children hands each element inside the current one to visit, which must read
// it to its end, and reads the current one's end.
func (d *decoder) children(visit func(xml.Name) error) error {
	return d.elements(func(e xml.StartElement) error { return visit(e.Name) })
}

func (d *decoder) elements(visit func(xml.StartElement) error) error {
	for {
		t, err := d.token()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if err := visit(e); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (d *decoder) skip() error {
	return d.children(func(xml.Name) error { return d.skip() })
}

// text is what the current element holds, without the elements inside it.
func (d *decoder) text() (string, error) {
	s, err := d.raw()
	return strings.TrimSpace(s), err
}

func (d *decoder) raw() (string, error) {
	var b strings.Builder
	for {
		t, err := d.token()
		if err != nil {
			return "", err
		}
		switch e := t.(type) {
		case xml.CharData:
			b.Write(e)
		case xml.StartElement:
			if err := d.skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

func (d *decoder) response() (r response, err error) {
	err = d.children(func(e xml.Name) error {
		switch e {
		case xml.Name{Space: nsDAV, Local: "href"}:
			text, err := d.text()
			if r.Href == "" {
				r.Href = text
			}
			return err
		case xml.Name{Space: nsDAV, Local: "status"}:
			text, err := d.text()
			r.Status = statusOf(text)
			return err
		case xml.Name{Space: nsDAV, Local: "propstat"}:
			return d.propstat(&r)
		}
		return d.skip()
	})
	return r, err
}

// propstat takes in the properties that have been found; of the others only
// that the content is among them.
func (d *decoder) propstat(r *response) error {
	var p props
	status, content := 0, false
	err := d.children(func(e xml.Name) error {
		switch e {
		case xml.Name{Space: nsDAV, Local: "status"}:
			text, err := d.text()
			status = statusOf(text)
			return err
		case xml.Name{Space: nsDAV, Local: "prop"}:
			return d.children(func(e xml.Name) error {
				content = content || e == xml.Name{Space: nsCalDAV, Local: "calendar-data"}
				return d.prop(&p, e)
			})
		}
		return d.skip()
	})
	if content {
		r.Data = status
	}
	if status/100 == 2 {
		r.join(p)
	}
	return err
}

// join adds the properties of another propstat.
func (p *props) join(o props) {
	set := func(to *string, text string) {
		if text != "" {
			*to = text
		}
	}
	set(&p.ETag, o.ETag)
	set(&p.CTag, o.CTag)
	set(&p.SyncToken, o.SyncToken)
	set(&p.Name, o.Name)
	set(&p.Content, o.Content)
	p.Principal, p.Home = append(p.Principal, o.Principal...), append(p.Home, o.Home...)
	p.Collection, p.Calendar = p.Collection || o.Collection, p.Calendar || o.Calendar
	if o.Components != nil {
		p.Components = append(p.Components, o.Components...)
	}
}

func (d *decoder) prop(p *props, name xml.Name) (err error) {
	switch name {
	case xml.Name{Space: nsDAV, Local: "getetag"}:
		p.ETag, err = d.text()
		p.ETag = opaque(p.ETag)
	case xml.Name{Space: nsServer, Local: "getctag"}:
		p.CTag, err = d.text()
	case xml.Name{Space: nsDAV, Local: "sync-token"}:
		p.SyncToken, err = d.text()
	case xml.Name{Space: nsDAV, Local: "displayname"}:
		p.Name, err = d.text()
	case xml.Name{Space: nsCalDAV, Local: "calendar-data"}:
		p.Content, err = d.raw()
	case xml.Name{Space: nsDAV, Local: "current-user-principal"}:
		p.Principal, err = d.hrefs()
	case xml.Name{Space: nsCalDAV, Local: "calendar-home-set"}:
		p.Home, err = d.hrefs()
	case xml.Name{Space: nsDAV, Local: "resourcetype"}:
		err = d.children(func(e xml.Name) error {
			p.Collection = p.Collection || e == xml.Name{Space: nsDAV, Local: "collection"}
			p.Calendar = p.Calendar || e == xml.Name{Space: nsCalDAV, Local: "calendar"}
			return d.skip()
		})
	case xml.Name{Space: nsCalDAV, Local: "supported-calendar-component-set"}:
		p.Components = []string{}
		err = d.elements(func(e xml.StartElement) error {
			for _, a := range e.Attr {
				if a.Name.Local == "name" {
					p.Components = append(p.Components, strings.ToUpper(a.Value))
				}
			}
			return d.skip()
		})
	default:
		err = d.skip()
	}
	return err
}

// hrefs are those inside a property.
func (d *decoder) hrefs() (list []string, err error) {
	err = d.children(func(e xml.Name) error {
		if e != (xml.Name{Space: nsDAV, Local: "href"}) {
			return d.skip()
		}
		text, err := d.text()
		if text != "" {
			list = append(list, text)
		}
		return err
	})
	return list, err
}

// opaque is an ETag without its marks: servers write one as "a" here, W/"a"
// there and a in a third place, and mean the same version.
func opaque(etag string) string {
	etag = strings.TrimSpace(etag)
	for _, weak := range []string{"W/", "w/"} {
		etag = strings.TrimPrefix(etag, weak)
	}
	return strings.Trim(etag, `"`)
}

// statusOf reads "HTTP/1.1 404 Not Found"; 0 where that is not what it says.
func statusOf(line string) int {
	parts := strings.Fields(line)
	if len(parts) < 2 {
		return 0
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil || n < 100 || n > 999 {
		return 0
	}
	return n
}
