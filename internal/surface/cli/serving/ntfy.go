package serving

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/backsight/backsight/internal/egress"
)

// push sends a question to the topic that the settings name, on an ntfy server of the
// person's choice (https://docs.ntfy.sh/publish). Nothing else than the question leaves:
// no answer, no finding, no name.
func (s *Server) push(ctx context.Context, question string) error {
	topic := s.Desk.Options.Settings.Ntfy
	if topic == "" {
		return nil
	}
	server, err := egress.Origin(topic) // the topic itself may be a secret
	if err != nil {
		return err
	}
	const soon = 30 * time.Second
	ctx, cancel := context.WithTimeout(ctx, soon)
	defer cancel()
	c, err := egress.New(topic, egress.Login{})
	if err != nil {
		return err
	}
	defer c.Close()
	const most = 64 << 10
	a, err := c.Do(ctx, egress.Request{Method: http.MethodPost, URL: topic, Body: []byte(question), Limit: most})
	if err != nil {
		return fmt.Errorf("sending a question to %s: %w", server, err)
	}
	a.Drop()
	if a.Status/100 != 2 {
		return fmt.Errorf("%s answers %d %s", server, a.Status, http.StatusText(a.Status))
	}
	return nil
}
