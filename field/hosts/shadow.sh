# FreeRDP's shadow server: NLA by NTLM against a file of hashes.
#
# shadow.sh [port=N] [layer=nla|tls|rdp] [clock=…] [any option of `certificate`]
. "$(dirname "$0")/lib.sh"
port=3389 layer=nla clock= options=
for option; do
    case $option in
    port=*) port=${option#*=} ;;
    layer=*) layer=${option#*=} ;;
    clock=*) clock="faketime -f ${option#*=}" ;;
    *) options="$options $option" ;;
    esac
done
certificate $options
mkdir -p /root/.config/freerdp/shadow
cp /run/field/host.pem /root/.config/freerdp/shadow/shadow.crt
cp /run/field/host.key /root/.config/freerdp/shadow/shadow.key
hash=$(printf %s "$PASSWORD" | iconv -t utf-16le | openssl dgst -md4 -provider legacy -provider default -r | cut -c1-32)
echo "alice:::$hash:::" >/run/field/sam
[ -e /tmp/.X11-unix/X7 ] || Xvfb :7 -screen 0 640x480x24 -noreset -nolisten tcp >/dev/null 2>&1 &
for _ in $(seq 100); do [ -e /tmp/.X11-unix/X7 ] && break; sleep 0.05; done
DISPLAY=:7 HOME=/root $clock freerdp-shadow-cli "/port:$port" /sam-file:/run/field/sam +auth "/sec:$layer" \
    >/run/field/shadow.log 2>&1 &
wait_for "$port" /run/field/shadow.log
