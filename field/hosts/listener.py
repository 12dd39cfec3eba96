"""Accepts connections and misbehaves: silent, close, reset."""

import socket
import struct
import sys

what, port = sys.argv[1], int(sys.argv[2])
server = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=64)
held = []
while True:
    connection, _ = server.accept()
    if what == "silent":
        held.append(connection)
    elif what == "close":
        connection.recv(1)
        connection.close()
    else:
        connection.recv(1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
