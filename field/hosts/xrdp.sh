# xrdp with sesman: sign-in on its own screen, against the accounts of this computer.
#
# xrdp.sh [layer=tls|rdp|negotiate] [key=unreadable] [protocols=…] [sesman=down] [sessions=N]
#         [old] [port=N] [faketime=…] [any option of `certificate`]
. "$(dirname "$0")/lib.sh"
layer=negotiate key_file=/run/field/host.key protocols='TLSv1.2, TLSv1.3' sesman=up sessions= clock= port=3389
options=
for option; do
    case $option in
    layer=*) layer=${option#*=} ;;
    readable=no) key_file=/run/field/secret.key ;;
    protocols=*) protocols=${option#*=} ;;
    sesman=*) sesman=${option#*=} ;;
    sessions=*) sessions=${option#*=} ;;
    clock=*) clock=${option#*=} ;;
    port=*) port=${option#*=} ;;
    old)
        # What this system's OpenSSL has left behind: TLS 1.0, SHA-1, short keys.
        printf 'openssl_conf=all\n[all]\nssl_conf=ssl\n[ssl]\nsystem_default=any\n[any]\nMinProtocol=TLSv1\nCipherString=ALL:@SECLEVEL=0\n' \
            >/run/field/old.cnf
        export OPENSSL_CONF=/run/field/old.cnf
        ;;
    *) options="$options $option" ;;
    esac
done
account alice
certificate $options
install -m 600 /run/field/host.key /run/field/secret.key
chown xrdp /run/field/host.key
mkdir -p /run/xrdp
cd /etc/xrdp
sed -i -e "0,/^port=.*/s//port=$port/" -e "s/^security_layer=.*/security_layer=$layer/" \
    -e "s/^ssl_protocols=.*/ssl_protocols=$protocols/" -e 's,^certificate=.*,certificate=/run/field/host.pem,' \
    -e "s,^key_file=.*,key_file=$key_file," -e 's,^LogFile=.*,LogFile=/run/field/xrdp.log,' xrdp.ini
sed -i -e "s,^LogFile=.*,LogFile=/run/field/sesman.log," sesman.ini
[ -z "$sessions" ] || sed -i "s/^MaxSessions=.*/MaxSessions=$sessions/" sesman.ini
[ "$sesman" = down ] || { /usr/sbin/xrdp-sesman -n >/dev/null 2>&1 & wait_for 3350; }
if [ "$key_file" = /run/field/secret.key ]; then
    # As Debian runs it: as a user of its own, who can't read the key.
    chown xrdp:xrdp /run/xrdp
    touch /run/field/xrdp.log && chown xrdp /run/field/xrdp.log
    setpriv --reuid xrdp --regid xrdp --init-groups /usr/sbin/xrdp -n >/dev/null 2>&1 &
elif [ -n "$clock" ]; then
    faketime -f "$clock" /usr/sbin/xrdp -n >/dev/null 2>&1 &
else
    /usr/sbin/xrdp -n >/dev/null 2>&1 &
fi
echo $! >/run/field/xrdp.pid
wait_for "$port" /run/field/xrdp.log
