#!/bin/sh
# The proof that fresh.sh runs on the bare machine, as an ordinary user and as root.
set -eu
cd "$HOME/charthouse"
say() { echo; echo "== $(id -un): $*"; }
fail() { echo "NOT PROVEN: $*" >&2; exit 1; }
get() { node -e 'fetch(process.argv[1]).then(r => process.exit(r.status == 200 ? 0 : 1), () => process.exit(1))' "$1"; }

say "make run"
make run >"$HOME/out" 2>"$HOME/said" &
run=$!
while ! grep -q '^ready http://' "$HOME/out"; do
	kill -0 $run 2>/dev/null || { tail -n 30 "$HOME/out" "$HOME/said"; fail "make run ended"; }
	sleep 1
done
get "$(sed -n 's/^ready //p' "$HOME/out")/sign-in" || fail "the door does not answer"
grep -A 9 '^Sign in with' "$HOME/said" || fail "no sign-ins are printed"
for proc in /proc/[0-9]*; do
	case $(tr '\0' ' ' <"$proc/cmdline" 2>/dev/null) in
	*/postgres\ *) [ "$(stat -c %u "$proc")" != 0 ] || fail "the database runs as root" ;;
	esac
done
kill -INT "$(pidof charthouse)"
wait $run || fail "make run ended with $?"

say "a second start"
began=$(date +%s%N)
bin/charthouse serve >"$HOME/again" 2>"$HOME/said" &
serve=$!
while ! grep -q '^ready' "$HOME/again"; do kill -0 $serve || { cat "$HOME/said"; fail "it ended"; }; sleep 0.02; done
echo "ready after $((($(date +%s%N) - began) / 1000000)) ms"
kill -INT $serve && wait $serve

[ "$TESTS" = yes ] || exit 0
say "make test"
if [ "$(id -u)" != 0 ] && ! command -v chromium >/dev/null; then
	make test 2>"$HOME/said" && fail "the journeys had no browser and nobody said so"
	grep 'apt-get install -y chromium' "$HOME/said" || fail "no sentence names the command that installs Chromium"
	exit 0
fi
make test
[ "$(id -u)" = 0 ] || exit 0
command -v pg_dump >/dev/null || fail "nothing installed the programs for backups"
[ -z "$(pg_lsclusters -h)" ] || fail "a cluster of the system was made"
