#!/bin/sh
# make fresh: a clone of HEAD on a bare Debian that has Go, Node and make and nothing else.
#
# A debootstrap (kept, since it is a machine without Charthouse) is entered in namespaces of
# its own, where all that was mounted or started ends with the script. Needs root, debootstrap
# and git. The clone is served and tested as an ordinary user, then as root, with empty caches.
# SUITE chooses another Debian, MIRROR another server of it, FRESH another folder, and TESTS=no
# leaves it at serving.
set -eu
cd "$(dirname "$0")/../.."
suite=${SUITE:-bookworm} root=${FRESH:-/var/tmp/charthouse-fresh}/${SUITE:-bookworm}

if [ "${1:-}" != entered ]; then
	[ "$(id -u)" = 0 ] || { echo "make fresh makes a machine inside this one: run it as root." >&2; exit 1; }
	command -v debootstrap >/dev/null || { echo "make fresh needs debootstrap: apt-get install -y debootstrap" >&2; exit 1; }
	[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase --include=make,ca-certificates \
		"$suite" "$root" "${MIRROR:-http://deb.debian.org/debian}"
	exec unshare --mount --pid --fork --kill-child "$0" entered
fi

# What a machine has: its kernel's file systems, a little memory to share, names, certificates.
mount -t tmpfs none "$root/dev"
mkdir "$root/dev/shm" "$root/dev/pts"
for device in null zero full random urandom tty; do
	: >"$root/dev/$device"
	mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o size=64m,mode=1777 none "$root/dev/shm"
mount -t proc none "$root/proc"
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
cat /etc/resolv.conf >"$root/etc/resolv.conf"

# The three tools. Node comes with npm, which is a folder beside it.
node=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
mkdir -p "$root/opt/go" "$root/opt/node/bin" "$root/opt/node/lib/node_modules"
mount --bind -o ro "$(go env GOROOT)" "$root/opt/go"
mount --bind -o ro "$node/lib/node_modules" "$root/opt/node/lib/node_modules"
cp "$node/bin/node" "$root/opt/node/bin/"
ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$root/opt/node/bin/npm"

# The server from npm is part of the proof: what an earlier make test installed goes.
chroot "$root" sh -c "dpkg -l 'postgresql*' 2>/dev/null | awk '/^i/ { print \$2 }' | xargs -r dpkg --purge" >/dev/null

chroot "$root" useradd --create-home ada 2>/dev/null || true
for home in root home/ada; do
	rm -rf "$root/$home" "$root/var/lib/charthouse"
	mkdir -m 700 "$root/$home" # as Debian makes them: the database's user cannot reach root's
	git clone -q --no-local . "$root/$home/charthouse"
done
chroot "$root" chown -R ada:ada /home/ada
cp tools/fresh/proof.sh "$root/proof.sh"

inside() { # USER HOME: the proof as that user, with an environment that holds nothing of ours
	env -i PATH=/opt/go/bin:/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		HOME="$2" TERM=dumb GOTOOLCHAIN=local GOPROXY="$(go env GOPROXY)" GOSUMDB="$(go env GOSUMDB)" \
		NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-}" TESTS="${TESTS:-yes}" \
		chroot --userspec="$1" "$root" sh /proof.sh
}
inside ada:ada /home/ada # first: on a new machine nobody has installed Chromium yet
inside root:root /root
