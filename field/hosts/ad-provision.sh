# Makes the domain CORP once: a Samba domain controller's database with accounts in every state.
#
# ad-provision.sh FOLDER: leaves FOLDER/ad.tar. It takes about half a minute.
. "$(dirname "$0")/lib.sh"
work=$1
ad=$work/ad.part
# On a real disk: the database keeps ACLs that memory does not.
rm -rf "$ad"
cat >/etc/hosts <<'END'
127.0.0.1 localhost
10.77.2.3 dc1.corp.field.test dc1
END
hostname dc1
rm -f /etc/samba/smb.conf
samba-tool domain provision --targetdir=$ad --realm=CORP.FIELD.TEST --domain=CORP --server-role=dc \
    --dns-backend=NONE --host-name=dc1 --host-ip=10.77.2.3 --adminpass='Verwalter 1!' --use-rfc2307 >/run/field/provision.log 2>&1 ||
    fail "$(tail -n 5 /run/field/provision.log)"
sam="-H $ad/private/sam.ldb"
samba-tool domain passwordsettings set $sam --complexity=off --min-pwd-age=0 --history-length=0 \
    --account-lockout-threshold=2 --account-lockout-duration=30 --reset-account-lockout-after=30 >/dev/null
user() {
    samba-tool user create "$@" $sam >/dev/null
    samba-tool group addmembers 'Remote Desktop Users' "$1" $sam >/dev/null
}
modify() { ldbmodify $sam >/dev/null; }
dn() { echo "CN=$1,CN=Users,DC=corp,DC=field,DC=test"; }
for name in alice disabled expired hours elsewhere locked kerberosonly; do user "$name" "$PASSWORD"; done
user mustchange "$PASSWORD" --must-change-at-next-login
samba-tool user create norights "$PASSWORD" $sam >/dev/null
samba-tool user disable disabled $sam >/dev/null
modify <<END
dn: $(dn expired)
changetype: modify
replace: accountExpires
accountExpires: 133000000000000000

dn: $(dn hours)
changetype: modify
replace: logonHours
logonHours:: AAAAAAAAAAAAAAAAAAAAAAAAAAAA

dn: $(dn elsewhere)
changetype: modify
replace: userWorkstations
userWorkstations: DESK7
END
# The host borrows the controller's account: Samba accepts tickets for its own machine only.
samba-tool spn add TERMSRV/fs1.corp.field.test 'DC1$' $sam >/dev/null
# The controller finds its files where `ad.sh` unpacks them.
sed -i "s,$ad,/run/field/ad,g" $ad/etc/smb.conf
tar -C $ad -cf "$work/ad.tar.part" .
rm -rf "$ad"
mv "$work/ad.tar.part" "$work/ad.tar"
