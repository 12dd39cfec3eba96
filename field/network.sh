# Three computers and two links between them, inside namespaces that vanish with this process.
#
#   client 10.77.1.2 ── 10.77.1.1 router 10.77.2.1 ── 10.77.2.2 server
#          fd77:1::2    fd77:1::1        fd77:2::1    fd77:2::2
#
# The router runs the only name server. Everything written lands in memory.
set -eu
mount --make-rprivate /
mkdir -p /run/netns /run/field /run/lock /run/sshd
for folder in etc root var home tmp; do
    mkdir -p "/run/field/$folder/upper" "/run/field/$folder/work"
    mount -t overlay -o "lowerdir=/$folder,upperdir=/run/field/$folder/upper,workdir=/run/field/$folder/work" \
        overlay "/$folder"
done
# This project may lie below /tmp; displays of others may not.
rm -rf /tmp/.X11-unix /tmp/.X*-lock
mkdir -m 1777 /tmp/.X11-unix
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
hostname fs1

for node in client router server; do
    ip netns add "$node"
    ip -n "$node" link set lo up
    ip netns exec "$node" sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
done
ip link add c0 netns client type veth peer name r0 netns router
ip link add s0 netns server type veth peer name r1 netns router
link() { # node device IPv4 IPv6
    ip -n "$1" address add "$3/24" dev "$2"
    ip -n "$1" address add "$4/64" dev "$2" nodad
    ip -n "$1" link set "$2" up
}
link client c0 10.77.1.2 fd77:1::2
link router r0 10.77.1.1 fd77:1::1
link router r1 10.77.2.1 fd77:2::1
link server s0 10.77.2.2 fd77:2::2
for node in client:1 server:2; do
    ip -n "${node%:*}" route add default via "10.77.${node#*:}.1"
    ip -n "${node%:*}" -6 route add default via "fd77:${node#*:}::1"
done
ip netns exec router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
# Neighbours are found at once or not at all.
for node in client router server; do
    ip netns exec "$node" sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0 net.ipv4.ping_group_range='0 2147483647'
done

mkdir -p /etc/netns/client /etc/netns/server
echo 'nameserver 10.77.1.1' >/etc/netns/client/resolv.conf
echo 'nameserver 10.77.2.1' >/etc/netns/server/resolv.conf
printf '127.0.0.1 localhost\n' >/etc/hosts
printf %s "$FIELD_NAMES" >/run/field/names
printf "%s\n" "$FIELD_DNS" >/run/field/dns
ip netns exec router dnsmasq --no-resolv --no-hosts --addn-hosts=/run/field/names --conf-file=/run/field/dns \
    --local=/test/ --user=root --pid-file=/run/field/dnsmasq.pid --cache-size=0
