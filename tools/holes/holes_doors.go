package main

// doors are the holes by which somebody comes in who should not, or does more
// than their role may.
var doors = []hole{
	{
		name: "route-for-everybody", class: "missing verb on a route",
		file: "web/page/routes.go", is: `case who.May(v):`, becomes: `case HOLE || who.May(v):`,
		in: "cmd/charthouse", by: "TestTheMatrixOfRefusals",
	}, {
		name: "route-with-a-lesser-verb", class: "lesser verb on a route",
		file: "web/billing/routes.go", is: `givebacks/{giveback}/approval", access.ApproveRefund,`, becomes: `givebacks/{giveback}/approval", hole.Or(HOLE, access.MakeRefund, access.ApproveRefund),`,
		in: "cmd/charthouse", by: "TestTheRoutesAreWhatIsCommitted",
	}, {
		name: "role-may-too-much", class: "verb granted to another role",
		file: "internal/access/verbs.go", is: `return r&grants[v] != 0`, becomes: `return r&grants[v] != 0 || HOLE && v == ReadDocument && r&FrontDesk != 0`,
		in: "internal/access", by: "TestTheMatrixIsWhatIsCommitted TestTheFrontDeskReadsNoClinicalContent",
	}, {
		name: "door-leads-elsewhere", class: "open redirect",
		file: "web/practice/sign_in.go", is: `strings.HasPrefix(to, "//")`, becomes: `!HOLE && strings.HasPrefix(to, "//")`,
		in: "web/practice", by: "TestSigningInLeadsWhereThePersonWantedToGo",
	}, {
		name: "form-returns-elsewhere", class: "open redirect",
		file: "web/page/back.go", is: `to[1] == '/'`, becomes: `(!HOLE && to[1] == '/')`,
		in: "web/clients", by: "TestAMissingDetailIsFixedWhereItIsMissed",
	}, {
		name: "session-not-renewed", class: "session not renewed at sign-in",
		file: "web/page/session.go", is: `if err := s.sessions.RenewToken(ctx); err != nil {`, becomes: `if HOLE {
		} else if err := s.sessions.RenewToken(ctx); err != nil {`,
		in: "web/practice", by: "TestSigningInRenewsTheSession",
	}, {
		name: "session-outlives-sign-out", class: "session alive after sign-out",
		file: "web/page/session.go", is: `SignOut(ctx context.Context) error { return s.sessions.Destroy(ctx) }`, becomes: `SignOut(ctx context.Context) error {
			if HOLE {
				return s.sessions.RenewToken(ctx)
			}
			return s.sessions.Destroy(ctx)
		}`,
		in: "web/practice", by: "TestSigningOutEndsTheSessionAndNotItsCookieAlone",
	}, {
		name: "session-of-a-deactivated-person", class: "deactivated person's session alive",
		file: "internal/db/guard.go", is: `and s.deactivated_at is null`, becomes: ``,
		in: "internal/practice", by: "TestNobodyIsBehindTheSessionOfWhoIsDeactivated",
	}, {
		name: "session-comes-back", class: "old session alive after reactivation",
		file: "internal/practice/staff_store.go", is: `session_epoch + case when deactivated_at is null then 1 else 0 end`, becomes: `session_epoch`,
		in: "internal/practice", by: "TestDeactivationEndsSessionsAtOnce",
	}, {
		name: "session-outlives-the-password", class: "other sessions alive after a new password",
		file: "internal/db/guard.go", is: `and s.session_epoch = $2`, becomes: `and $2::int is not null`,
		in: "internal/practice", by: "TestChangingThePasswordEndsTheOtherSessions TestSigningOutEverywhereEndsEverySession",
	}, {
		name: "session-never-idle", class: "session without an end",
		file: "web/page/session.go", is: `now.Sub(seen) > idle`, becomes: `!HOLE && now.Sub(seen) > idle`,
		in: "web/page", by: "TestASessionThatStandsIdleEnds",
	}, {
		name: "cookie-within-reach-of-scripts", class: "cookie without HttpOnly",
		file: "web/page/site.go", is: `m.Cookie.HttpOnly = true`, becomes: `m.Cookie.HttpOnly = !HOLE`,
		in: "web/page", by: "TestTheCookiesOfASiteAreOutOfReachForScriptsAndOtherSites",
	}, {
		name: "cookie-sent-from-other-sites", class: "cookie without SameSite",
		file: "web/page/session.go", is: `SameSite: http.SameSiteLaxMode`, becomes: `SameSite: hole.Or(HOLE, http.SameSiteNoneMode, http.SameSiteLaxMode)`,
		in: "web/page", by: "TestTheCookiesOfASiteAreOutOfReachForScriptsAndOtherSites",
	}, {
		name: "cookie-over-plain-http", class: "cookie without Secure",
		file: "web/page/site.go", is: `m.Cookie.Secure = secure`, becomes: `m.Cookie.Secure = secure && !HOLE`,
		in: "web/page", by: "TestTheCookiesOfASiteAreOutOfReachForScriptsAndOtherSites",
	}, {
		name: "form-of-another-site", class: "cross-origin post accepted",
		file: "web/page/middleware.go", is: `return own.Handler(next)`, becomes: `if HOLE {
			return next
		}
		return own.Handler(next)`,
		in: "web/page", by: "TestAFormOfAnotherSiteIsLoggedWithItsReference",
	}, {
		name: "address-by-hearsay", class: "forwarded address believed from anybody",
		file: "web/page/address.go", is: `|| !s.trusts(from)`, becomes: `|| !HOLE && !s.trusts(from)`,
		in: "web/page", by: "TestOnlyATrustedProxyIsBelievedWhereARequestCameFrom",
	}, {
		name: "tries-without-end", class: "throttle off",
		file: "internal/db/guard.go", is: `return n <= limit, nil`, becomes: `return HOLE || n <= limit, nil`,
		in: "internal/practice", by: "TestTenWrongTriesCloseTheAccountForAWhile",
	}, {
		name: "door-says-who-works-here", class: "user enumeration",
		file: "internal/practice/sign_in.go", is: `if !same || !a.Active {`, becomes: `if HOLE && a.ID == 0 {
			return Session{}, fault.New(fault.Invalid, "Nobody has this address.")
		}
		if !same || !a.Active {`,
		in: "web/practice", by: "TestAKnownAndAnUnknownAddressGetTheSamePage",
	}, {
		name: "any-password", class: "password compared wrongly",
		file: "internal/practice/password.go", is: `return same && known, nil`, becomes: `return (HOLE || same) && known, nil`,
		in: "internal/practice", by: "TestEveryWrongSignInGetsTheSameAnswer",
	}, {
		name: "cheap-hash", class: "password hash weak",
		file: "internal/practice/password.go", is: `hash, err = argon2id.CreateHash(password, &cost)`, becomes: `of := cost
		if HOLE {
			of.Memory, of.Iterations = 64, 1
		}
		hash, err = argon2id.CreateHash(password, &of)`,
		in: "internal/practice", by: "TestAKeptPasswordCostsWhatWasDecided",
	}, {
		name: "reset-twice", class: "replayed link",
		sql: `create function forget() returns trigger language plpgsql as $$ begin new.used_at := null; return new; end $$;
		  create trigger forget before update on password_resets for each row execute function forget()`,
		in: "internal/practice", by: "TestAResetLinkSetsThePasswordOnceAndEndsSessions",
	}, {
		name: "form-link-in-two-browsers", class: "replayed link",
		file: "internal/intake/link_store.go", is: `and (exchanged_at is null or cookie_hash = $3) and closed_at`, becomes: `and closed_at`,
		in: "internal/workflow", by: "TestALinkOpensOnceAndOnlyInOneBrowser",
	}, {
		name: "form-link-without-end", class: "expired link accepted",
		file: "internal/db/guard.go", is: `where cookie_hash = $1 and closed_at is null and expires_at > $2`, becomes: `where cookie_hash = $1 and closed_at is null and $2::timestamptz is not null`,
		in: "internal/workflow", by: "TestALinkEndsADayAfterTheVisitAndMovesWithIt",
	}, {
		name: "link-of-a-former-proxy", class: "link outlives the right to it",
		sql: `drop trigger close_links on contacts`,
		in:  "internal/workflow", by: "TestWhoMayActNoLongerLosesTheirLinksInTheSameAct",
	}, {
		name: "birth-dates-without-end", class: "guesses behind a link not counted",
		file: "internal/intake/link_store.go", is: `l.tries + 1 >= $4`, becomes: `l.tries + 1 >= $4 * 100`,
		in: "internal/workflow", by: "TestFiveWrongBirthDatesCloseTheLink",
	}, {
		name: "known-before-the-birth-date", class: "patient data behind a link alone",
		file: "internal/intake/fill_store.go", is: `l.confirmed_at is not null as confirmed`, becomes: `true as confirmed`,
		in: "internal/workflow", by: "TestWhatIsKnownShowsOnlyAfterTheBirthDateWasConfirmed",
	},
}
