package db

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Away tells whether err says that Postgres was not there: it starts, it ends, or
// the connection was lost. What was asked is done or not; asked again it is answered.
func Away(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	if said, ok := errors.AsType[*pgconn.PgError](err); ok {
		// 57P01 to 57P03: shut down, crashed, cannot connect now; class 08: the connection.
		return strings.HasPrefix(said.Code, "57P0") || strings.HasPrefix(said.Code, "08")
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	for _, lost := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, syscall.ECONNRESET, syscall.EPIPE} {
		if errors.Is(err, lost) {
			return true
		}
	}
	return pgconn.SafeToRetry(err) // the connection was closed before the statement left
}

// Alive is a pool's PrepareConn: it drops a connection that Postgres has ended
// meanwhile, so that no page fails over it. Nothing is said on an idle connection
// but the farewell; looking whether something lies there asks no round trip, and
// does not wait for the read that pgx may have left waiting after a slow write.
func Alive(_ context.Context, conn *pgx.Conn) (bool, error) {
	c := conn.PgConn().Conn()
	if wrapped, ok := c.(interface{ NetConn() net.Conn }); ok {
		c = wrapped.NetConn()
	}
	socket, ok := c.(syscall.Conn)
	if !ok {
		return true, nil
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return false, nil // a closed connection is replaced, which is no error
	}
	quiet := false
	err = raw.Control(func(fd uintptr) {
		var b [1]byte
		_, _, peeked := syscall.Recvfrom(int(fd), b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		quiet = errors.Is(peeked, syscall.EAGAIN)
	})
	return err == nil && quiet, nil
}
