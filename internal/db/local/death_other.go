//go:build unix && !linux

package local

import "syscall"

const locale = "en_US.UTF-8"

// endWithUs can do nothing here: a server left behind is stopped by the next Start.
func endWithUs(*syscall.SysProcAttr, syscall.Signal) {}
