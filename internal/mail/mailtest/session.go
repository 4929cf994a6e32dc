package mailtest

import (
	"crypto/tls"
	"encoding/base64"
	"io"
	"net"
	"net/textproto"
	"strings"
)

// session is one client's line, spoken as RFC 5321.
type session struct {
	server *Server
	line   net.Conn
	text   *textproto.Conn

	signedIn, encrypted bool
	from                string
	to                  []string
}

func talk(s *Server, line net.Conn) {
	c := &session{server: s, line: line, text: textproto.NewConn(line), signedIn: s.user == "", encrypted: s.implicit}
	c.say("220 mailtest ready")
	for {
		command, err := c.text.ReadLine()
		if err != nil || !c.obey(command) {
			return
		}
	}
}

func (c *session) say(format string, a ...any) { _ = c.text.PrintfLine(format, a...) }

// obey answers one command and tells whether the line stays open.
func (c *session) obey(command string) bool {
	verb, rest, _ := strings.Cut(command, " ")
	switch strings.ToUpper(verb) {
	case "EHLO", "HELO":
		c.hello()
	case "STARTTLS":
		return c.encrypt()
	case "AUTH":
		c.signIn(rest)
	case "MAIL":
		c.mail(rest)
	case "RCPT":
		return c.rcpt(rest)
	case "DATA":
		return c.data()
	case "RSET":
		c.from, c.to = "", nil
		c.say("250 2.0.0 forgotten")
	case "NOOP":
		c.say("250 2.0.0 still here")
	case "QUIT":
		c.say("221 2.0.0 good-bye")
		return false
	default:
		c.say("502 5.5.1 not known here")
	}
	return true
}

func (c *session) hello() {
	c.say("250-mailtest")
	c.say("250-8BITMIME")
	c.say("250-ENHANCEDSTATUSCODES")
	if c.server.tls != nil && !c.encrypted {
		c.say("250-STARTTLS")
	}
	if c.server.user != "" {
		c.say("250-AUTH PLAIN")
	}
	c.say("250 SIZE 52428800")
}

func (c *session) encrypt() bool {
	if c.server.tls == nil || c.encrypted {
		c.say("502 5.5.1 not offered")
		return true
	}
	c.say("220 2.0.0 go ahead")
	secure := tls.Server(c.line, c.server.tls)
	if secure.Handshake() != nil {
		return false
	}
	c.text, c.encrypted = textproto.NewConn(secure), true
	return true
}

func (c *session) signIn(rest string) {
	want := base64.StdEncoding.EncodeToString([]byte("\x00" + c.server.user + "\x00" + c.server.password))
	if c.signedIn = rest == "PLAIN "+want; !c.signedIn {
		c.say("535 5.7.8 user name or password is wrong")
		return
	}
	c.say("235 2.7.0 welcome")
}

func (c *session) mail(rest string) {
	if !c.signedIn {
		c.say("530 5.7.0 sign in first")
		return
	}
	c.from = within(rest)
	c.say("250 2.1.0 sender is fine")
}

func (c *session) rcpt(rest string) bool {
	to := within(rest)
	switch c.server.answering() {
	case RefuseTemporarily:
		c.say("451 4.3.0 <%s> later, please", to)
	case RefusePermanently:
		c.say("550 5.1.1 <%s> nobody by that name", to)
	case Stall:
		_, _ = c.text.ReadLine() // ends when the client hangs up
		return false
	default:
		c.to = append(c.to, to)
		c.say("250 2.1.5 recipient is fine")
	}
	return true
}

func (c *session) data() bool {
	if len(c.to) == 0 {
		c.say("503 5.5.1 recipients first")
		return true
	}
	c.say("354 go on, end with a dot")
	raw, err := io.ReadAll(c.text.DotReader())
	if err != nil {
		return false
	}
	answer := c.server.answering()
	if answer == RefuseContent {
		c.say("554 5.6.0 not this one")
		return true
	}
	received, err := read(raw)
	if err != nil {
		c.say("554 5.6.0 cannot be read: %v", err)
		return true
	}
	received.From, received.To = c.from, c.to
	c.server.keep(received)
	if answer == DropAfterData {
		return false
	}
	c.say("250 2.0.0 kept")
	return true
}

// within is the address between the angle brackets of MAIL and RCPT.
func within(s string) string {
	_, s, _ = strings.Cut(s, "<")
	s, _, _ = strings.Cut(s, ">")
	return s
}
