package page

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Behind names the proxies that stand before the site. Only what they say of
// where a request came from is believed; by default nobody is.
func (s *Site) Behind(proxies []netip.Prefix) { s.proxies = proxies }

// Address is the network address that asked, for limits: the machine's own, or
// of IPv6 the /64, which one household holds whole. Each proxy appends to
// X-Forwarded-For whom it heard, so the list is read from its end for as long
// as a trusted proxy speaks; before that, anybody may have written anything.
func (s *Site) Address(r *http.Request) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	from := peer.Addr().Unmap()
	heard := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, said := range slices.Backward(heard) {
		before, err := netip.ParseAddr(strings.TrimSpace(said))
		if err != nil || !s.trusts(from) {
			break
		}
		from = before.Unmap()
	}
	return household(from)
}

func (s *Site) trusts(from netip.Addr) bool {
	return slices.ContainsFunc(s.proxies, func(p netip.Prefix) bool { return p.Contains(from) })
}

func household(from netip.Addr) string {
	if from.Is4() {
		return from.String()
	}
	return netip.PrefixFrom(from.WithZone(""), 64).Masked().String()
}
