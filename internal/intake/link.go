package intake

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"charthouse/internal/db"
	"charthouse/internal/id"
)

// NewToken is 128 bits that nobody can guess, as a URL or a cookie carries them.
func NewToken() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Hash is how a token is kept.
func Hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// MintLinkTx makes a link to the packet at the moment of sending and answers its
// token, which stands nowhere but in the mail. Earlier links close, unless this
// is another try of the same mail: which of its copies arrives is not known.
func MintLinkTx(ctx context.Context, tx *db.Tx, packet id.Packet, again bool) (token string, err error) {
	tx.Calm()
	if !again {
		if err := closeLinks(ctx, tx, packet); err != nil {
			return "", fmt.Errorf("close earlier links: %w", err)
		}
	}
	token = NewToken()
	if err := insertLink(ctx, tx, packet, Hash(token)); err != nil {
		return "", fmt.Errorf("make a link: %w", err)
	}
	return token, nil
}
