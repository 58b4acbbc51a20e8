package editor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEditorsAreConnected(t *testing.T) {
	const url, line = "http://127.0.0.1:7717/api/v1", "http://127.0.0.1:7717/api/v1|waka_k"
	for name, c := range map[string]struct {
		was, want string
		besides   bool
	}{
		"nothing":        {"", "[settings]\napi_url = " + url + "\napi_key = waka_k\n", false},
		"no server":      {"[settings]\ndebug = true\n", "[settings]\napi_url = " + url + "\napi_key = waka_k\ndebug = true\n", false},
		"no end of line": {"[settings]", "[settings]\napi_url = " + url + "\napi_key = waka_k\n", false},
		"an empty key":   {"[settings]\napi_key =\n", "[settings]\napi_url = " + url + "\napi_key = waka_k\n", false},
		"commented out":  {"[settings]\n; api_key = x\n", "[settings]\napi_url = " + url + "\napi_key = waka_k\n; api_key = x\n", false},
		"wakatime.com":   {"[settings]\napi_key = waka_x\n", "[settings]\napi_key = waka_x\n[api_urls]\n.* = " + line + "\n", true},
		"a vault":        {"[settings]\napi_key_vault_cmd = pass x\n", "[settings]\napi_key_vault_cmd = pass x\n[api_urls]\n.* = " + line + "\n", true},
		"a mirror":       {"[settings]\napi_key=x\n[api_urls]\n.* = http://w|k\n", "[settings]\napi_key=x\n[api_urls]\n(.*) = " + line + "\n.* = http://w|k\n", true},
		"connected":      {"[settings]\napi_url = " + url + "\napi_key = waka_old\n", "[settings]\napi_url = " + url + "\napi_key = waka_k\n", false},
		"mirrored":       {"[settings]\napi_key = x\n[api_urls]\n.* = " + url + "|waka_old\n", "[settings]\napi_key = x\n[api_urls]\n.* = " + line + "\n", true},
	} {
		is, besides := readConfig(c.was).with(url, "waka_k")
		if is.text() != c.want || besides != c.besides {
			t.Errorf("%s: besides %v\n%s", name, besides, is.text())
		}
	}
}

// Undone, everything stands as it stood.
func TestConnectingIsUndone(t *testing.T) {
	const url = "http://127.0.0.1:7717/api/v1"
	rapid.Check(t, func(t *rapid.T) {
		var was config
		for _, section := range rapid.Permutation([]string{"settings", "api_urls", "projectmap", "internal"}).Draw(t, "sections") {
			lines := rapid.SliceOfN(rapid.SampledFrom([]string{
				"api_key = waka_x", "api_url = http://other/api", "debug=true", "; a remark", "", ".* = http://w|k", "ignore =", "    ^/var/", "(.*) = http://v|k",
			}), 0, 4).Draw(t, section)
			if len(lines) > 0 {
				was = append(append(was, "["+section+"]"), lines...)
			}
		}
		text := was.text()
		is, besides := readConfig(text).with(url, "waka_k")
		if strings.Count(is.text(), "waka_k") != 1 || besides != readConfig(text).other() {
			t.Fatalf("besides %v:\n%s", besides, is.text())
		}
		if !besides && len(is.without(url)) != len(readConfig(text)) || besides && is.without(url).text() != text {
			t.Fatalf("of\n%s\nit made\n%s\nand then\n%s", text, is.text(), is.without(url).text())
		}
	})
}

func TestWhereEditorsSend(t *testing.T) {
	for name, c := range map[string]struct {
		text, to string
		mirrored bool
	}{
		"nothing":       {"", upstream, false},
		"here":          {"[settings]\napi_url = http://127.0.0.1:7717/api/v1\n", "http://127.0.0.1:7717/api/v1", false},
		"in capitals":   {" [Settings] \r\nAPI_URL=http://a.example\r\n", "http://a.example", false},
		"the last":      {"[settings]\napi_url = http://a.example\napi_url = http://b.example\n", "http://b.example", false},
		"empty":         {"[settings]\napi_url =\n", upstream, false},
		"commented out": {"[settings]\n# api_url = http://a.example\n;api_url = http://b.example\n", upstream, false},
		"elsewhere":     {"[other]\napi_url = http://a.example\n", upstream, false},
		"a mirror":      {"[api_urls]\n.* = http://localhost:7717/api/v1|waka_k\n", upstream, true},
		"another's":     {"[api_urls]\n.* = https://b.example|waka_k\n", upstream, false},
	} {
		if to, mirrored := readConfig(c.text).target(); to != c.to || mirrored != c.mirrored {
			t.Errorf("%s: %s, %v", name, to, mirrored)
		}
	}
}
