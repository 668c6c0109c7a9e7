package watch

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
)

// fileURL makes the address that a click on a path opens. Most terminals hand
// it to the desktop, which knows files but no lines; VS Code's terminal and
// kitty take the line too.
func fileURL(path string, line int) string {
	path = filepath.ToSlash(path)
	if path != "" && path[0] != '/' {
		path = "/" + path // C:/…
	}
	if os.Getenv("TERM_PROGRAM") == "vscode" {
		u := url.URL{Scheme: "vscode", Host: "file", Path: path}
		if line > 0 {
			u.Path += ":" + strconv.Itoa(line)
		}
		return u.String()
	}
	host, _ := os.Hostname()
	u := url.URL{Scheme: "file", Host: host, Path: path}
	if line > 0 && os.Getenv("KITTY_WINDOW_ID") != "" {
		u.Fragment = strconv.Itoa(line)
	}
	return u.String()
}

// relative names a file as seen from the course's root.
func relative(root, path string) string {
	if rel, err := filepath.Rel(root, path); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return path
}
