package intake

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"charthouse/internal/access"
	"charthouse/internal/civil"
	"charthouse/internal/db"
	"charthouse/internal/fault"
	"charthouse/internal/id"
)

const tokenBytes = 16

// NewToken is 128 bits that nobody can guess, as a URL or a cookie carries them.
func NewToken() string {
	var b [tokenBytes]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Hash is how a token is kept.
func Hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// MintLinkTx makes a link to the packet at the moment of sending and answers its
// token, which stands nowhere but in the mail. To is the contact who acts for the
// client, or zero for the client. Earlier links close, unless this
// is another try of the same mail: which of its copies arrives is not known.
func MintLinkTx(ctx context.Context, tx *db.Tx, packet id.Packet, to id.Contact, again bool) (token string, err error) {
	tx.Calm()
	if !again {
		if err := closeLinks(ctx, tx, packet); err != nil {
			return "", fmt.Errorf("close earlier links: %w", err)
		}
	}
	token = NewToken()
	if err := insertLink(ctx, tx, packet, to, Hash(token)); err != nil {
		return "", fmt.Errorf("make a link: %w", err)
	}
	return token, nil
}

// MintRequestLinkTx is MintLinkTx for a letter that another practice is asked for.
func MintRequestLinkTx(ctx context.Context, tx *db.Tx, request id.Request) (token string, err error) {
	tx.Calm()
	token = NewToken()
	if err := insertRequestLink(ctx, tx, request, Hash(token)); err != nil {
		return "", fmt.Errorf("make a link to a request: %w", err)
	}
	return token, nil
}

// MintTalkLinkTx is MintLinkTx for what is written with the client, or with the
// contact who acts for them. Earlier links stay: each opens the same pages.
func MintTalkLinkTx(ctx context.Context, tx *db.Tx, talk id.Conversation, to id.Contact) (token string, err error) {
	tx.Calm()
	token = NewToken()
	if err := insertTalkLink(ctx, tx, talk, to, Hash(token)); err != nil {
		return "", fmt.Errorf("make a link to a conversation: %w", err)
	}
	return token, nil
}

// MintVisitLinkTx is MintLinkTx for a visit that somebody is reminded of. Earlier links
// stay: each says the same.
func MintVisitLinkTx(ctx context.Context, tx *db.Tx, visit id.Visit) (token string, err error) {
	tx.Calm()
	token = NewToken()
	if err := insertVisitLink(ctx, tx, visit, Hash(token)); err != nil {
		return "", fmt.Errorf("make a link to a visit: %w", err)
	}
	return token, nil
}

// MintBookingLinkTx is MintLinkTx for a visit that was booked online. Earlier links
// stay: each opens the same page, and who has just moved the visit still looks at it.
func MintBookingLinkTx(ctx context.Context, tx *db.Tx, visit id.Visit) (token string, err error) {
	tx.Calm()
	token = NewToken()
	if err := insertBookingLink(ctx, tx, visit, Hash(token)); err != nil {
		return "", fmt.Errorf("make a link to a booking: %w", err)
	}
	return token, nil
}

// MintOfferLinkTx is MintLinkTx for a time that somebody is offered. It opens until the
// time itself, to say what came of the offer.
func MintOfferLinkTx(ctx context.Context, tx *db.Tx, offer id.SlotOffer) (token string, err error) {
	tx.Calm()
	token = NewToken()
	if err := insertOfferLink(ctx, tx, offer, Hash(token)); err != nil {
		return "", fmt.Errorf("make a link to an offer: %w", err)
	}
	return token, nil
}

// VisitOfLinkTx answers the visit that the guest's link opens.
func VisitOfLinkTx(ctx context.Context, v *db.View) (id.Visit, error) {
	n, err := findVisitOfLink(ctx, v)
	return n, over(err)
}

// ErrLinkCut is of a link that no mail has: a part of it is missing, or something is added.
var ErrLinkCut = fault.New(fault.NotFound, "A part of the link is missing, or something was added to it. Please open it from the mail or text again, by tapping it there. If that does not work, please call us and we send a new one.")

// Sentences that a patient may read where a link does not open.
var (
	errLinkOver   = fault.New(fault.NotFound, "This link is no longer good. It may be older than your visit, or a newer one was mailed to you. If you typed or copied it, open it from the mail again. If that does not work, please call us and we send a new one.")
	errLinkTaken  = fault.New(fault.Conflict, "This link was opened on another device or in another browser. Please go on there, or call us and we send you a new one.")
	errLinkClosed = fault.New(fault.Forbidden, "The date of birth did not match five times, so we closed this link to keep your answers safe. Please call us and we send a new one.")
)

// GuestOfToken answers who a link's token stands for, as long as the link is good. What
// is no token is ErrLinkCut.
func (s *Service) GuestOfToken(ctx context.Context, token string) (access.Actor, error) {
	if b, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(b) != tokenBytes {
		return access.Nobody(), ErrLinkCut
	}
	return known(s.db.GuestOfToken(ctx, Hash(token)))
}

// GuestOfCookie answers who opened a link in this browser, as long as it is good.
func (s *Service) GuestOfCookie(ctx context.Context, cookie string) (access.Actor, error) {
	return known(s.db.GuestOfCookie(ctx, Hash(cookie)))
}

func known(who access.Actor, ok bool, err error) (access.Actor, error) {
	if err != nil {
		return access.Nobody(), err
	}
	if !ok {
		return access.Nobody(), errLinkOver
	}
	return who, nil
}

// MayOpen is nil where the guest's link was not opened yet. It changes nothing:
// scanners of mails follow links too.
func (s *Service) MayOpen(ctx context.Context, who access.Actor) error {
	return s.db.Read(ctx, who, access.OpenLink.On(who.Client()), func(v *db.View) error {
		l, err := findLink(ctx, v)
		if err == nil && l.ExchangedAt != nil {
			err = errLinkTaken
		}
		return err
	})
}

// Open exchanges the link for a cookie, once, and answers it with its end. The
// button clicked twice gets the same cookie twice: a phone shows the second
// answer and may have dropped the first.
func (s *Service) Open(ctx context.Context, who access.Actor) (cookie string, until time.Time, err error) {
	cookie = cookieFor(who.Post())
	who = who.Posting(access.Post{}) // once by itself: an exchanged link is refused
	err = s.db.Write(ctx, who, access.OpenLink.On(who.Client()), func(tx *db.Tx) error {
		tx.Calm()
		until, err = exchangeLink(ctx, tx, Hash(cookie))
		if errors.Is(err, db.ErrNone) {
			return errLinkTaken
		}
		if err != nil {
			return fmt.Errorf("open a link: %w", err)
		}
		return markOpened(ctx, tx)
	})
	return cookie, until, err
}

// cookieFor is the cookie of who posts the button. It cannot be guessed by whoever
// has the link alone: the page that showed the button gave it a key of its own.
func cookieFor(p access.Post) string {
	if p.Key == "" {
		return NewToken()
	}
	sum := sha256.Sum256(append([]byte(p.Key), p.Hash...))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// maxTries is how often a wrong birth date may be given before the link closes.
const maxTries = 5

// Confirm compares the birth date that was typed with the file's. What is known
// shows from then on. The fifth wrong one closes the link.
func (s *Service) Confirm(ctx context.Context, who access.Actor, typed string) error {
	born, err := civil.Parse(typed)
	if err != nil || born.IsZero() {
		return &fault.Fault{Kind: fault.Invalid, Message: "One answer needs another look.", Fields: map[string]string{"born": "Write your date of birth: day, month and year."}}
	}
	who = who.Posting(access.Post{}) // each try counts, also the same one twice
	var left int
	verb := access.FillPacket
	switch who.Roles() {
	case access.Referrer:
		verb = access.AnswerRequest
	case access.Writer:
		verb = access.TalkByLink
	}
	err = s.db.Write(ctx, who, verb.On(who.Client()), func(tx *db.Tx) error {
		if left, err = tryBirth(ctx, tx, born); left != 0 {
			tx.Calm() // a closed link holds up its form
		}
		return err
	})
	switch {
	case err != nil:
		return over(err)
	case left == 0:
		return errLinkClosed
	case left > 0:
		return &fault.Fault{Kind: fault.Invalid, Message: "This is not the date in your file.", Fields: map[string]string{"born": triesLeft(left)}}
	}
	return nil
}

func triesLeft(n int) string {
	if n == 1 {
		return "Check day, month and year. You can try once more; after that, please call us."
	}
	return fmt.Sprintf("Check day, month and year. You can try %d more times.", n)
}

func over(err error) error {
	if errors.Is(err, db.ErrNone) {
		return errLinkOver
	}
	return err
}
