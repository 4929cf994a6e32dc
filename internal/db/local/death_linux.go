package local

import "syscall"

const locale = "C.UTF-8"

// endWithUs has the kernel send sig when the thread that started the process ends: a
// killed application takes its database down with it, in order.
func endWithUs(attr *syscall.SysProcAttr, sig syscall.Signal) { attr.Pdeathsig = sig }
