package practice

import (
	"context"
	"errors"
	"net/netip"
	"strconv"
	"strings"

	"charthouse/internal/access"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

// MailForm is what is typed about the mail server. The password is never shown
// again; an empty one keeps the one there is.
type MailForm struct {
	Host     string `form:"host"`
	Port     string `form:"port"`
	Username string `form:"username"`
	Password string `form:"password"`
	Security string `form:"security"`
	Sender   string `form:"sender"`
	Answers  string `form:"answers"` // where answers come back in; empty is nowhere
}

// MailSettings answers the mail server's settings without its password, and
// whether one is kept. Before there are any, the form has the usual port.
func (s *Service) MailSettings(ctx context.Context, who access.Actor) (f MailForm, hasPassword bool, err error) {
	err = s.db.Read(ctx, who, access.OpenSettings.Practice(), func(v *db.View) error {
		m, err := FindMailServer(ctx, v)
		if errors.Is(err, db.ErrNone) {
			f = MailForm{Port: "587", Security: "starttls"}
			return nil
		}
		f = MailForm{Host: m.Host, Port: strconv.Itoa(m.Port), Username: m.Username, Security: m.Security, Sender: m.Sender, Answers: m.Answers}
		hasPassword = m.Password != ""
		return err
	})
	return f, hasPassword, err
}

// EditMail keeps what was typed. The act carries no form key, whose row would
// hold a quick hash of the password; doing it twice changes nothing.
func (s *Service) EditMail(ctx context.Context, who access.Actor, f MailForm) error {
	port, err := f.check()
	if err != nil {
		return err
	}
	return s.db.Write(ctx, who.Posting(access.Post{}), access.EditSettings.Practice(), func(tx *db.Tx) error {
		return saveMail(ctx, tx, f, port)
	})
}

func (f MailForm) check() (port int, err error) {
	var c fault.Check
	c.Unless(f.Host != "", "host", "Write the name of the server, such as smtp.practice.example.")
	port, err = strconv.Atoi(f.Port)
	c.Unless(err == nil && port >= 1 && port <= 65535, "port", "Write the port as a number: usually 587 with STARTTLS, 465 with TLS.")
	c.Unless(f.Security == "tls" || f.Security == "starttls" || f.Security == "none", "security", "Choose how the line is encrypted.")
	c.Unless(f.Security != "none" || thisMachine(f.Host), "security", "Mail may travel unencrypted to this machine only, since it holds patients' names. Choose STARTTLS or TLS.")
	c.Unless(f.Username != "" || f.Password == "", "username", "There is a password but nobody it belongs to. Write the user name too.")
	checkEmail(&c, "sender", f.Sender)
	if f.Answers != "" {
		checkEmail(&c, "answers", f.Answers)
		c.Unless(!strings.Contains(f.Answers, "+"), "answers", "Write it without a plus sign: each mail adds its own mark after one.")
	}
	return port, c.Fault()
}

func thisMachine(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// MailServer is where the practice's mail goes out, with its password.
type MailServer struct {
	Host, Username, Password string
	Port                     int
	Security, Sender         string
	Answers                  string // where answers to mails come back in
	Practice                 string // the sender's name
}

// FindMailServer answers the mail server to whoever sends; none is db.ErrNone.
func FindMailServer(ctx context.Context, v *db.View) (MailServer, error) { return findMail(ctx, v) }

// AddressOf answers a person's own mail address.
func AddressOf(ctx context.Context, v *db.View, n id.Staff) (string, error) {
	a, err := findAccount(ctx, v, n)
	return a.Email, err
}
