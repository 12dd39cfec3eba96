# Something that is not Remote Desktop.
#
# listener.sh silent|close|reset|ssh|http|https|banner [port=N] [any option of `certificate`]
. "$(dirname "$0")/lib.sh"
what=$1 port=3389 options=
shift
for option; do
    case $option in
    port=*) port=${option#*=} ;;
    *) options="$options $option" ;;
    esac
done
case $what in
silent | close | reset) python3 "$folder/listener.py" "$what" "$port" & ;;
ssh)
    mkdir -p /run/sshd
    ssh-keygen -q -t ed25519 -N '' -f /run/field/ssh.key
    /usr/sbin/sshd -D -p "$port" -h /run/field/ssh.key -f /dev/null 2>/run/field/ssh.log &
    ;;
http) (cd /run/field && python3 -m http.server "$port" --bind :: >/dev/null 2>&1) & ;;
https)
    certificate $options
    openssl s_server -quiet -accept "$port" -cert /run/field/host.pem -key /run/field/host.key -www >/dev/null 2>&1 &
    ;;
*) fail "what is $what?" ;;
esac
wait_for "$port"
