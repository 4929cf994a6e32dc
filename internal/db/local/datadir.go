//go:build unix

package local

import (
	"fmt"
	"path/filepath"
)

// sharedFolder is where root's cluster goes when its user cannot reach the working folder.
const sharedFolder = "/var/lib/charthouse"

// DataDir decides where the practice's data lives: where env, the value of
// CHARTHOUSE_DATA, says; else .charthouse in the working folder wd; else, where the user
// that runs the database cannot reach that, /var/lib/charthouse, and note says why.
func DataDir(env, wd string) (dir, note string, err error) {
	if env != "" {
		f, err := openFolder(env)
		return string(f), "", err
	}
	f, err := openFolder(filepath.Join(wd, ".charthouse"))
	if err != nil {
		return "", "", err
	}
	a, err := accountFor(f.cluster())
	if err != nil {
		return "", "", err
	}
	if parent := filepath.Dir(string(f)); !a.reaches(parent) {
		return sharedFolder, fmt.Sprintf("The practice's data is in %s, because the database runs as the user %s, who cannot reach %s.",
			sharedFolder, a.name, parent), nil
	}
	return string(f), "", nil
}
