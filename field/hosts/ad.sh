# A member of the domain CORP, and its domain controller beside it (10.77.2.3, Kerberos).
#
# ad.sh [nla=hybrid_ex|hybrid] [kdc=up|down] [service=known|unknown] [clock=+3600s]
#
# What answers on port 3389 is a CredSSP front end over Samba's own authentication: the
# verdicts, NTLM and Kerberos are Samba's; the frame around them is ours (credssp.py), and what
# follows the sign-in is xrdp's.
. "$(dirname "$0")/lib.sh"
nla=hybrid_ex kdc=up service=known clock=
for option; do
    case $option in
    nla=*) nla=${option#*=} ;;
    kdc=*) kdc=${option#*=} ;;
    service=*) service=${option#*=} ;;
    clock=*) clock="faketime -f ${option#*=}" ;;
    *) fail "ad: what is $option?" ;;
    esac
done
ad=/run/field/ad
mkdir -p $ad
tar -C $ad -xf "$FIELD_WORK/ad.tar"
cat >/etc/hosts <<'END'
127.0.0.1 localhost
10.77.2.3 dc1.corp.field.test dc1
10.77.2.2 fs1.corp.field.test fs1
END
ip address add 10.77.2.3/24 dev s0
sed -i '/^\[global\]/r /dev/stdin' $ad/etc/smb.conf <<'END'
	interfaces = 10.77.2.3
	bind interfaces only = yes
	server services = kdc
END
[ "$service" = known ] ||
    samba-tool spn delete TERMSRV/fs1.corp.field.test 'DC1$' -H $ad/private/sam.ldb >/dev/null
if [ "$kdc" = up ]; then
    samba -i --configfile=$ad/etc/smb.conf >/run/field/samba.log 2>&1 &
    wait_for 88 /run/field/samba.log
fi
sh "$folder/xrdp.sh" port=3390 layer=tls
certificate name=fs1.corp.field.test
$clock /usr/bin/python3 "$folder/credssp.py" $ad "$nla" >/run/field/credssp.log 2>&1 &
wait_for 3389 /run/field/credssp.log
