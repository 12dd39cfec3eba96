"""A Remote Desktop listener up to the verdict on the identity, over Samba's authentication.

credssp.py DOMAIN_FOLDER hybrid|hybrid_ex

X.224 ([MS-RDPBCGR] 2.2.1.1), TLS, CredSSP ([MS-CSSP] 2.2.1) and, under HYBRID_EX, the Early
User Authorization Result. NTLM and Kerberos, and every status code, are Samba's; what follows
the sign-in is xrdp's.
"""

import hashlib
import os
import select
import signal
import socket
import ssl
import struct
import sys
import traceback

sys.path.insert(0, "/usr/lib/python3/dist-packages")
from samba import NTSTATUSError, auth, credentials, gensec, param  # noqa: E402
from samba.samdb import SamDB  # noqa: E402

FOLDER, MODE = sys.argv[1], sys.argv[2]
PROTOCOL = {"hybrid": 2, "hybrid_ex": 8}[MODE]
# What a Windows host tells a client: not which of the two was wrong.
ON_THE_WIRE = {0xC000006A: 0xC000006D, 0xC0000064: 0xC000006D}
REMOTE_DESKTOP_USERS, ADMINISTRATORS = "S-1-5-32-555", "S-1-5-32-544"

lp = param.LoadParm()
lp.load(FOLDER + "/etc/smb.conf")
lp.set("server services", "")


def tlv(tag, *parts):
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = (len(body).bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + len(body).to_bytes(size, "big") + body


def read_tlv(data, at=0):
    tag, size, at = data[at], data[at + 1], at + 2
    if size & 0x80:
        count = size & 0x7F
        size, at = int.from_bytes(data[at : at + count], "big"), at + count
    return tag, data[at : at + size], at + size


def fields(data):
    at, found = 0, {}
    while at < len(data):
        tag, body, at = read_tlv(data, at)
        found[tag] = body
    return found


def read_request(data):
    request = fields(read_tlv(data)[1])
    read = {"version": int.from_bytes(read_tlv(request[0xA0])[1], "big")}
    if 0xA1 in request:
        token = read_tlv(read_tlv(read_tlv(request[0xA1])[1])[1])[1]
        read["token"] = read_tlv(token)[1]
    for tag, name in ((0xA2, "credentials"), (0xA3, "key"), (0xA5, "nonce")):
        if tag in request:
            read[name] = read_tlv(request[tag])[1]
    return read


def write_request(version, token=None, key=None, error=None):
    parts = [tlv(0xA0, tlv(0x02, bytes([version])))]
    if token:
        parts.append(tlv(0xA1, tlv(0x30, tlv(0x30, tlv(0xA0, tlv(0x04, token))))))
    if key:
        parts.append(tlv(0xA3, tlv(0x04, key)))
    if error is not None:
        parts.append(tlv(0xA4, tlv(0x02, error.to_bytes(5, "big").lstrip(b"\0") if error < 1 << 31 else error.to_bytes(4, "big"))))
    return tlv(0x30, *parts)


def exactly(stream, count):
    data = b""
    while len(data) < count:
        more = stream.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def receive(stream):
    head = exactly(stream, 2)
    if head[1] & 0x80:
        head += exactly(stream, head[1] & 0x7F)
        size = int.from_bytes(head[2:], "big")
    else:
        size = head[1]
    return read_request(head + exactly(stream, size))


def public_key(certificate):
    """The subjectPublicKey bits of a DER certificate."""
    body = read_tlv(read_tlv(certificate)[1])[1]
    at, elements = 0, []
    while at < len(body):
        tag, content, at = read_tlv(body, at)
        elements.append((tag, content))
    elements = [content for tag, content in elements if tag != 0xA0]
    info = elements[5]
    _, _, after = read_tlv(info)
    return read_tlv(info, after)[1][1:]


def server(token):
    sam = SamDB(url=FOLDER + "/private/sam.ldb", session_info=auth.system_session(lp), lp=lp)
    context = auth.AuthContext(lp_ctx=lp, ldb=sam, methods=["sam_ignoredomain"])
    machine = credentials.Credentials()
    machine.guess(lp)
    machine.set_machine_account(lp)
    settings = {"lp_ctx": lp, "target_hostname": "fs1.corp.field.test"}
    one = gensec.Security.start_server(settings, context)
    one.set_credentials(machine)
    one.want_feature(gensec.FEATURE_SIGN)
    one.want_feature(gensec.FEATURE_SEAL)
    one.start_mech_by_name("ntlmssp" if token.startswith(b"NTLMSSP\0") else "spnego")
    # Python must not free what Samba still points to.
    return one, (sam, context, machine, settings)


def bound(magic, nonce, key):
    return hashlib.sha256(magic + nonce + key).digest()


def sign_in(stream, key, protocol):
    request = receive(stream)
    one, _alive = server(request["token"])
    nonce = None
    # A host speaks the older of the two versions.
    version = min(request["version"], 6)
    done = False
    while True:
        nonce = request.get("nonce", nonce)
        token = None
        if "token" in request and not done:
            try:
                done, token = one.update(request["token"])
            except NTSTATUSError as error:
                status = error.args[0] & 0xFFFFFFFF
                print("refused", hex(status), flush=True)
                # Versions 2 and 5 carry no status ([MS-CSSP] 2.2.1).
                error = ON_THE_WIRE.get(status, status) if version in (3, 4, 6) else None
                if error is not None:
                    stream.sendall(write_request(version, error=error))
                return False
        if done and "key" in request:
            if version >= 5:
                wanted = bound(b"CredSSP Client-To-Server Binding Hash\0", nonce, key)
                answer = bound(b"CredSSP Server-To-Client Binding Hash\0", nonce, key)
            else:
                wanted, answer = key, bytes([(key[0] + 1) & 0xFF]) + key[1:]
            if one.unwrap(request["key"]) != wanted:
                print("binding is wrong", flush=True)
                return False
            stream.sendall(write_request(version, token=token, key=one.wrap(answer)))
            break
        stream.sendall(write_request(version, token=token))
        request = receive(stream)
    request = receive(stream)
    one.unwrap(request["credentials"])
    sids = {str(sid) for sid in one.session_info().security_token.sids}
    allowed = bool(sids & {REMOTE_DESKTOP_USERS, ADMINISTRATORS})
    print("proven", allowed, flush=True)
    if protocol == 8:
        stream.sendall(struct.pack("<I", 0 if allowed else 5))
        return allowed
    return True


def pass_on(stream):
    """What follows the sign-in is xrdp's, over a TLS of its own."""
    inner = socket.create_connection(("127.0.0.1", 3390))
    inner.sendall(b"\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00" + struct.pack("<BBHI", 1, 0, 8, 1))
    head = exactly(inner, 4)
    exactly(inner, struct.unpack(">H", head[2:])[0] - 4)
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    inner = trusting.wrap_socket(inner)
    ends = {stream: inner, inner: stream}
    while True:
        waiting = [end for end in ends if end.pending()] or select.select(list(ends), [], [], 60)[0]
        for end in waiting:
            data = end.recv(16384)
            if not data:
                return
            ends[end].sendall(data)


def serve(connection, context, key):
    try:
        connection.settimeout(30)
        head = exactly(connection, 4)
        request = exactly(connection, struct.unpack(">H", head[2:])[0] - 4)
        # RDP_NEG_REQ stands at the end; a host selects only what was offered.
        offered = struct.unpack("<I", request[-4:])[0] if request[-8:-7] == b"\x01" else 0
        protocol = PROTOCOL if offered & PROTOCOL else 2
        if not offered & 2:
            connection.sendall(b"\x03\x00\x00\x13\x0e\xd0\x00\x00\x12\x34\x00" + struct.pack("<BBHI", 3, 0, 8, 5))
            return
        confirm = struct.pack("<BBHI", 2, 0x1F, 8, protocol)
        connection.sendall(b"\x03\x00\x00\x13\x0e\xd0\x00\x00\x12\x34\x00" + confirm)
        with context.wrap_socket(connection, server_side=True) as stream:
            if sign_in(stream, key, protocol):
                pass_on(stream)
    except (EOFError, ssl.SSLError, OSError):
        pass
    except Exception:  # noqa: BLE001 - a defect of this frame has to show in the log
        traceback.print_exc()
    finally:
        connection.close()


def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("/run/field/host.pem", "/run/field/host.key")
    with open("/run/field/host.pem") as file:
        key = public_key(ssl.PEM_cert_to_DER_cert(file.read()))
    listener = socket.create_server(("0.0.0.0", 3389), backlog=16)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        connection, _ = listener.accept()
        # A process each: Samba's memory is not made for threads.
        if os.fork() == 0:
            serve(connection, context, key)
            os._exit(0)
        connection.close()


main()
