# What the hosts share. Sourced; every host runs in the server's place, and may write anywhere.
set -eu
folder=$(dirname "$0")
PASSWORD='Geheimnis 7'

fail() {
    echo "$*" >&2
    exit 1
}

# wait_for PORT [LOG]: until something listens there; never for a fixed time.
wait_for() {
    for _ in $(seq 300); do
        [ -z "$(ss -Hltn "sport = :$1")" ] || return 0
        sleep 0.1
    done
    [ -z "${2:-}" ] || tail -n 20 "$2" >&2
    fail "nothing listens on port $1"
}

# An account of this computer.
account() {
    id "$1" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash "$1"
    echo "$1:$PASSWORD" | chpasswd
    echo 'exec xterm' >"/home/$1/.xsession"
}

# authority: the one that the client trusts (SSL_CERT_FILE). Made once per scenario.
authority() {
    [ -e /run/field/ca.pem ] || openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/CN=Field Test CA' \
        -keyout /run/field/ca.key -out /run/field/ca.pem 2>/dev/null
}

# certificate [name=…] [from=…] [until=…] [key=rsa:2048] [digest=sha256] [issuer=ca|self|stranger|expired]
# writes host.pem and host.key.
certificate() {
    name=fs1.field.test from= until= key=rsa:2048 digest=sha256 issuer=ca
    for option; do
        case $option in
        name=*) name=${option#*=} ;;
        from=*) from=${option#*=} ;;
        until=*) until=${option#*=} ;;
        key=*) key=${option#*=} ;;
        digest=*) digest=${option#*=} ;;
        issuer=*) issuer=${option#*=} ;;
        *) fail "certificate: what is $option?" ;;
        esac
    done
    cd /run/field
    authority
    openssl req -new -newkey "$key" -nodes -subj "/CN=$name" -keyout host.key -out host.csr 2>/dev/null
    printf 'subjectAltName=DNS:%s\nextendedKeyUsage=serverAuth\n' "$name" >host.ext
    mkdir -p ca && : >ca/index && echo 01 >ca/serial
    case $issuer in
    ca) by=ca.pem with=ca.key ;;
    self) by= with=host.key ;;
    stranger)
        openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj '/CN=Somebody Else CA' \
            -keyout other.key -out other.pem 2>/dev/null
        by=other.pem with=other.key
        ;;
    *) fail "certificate: which issuer is $issuer?" ;;
    esac
    cat >ca/openssl.cnf <<-END
	[ca]
	default_ca = it
	[it]
	database = ca/index
	serial = ca/serial
	new_certs_dir = ca
	policy = any
	email_in_dn = no
	unique_subject = no
	[any]
	commonName = supplied
	END
    [ -n "$by" ] && signed="-cert $by -keyfile $with" || signed="-selfsign -keyfile $with"
    openssl ca -batch -notext -config ca/openssl.cnf $signed -md "$digest" -extfile host.ext \
        -startdate "$(date -u -d "${from:-yesterday}" +%Y%m%d%H%M%SZ)" \
        -enddate "$(date -u -d "${until:-next year}" +%Y%m%d%H%M%SZ)" \
        -in host.csr -out host.pem >/dev/null 2>ca/log || fail "$(cat ca/log)"
    chmod 644 host.key
    cd - >/dev/null
}
