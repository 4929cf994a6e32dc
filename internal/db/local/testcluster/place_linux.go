package testcluster

import "syscall"

// roomy reports whether dir has a gigabyte free: containers often give /dev/shm 64 MB.
func roomy(dir string) bool {
	var st syscall.Statfs_t
	return syscall.Statfs(dir, &st) == nil && st.Bavail*uint64(st.Bsize) > 1<<30
}
