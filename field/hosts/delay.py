"""Delays what goes from the router to the server, both ways: delay.py MILLISECONDS.

Routes the client's side through a TUN device whose packets come back later.
"""

import fcntl
import heapq
import os
import select
import struct
import subprocess
import sys
import time

delay = int(sys.argv[1]) / 1000


def tun(name):
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, 0x400454CA, struct.pack("16sH", name.encode(), 0x1001))  # TUNSETIFF, IFF_TUN | IFF_NO_PI
    subprocess.run(["ip", "link", "set", name, "up", "mtu", "1500"], check=True)
    return device


def command(line):
    subprocess.run(line.split(), check=True)


# What comes from one link leaves through `there`, comes back out of `back`, and goes on.
there, back = tun("there"), tun("back")
for name in ("all", "there", "back", "r0", "r1"):
    open(f"/proc/sys/net/ipv4/conf/{name}/rp_filter", "w").write("0")
for link in ("r0", "r1"):
    command(f"ip rule add iif {link} to 10.77.0.0/16 lookup 100")
command("ip route add 10.77.0.0/16 dev there table 100")
# The router's own addresses stay its own.
command("ip rule add pref 0 lookup local")
if os.fork():
    sys.exit(0)
os.setsid()
queue, count = [], 0
while True:
    wait = None if not queue else max(0, queue[0][0] - time.monotonic())
    for device in select.select([there], [], [], wait)[0]:
        count += 1
        heapq.heappush(queue, (time.monotonic() + delay, count, os.read(device, 65535)))
    while queue and queue[0][0] <= time.monotonic():
        os.write(back, heapq.heappop(queue)[2])
