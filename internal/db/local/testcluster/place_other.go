//go:build unix && !linux

package testcluster

// roomy: only Linux has a file system in memory at a known place.
func roomy(string) bool { return false }
