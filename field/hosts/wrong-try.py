"""One sign-in with a wrong password against the domain's database: wrong-try.py FOLDER USER."""

import sys

sys.path.insert(0, "/usr/lib/python3/dist-packages")
from samba import NTSTATUSError, auth, credentials, gensec, param  # noqa: E402
from samba.samdb import SamDB  # noqa: E402

lp = param.LoadParm()
lp.load(sys.argv[1] + "/etc/smb.conf")
sam = SamDB(url=sys.argv[1] + "/private/sam.ldb", session_info=auth.system_session(lp), lp=lp)
context = auth.AuthContext(lp_ctx=lp, ldb=sam, methods=["sam_ignoredomain"])

machine = credentials.Credentials()
machine.guess(lp)
server = gensec.Security.start_server({"lp_ctx": lp, "target_hostname": "fs1"}, context)
server.set_credentials(machine)
server.start_mech_by_name("ntlmssp")

user = credentials.Credentials()
user.guess(lp)
user.set_username(sys.argv[2])
user.set_domain("CORP")
user.set_password("certainly not it")
client = gensec.Security.start_client({"lp_ctx": lp, "target_hostname": "fs1"})
client.set_credentials(user)
client.start_mech_by_name("ntlmssp")

token, done = b"", False
try:
    while not done:
        done, token = client.update(token)
        done, token = server.update(token)
except NTSTATUSError:
    sys.exit(0)
sys.exit("the wrong password was taken")
