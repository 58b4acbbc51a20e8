package who

import "strings"

// Domain is what stands behind the @ of an address, "" where there is none.
func Domain(address string) string {
	_, d, _ := strings.Cut(address, "@")
	return d
}

// DomainIn says whether a domain is one of some, or above or below one of them.
func DomainIn(d string, some []string) bool {
	for _, o := range some {
		if d == o || strings.HasSuffix(d, "."+o) || strings.HasSuffix(o, "."+d) {
			return true
		}
	}
	return false
}
