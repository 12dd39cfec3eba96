# Runs in namespaces of its own: what it mounts, listens on and starts ends with it.
# xrdp.sh READMIT
readmit=$1
mount --make-rprivate /
ip link set lo up
# Everything that is written goes into memory, and is gone afterwards.
mount -t tmpfs none /run
mkdir -p /run/xrdp /run/xr /run/etc /run/home /run/log
cp -a /etc/. /run/etc/ && mount --bind /run/etc /etc
mount --bind /run/home /home
mount --bind /run/log /var/log
ulimit -c 0
cd /etc/xrdp

say() { printf '%s\n' "$*"; }
fail() { say "FAILED   $*"; exit 1; }

# expect WHAT EXIT WORD -- COMMAND: its exit code, and a word in its output.
expect() {
    what=$1 wanted=$2 word=$3
    shift 4
    code=0
    "$@" >/run/xr/out 2>&1 || code=$?
    if [ "$code" != "$wanted" ] || ! grep -qF -e "$word" /run/xr/out; then
        cat /run/xr/out
        fail "$what: exit $code instead of $wanted, or without “$word”"
    fi
    say "ok       $what"
}

wait_for() {
    for _ in $(seq 100); do
        [ -z "$(ss -Hltn "sport = :$1")" ] || return 0
        sleep 0.1
    done
    fail "nothing listens on port $1"
}

up() {
    xrdp-sesman -n >/dev/null 2>&1 & sesman=$!
    wait_for 3350
    mkdir -p /run/xrdp && chown xrdp:xrdp /run/xrdp
    touch /var/log/xrdp.log && chown xrdp /var/log/xrdp.log
    # As its unit runs it: as a user of its own.
    setpriv --reuid xrdp --regid xrdp --init-groups /usr/sbin/xrdp -n >/dev/null 2>&1 & main=$!
    wait_for "${1:-3389}"
}

down() {
    kill "$main" "$sesman" 2>/dev/null || true
    wait "$main" "$sesman" 2>/dev/null || true
}

# check NAME EXIT WORD [ARGUMENT…]
check() {
    what=$1 wanted=$2 word=$3
    shift 3
    expect "$what" "$wanted" "$word" -- "$readmit" check 127.0.0.1 --trust any --only-rdp "$@"
}

repair() {
    what=$1
    shift
    expect "$what" 3 'journal: ' -- "$readmit" repair this --apply --journals /run/xr/journals "$@"
    journal=$(sed -n 's/^journal: //p' /run/xr/out)
}

undo() {
    expect "$1" 0 'journal: ' -- "$readmit" undo "$journal" --journals /run/xr/journals
}

# A certificate with a key that the service can read.
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=127.0.0.1 -keyout /etc/xrdp/own.key \
    -out /etc/xrdp/own.pem 2>/dev/null
chgrp xrdp own.key && chmod 640 own.key
sed -i -e 's,^certificate=.*,certificate=/etc/xrdp/own.pem,' -e 's,^key_file=.*,key_file=/etc/xrdp/own.key,' xrdp.ini
cp -a xrdp.ini /run/xr/healthy.ini
cp -a sesman.ini /run/xr/healthy-sesman.ini
up
check 'healthy, from outside' 0 'No obstacle'
check 'healthy, from both sides' 0 'No obstacle' --inside this
expect 'healthy, from inside' 0 'No obstacle' -- "$readmit" inspect this
expect 'healthy: nothing to repair' 0 'Nothing was found that a change here would help' -- "$readmit" repair this
down

# The key is unreadable, and TLS is a must: everybody is refused.
chgrp root own.key
sed -i 's/^security_layer=.*/security_layer=tls/' xrdp.ini
up
check 'unreadable key: refused' 1 'negotiation/no-certificate' --security tls
check 'unreadable key: named from inside' 1 'the service can'"'"'t read the key' --security tls --inside this
expect 'unreadable key: repaired, and a second look says that it is over' 0 'journal: ' -- "$readmit" repair this \
    --apply --journals /run/xr/journals --check 127.0.0.1
journal=$(sed -n 's/^journal: //p' /run/xr/out)
grep -q 'it is over' /run/xr/out || fail 'it does not say that it is over'
[ "$(stat -c '%G %a' own.key)" = 'xrdp 640' ] || fail 'the key has other rights than planned'
down; up
check 'unreadable key: over' 0 'No obstacle' --security tls
down
undo 'unreadable key: taken back'
[ "$(stat -c '%G %a' own.key)" = 'root 640' ] || fail 'the key has other rights than before'
chgrp xrdp own.key
cp -a /run/xr/healthy.ini xrdp.ini

# TLS versions that nobody speaks.
sed -i 's/^ssl_protocols=.*/ssl_protocols=TLSv9/' xrdp.ini
cp -a xrdp.ini /run/xr/broken.ini
up
check 'no TLS version: refused' 1 '✗ tls' --security tls
repair 'no TLS version: repaired'
down; up
check 'no TLS version: over' 0 'No obstacle' --security tls
down
[ "$(diff /run/xr/broken.ini xrdp.ini | grep -c '^>')" = 1 ] || fail 'more than one line was changed'
[ "$(stat -c '%U %G %a' xrdp.ini)" = "$(stat -c '%U %G %a' /run/xr/broken.ini)" ] || fail 'the file has other rights'
undo 'no TLS version: taken back'
cmp xrdp.ini /run/xr/broken.ini || fail 'the file is not what it was'
cp -a /run/xr/healthy.ini xrdp.ini

# The classic layer only.
sed -i 's/^security_layer=.*/security_layer=rdp/' xrdp.ini
up
check 'classic layer: refused' 1 'negotiation/legacy-security-only' --security tls
repair 'classic layer: repaired' --for negotiation/legacy-security-only
down; up
check 'classic layer: over' 0 'No obstacle' --security tls
down
undo 'classic layer: taken back'
cp -a /run/xr/healthy.ini xrdp.ini

# Another port.
sed -i '0,/^port=.*/s//port=3390/' xrdp.ini
up 3390
check 'port moved: named from inside' 1 'network/port-moved' --inside this
# The port is taken over at the next start only: the second look says that it is not over.
expect 'port moved: repaired, and not over before a restart' 3 'journal: ' -- "$readmit" repair this --apply \
    --journals /run/xr/journals --for network/port-moved --check 127.0.0.1
down; up
check 'port moved: over' 0 'No obstacle'
down
cp -a /run/xr/healthy.ini xrdp.ini

# What xrdp shows on its own screen only, told by its logs.
useradd -m -s /bin/bash alice
echo 'alice:Geheimnis 7' | chpasswd
up
sign_in() {
    what=$1 wanted=$2 word=$3 user=$4 password=$5
    PASSWORD=$password check "$what" "$wanted" "$word" --inside this --security tls -u "$user" \
        --password-env PASSWORD --to session --take-session
}
sign_in 'wrong password' 1 'logon/wrong-credentials, certain' alice wrong
usermod --expiredate 2020-01-01 alice
sign_in 'expired account' 1 'logon/account-expired, certain' alice 'Geheimnis 7'
usermod --expiredate '' alice
chage --lastday 2015-01-01 --maxdays 1 alice
sign_in 'expired password' 1 'logon/password-expired, certain' alice 'Geheimnis 7'
chage --lastday "$(date +%F)" --maxdays 99999 alice
passwd -q -l alice
sign_in 'locked account' 1 'logon/disabled' alice 'Geheimnis 7'
passwd -q -u alice
down
sed -i 's/^AlwaysGroupCheck=.*/AlwaysGroupCheck=true/' sesman.ini
up
sign_in 'in no group' 1 'logon/no-remote-right, certain' alice 'Geheimnis 7'
expect 'in no group: must be accepted' 1 '--accept group-check-off' -- "$readmit" repair this --for logon/no-remote-right
repair 'in no group: repaired' --for logon/no-remote-right --accept group-check-off
down
cmp sesman.ini /run/xr/healthy-sesman.ini || fail 'the repaired file is not the healthy one'
sed -i 's/^MaxSessions=.*/MaxSessions=0/' sesman.ini
up
sign_in 'no more sessions' 1 'session/limit-reached' alice 'Geheimnis 7'
repair 'no more sessions: repaired' --for session/limit-reached
down
cmp sesman.ini /run/xr/healthy-sesman.ini || fail 'the repaired file is not the healthy one'
up
kill "$sesman"; wait "$sesman" || true
sign_in 'no sesman' 1 'session/login-service-down, certain' alice 'Geheimnis 7'
down

# A disk that is full, and one that may not be written to: all is as before, and it is said.
mkdir /run/xr/small
mount -t tmpfs -o size=20k none /run/xr/small
cp /run/xr/broken.ini /run/xr/small/xrdp.ini
expect 'full disk: refused, and as before' 2 'everything is as it was' -- "$readmit" repair xrdp:/run/xr/small \
    --apply --journals /run/xr/journals
cmp /run/xr/small/xrdp.ini /run/xr/broken.ini || fail 'the file is not what it was'
[ "$(ls /run/xr/small)" = xrdp.ini ] || fail 'something was left behind'
mount -o remount,ro,size=1m /run/xr/small
expect 'read-only disk: refused, and as before' 2 'everything is as it was' -- "$readmit" repair xrdp:/run/xr/small \
    --apply --journals /run/xr/journals
cmp /run/xr/small/xrdp.ini /run/xr/broken.ini || fail 'the file is not what it was'
mount -o remount,rw,size=1m /run/xr/small
expect 'the same disk with room: repaired' 3 'journal: ' -- "$readmit" repair xrdp:/run/xr/small \
    --apply --journals /run/xr/journals
# Journals that find no room: nothing was begun.
mkdir /run/xr/tiny && mount -t tmpfs -o size=4k none /run/xr/tiny
cp /run/xr/broken.ini /run/xr/small/xrdp.ini
expect 'no room for the journal: nothing was begun' 2 'journal' -- "$readmit" repair xrdp:/run/xr/small \
    --apply --journals /run/xr/tiny/j
cmp /run/xr/small/xrdp.ini /run/xr/broken.ini || fail 'the file is not what it was'
say 'ok       all taken back'
