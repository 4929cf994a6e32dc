package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Security is how the line to the server is encrypted.
type Security string

const (
	None     Security = "none"     // to this machine only
	StartTLS Security = "starttls" // refused where the server does not offer it
	TLS      Security = "tls"      // from the first byte, usually port 465
)

// Server is where the practice sends through. Without a User it is not signed in to.
type Server struct {
	Host     string
	Port     int
	User     string
	Password string
	Security Security
	Roots    *x509.CertPool // who may vouch for the server; nil: the system's list
}

// ErrSecurity refuses a line on which passwords and patients' names could be read.
var ErrSecurity = errors.New("mail may travel unencrypted to this machine only: choose starttls or tls")

// patience is for one step: connecting and signing in, then handing over. Two of
// them stay under the job's minute.
const patience = 20 * time.Second

// Check tells whether the server's settings may be used at all.
func (s Server) Check() error {
	switch {
	case s.Host == "" || s.Port < 1 || s.Port > 65535:
		return errors.New("the mail server needs a name and a port")
	case s.Security == None && !thisMachine(s.Host):
		return ErrSecurity
	case s.Security != None && s.Security != StartTLS && s.Security != TLS:
		return errors.New("the mail server's security is none, starttls or tls")
	}
	return nil
}

// Send hands the message to the server and returns when the server has taken it
// over. A failure is always an *Error; after a Temporary one the same message, with
// the same ID, is to be sent again.
func Send(ctx context.Context, server Server, msg Message) error {
	m, err := compose(msg)
	if err != nil {
		return err
	}
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	client, err := server.client(ctx, msg)
	if err != nil {
		return later("The mail settings cannot be used: "+err.Error()+".", "settings", 0)
	}
	line, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return dialFailure(ctx, err)
	}
	err = client.SendWithSMTPClient(line, m)
	// What goes wrong after the server said yes, in RSET or QUIT, must not send twice.
	_ = client.CloseWithSMTPClient(line)
	if m.IsDelivered() {
		return nil
	}
	return sendFailure(ctx, err)
}

func (s Server) client(ctx context.Context, msg Message) (*gomail.Client, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	_, domain, _ := cutLast(msg.From.Email)
	options := []gomail.Option{
		gomail.WithPort(s.Port), gomail.WithTimeout(patience), gomail.WithHELO(domain), gomail.WithoutNoop(),
		gomail.WithTLSConfig(s.tls()), gomail.WithDialContextFunc(s.dial(ctx)),
	}
	return gomail.NewClient(s.Host, append(options, s.secure()...)...)
}

func (s Server) tls() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
}

// dial opens lines that hang up when ctx ends: go-mail itself waits for a silent
// server until its own patience is over.
func (s Server) dial(ctx context.Context) gomail.DialContextFunc {
	open := new(net.Dialer).DialContext
	if s.Security == TLS {
		open = (&tls.Dialer{Config: s.tls()}).DialContext
	}
	return func(dialing context.Context, network, addr string) (net.Conn, error) {
		line, err := open(dialing, network, addr)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, func() { _ = line.Close() })
		return line, nil
	}
}

func (s Server) secure() []gomail.Option {
	var o []gomail.Option
	switch s.Security {
	case TLS:
		o = append(o, gomail.WithSSL())
	case StartTLS:
		o = append(o, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		o = append(o, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.User == "" {
		return o
	}
	how := gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin)
	if s.Security == None {
		how = gomail.WithSMTPAuth(gomail.SMTPAuthPlainNoEnc) // nobody but this machine can read along
	}
	return append(o, how, gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
}

func thisMachine(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
