# gnome-remote-desktop without a screen: NLA by NTLM, one credential.
. "$(dirname "$0")/lib.sh"
certificate
mkdir -p -m 700 /run/gnome
export XDG_RUNTIME_DIR=/run/gnome HOME=/root
cat >/run/field/gnome-inside.sh <<END
set -eu
pipewire >/dev/null 2>&1 &
wireplumber >/dev/null 2>&1 &
mutter --headless --wayland --no-x11 --virtual-monitor 800x600 >/run/field/mutter.log 2>&1 &
grdctl --headless rdp set-tls-cert /run/field/host.pem
grdctl --headless rdp set-tls-key /run/field/host.key
grdctl --headless rdp set-credentials alice '$PASSWORD'
grdctl --headless rdp disable-view-only
grdctl --headless rdp enable
exec /usr/libexec/gnome-remote-desktop-daemon --headless --rdp-port 3389
END
dbus-run-session -- sh /run/field/gnome-inside.sh >/run/field/gnome.log 2>&1 &
wait_for 3389 /run/field/gnome.log
