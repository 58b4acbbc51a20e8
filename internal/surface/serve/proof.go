package serve

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"
)

// Proof is a secret that a server leaves in a file only the person can read. With it
// the server proves to a program that it is the one that wrote the file, and the
// program proves that it can read it; neither sends the secret. "" proves nothing.
type Proof string

// NewProof is one that nobody can guess.
func NewProof() Proof { return Proof(rand.Text()) }

// proofScheme is the scheme of the header Authorization by which a program proves
// itself: "Backsight CHALLENGE.ANSWER".
const proofScheme = "Backsight "

// longestChallenge bounds what is answered; a program sends 26 letters.
const longestChallenge = 64

// Server is how a server answers a challenge: HMAC-SHA256 in hex; "" without a secret.
func (p Proof) Server(challenge string) string { return p.answer("server ", challenge) }

// Program is what a program that knows the secret sends as its authorization.
func (p Proof) Program() string {
	challenge := rand.Text()
	return proofScheme + challenge + "." + p.answer("program ", challenge)
}

func (p Proof) answer(of, challenge string) string {
	if p == "" || challenge == "" || len(challenge) > longestChallenge {
		return ""
	}
	h := hmac.New(sha256.New, []byte(p))
	h.Write([]byte(of + challenge))
	return hex.EncodeToString(h.Sum(nil))
}

// Proves says whether an answer to a challenge is that of the server that made this
// secret.
func (p Proof) Proves(challenge, answer string) bool {
	want := p.Server(challenge)
	return want != "" && subtle.ConstantTimeCompare([]byte(want), []byte(answer)) == 1
}

// claimed says whether a request comes from a program that knows the secret.
func (p Proof) claimed(r *http.Request) bool {
	claim, is := strings.CutPrefix(r.Header.Get("Authorization"), proofScheme)
	challenge, answer, _ := strings.Cut(claim, ".")
	want := p.answer("program ", challenge)
	return is && want != "" && subtle.ConstantTimeCompare([]byte(want), []byte(answer)) == 1
}
