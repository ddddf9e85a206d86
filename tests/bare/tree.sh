# Bare trees of Debian, for the scripts beside this one, which source it: made by debootstrap once in
# $FOLDER, then copied anew for each try, with this checkout's last commit in /source.
# shellcheck shell=bash
here=$(cd "$(dirname "$0")/../.." && pwd)
FOLDER=${FOLDER:-/tmp/bare}
mkdir -p "$FOLDER"
tree="$FOLDER/tree"
variables=() # of every command there, besides the usual ones
machine='' network='' # a process whose numbers and network are those of the tree
declare -A NAMES=([12]=bookworm [13]=trixie)

fresh_tree() {
    local base="$FOLDER/$1"
    [ -e "$base/etc/debian_version" ] || debootstrap --variant=minbase "${NAMES[$1]}" "$base" >"$base.log"
    leave_tree
    cp -a "$base" "$tree"
    mount --bind "$tree" "$tree" # so that a part of it can be made read-only
    cp /etc/resolv.conf /etc/hosts "$tree/etc/"
    [ -z "${SSL_CERT_FILE:-}" ] || cp -L "$SSL_CERT_FILE" "$tree/etc/own-certificates.crt"
    mount -t proc proc "$tree/proc"
    mount --bind /dev "$tree/dev"
    mount -t tmpfs tmpfs "$tree/dev/shm"
    mkdir "$tree/source"
    git clone -q --bare "$here" "$tree/source/kehityspolku.git"
}

leave_tree() {
    umount --recursive --lazy "$tree" 2>/dev/null || true
    rm -rf --one-file-system "$tree"
}

# In the tree as root or another, with an empty environment: the words of a command.
in_tree() {
    local who=$1 home=/root
    shift
    [ "$who" = root ] || home=/home/$who
    env -i HOME="$home" TERM=dumb LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        ${SSL_CERT_FILE:+SSL_CERT_FILE=/etc/own-certificates.crt PIP_CERT=/etc/own-certificates.crt} "${variables[@]}" \
        setsid ${machine:+nsenter --pid $network --target "$machine"} \
        chroot --userspec="$who:$who" --groups= "$tree" "$@"
}

own_processes() {
    local place
    for place in /proc/[0-9]*; do [ ! "$place/root" -ef "$tree" ] || echo "${place#/proc/}"; done
}

# Of these processes: what they take, each one's share of what several have.
memory() {
    local pid total=0 share
    for pid in "$@"; do
        share=$(sed -n 's/^Pss: *\([0-9]*\).*/\1/p' "/proc/$pid/smaps_rollup" 2>/dev/null || true)
        total=$((total + ${share:-0}))
    done
    echo $((total / 1024))
}

megabytes() { du -smc "$@" 2>/dev/null | tail -n 1 | cut -f1; }
