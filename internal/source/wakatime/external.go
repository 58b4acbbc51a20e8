package wakatime

import (
	"net/http"
)

func (e *ear) external(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "not yet", http.StatusNotImplemented)
}
