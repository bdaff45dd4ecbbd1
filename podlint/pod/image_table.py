"""Reviewed facts about well-known images, as plain data; `image_facts` reads the notation.

A row is words. `kind=` and `like=` take over another row; later words win, `key+=` adds. `[mark]word` holds only for
tags with that part (`[alpine]` also for `alpine3.20`), `[>=18]` and `[<18]` only for tags with such a version.

role, function  as in `image_facts`
ports           of the default command; `?` likely, `??` only when an option or a configuration opens it; `/udp`;
                `config` when the configuration alone decides
loopback        those of the ports that are bound to the loopback address unless told otherwise
flags, env      what moves a port: `NAME:PORT`; no port means the first one, port 0 a listener that is off by default
writes          directories the default command writes to; `/run` and `/var/run` are one place
data, dataenv   what must outlive the container; variables that move it
logs            log files below the container's root (`/*`: files of that directory)
reads, config   content that is read, files that decide the ports
breaks, replace content that must not, and that may be hidden by a mount at it or above it
up              where it connects by default; upflags, upenv: what says where
runs            long (default), ends, subcommand (its arguments decide)
base            of the default tag, see BASES; a tag may choose another; `shell` where the row knows better
entry, args     the program behind the entrypoint; what arguments alone are: program, command, either
has, lacks      programs beyond those of the base
uid             the user that the main process ends up as
"""

from typing import Final

# The shell behind /bin/sh, programs that are there, programs that are not. `alpine` and `busybox` are those images
# themselves; images built on them may have added anything, so `alpine-based` denies little.
_SMALL = "cat chmod cp cut date echo env grep head id ls mkdir mv rm sed sh sleep sort tail touch tr true uniq wc"
_BUSYBOX = (
    "ash awk chown dd find gunzip gzip hostname kill ln mktemp nc netstat nslookup pgrep pidof ping pkill printf ps "
    "readlink seq sha256sum tar tee test timeout top unzip vi wget which xargs"
)
_EXTRAS = (
    "curl git jq openssl python python3 perl ruby node java make gcc socat dig telnet nano vim ssh rsync psql mysql"
)
_MANAGERS = "apt apt-get yum dnf microdnf apk"

BASES: Final[dict[str, tuple[str | None, str, str]]] = {
    "busybox": (
        "ash",
        f"{_SMALL} {_BUSYBOX} httpd telnet",
        "bash curl git jq openssl python python3 perl ruby node java make gcc socat dig nano vim rsync psql mysql "
        f"redis-cli envsubst {_MANAGERS}",
    ),
    "busybox-based": ("ash", f"{_SMALL} {_BUSYBOX}", f"bash curl git jq python3 perl {_MANAGERS}"),
    "alpine": (
        "ash",
        f"{_SMALL} {_BUSYBOX} apk",
        f"bash {_EXTRAS} httpd redis-cli envsubst apt apt-get yum dnf microdnf",
    ),
    "alpine-based": ("ash", f"{_SMALL} {_BUSYBOX} apk", "apt apt-get yum dnf microdnf"),
    "debian": (
        "dash",
        f"{_SMALL} bash apt apt-get awk chown dd find gzip hostname ln mktemp perl readlink seq sha256sum tar tee test "
        "timeout xargs",
        "curl wget git jq openssl python python3 ruby node java make gcc nc socat dig nslookup telnet ping ps pgrep "
        "pkill top nano vim vi ssh rsync unzip netstat psql mysql redis-cli envsubst ash yum dnf microdnf apk",
    ),
    # unlike debian's, these have procps
    "ubuntu": (
        "dash",
        f"{_SMALL} bash apt apt-get awk chown dd find gzip hostname ln mktemp perl readlink seq sha256sum tar tee test "
        "timeout xargs",
        "curl wget git jq python python3 ruby node java make gcc nc socat dig nslookup telnet ping nano vim vi ssh "
        "rsync unzip netstat psql mysql redis-cli envsubst ash yum dnf microdnf apk",
    ),
    "debian-based": ("dash", f"{_SMALL} bash awk chown ln seq tee test timeout tar", "ash yum dnf microdnf apk"),
    "slim": (
        "dash",
        f"{_SMALL} bash apt-get awk chown ln seq tee test timeout tar",
        "curl wget git gcc make nc ps ash yum dnf microdnf apk",
    ),
    "buildpack": (
        "dash",
        f"{_SMALL} bash apt-get awk chown curl wget git gcc make perl ps seq tar tee test timeout",
        "ash yum dnf microdnf apk",
    ),
    "bitnami": ("dash", f"{_SMALL} bash awk chown ln seq tee test timeout", "ash yum dnf microdnf apk"),
    "rhel-based": ("bash", f"{_SMALL} bash chown ln tee test timeout", "ash dash apt apt-get apk"),
    "distroless": (
        "none",
        "",
        f"ash bash dash {_SMALL} {_BUSYBOX.removeprefix('ash ')} {_EXTRAS} {_MANAGERS}",
    ),
    "distroless-debug": ("ash", f"busybox {_SMALL} wget nc", f"bash curl git jq python3 perl {_MANAGERS}"),
    "windows": ("none", "", "sh bash ash cat sleep wget apt-get apk"),
}

# What rows of one family share; the kind of a row comes first in it.
KINDS: Final[dict[str, str]] = {
    # exporters on the Prometheus project's own BusyBox image
    "prom": "role=adapter function=metrics-exporter base=busybox-based args=program uid=65534",
    "exporter": "role=adapter function=metrics-exporter args=program",
    "csi": "role=csi-helper function=csi-helper base=distroless args=program"
    " flags=--http-endpoint:0,--metrics-address:0 [<1]base=",
    "csi-driver": "role=csi-driver args=program",
    "controller": "role=controller args=program",
    "cluster": "role=cluster-service",
    "bitnami": "base=bitnami args=command breaks=/opt/bitnami/scripts uid=1001",
    "runtime": "role=runtime runs=subcommand base=buildpack args=command uid=0",
    "tool": "role=tool runs=ends",
    "toolbox": "role=toolbox runs=subcommand args=command uid=0",
    "sample": "role=app",
    "apache-php": "base=debian-based args=command entry=apache2-foreground ports=80"
    " logs=/var/log/apache2/access.log,/var/log/apache2/error.log config=/etc/apache2/ports.conf"
    " writes=/var/run,/var/lock,/tmp",
}

IMAGES: Final[dict[str, str]] = {
    # --- web servers -----------------------------------------------------------------------------------------
    # the two logs are links to the standard streams until a mount hides them
    "nginx": "role=web-server ports=80 base=debian-based args=command entry=nginx uid=0"
    " config=/etc/nginx/nginx.conf,/etc/nginx/conf.d/* reads=/usr/share/nginx/html/*"
    " writes=/var/cache/nginx,/var/run logs=/var/log/nginx/access.log,/var/log/nginx/error.log"
    " breaks=/etc/nginx"
    " replace=/etc/nginx/conf.d,/etc/nginx/templates,/usr/share/nginx/html,/docker-entrypoint.d"
    " has=envsubst,curl [<1.19]has= [slim]has=envsubst [alpine]lacks=bash",
    "nginxinc/nginx-unprivileged": "like=nginx ports=8080 uid=101 writes=/var/cache/nginx,/tmp",
    "nginx-slim": "like=nginx base= has=",
    "bitnami/nginx": "kind=bitnami role=web-server entry=nginx ports=8080,8443?"
    " env=NGINX_HTTP_PORT_NUMBER:8080,NGINX_HTTPS_PORT_NUMBER:8443"
    " config=/opt/bitnami/nginx/conf/nginx.conf,/opt/bitnami/nginx/conf/server_blocks/* reads=/app/*"
    " writes=/opt/bitnami/nginx/conf,/opt/bitnami/nginx/logs,/opt/bitnami/nginx/tmp"
    " logs=/opt/bitnami/nginx/logs/access.log,/opt/bitnami/nginx/logs/error.log"
    " breaks+=/opt/bitnami/nginx/sbin replace=/app,/opt/bitnami/nginx/conf/server_blocks",
    "openresty/openresty": "role=web-server ports=80 args=command entry=openresty uid=0 lacks="
    " config=/usr/local/openresty/nginx/conf/nginx.conf,/etc/nginx/conf.d/*"
    " reads=/usr/local/openresty/nginx/html/* writes=/var/run/openresty,/usr/local/openresty/nginx"
    " logs=/usr/local/openresty/nginx/logs/access.log,/usr/local/openresty/nginx/logs/error.log"
    " breaks=/usr/local/openresty/nginx/conf replace=/etc/nginx/conf.d,/usr/local/openresty/nginx/html",
    # logs go to the standard streams
    "httpd": "role=web-server ports=80 base=debian-based args=command entry=httpd-foreground uid=0"
    " config=/usr/local/apache2/conf/httpd.conf reads=/usr/local/apache2/htdocs/*"
    " writes=/usr/local/apache2/logs breaks=/usr/local/apache2/conf,/usr/local/apache2/bin"
    " replace=/usr/local/apache2/htdocs,/usr/local/apache2/logs",
    "centos/httpd": "role=web-server ports=80 base=rhel-based uid=0 reads=/var/www/html/* replace=/var/www/html",
    "bitnami/apache": "kind=bitnami role=web-server ports=8080,8443? replace=/app reads=/app/*"
    " env=APACHE_HTTP_PORT_NUMBER:8080,APACHE_HTTPS_PORT_NUMBER:8443",
    "caddy": "role=web-server ports=80,443??,2019 loopback=2019 base=alpine-based args=command entry=caddy"
    " uid=0 config=/etc/caddy/Caddyfile reads=/usr/share/caddy/*,/srv/* writes=/data,/config data=/data"
    " replace=/etc/caddy,/usr/share/caddy,/srv lacks=bash,curl",
    "stefanprodan/caddy": "role=web-server ports=8080?",
    "joseluisq/static-web-server": "role=web-server ports=80 flags=--port,-p env=SERVER_PORT args=either"
    " entry=static-web-server reads=/public/* replace=/public",
    "halverneus/static-file-server": "role=web-server ports=8080 env=PORT base=distroless reads=/web/* replace=/web",
    "lipanski/docker-static-website": "role=web-server ports=3000 base=distroless",
    "jwilder/nginx-proxy": "role=reverse-proxy ports=80,443? breaks=/etc/nginx",
    "linuxserver/swag": "role=reverse-proxy function=reverse-proxy ports=80?,443 writes=/config data=/config",
    # --- proxies and gateways --------------------------------------------------------------------------------
    "traefik": "role=reverse-proxy ports=80,443??,8080?? base=alpine-based args=either entry=traefik uid=0"
    " flags=--entrypoints.web.address:80,--entrypoints.websecure.address:443,--entryPoints.traefik.address:8080"
    " config=/etc/traefik/traefik.yml,/etc/traefik/traefik.toml replace=/etc/traefik lacks=bash,curl"
    " [<2]base=distroless",
    "haproxy": "role=reverse-proxy ports=config base=debian-based args=either entry=haproxy uid=99"
    " [<2.4]uid=0 config=/usr/local/etc/haproxy/haproxy.cfg replace=/usr/local/etc/haproxy",
    "haproxytech/haproxy-alpine": "role=reverse-proxy ports=config base=alpine-based entry=haproxy"
    " args=either config=/usr/local/etc/haproxy/haproxy.cfg",
    "haproxytech/kubernetes-ingress": "role=reverse-proxy ports=8080?,8443?,1024?,6060?? base=alpine-based",
    "envoyproxy/envoy": "role=ambassador ports=config,9901??,10000?? base=debian-based args=either"
    " entry=envoy config=/etc/envoy/envoy.yaml replace=/etc/envoy",
    "envoyproxy/envoy-distroless": "like=envoyproxy/envoy base=distroless",
    "envoyproxy/gateway": "kind=controller base=distroless ports=18000?,8081?,19001? entry=envoy-gateway",
    "envoyproxy/ratelimit": "role=app ports=8080,8081,6070 env=PORT:8080,GRPC_PORT:8081,DEBUG_PORT:6070"
    " upenv=REDIS_URL base=alpine-based",
    "varnish": "role=cache function=cache ports=80,8443 base=debian-based args=either entry=varnishd"
    " env=VARNISH_HTTP_PORT:80,VARNISH_PROXY_PORT:8443 config=/etc/varnish/default.vcl"
    " writes=/var/lib/varnish replace=/etc/varnish",
    "ubuntu/squid": "role=ambassador function=outbound-proxy ports=3128 base=debian-based entry=squid"
    " config=/etc/squid/squid.conf,/etc/squid/conf.d/* writes=/var/spool/squid,/var/log/squid,/var/run"
    " logs=/var/log/squid/access.log,/var/log/squid/cache.log",
    "vimagick/tinyproxy": "role=ambassador function=outbound-proxy ports=8888 entry=tinyproxy",
    "kiamol/ch07-simple-proxy": "role=ambassador function=outbound-proxy ports=1080 env=Proxy__Port"
    " base=alpine-based upenv=Proxy__Request__UriMap__Target breaks=/app",
    # does nothing useful without its servers: it then tries two local ones
    "malexer/twemproxy": "role=ambassador function=db-proxy ports=6380 env=LISTEN_PORT base=alpine-based"
    " upenv=REDIS_SERVERS up=127.0.0.1:6378,127.0.0.1:6379",
    "ganomede/twemproxy": "role=ambassador function=db-proxy ports=config",
    "edoburu/pgbouncer": "role=ambassador function=db-proxy ports=5432 env=LISTEN_PORT base=alpine-based"
    " args=command entry=pgbouncer upenv=DB_HOST,DATABASE_URL config=/etc/pgbouncer/pgbouncer.ini"
    " writes=/etc/pgbouncer,/var/run/pgbouncer,/var/log/pgbouncer",
    "bitnami/pgbouncer": "kind=bitnami role=ambassador function=db-proxy ports=6432 env=PGBOUNCER_PORT"
    " upenv=POSTGRESQL_HOST,PGBOUNCER_DSN_0",
    "pgbouncer/pgbouncer": "role=ambassador function=db-proxy ports=6432 upenv=DATABASES_HOST",
    "cloudnative-pg/pgbouncer": "role=ambassador function=db-proxy ports=5432 entry=pgbouncer",
    "bitnami/pgpool": "kind=bitnami role=ambassador function=db-proxy ports=5432 env=PGPOOL_PORT_NUMBER"
    " upenv=PGPOOL_BACKEND_NODES",
    "pgpool/pgpool": "role=ambassador function=db-proxy ports=9999?",
    "postgresml/pgcat": "role=ambassador function=db-proxy ports=6432? config=/etc/pgcat/pgcat.toml",
    # the port depends on the engine of the instance: 3306, 5432 or 1433
    "cloud-sql-connectors/cloud-sql-proxy": "role=ambassador function=db-proxy"
    " ports=5432?,3306?,1433?,9090??,9091?? loopback=5432,3306,1433,9090,9091 base=distroless args=program"
    " entry=cloud-sql-proxy uid=65532 flags=--port:0,-p:0,--http-port:9090,--admin-port:9091"
    " env=CSQL_PROXY_PORT:0,CSQL_PROXY_HTTP_PORT:9090,CSQL_PROXY_ADMIN_PORT:9091",
    "cloudsql-docker/gce-proxy": "role=ambassador function=db-proxy ports=5432?,3306?,1433?"
    " loopback=5432,3306,1433 base=distroless args=command entry=cloud_sql_proxy flags=-instances:0"
    " uid=65532 [<1.17]base= [<1.17]uid=",
    "alloydb-connectors/alloydb-auth-proxy": "role=ambassador function=db-proxy ports=5432 loopback=5432"
    " base=distroless args=program entry=alloydb-auth-proxy flags=--port,-p uid=65532",
    "proxysql/proxysql": "role=ambassador function=db-proxy ports=6033,6032 base=debian-based entry=proxysql"
    " config=/etc/proxysql.cnf writes=/var/lib/proxysql data=/var/lib/proxysql",
    "mariadb/maxscale": "role=ambassador function=db-proxy ports=config,8989? config=/etc/maxscale.cnf",
    "mysql/mysql-router": "role=ambassador function=db-proxy ports=6446,6447,6448?,6449?,8443? upenv=MYSQL_HOST",
    "mysql/community-router": "like=mysql/mysql-router",
    "vitess/lite": "role=database runs=subcommand base=debian-based",
    "ambassador/ambassador": "role=reverse-proxy function=reverse-proxy ports=8080,8443,8877 writes=/tmp",
    "emissary-ingress/emissary": "like=ambassador/ambassador",
    "kong": "role=reverse-proxy function=reverse-proxy ports=8000,8443,8001?,8444? loopback=8001,8444"
    " args=command entry=kong env=KONG_PROXY_LISTEN:8000,KONG_ADMIN_LISTEN:8001 writes=/usr/local/kong,/tmp"
    " config=/etc/kong/kong.conf upenv=KONG_PG_HOST",
    "kong/kubernetes-ingress-controller": "kind=controller ports=10254?,10255?,8080? args=program",
    "tykio/tyk-gateway": "role=reverse-proxy function=reverse-proxy ports=8080 breaks=/opt/tyk-gateway",
    "apache/apisix": "role=reverse-proxy function=reverse-proxy ports=9080,9443,9180? args=command uid=636"
    " config=/usr/local/apisix/conf/config.yaml breaks=/usr/local/apisix/conf",
    "devopsfaith/krakend": "role=reverse-proxy function=reverse-proxy ports=8080 flags=-p,--port"
    " args=program entry=krakend config=/etc/krakend/krakend.json replace=/etc/krakend",
    "express-gateway": "role=reverse-proxy function=reverse-proxy ports=8080?,9876?",
    "alpine/socat": "role=ambassador function=outbound-proxy base=alpine-based args=program entry=socat"
    " runs=subcommand",
    "shopify/toxiproxy": "role=ambassador function=outbound-proxy ports=8474 base=distroless args=program"
    " entry=toxiproxy flags=-port,-host",
    "grepplabs/kafka-proxy": "role=ambassador function=outbound-proxy args=program runs=subcommand",
    "ingress-nginx/controller": "role=reverse-proxy function=reverse-proxy ports=80,443,8443??,10254,10246?"
    " loopback=10246 base=alpine-based args=command entry=nginx-ingress-controller uid=101 writes=/tmp"
    " breaks=/etc/nginx flags=--http-port:80,--https-port:443,--healthz-port:10254",
    "nginx/nginx-ingress": "role=reverse-proxy function=reverse-proxy ports=80,443,8081??,9113?? args=program uid=101",
    "projectcontour/contour": "role=controller runs=subcommand base=distroless args=command",
    "pathfinder/skipper": "role=reverse-proxy function=reverse-proxy ports=9090?,9911? args=command"
    " flags=-address:9090,-support-listener:9911",
    "luksa/kubectl-proxy": "role=ambassador function=outbound-proxy ports=8001 loopback=8001",
    "bitnami/haproxy": "kind=bitnami role=reverse-proxy ports=config entry=haproxy"
    " config=/bitnami/haproxy/conf/haproxy.cfg replace=/bitnami/haproxy/conf",
    # --- login in front of an app ----------------------------------------------------------------------------
    "oauth2-proxy/oauth2-proxy": "role=auth-proxy function=auth-proxy ports=4180,44180?? loopback=4180"
    " base=distroless args=program entry=oauth2-proxy"
    " flags=--http-address:4180,--https-address:0,--metrics-address:44180"
    " env=OAUTH2_PROXY_HTTP_ADDRESS:4180,OAUTH2_PROXY_HTTPS_ADDRESS:0,OAUTH2_PROXY_METRICS_ADDRESS:44180"
    " upflags=--upstream upenv=OAUTH2_PROXY_UPSTREAMS uid=65532 [<7.5]base=alpine-based [<7.5]uid=",
    "pusher/oauth2_proxy": "like=oauth2-proxy/oauth2-proxy base= uid=",
    "a5huynh/oauth2_proxy": "like=oauth2-proxy/oauth2-proxy base= uid=",
    "bitnami/oauth2-proxy": "kind=bitnami role=auth-proxy function=auth-proxy ports=4180 args="
    " upflags=--upstream flags=--http-address upenv=OAUTH2_PROXY_UPSTREAMS env=OAUTH2_PROXY_HTTP_ADDRESS",
    "openshift/oauth-proxy": "role=auth-proxy function=auth-proxy ports=8443?,4180? base=rhel-based"
    " args=program entry=oauth-proxy flags=--https-address:8443,--http-address:4180 upflags=--upstream",
    "pomerium/pomerium": "role=auth-proxy function=auth-proxy ports=443,80?,9090?? base=distroless"
    " args=program config=/pomerium/config.yaml env=ADDRESS:443",
    "brancz/kube-rbac-proxy": "role=auth-proxy function=auth-proxy ports=8443?? base=distroless args=program"
    " uid=65532 entry=kube-rbac-proxy upflags=--upstream"
    " flags=--secure-listen-address:8443,--insecure-listen-address:0,--proxy-endpoints-port:0 [<0.5]base=",
    "openshift4/ose-kube-rbac-proxy": "like=brancz/kube-rbac-proxy base=rhel-based uid=",
    "thomseddon/traefik-forward-auth": "role=auth-proxy function=auth-proxy ports=4181 env=PORT flags=--port"
    " base=distroless args=program",
    "gogatekeeper/gatekeeper": "role=auth-proxy function=auth-proxy ports=3000? base=distroless args=program"
    " flags=--listen upflags=--upstream-url entry=gatekeeper",
    "keycloak/keycloak-gatekeeper": "role=auth-proxy function=auth-proxy ports=3000? args=program"
    " flags=--listen upflags=--upstream-url",
    "vouch/vouch-proxy": "role=auth-proxy function=auth-proxy ports=9090 env=VOUCH_PORT",
    "authelia/authelia": "role=auth-proxy function=auth-proxy ports=9091 config=/config/configuration.yml"
    " data=/config writes=/config replace=/config",
    "beryju/authentik-proxy": "role=auth-proxy function=auth-proxy ports=9000,9443,9300",
    "goauthentik/proxy": "like=beryju/authentik-proxy",
    "oryd/oathkeeper": "role=auth-proxy function=auth-proxy ports=4455,4456,9000? args=program entry=oathkeeper",
    "ghostunnel/ghostunnel": "role=ambassador function=tls-terminator args=program entry=ghostunnel"
    " runs=subcommand flags=--listen:0 upflags=--target",
    "dweomer/stunnel": "role=reverse-proxy function=tls-terminator ports=config",
    "oss/azure/workload-identity/proxy": "role=secrets-agent function=secrets-agent ports=8000"
    " flags=--proxy-port base=distroless args=program",
    "oss/azure/workload-identity/proxy-init": "role=init-helper function=iptables runs=ends env=PROXY_PORT:0",
    # --- meshes and tunnels ----------------------------------------------------------------------------------
    "istio/proxyv2": "role=mesh-proxy function=mesh-proxy base=debian-based args=program entry=pilot-agent"
    " uid=1337 ports=15001,15006,15000?,15004?,15020?,15021?,15090?,15053??,15008?? loopback=15000,15004"
    " runs=subcommand writes=/var/lib/istio,/etc/istio/proxy,/tmp",
    "istio/pilot": "kind=cluster role=controller ports=8080,15010,15012,15014,15017 base=debian-based"
    " args=program entry=pilot-discovery runs=subcommand uid=1337",
    "istio/install-cni": "role=node-agent base=debian-based args=command entry=install-cni",
    "istio/ztunnel": "role=node-agent ports=15001?,15006?,15008?,15020?,15021?",
    "istio/operator": "kind=controller base=debian-based",
    "linkerd/proxy": "role=mesh-proxy function=mesh-proxy ports=4143,4140,4191,4190?? loopback=4140 uid=2102"
    " env=LINKERD2_PROXY_INBOUND_LISTEN_ADDR:4143,LINKERD2_PROXY_OUTBOUND_LISTEN_ADDR:4140"
    " env+=LINKERD2_PROXY_ADMIN_LISTEN_ADDR:4191",
    "linkerd/proxy-init": "role=init-helper function=iptables runs=ends args=program entry=proxy-init writes=/run",
    "linkerd/cni-plugin": "role=node-agent",
    "linkerd/controller": "kind=controller runs=subcommand",
    "linkerd/policy-controller": "kind=controller ports=9443?,9990?,8090? args=program",
    "linkerd/metrics-api": "kind=controller ports=8085?,9995?",
    "linkerd/tap": "kind=controller ports=8088?,8089?,9998?",
    "linkerd/web": "kind=controller ports=8084?,9994?",
    "daprio/daprd": "role=mesh-proxy function=mesh-proxy ports=3500,50001,50002?,9090?,3501??"
    " base=distroless loopback=3500,50001 upflags=--app-port,-app-port"
    " flags=--dapr-http-port:3500,--dapr-grpc-port:50001,--dapr-internal-grpc-port:50002,--metrics-port:9090"
    " flags+=--dapr-public-port:3501",
    "daprio/dapr": "kind=controller args= runs=subcommand",
    "hashicorp/consul-dataplane": "role=mesh-proxy function=mesh-proxy ports=20000??,19000?? args=program"
    " entry=consul-dataplane",
    "hashicorp/consul-envoy": "role=mesh-proxy function=mesh-proxy ports=20000?,19000?",
    "hashicorp/consul-k8s-control-plane": "kind=controller base=alpine-based runs=subcommand"
    " entry=consul-k8s-control-plane args=command",
    "kumahq/kuma-dp": "role=mesh-proxy function=mesh-proxy ports=15001,15006,9901? args=program"
    " entry=kuma-dp runs=subcommand",
    "kuma/kuma-sidecar": "like=kumahq/kuma-dp",
    "kumahq/kuma-init": "role=init-helper function=iptables runs=ends",
    "kumahq/kuma-cp": "kind=controller ports=5676?,5678?,5680,5681,5682?,5443?",
    "kumahq/kumactl": "kind=tool entry=kumactl",
    "openservicemesh/init": "role=init-helper function=iptables runs=ends",
    "cloudflare/cloudflared": "role=vpn function=vpn base=distroless args=program entry=cloudflared"
    " runs=subcommand flags=--metrics:0 upflags=--url uid=65532",
    "tailscale/tailscale": "role=vpn function=vpn base=alpine-based args=command entry=containerboot"
    " upenv=TS_DEST_IP writes=/tmp,/var/lib/tailscale,/var/run/tailscale uid=0",
    "linuxserver/wireguard": "role=vpn function=vpn ports=51820/udp writes=/config data=/config base=alpine-based",
    "qmcgaw/gluetun": "role=vpn function=vpn ports=8000?,8888??,8388?? base=alpine-based writes=/gluetun",
    "kylemanna/openvpn": "role=vpn function=vpn ports=1194/udp base=alpine-based data=/etc/openvpn",
    "ngrok/ngrok": "role=vpn function=vpn ports=4040 args=program entry=ngrok runs=subcommand",
    "snowdreamtech/frpc": "role=vpn function=vpn base=alpine-based",
    "snowdreamtech/frps": "role=vpn function=vpn ports=config,7000?",
    "kas-network-proxy/proxy-agent": "kind=cluster ports=8093?",
    "kas-network-proxy/proxy-server": "kind=cluster ports=8132?,8133?,8134?",
    # --- exporters -------------------------------------------------------------------------------------------
    "nginx/nginx-prometheus-exporter": "kind=exporter base=distroless ports=9113"
    " entry=nginx-prometheus-exporter flags=--web.listen-address env=LISTEN_ADDRESS up=127.0.0.1:8080"
    " upflags=--nginx.scrape-uri upenv=SCRAPE_URI",
    "prom/node-exporter": "kind=prom ports=9100 entry=node_exporter flags=--web.listen-address",
    "prom/blackbox-exporter": "kind=prom ports=9115 entry=blackbox_exporter flags=--web.listen-address uid="
    " replace=/etc/blackbox_exporter",
    "prom/statsd-exporter": "kind=prom ports=9102,9125,9125/udp entry=statsd_exporter"
    " flags=--web.listen-address:9102,--statsd.listen-tcp:9125,--statsd.listen-udp:9125",
    "prom/mysqld-exporter": "kind=prom ports=9104 entry=mysqld_exporter flags=--web.listen-address"
    " up=localhost:3306 upflags=--mysqld.address upenv=DATA_SOURCE_NAME",
    "prom/memcached-exporter": "kind=prom ports=9150 entry=memcached_exporter flags=--web.listen-address"
    " up=localhost:11211 upflags=--memcached.address",
    "prom/haproxy-exporter": "kind=prom ports=9101 entry=haproxy_exporter flags=--web.listen-address"
    " up=localhost:80 upflags=--haproxy.scrape-uri",
    "prom/consul-exporter": "kind=prom ports=9107 entry=consul_exporter flags=--web.listen-address"
    " up=localhost:8500 upflags=--consul.server",
    "prom/snmp-exporter": "kind=prom ports=9116 entry=snmp_exporter flags=--web.listen-address uid="
    " replace=/etc/snmp_exporter",
    "prom/graphite-exporter": "kind=prom ports=9108,9109,9109/udp entry=graphite_exporter"
    " flags=--web.listen-address:9108,--graphite.listen-address:9109",
    "prom/collectd-exporter": "kind=prom ports=9103,25826/udp? entry=collectd_exporter flags=--web.listen-address",
    "prom/influxdb-exporter": "kind=prom ports=9122,9122/udp entry=influxdb_exporter flags=--web.listen-address",
    "prom/cloudwatch-exporter": "kind=exporter ports=9106 config=/config/config.yml",
    "prometheuscommunity/postgres-exporter": "kind=exporter ports=9187 entry=postgres_exporter"
    " flags=--web.listen-address env=PG_EXPORTER_WEB_LISTEN_ADDRESS upenv=DATA_SOURCE_NAME,DATA_SOURCE_URI",
    "bitnami/postgres-exporter": "kind=exporter base=bitnami ports=9187 entry=postgres_exporter uid=1001"
    " flags=--web.listen-address upenv=DATA_SOURCE_NAME,DATA_SOURCE_URI",
    "oliver006/redis_exporter": "kind=exporter ports=9121 base=distroless entry=redis_exporter"
    " flags=--web.listen-address env=REDIS_EXPORTER_WEB_LISTEN_ADDRESS up=localhost:6379"
    " upflags=--redis.addr upenv=REDIS_ADDR",
    "bitnami/redis-exporter": "kind=exporter base=bitnami ports=9121 entry=redis_exporter"
    " flags=--web.listen-address uid=1001 up=localhost:6379 upflags=--redis.addr upenv=REDIS_ADDR",
    "percona/mongodb_exporter": "kind=exporter ports=9216 entry=mongodb_exporter flags=--web.listen-address"
    " upflags=--mongodb.uri upenv=MONGODB_URI",
    "bitnami/mongodb-exporter": "kind=exporter base=bitnami ports=9216 entry=mongodb_exporter uid=1001"
    " flags=--web.listen-address upflags=--mongodb.uri upenv=MONGODB_URI",
    "bitnami/mysqld-exporter": "kind=exporter base=bitnami ports=9104 entry=mysqld_exporter uid=1001"
    " flags=--web.listen-address up=localhost:3306 upflags=--mysqld.address upenv=DATA_SOURCE_NAME",
    "bitnami/memcached-exporter": "kind=exporter base=bitnami ports=9150 entry=memcached_exporter uid=1001"
    " flags=--web.listen-address up=localhost:11211 upflags=--memcached.address",
    "bitnami/node-exporter": "kind=exporter base=bitnami ports=9100 flags=--web.listen-address uid=1001",
    "bitnami/blackbox-exporter": "kind=exporter base=bitnami ports=9115 flags=--web.listen-address uid=1001",
    "bitnami/apache-exporter": "kind=exporter base=bitnami ports=9117 uid=1001 up=localhost:80"
    " upflags=--scrape_uri flags=--telemetry.endpoint:0,--web.listen-address",
    "lusotycoon/apache-exporter": "kind=exporter ports=9117 up=localhost:80 upflags=--scrape_uri"
    " flags=--web.listen-address",
    "hipages/php-fpm_exporter": "kind=exporter base= ports=9253 up=127.0.0.1:9000 entry=php-fpm_exporter"
    " flags=--web.listen-address env=PHP_FPM_WEB_LISTEN_ADDRESS upflags=--phpfpm.scrape-uri"
    " upenv=PHP_FPM_SCRAPE_URI",
    "kbudde/rabbitmq-exporter": "kind=exporter base=distroless ports=9419 env=PUBLISH_PORT"
    " up=127.0.0.1:15672 upenv=RABBIT_URL",
    "danielqsj/kafka-exporter": "kind=exporter ports=9308 entry=kafka_exporter up=kafka:9092"
    " upflags=--kafka.server flags=--web.listen-address",
    "bitnami/kafka-exporter": "kind=exporter base=bitnami ports=9308 up=kafka:9092 upflags=--kafka.server"
    " uid=1001 flags=--web.listen-address",
    "prometheuscommunity/elasticsearch-exporter": "kind=prom ports=9114 entry=elasticsearch_exporter"
    " flags=--web.listen-address up=localhost:9200 upflags=--es.uri upenv=ES_URI",
    "bitnami/elasticsearch-exporter": "kind=exporter base=bitnami ports=9114 uid=1001 up=localhost:9200"
    " upflags=--es.uri flags=--web.listen-address",
    # sent to a JVM that its configuration names
    "bitnami/jmx-exporter": "kind=exporter base=bitnami ports=5556? uid=1001",
    "sscaling/jmx-prometheus-exporter": "kind=exporter ports=5556 env=SERVICE_PORT config=/opt/jmx_exporter/config.yml",
    "kube-state-metrics/kube-state-metrics": "role=monitoring function=metrics-exporter base=distroless"
    " args=program ports=8080,8081 flags=--port:8080,--telemetry-port:8081 entry=kube-state-metrics"
    " uid=65534",
    "natsio/prometheus-nats-exporter": "kind=exporter ports=7777 flags=-port,-p entry=prometheus-nats-exporter",
    "prometheuscommunity/json-exporter": "kind=prom ports=7979 flags=--web.listen-address",
    "prometheuscommunity/pgbouncer-exporter": "kind=prom ports=9127 flags=--web.listen-address"
    " upflags=--pgBouncer.connectionString upenv=PGBOUNCER_EXPORTER_CONNECTION_STRING",
    "spreaker/prometheus-pgbouncer-exporter": "kind=exporter ports=9127 upenv=PGBOUNCER_HOST",
    "prometheuscommunity/stackdriver-exporter": "kind=prom ports=9255 flags=--web.listen-address",
    "prometheuscommunity/windows-exporter": "kind=exporter base=windows windows=yes ports=9182"
    " flags=--web.listen-address",
    "prometheuscommunity/smartctl-exporter": "kind=prom ports=9633 uid=0",
    "ncabatoff/process-exporter": "kind=exporter base=distroless ports=9256 flags=--web.listen-address",
    "sophos/nginx-vts-exporter": "kind=exporter ports=9913",
    "burningalchemist/sql_exporter": "kind=exporter ports=9399 flags=--web.listen-address",
    "nvidia/k8s/dcgm-exporter": "kind=exporter ports=9400 env=DCGM_EXPORTER_LISTEN flags=--address args=command",
    "cadvisor/cadvisor": "kind=exporter role=monitoring ports=8080 flags=--port entry=cadvisor base=alpine-based",
    "solsson/burrow-exporter": "kind=exporter",
    "solsson/burrow": "role=monitoring ports=8000",
    "google-containers/prometheus-to-sd": "role=adapter function=metrics-exporter upflags=--source"
    " args=program flags=--port:0",
    "google-containers/event-exporter": "role=adapter function=metrics-exporter args=",
    "k8s-dns-sidecar": "role=adapter function=metrics-exporter ports=10054 args=program",
    "dnsmasq-metrics": "role=adapter function=metrics-exporter ports=10054 args=program",
    "exechealthz": "role=adapter function=health-endpoint ports=8080 flags=-port args=program entry=exechealthz",
    # --- databases, caches, queues ---------------------------------------------------------------------------
    # from 18 on the data lies in a folder of its version below /var/lib/postgresql, and an old mount is refused
    "postgres": "role=database ports=5432 base=debian-based args=either entry=postgres uid=999"
    " [alpine]uid=70 flags=-p env=PGPORT dataenv=PGDATA writes=/var/run/postgresql"
    " replace=/docker-entrypoint-initdb.d [<18]data=/var/lib/postgresql/data"
    " [<18]writes+=/var/lib/postgresql/data [>=18]data=/var/lib/postgresql [>=18]writes+=/var/lib/postgresql"
    " has=bash,psql,pg_isready,pg_dump,createdb",
    "postgresql": "role=database ports=5432",
    "postgis/postgis": "like=postgres",
    "timescale/timescaledb": "like=postgres base=alpine-based uid=70",
    "timescale/timescaledb-ha": "like=postgres base= uid=1000 data=/home/postgres/pgdata",
    "pgvector/pgvector": "like=postgres",
    "supabase/postgres": "like=postgres base= uid=",
    "bitnami/postgresql": "kind=bitnami role=database ports=5432 entry=postgres env=POSTGRESQL_PORT_NUMBER"
    " data=/bitnami/postgresql"
    " writes=/bitnami/postgresql,/opt/bitnami/postgresql/conf,/opt/bitnami/postgresql/tmp"
    " dataenv=POSTGRESQL_DATA_DIR,PGDATA breaks+=/opt/bitnami/postgresql/bin has=psql,pg_isready,pg_dump",
    "bitnami/postgresql-repmgr": "like=bitnami/postgresql",
    "cloudnative-pg/postgresql": "role=database ports=5432,8000?,9187? base=debian-based uid=26"
    " data=/var/lib/postgresql/data/pgdata has=psql,pg_isready,pg_dump",
    "acid/spilo-17": "role=database ports=5432,8008 data=/home/postgres/pgdata writes=/home/postgres has=psql,bash",
    "patroni": "role=database ports=5432,8008",
    "crunchydata/crunchy-postgres": "role=database ports=5432,8008? base=rhel-based uid=26 data=/pgdata",
    "crunchydata/crunchy-pgbouncer": "role=ambassador function=db-proxy ports=5432 base=rhel-based",
    "crunchydata/crunchy-pgbackrest": "role=backup function=backup base=rhel-based",
    "yugabytedb/yugabyte": "role=database ports=5433?,7000?,7100?,9000?,9042?,9100? base=rhel-based",
    "goharbor/harbor-db": "role=database ports=5432 uid=999 data=/var/lib/postgresql/data",
    "mysql": "role=database ports=3306,33060? base=rhel-based args=either entry=mysqld uid=999"
    " flags=--port,-P env=MYSQL_TCP_PORT data=/var/lib/mysql writes=/var/lib/mysql,/var/run/mysqld,/tmp"
    " [<8]base= replace=/docker-entrypoint-initdb.d,/etc/mysql/conf.d has=mysql,mysqladmin,mysqldump,bash",
    "mysql/mysql-server": "like=mysql base=rhel-based",
    "bitnami/mysql": "kind=bitnami role=database ports=3306 entry=mysqld env=MYSQL_PORT_NUMBER"
    " data=/bitnami/mysql writes=/bitnami/mysql,/opt/bitnami/mysql/conf,/opt/bitnami/mysql/tmp"
    " breaks+=/opt/bitnami/mysql/bin has=mysql,mysqladmin",
    "mariadb": "role=database ports=3306 base=debian-based args=either entry=mariadbd uid=999"
    " flags=--port,-P data=/var/lib/mysql writes=/var/lib/mysql,/run/mysqld,/tmp"
    " replace=/docker-entrypoint-initdb.d,/etc/mysql/conf.d has=bash [ubi]has="
    " [>=11]has+=mariadb,mariadb-admin [<11]has+=mysql,mysqladmin [>=11]lacks=mysql,mysqladmin",
    "bitnami/mariadb": "kind=bitnami role=database ports=3306 entry=mysqld env=MARIADB_PORT_NUMBER"
    " data=/bitnami/mariadb writes=/bitnami/mariadb,/opt/bitnami/mariadb/conf,/opt/bitnami/mariadb/tmp"
    " breaks+=/opt/bitnami/mariadb/bin",
    "bitnami/mariadb-galera": "like=bitnami/mariadb ports+=4567,4568?,4444?",
    "percona": "role=database ports=3306,33060? base=rhel-based args=either entry=mysqld uid=1001"
    " data=/var/lib/mysql writes=/var/lib/mysql",
    "percona/percona-xtradb-cluster": "like=percona ports+=4444?,4567,4568?",
    "percona/percona-xtrabackup": "role=backup function=backup base=rhel-based",
    "google-samples/xtrabackup": "role=backup function=backup ports=3307?? base=debian-based args=command"
    " has=bash,ncat,xtrabackup,mysql",
    "mongo": "role=database ports=27017 base=debian-based args=either entry=mongod uid=999 flags=--port"
    " data=/data/db writes=/data/db,/data/configdb,/tmp replace=/docker-entrypoint-initdb.d has=bash"
    " [<6]has+=mongo [>=6]has+=mongosh [>=6]lacks=mongo [nanoserver]has= [windowsservercore]has=",
    "bitnami/mongodb": "kind=bitnami role=database ports=27017 entry=mongod env=MONGODB_PORT_NUMBER"
    " data=/bitnami/mongodb writes=/bitnami/mongodb,/opt/bitnami/mongodb/conf,/opt/bitnami/mongodb/tmp"
    " breaks+=/opt/bitnami/mongodb/bin",
    "mongodb/mongodb-community-server": "role=database ports=27017 args=either entry=mongod data=/data/db"
    " writes=/data/db flags=--port [ubi]uid=998",
    "percona/percona-server-mongodb": "role=database ports=27017 base=rhel-based entry=mongod args=either"
    " flags=--port data=/data/db uid=1001",
    "cvallance/mongo-k8s-sidecar": "role=sync upenv=MONGO_PORT up=localhost:27017",
    "ferretdb/ferretdb": "role=database ports=27017,8088? base=distroless upenv=FERRETDB_POSTGRESQL_URL",
    # sentinel and cluster mode write their configuration file themselves
    "redis": "role=database ports=6379 base=debian-based args=either entry=redis-server flags=--port uid=999"
    " data=/data writes=/data replace=/usr/local/etc/redis config=/usr/local/etc/redis/redis.conf"
    " has=redis-cli,redis-sentinel [alpine]lacks=bash,curl",
    "bitnami/redis": "kind=bitnami role=database ports=6379 entry=redis-server"
    " env=REDIS_PORT_NUMBER,REDIS_PORT data=/bitnami/redis/data"
    " writes=/bitnami/redis/data,/opt/bitnami/redis/etc,/opt/bitnami/redis/tmp"
    " breaks+=/opt/bitnami/redis/bin has=redis-cli,redis-sentinel",
    "bitnami/redis-cluster": "like=bitnami/redis ports=6379,16379 env=REDIS_PORT_NUMBER:6379",
    "bitnami/redis-sentinel": "like=bitnami/redis ports=26379 entry=redis-sentinel"
    " env=REDIS_SENTINEL_PORT_NUMBER data=",
    "redis/redis-stack": "like=redis ports=6379,8001 flags= uid=",
    "redis/redis-stack-server": "like=redis flags= uid=",
    "redislabs/rejson": "like=redis",
    "redis/redisinsight": "role=app ports=5540 env=RI_APP_PORT data=/data writes=/data [<2.34]ports=8001",
    "rediscommander/redis-commander": "role=app ports=8081 env=PORT upenv=REDIS_HOST,REDIS_HOSTS base=alpine-based",
    "valkey/valkey": "like=redis entry=valkey-server has=valkey-cli,valkey-sentinel replace= config=",
    "bitnami/valkey": "kind=bitnami role=database ports=6379 entry=valkey-server env=VALKEY_PORT_NUMBER"
    " data=/bitnami/valkey/data writes=/bitnami/valkey/data has=valkey-cli",
    "eqalpha/keydb": "role=database ports=6379 args=either entry=keydb-server flags=--port data=/data writes=/data",
    "dragonflydb/dragonfly": "role=database ports=6379 args=either entry=dragonfly"
    " flags=--port,--admin_port:0 data=/data writes=/data",
    "apache/kvrocks": "role=database ports=6666 entry=kvrocks",
    "memcached": "role=cache function=cache ports=11211 base=debian-based args=either entry=memcached"
    " uid=11211 flags=-p,--port [alpine]lacks=bash,curl",
    "bitnami/memcached": "kind=bitnami role=cache function=cache ports=11211 env=MEMCACHED_PORT_NUMBER entry=memcached",
    "hazelcast/hazelcast": "role=cache ports=5701 env=HZ_NETWORK_PORT_PORT breaks=/opt/hazelcast",
    "infinispan/server": "role=cache ports=11222 base=rhel-based breaks=/opt/infinispan",
    "apacheignite/ignite": "role=database ports=11211,47100,47500,49112,10800",
    "aerospike/aerospike-server": "role=database ports=3000,3001,3002 config=/etc/aerospike/aerospike.conf"
    " data=/opt/aerospike/data",
    "cassandra": "role=database ports=7000,7001?,7199,9042,9160?? base=debian-based args=either"
    " entry=cassandra uid=999 data=/var/lib/cassandra"
    " writes=/var/lib/cassandra,/opt/cassandra/logs,/etc/cassandra loopback=7199 breaks=/etc/cassandra"
    " upenv=CASSANDRA_SEEDS has=cqlsh,nodetool",
    "google-samples/cassandra": "role=database ports=7000,7001,7199,9042 data=/cassandra_data"
    " upenv=CASSANDRA_SEEDS has=nodetool,cqlsh",
    "bitnami/cassandra": "kind=bitnami role=database ports=7000,7199,9042 data=/bitnami/cassandra"
    " upenv=CASSANDRA_SEEDS",
    "scylladb/scylla": "role=database ports=9042,7000,10000,9180?,19042? args=program data=/var/lib/scylla",
    "cockroachdb/cockroach": "role=database ports=26257,8080 base=rhel-based args=program entry=cockroach"
    " uid=0 flags=--listen-addr:26257,--http-addr:8080,--port:26257,--http-port:8080"
    " data=/cockroach/cockroach-data writes=/cockroach/cockroach-data breaks=/cockroach upflags=--join"
    " runs=subcommand",
    "cockroachdb/cockroach-k8s-init": "role=init-helper function=certs runs=ends",
    "pingcap/tidb": "role=database ports=4000,10080 flags=-P:4000,--status:10080 args=program entry=tidb-server",
    "pingcap/tikv": "role=database ports=20160,20180? args=program entry=tikv-server",
    "pingcap/pd": "role=coordination ports=2379,2380 args=program entry=pd-server",
    "elasticsearch": "role=database ports=9200,9300 base=rhel-based args=either entry=elasticsearch uid=1000"
    " env=http.port:9200,transport.port:9300 config=/usr/share/elasticsearch/config/elasticsearch.yml"
    " data=/usr/share/elasticsearch/data"
    " writes=/usr/share/elasticsearch/data,/usr/share/elasticsearch/logs,/tmp"
    " writes+=/usr/share/elasticsearch/config logs=/usr/share/elasticsearch/logs/*"
    " breaks=/usr/share/elasticsearch/config,/usr/share/elasticsearch/bin has=bash,curl"
    " upenv=discovery.seed_hosts,discovery.zen.ping.unicast.hosts [<6]base= [>=8]base=debian-based"
    " [>=9]base=",
    "pires/docker-elasticsearch-kubernetes": "role=database ports=9200,9300 data=/data writes=/data"
    " base=alpine-based upenv=DISCOVERY_SERVICE",
    "bitnami/elasticsearch": "kind=bitnami role=database ports=9200,9300 data=/bitnami/elasticsearch"
    " env=ELASTICSEARCH_HTTP_PORT_NUMBER:9200,ELASTICSEARCH_TRANSPORT_PORT_NUMBER:9300",
    "opensearchproject/opensearch": "role=database ports=9200,9300,9600? base=rhel-based args=either"
    " uid=1000 entry=opensearch data=/usr/share/opensearch/data"
    " writes=/usr/share/opensearch/data,/usr/share/opensearch/logs"
    " config=/usr/share/opensearch/config/opensearch.yml breaks=/usr/share/opensearch/config"
    " logs=/usr/share/opensearch/logs/* env=http.port:9200,transport.port:9300 upenv=discovery.seed_hosts"
    " has=bash,curl",
    "solr": "role=database ports=8983 base=debian-based uid=8983 data=/var/solr writes=/var/solr"
    " breaks=/opt/solr env=SOLR_PORT logs=/var/solr/logs/* upenv=ZK_HOST args=either entry=solr-foreground",
    "neo4j": "role=database ports=7474,7473??,7687 base=debian-based uid=7474 data=/data writes=/data,/logs"
    " logs=/logs/* breaks=/var/lib/neo4j replace=/conf",
    "influxdb": "role=database ports=8086,8088?? base=debian-based args=either [<2]entry=influxd"
    " [<2]data=/var/lib/influxdb [<2]writes=/var/lib/influxdb [<2]config=/etc/influxdb/influxdb.conf"
    " [>=2]ports=8086 [>=2]data=/var/lib/influxdb2 [>=2]writes=/var/lib/influxdb2,/etc/influxdb2"
    " [>=3]ports=8181 [>=3]data= [>=3]writes= [core]ports=8181 [latest]ports=8086?,8181?"
    " replace=/docker-entrypoint-initdb.d",
    "bitnami/influxdb": "kind=bitnami role=database ports=8086,8088?? data=/bitnami/influxdb",
    "clickhouse/clickhouse-server": "role=database ports=8123,9000,9009,9004?,9005? base=debian-based"
    " uid=101 args=either entry=clickhouse-server data=/var/lib/clickhouse"
    " writes=/var/lib/clickhouse,/var/log/clickhouse-server"
    " logs=/var/log/clickhouse-server/clickhouse-server.log,/var/log/clickhouse-server/clickhouse-server.err.log"
    " config=/etc/clickhouse-server/config.xml,/etc/clickhouse-server/config.d/*"
    " breaks=/etc/clickhouse-server"
    " replace=/etc/clickhouse-server/config.d,/etc/clickhouse-server/users.d,/docker-entrypoint-initdb.d"
    " has=clickhouse-client",
    "clickhouse/clickhouse-keeper": "role=coordination ports=9181,9234? data=/var/lib/clickhouse",
    "couchdb": "role=database ports=5984,4369?,9100? base=debian-based args=either entry=couchdb uid=5984"
    " data=/opt/couchdb/data writes=/opt/couchdb/data,/opt/couchdb/etc/local.d breaks=/opt/couchdb/etc"
    " replace=/opt/couchdb/etc/local.d config=/opt/couchdb/etc/local.ini,/opt/couchdb/etc/local.d/* has=curl",
    "couchbase": "role=database ports=8091,8092?,8093?,8094?,8095?,8096?,11210 base=debian-based"
    " data=/opt/couchbase/var writes=/opt/couchbase/var",
    "arangodb": "role=database ports=8529 base=alpine-based args=either entry=arangod uid=0"
    " data=/var/lib/arangodb3 writes=/var/lib/arangodb3,/var/lib/arangodb3-apps",
    "rethinkdb": "role=database ports=28015,29015,8080 args=command entry=rethinkdb data=/data writes=/data",
    "orientdb": "role=database ports=2424,2480 data=/orientdb/databases",
    "surrealdb/surrealdb": "role=database ports=8000 args=program entry=surreal runs=subcommand flags=--bind"
    " base=distroless",
    "dgraph/dgraph": "role=database args=command entry=dgraph runs=subcommand ports=5080??,6080??,7080??,8080??,9080??",
    "memgraph/memgraph": "role=database ports=7687,7444? data=/var/lib/memgraph args=program",
    "questdb/questdb": "role=database ports=9000,9009,8812,9003? data=/var/lib/questdb",
    "mssql/server": "role=database ports=1433 env=MSSQL_TCP_PORT uid=10001 data=/var/opt/mssql writes=/var/opt/mssql",
    "gvenzl/oracle-xe": "role=database ports=1521 data=/opt/oracle/oradata base=rhel-based",
    "gvenzl/oracle-free": "like=gvenzl/oracle-xe",
    "database/free": "like=gvenzl/oracle-xe",
    "ibmcom/db2": "role=database ports=50000 data=/database base=rhel-based",
    "trinodb/trino": "role=database ports=8080 base=rhel-based breaks=/usr/lib/trino replace=/etc/trino uid=1000",
    "apache/hive": "role=database ports=10000?,9083?,10002? breaks=/opt/hive",
    "apache/druid": "role=database runs=subcommand breaks=/opt/druid",
    "apache/pinot": "role=database runs=subcommand",
    "getmeili/meilisearch": "role=database ports=7700 env=MEILI_HTTP_ADDR data=/meili_data"
    " writes=/meili_data base=alpine-based",
    "typesense/typesense": "role=database ports=8108,8107? args=program entry=typesense-server flags=--api-port",
    "manticoresearch/manticore": "role=database ports=9306,9308,9312 data=/var/lib/manticore",
    "qdrant/qdrant": "role=database ports=6333,6334 data=/qdrant/storage"
    " writes=/qdrant/storage,/qdrant/snapshots"
    " env=QDRANT__SERVICE__HTTP_PORT:6333,QDRANT__SERVICE__GRPC_PORT:6334 base=debian-based",
    "milvusdb/milvus": "role=database ports=19530,9091 runs=subcommand data=/var/lib/milvus",
    "semitechnologies/weaviate": "role=database ports=8080,50051? base=alpine-based data=/var/lib/weaviate"
    " args=program entry=weaviate flags=--port dataenv=PERSISTENCE_DATA_PATH",
    "chromadb/chroma": "role=database ports=8000",
    "victoriametrics/victoria-metrics": "role=monitoring ports=8428 base=alpine-based args=program"
    " entry=victoria-metrics flags=-httpListenAddr data=/victoria-metrics-data writes=/victoria-metrics-data",
    "etcd": "role=coordination ports=2379,2380 loopback=2379,2380 args=command entry=etcd"
    " flags=--listen-client-urls:2379,--listen-peer-urls:2380,--listen-metrics-urls:0"
    " env=ETCD_LISTEN_CLIENT_URLS:2379,ETCD_LISTEN_PEER_URLS:2380 [<3]ports+=4001? [>=3.6]base=distroless"
    " has=etcdctl,sh,cp",  # Kubernetes' own build brings a static shell and cp along
    "etcd-development/etcd": "like=etcd has=etcdctl",
    "bitnami/etcd": "kind=bitnami role=coordination ports=2379,2380 entry=etcd data=/bitnami/etcd"
    " writes=/bitnami/etcd env=ETCD_LISTEN_CLIENT_URLS:2379,ETCD_LISTEN_PEER_URLS:2380 has=etcdctl",
    "consul": "role=coordination ports=8500,8600,8600/udp,8300,8301,8301/udp,8302,8302/udp,8501??,8502??"
    " base=alpine-based args=either entry=consul flags=-http-port:8500,-dns-port:8600,-https-port:8501"
    " flags+=-grpc-port:8502 data=/consul/data writes=/consul/data,/consul/config replace=/consul/config"
    " upflags=-retry-join,-join uid=100",
    "vault": "role=secrets-agent function=secrets-agent ports=8200,8201? base=alpine-based args=either"
    " entry=vault writes=/vault/file,/vault/logs,/home/vault data=/vault/file replace=/vault/config"
    " config=/vault/config/* uid=100 upenv=VAULT_ADDR runs=subcommand",
    "openbao/openbao": "like=vault entry=bao writes=/openbao/file,/openbao/logs data=/openbao/file"
    " config=/openbao/config/* replace=/openbao/config upenv=BAO_ADDR",
    "zookeeper": "role=coordination ports=2181,2888?,3888?,8080? base=debian-based args=command uid=1000"
    " entry=zkServer.sh data=/data,/datalog writes=/data,/datalog,/logs,/conf config=/conf/zoo.cfg"
    " replace=/conf upenv=ZOO_SERVERS [<3.5]ports=2181,2888?,3888? [>=3.5]ports=2181,2888?,3888?,8080",
    "bitnami/zookeeper": "kind=bitnami role=coordination ports=2181,2888?,3888?,8080?"
    " data=/bitnami/zookeeper env=ZOO_PORT_NUMBER:2181,ZOO_ADMIN_SERVER_PORT_NUMBER:8080"
    " writes=/bitnami/zookeeper upenv=ZOO_SERVERS",
    "confluentinc/cp-zookeeper": "role=coordination ports=2181?,2888?,3888? base=rhel-based"
    " env=ZOOKEEPER_CLIENT_PORT:2181 data=/var/lib/zookeeper/data,/var/lib/zookeeper/log"
    " writes=/var/lib/zookeeper uid=1000 [<6]base=debian-based",
    "rabbitmq": "role=queue ports=5672,4369,25672,15692? base=debian-based args=command"
    " entry=rabbitmq-server uid=999 [management]ports+=15672 env=RABBITMQ_NODE_PORT:5672 [alpine]uid=100"
    " data=/var/lib/rabbitmq writes=/var/lib/rabbitmq,/var/log/rabbitmq"
    " replace=/etc/rabbitmq,/etc/rabbitmq/conf.d config=/etc/rabbitmq/rabbitmq.conf,/etc/rabbitmq/conf.d/*"
    " has=bash,rabbitmqctl,rabbitmq-diagnostics",
    "bitnami/rabbitmq": "kind=bitnami role=queue ports=5672,15672,4369,25672,9419??"
    " data=/bitnami/rabbitmq/mnesia env=RABBITMQ_NODE_PORT_NUMBER:5672,RABBITMQ_MANAGEMENT_PORT_NUMBER:15672"
    " writes=/bitnami/rabbitmq/mnesia has=rabbitmqctl,rabbitmq-diagnostics",
    "apache/activemq-classic": "role=queue ports=61616,8161,5672,61613,1883,61614?"
    " data=/opt/apache-activemq/data loopback=8161",
    "apache/activemq-artemis": "role=queue ports=61616,8161,5672?,61613?,1883?,5445?,9404?"
    " data=/var/lib/artemis-instance",
    "rmohr/activemq": "role=queue ports=61616,8161,5672,61613,1883,61614 base=debian-based"
    " data=/opt/activemq/data replace=/opt/activemq/conf",
    "webcenter/activemq": "role=queue ports=61616,8161,5672,61613,1883,61614 data=/data/activemq",
    "confluentinc/cp-kafka": "role=queue ports=9092? base=rhel-based uid=1000 data=/var/lib/kafka/data"
    " writes=/var/lib/kafka/data,/etc/kafka env=KAFKA_LISTENERS:9092,KAFKA_ADVERTISED_LISTENERS:9092"
    " upenv=KAFKA_ZOOKEEPER_CONNECT,KAFKA_CONTROLLER_QUORUM_VOTERS [<6]base=debian-based",
    "confluentinc/cp-server": "like=confluentinc/cp-kafka ports+=8090?",
    "confluentinc/confluent-local": "like=confluentinc/cp-kafka ports+=8082?",
    "wurstmeister/kafka": "role=queue ports=9092? base= data=/kafka writes=/kafka"
    " env=KAFKA_PORT:9092,KAFKA_LISTENERS:9092 upenv=KAFKA_ZOOKEEPER_CONNECT",
    "bitnami/kafka": "kind=bitnami role=queue ports=9092,9093?,9094? data=/bitnami/kafka"
    " writes=/bitnami/kafka env=KAFKA_CFG_LISTENERS:9092"
    " upenv=KAFKA_CFG_ZOOKEEPER_CONNECT,KAFKA_CFG_CONTROLLER_QUORUM_VOTERS",
    "apache/kafka": "role=queue ports=9092,9093? base=alpine-based uid=1000 env=KAFKA_LISTENERS:9092"
    " data=/var/lib/kafka/data,/tmp/kraft-combined-logs upenv=KAFKA_CONTROLLER_QUORUM_VOTERS"
    " breaks=/opt/kafka has=bash",
    "solsson/kafka": "role=queue ports=9092?,5556?? args=command runs=subcommand breaks=/opt/kafka",
    "strimzi/kafka": "role=queue ports=9090?,9091?,9092?,9093?,9404?? base=rhel-based uid=1001 data=/var/lib/kafka",
    "redpandadata/redpanda": "role=queue ports=9092,9644,8081,8082,33145 base=debian-based args=program"
    " entry=redpanda data=/var/lib/redpanda/data writes=/var/lib/redpanda/data,/etc/redpanda has=rpk uid=101"
    " flags=--kafka-addr:9092,--pandaproxy-addr:8082,--schema-registry-addr:8081,--rpc-addr:33145",
    "confluentinc/cp-schema-registry": "role=app ports=8081 base=rhel-based uid=1000"
    " env=SCHEMA_REGISTRY_LISTENERS upenv=SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS",
    "confluentinc/cp-kafka-connect": "role=app ports=8083 base=rhel-based uid=1000 env=CONNECT_REST_PORT"
    " upenv=CONNECT_BOOTSTRAP_SERVERS",
    "confluentinc/cp-kafka-rest": "role=app ports=8082 base=rhel-based uid=1000 env=KAFKA_REST_LISTENERS"
    " upenv=KAFKA_REST_BOOTSTRAP_SERVERS",
    "confluentinc/cp-ksqldb-server": "role=app ports=8088 base=rhel-based uid=1000 env=KSQL_LISTENERS"
    " upenv=KSQL_BOOTSTRAP_SERVERS",
    "confluentinc/cp-enterprise-control-center": "role=app ports=9021 base=rhel-based uid=1000"
    " upenv=CONTROL_CENTER_BOOTSTRAP_SERVERS",
    "debezium/connect": "role=app ports=8083,8778?,9779? base=rhel-based upenv=BOOTSTRAP_SERVERS",
    "debezium/kafka": "role=queue ports=9092 base=rhel-based upenv=ZOOKEEPER_CONNECT",
    "provectuslabs/kafka-ui": "role=app ports=8080 env=SERVER_PORT base=alpine-based"
    " upenv=KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS",
    "kafbat/kafka-ui": "like=provectuslabs/kafka-ui",
    "obsidiandynamics/kafdrop": "role=app ports=9000 env=SERVER_PORT upenv=KAFKA_BROKERCONNECT",
    "redpandadata/console": "role=app ports=8080 upenv=KAFKA_BROKERS args=program base=alpine-based",
    "sheepkiller/kafka-manager": "role=app ports=9000 upenv=ZK_HOSTS",
    "nats": "role=queue ports=4222,6222?,8222 base=distroless args=either entry=nats-server"
    " flags=--port:4222,-p:4222 flags+=--http_port:8222,-m:8222"
    " config=/etc/nats/nats-server.conf,/nats-server.conf replace=/etc/nats [alpine]lacks=bash,curl",
    "synadia/nats-server": "like=nats",
    "nats-streaming": "role=queue ports=4222,8222 base=distroless args=program entry=nats-streaming-server",
    "natsio/nats-box": "kind=toolbox base=alpine-based has=nats",
    "natsio/nats-server-config-reloader": "role=reloader function=config-reloader args=program runs=long"
    " entry=nats-server-config-reloader",
    "apachepulsar/pulsar": "role=queue ports=6650?,8080? runs=subcommand data=/pulsar/data writes=/pulsar"
    " breaks=/pulsar/conf,/pulsar/bin args=command",
    "apache/bookkeeper": "role=database ports=3181,8000? breaks=/opt/bookkeeper",
    "apache/rocketmq": "role=queue runs=subcommand ports=9876??,10911??,10909??",
    # without a configuration of its own, 2.x serves the loopback address alone
    "eclipse-mosquitto": "role=queue ports=1883,9001?? base=alpine-based args=either entry=mosquitto"
    " uid=1883 [>=2]loopback=1883 [latest]loopback=1883 flags=-p:1883"
    " config=/mosquitto/config/mosquitto.conf replace=/mosquitto/config data=/mosquitto/data"
    " writes=/mosquitto/data,/mosquitto/log lacks=bash,curl",
    "emqx/emqx": "role=queue ports=1883,8883,8083,8084,18083 base=debian-based uid=1000 data=/opt/emqx/data"
    " writes=/opt/emqx/data,/opt/emqx/log breaks=/opt/emqx/bin",
    "hivemq/hivemq4": "role=queue ports=1883,8080,8000? data=/opt/hivemq/data",
    "vernemq/vernemq": "role=queue ports=1883,8883?,8080?,8888 data=/vernemq/data",
    "softwaremill/elasticmq-native": "role=queue ports=9324,9325",
    "schickling/beanstalkd": "role=queue ports=11300",
    "nsqio/nsq": "role=queue args=command runs=subcommand base=alpine-based ports=4150??,4151??,4160??,4161??,4171??",
    "minio/minio": "role=object-store ports=9000,9001?? args=program entry=minio runs=subcommand"
    " base=rhel-based flags=--address:9000,--console-address:9001"
    " env=MINIO_ADDRESS:9000,MINIO_CONSOLE_ADDRESS:9001 data=/data writes=/data uid=0",
    "bitnami/minio": "kind=bitnami role=object-store ports=9000,9001 data=/bitnami/minio/data"
    " env=MINIO_API_PORT_NUMBER:9000,MINIO_CONSOLE_PORT_NUMBER:9001 [<2024]data=",
    "minio/mc": "kind=tool entry=mc args=program base=rhel-based",
    "bitnami/minio-client": "kind=tool base=bitnami has=mc",
    "rustfs/rustfs": "role=object-store ports=9000,9001? data=/data",
    "chrislusf/seaweedfs": "role=object-store runs=subcommand entry=weed args=program base=alpine-based"
    " ports=9333??,8080??,8888??,8333??",
    "dxflrs/garage": "role=object-store ports=config base=distroless",
    "zenko/cloudserver": "role=object-store ports=8000",
    "ceph/ceph": "role=object-store runs=subcommand base=rhel-based args=command",
    "adobe/s3mock": "role=object-store ports=9090,9191",
    "localstack/localstack": "role=app ports=4566",
    "amazon/dynamodb-local": "role=database ports=8000 flags=-port base=rhel-based",
    "azure-storage/azurite": "role=object-store ports=10000,10001,10002",
    "motoserver/moto": "role=app ports=5000 env=MOTO_PORT",
    "fsouza/fake-gcs-server": "role=object-store ports=4443 flags=-port args=program",
    # --- applications ----------------------------------------------------------------------------------------
    "php": "role=runtime runs=subcommand base=debian-based args=either entry=php uid=0"
    " breaks=/usr/local/etc/php replace=/var/www/html reads=/var/www/html/* has=curl,php [apache]ports=80"
    " [apache]runs=long [apache]entry=apache2-foreground"
    " [apache]logs=/var/log/apache2/access.log,/var/log/apache2/error.log"
    " [apache]config=/etc/apache2/ports.conf [apache]breaks+=/etc/apache2 [fpm]entry=php-fpm [fpm]ports=9000"
    " [fpm]runs=long [fpm]config=/usr/local/etc/php-fpm.d/* [fpm]breaks+=/usr/local/etc/php-fpm.d",
    "bitnami/php-fpm": "kind=bitnami role=runtime ports=9000 entry=php-fpm replace=/app",
    # the web root is filled from the source folder when it is empty
    "wordpress": "kind=apache-php role=app [fpm]ports=9000 [fpm]entry=php-fpm [fpm]logs="
    " [fpm]config=/usr/local/etc/php-fpm.d/* data=/var/www/html writes+=/var/www/html"
    " breaks=/usr/src/wordpress replace=/var/www/html upenv=WORDPRESS_DB_HOST up=mysql:3306"
    " has=curl,bash,php [cli]ports= [cli]runs=ends [cli]logs= [cli]entry=wp [cli]up=",
    "bitnami/wordpress": "kind=bitnami role=app ports=8080,8443 data=/bitnami/wordpress"
    " writes=/bitnami/wordpress env=APACHE_HTTP_PORT_NUMBER:8080 upenv=WORDPRESS_DATABASE_HOST,MARIADB_HOST",
    "ghost": "role=app ports=2368 base=debian-based args=command data=/var/lib/ghost/content uid=1000"
    " env=server__port writes=/var/lib/ghost/content breaks=/var/lib/ghost/current"
    " replace=/var/lib/ghost/content upenv=database__connection__host",
    "drupal": "kind=apache-php role=app breaks=/opt/drupal [fpm]ports=9000 [fpm]entry=php-fpm [fpm]logs= has=curl,php",
    "bitnami/drupal": "kind=bitnami role=app ports=8080,8443 data=/bitnami/drupal"
    " upenv=DRUPAL_DATABASE_HOST,MARIADB_HOST",
    "joomla": "kind=apache-php role=app data=/var/www/html breaks=/usr/src/joomla replace=/var/www/html"
    " upenv=JOOMLA_DB_HOST [fpm]ports=9000 [fpm]entry=php-fpm [fpm]logs= has=curl,php",
    "nextcloud": "kind=apache-php role=app data=/var/www/html writes+=/var/www/html"
    " breaks=/usr/src/nextcloud replace=/var/www/html upenv=MYSQL_HOST,POSTGRES_HOST,REDIS_HOST"
    " [fpm]ports=9000 [fpm]entry=php-fpm [fpm]logs= has=curl,php",
    "mediawiki": "kind=apache-php role=app [fpm]ports=9000 [fpm]entry=php-fpm [fpm]logs= data=/var/www/html/images",
    "matomo": "kind=apache-php role=app data=/var/www/html upenv=MATOMO_DATABASE_HOST breaks=/usr/src/matomo"
    " replace=/var/www/html [fpm]ports=9000 [fpm]entry=php-fpm [fpm]logs=",
    "redmine": "role=app ports=3000 base=debian-based data=/usr/src/redmine/files"
    " writes=/usr/src/redmine/files,/usr/src/redmine/tmp breaks=/usr/src/redmine/app"
    " replace=/usr/src/redmine/files,/usr/src/redmine/plugins upenv=REDMINE_DB_MYSQL,REDMINE_DB_POSTGRES",
    "odoo": "role=app ports=8069,8071?,8072? base=debian-based data=/var/lib/odoo upenv=HOST uid=101"
    " replace=/etc/odoo,/mnt/extra-addons",
    "phpmyadmin": "kind=apache-php role=app up=db:3306 upenv=PMA_HOST,PMA_HOSTS env=APACHE_PORT"
    " [fpm]ports=9000 [fpm]entry=php-fpm [fpm]logs=",
    "adminer": "role=app ports=8080 base=alpine-based upenv=ADMINER_DEFAULT_SERVER up=db:3306 [fastcgi]ports=9000",
    "mongo-express": "role=app ports=8081 env=PORT up=mongo:27017"
    " upenv=ME_CONFIG_MONGODB_SERVER,ME_CONFIG_MONGODB_URL has=bash",
    "dpage/pgadmin4": "role=app ports=80,443?? env=PGADMIN_LISTEN_PORT uid=5050 data=/var/lib/pgadmin"
    " writes=/var/lib/pgadmin base=alpine-based",
    "dbeaver/cloudbeaver": "role=app ports=8978 data=/opt/cloudbeaver/workspace",
    "tomcat": "role=app-server ports=8080,8005? loopback=8005 base=debian-based args=command"
    " entry=catalina.sh uid=0 config=/usr/local/tomcat/conf/server.xml reads=/usr/local/tomcat/webapps/*"
    " writes=/usr/local/tomcat/logs,/usr/local/tomcat/work,/usr/local/tomcat/temp"
    " logs=/usr/local/tomcat/logs/*"
    " breaks=/usr/local/tomcat/conf,/usr/local/tomcat/lib,/usr/local/tomcat/bin"
    " replace=/usr/local/tomcat/webapps,/usr/local/tomcat/logs",
    "bitnami/tomcat": "kind=bitnami role=app-server ports=8080 env=TOMCAT_HTTP_PORT_NUMBER"
    " data=/bitnami/tomcat breaks+=/opt/bitnami/tomcat/bin",
    "jetty": "role=app-server ports=8080 base=debian-based args=either uid=999 env="
    " flags=jetty.http.port:8080 reads=/var/lib/jetty/webapps/* writes=/var/lib/jetty,/tmp"
    " breaks=/usr/local/jetty/lib replace=/var/lib/jetty/webapps",
    "wildfly/wildfly": "role=app-server ports=8080,9990? loopback=9990 base=rhel-based uid=1000"
    " flags=-Djboss.http.port:8080 reads=/opt/jboss/wildfly/standalone/deployments/*"
    " writes=/opt/jboss/wildfly/standalone logs=/opt/jboss/wildfly/standalone/log/server.log"
    " breaks=/opt/jboss/wildfly/bin,/opt/jboss/wildfly/standalone/configuration"
    " replace=/opt/jboss/wildfly/standalone/deployments",
    "payara/server-full": "role=app-server ports=8080,4848,8181?,9009? uid=1000",
    "open-liberty": "role=app-server ports=9080,9443 uid=1001 reads=/config/dropins/* replace=/config/dropins",
    "websphere-liberty": "like=open-liberty",
    "jenkins/jenkins": "role=app ports=8080,50000 base=debian-based uid=1000 data=/var/jenkins_home"
    " writes=/var/jenkins_home,/tmp breaks=/usr/share/jenkins args=either entry=jenkins.sh flags=--httpPort"
    " env=JENKINS_SLAVE_AGENT_PORT:50000 has=bash,curl,git [slim]base=debian-based",
    "jenkins/inbound-agent": "role=tool args=program entry=jenkins-agent data=/home/jenkins/agent runs=long"
    " writes=/home/jenkins/agent upenv=JENKINS_URL uid=1000 base=debian-based has=bash,git,java",
    "gitlab/gitlab-ce": "role=app ports=80,443??,22 base=debian-based data=/var/opt/gitlab,/etc/gitlab"
    " logs=/var/log/gitlab/* writes=/var/opt/gitlab,/var/log/gitlab,/etc/gitlab",
    "gitlab/gitlab-runner": "role=app ports=8093?,9252?? args=program entry=gitlab-runner"
    " writes=/etc/gitlab-runner base=debian-based",
    "gitlab-org/gitlab-runner": "like=gitlab/gitlab-runner base=",
    "gitea/gitea": "role=app ports=3000,22 base=alpine-based data=/data writes=/data"
    " env=GITEA__server__HTTP_PORT:3000,HTTP_PORT:3000,SSH_PORT:22,SSH_LISTEN_PORT:22,GITEA__server__SSH_LISTEN_PORT:22"
    " upenv=GITEA__database__HOST,DB_HOST has=git,bash [rootless]ports=3000,2222"
    " [rootless]data=/var/lib/gitea [rootless]writes=/var/lib/gitea,/etc/gitea [rootless]uid=1000",
    "forgejo/forgejo": "like=gitea/gitea",
    "gogs/gogs": "role=app ports=3000,22 data=/data writes=/data base=alpine-based has=git",
    "gitea/act_runner": "role=app data=/data upenv=GITEA_INSTANCE_URL",
    "drone/drone": "role=app ports=80,443?? data=/data base=alpine-based",
    "woodpeckerci/woodpecker-server": "role=app ports=8000,9000 base=distroless",
    "woodpeckerci/woodpecker-agent": "role=app ports=3000 upenv=WOODPECKER_SERVER base=distroless",
    "actions/actions-runner": "role=app base=debian-based has=bash,git,curl",
    "summerwind/actions-runner": "role=app base=debian-based has=bash,git,curl",
    "concourse/concourse": "role=app ports=8080,2222?,7777??,7788?? runs=subcommand args=program",
    "sonarqube": "role=app ports=9000 uid=1000 data=/opt/sonarqube/data logs=/opt/sonarqube/logs/*"
    " env=SONAR_WEB_PORT"
    " writes=/opt/sonarqube/data,/opt/sonarqube/logs,/opt/sonarqube/temp,/opt/sonarqube/extensions"
    " breaks=/opt/sonarqube/lib,/opt/sonarqube/conf upenv=SONAR_JDBC_URL,SONARQUBE_JDBC_URL",
    "sonatype/nexus3": "role=app ports=8081 base=rhel-based uid=200 data=/nexus-data writes=/nexus-data"
    " breaks=/opt/sonatype/nexus logs=/nexus-data/log/nexus.log",
    "jfrog/artifactory-oss": "role=app ports=8081,8082 uid=1030 data=/var/opt/jfrog/artifactory",
    "registry": "role=app ports=5000 base=alpine-based args=either entry=registry env=REGISTRY_HTTP_ADDR"
    " data=/var/lib/registry writes=/var/lib/registry replace=/etc/docker/registry,/etc/distribution"
    " [<3]config=/etc/docker/registry/config.yml [>=3]config=/etc/distribution/config.yml lacks=bash,curl",
    "chartmuseum/chartmuseum": "role=app ports=8080 flags=--port env=PORT args=program data=/charts entry=chartmuseum",
    "verdaccio/verdaccio": "role=app ports=4873 env=VERDACCIO_PORT data=/verdaccio/storage uid=10001"
    " base=alpine-based replace=/verdaccio/conf,/verdaccio/plugins",
    "pypiserver/pypiserver": "role=app ports=8080 flags=-p,--port data=/data/packages args=program",
    "gomods/athens": "role=app ports=3000 env=ATHENS_PORT base=alpine-based",
    "goharbor/harbor-core": "role=app ports=8080 base=rhel-based replace=/etc/core",
    "goharbor/harbor-jobservice": "role=app ports=8080 base=rhel-based",
    "goharbor/harbor-portal": "role=web-server ports=8080 base=rhel-based breaks=/etc/nginx",
    "goharbor/nginx-photon": "role=reverse-proxy function=reverse-proxy ports=8080 base=rhel-based breaks=/etc/nginx",
    "goharbor/registry-photon": "role=app ports=5000 base=rhel-based",
    "goharbor/harbor-registryctl": "role=app ports=8080 base=rhel-based",
    "goharbor/redis-photon": "role=database ports=6379 base=rhel-based data=/var/lib/redis",
    "goharbor/trivy-adapter-photon": "role=app ports=8080 base=rhel-based",
    # without start or start-dev it prints its help and ends
    "keycloak/keycloak": "role=app ports=8080,8443?,9000? base=rhel-based args=program entry=kc.sh"
    " runs=subcommand flags=--http-port:8080,--https-port:8443,--http-management-port:9000"
    " env=KC_HTTP_PORT:8080,KC_HTTPS_PORT:8443,KC_HTTP_MANAGEMENT_PORT:9000 uid=1000 data=/opt/keycloak/data"
    " writes=/opt/keycloak/data breaks=/opt/keycloak/lib,/opt/keycloak/bin,/opt/keycloak/conf"
    " replace=/opt/keycloak/providers,/opt/keycloak/themes,/opt/keycloak/data,/opt/keycloak/data/import"
    " upenv=KC_DB_URL,KC_DB_URL_HOST has=bash [<25]ports=8080,8443? lacks=curl,wget [<17]runs=long"
    " [<17]args= [<17]breaks=/opt/jboss/keycloak/bin [<17]lacks= [<17]writes= [<17]replace= [<17]data=",
    "jboss/keycloak": "role=app ports=8080,8443,9990? loopback=9990 base=rhel-based uid=1000 upenv=DB_ADDR"
    " breaks=/opt/jboss/keycloak/bin writes=/opt/jboss/keycloak/standalone",
    "rh-sso-7/sso74-openshift-rhel8": "role=app ports=8080,8443 base=rhel-based",
    "rh-sso-7/sso76-openshift-rhel8": "role=app ports=8080,8443 base=rhel-based",
    "bitnami/keycloak": "kind=bitnami role=app ports=8080,8443?,9000? upenv=KEYCLOAK_DATABASE_HOST"
    " env=KEYCLOAK_HTTP_PORT:8080,KC_HTTP_PORT:8080",
    "dexidp/dex": "role=app ports=5556,5557??,5558?? base=alpine-based args=command entry=dex uid=1001"
    " writes=/var/dex replace=/etc/dex",
    "zitadel/zitadel": "role=app ports=8080 base=distroless args=program entry=zitadel runs=subcommand",
    "goauthentik/server": "role=app ports=9000,9443,9300? runs=subcommand args=program uid=1000 base=debian-based",
    "oryd/kratos": "role=app ports=4433,4434 args=program entry=kratos runs=subcommand",
    "oryd/hydra": "role=app ports=4444,4445 args=program entry=hydra runs=subcommand",
    "oryd/keto": "role=app ports=4466,4467,4468? args=program entry=keto runs=subcommand",
    "osixia/openldap": "role=database ports=389,636 data=/var/lib/ldap,/etc/ldap/slapd.d base=debian-based",
    "bitnami/openldap": "kind=bitnami role=database ports=1389,1636?"
    " env=LDAP_PORT_NUMBER:1389,LDAP_LDAPS_PORT_NUMBER:1636 data=/bitnami/openldap",
    "vaultwarden/server": "role=app ports=80,3012?? env=ROCKET_PORT data=/data writes=/data"
    " base=debian-based has=curl,bash",
    "rayproject/ray": "role=app ports=6379?,8265?,10001?,8000?? base=debian-based args=command uid=1000"
    " flags=--port:6379,--dashboard-port:8265,--ray-client-server-port:10001 writes=/tmp/ray runs=subcommand"
    " breaks=/home/ray/anaconda3 has=bash,python,ray upflags=--address",
    "vllm/vllm-openai": "role=app ports=8000 args=program entry=vllm flags=--port base=debian-based"
    " writes=/root/.cache replace=/root/.cache has=python3,bash uid=0",
    "ollama/ollama": "role=app ports=11434 args=program entry=ollama env=OLLAMA_HOST base=debian-based"
    " data=/root/.ollama writes=/root/.ollama uid=0 has=bash lacks=curl",
    "open-webui/open-webui": "role=app ports=8080 env=PORT upenv=OLLAMA_BASE_URL,OPENAI_API_BASE_URL"
    " data=/app/backend/data writes=/app/backend/data",
    "berriai/litellm": "role=app ports=4000 flags=--port args=program",
    "huggingface/text-generation-inference": "role=app ports=80 flags=--port,-p env=PORT args=program"
    " data=/data entry=text-generation-launcher",
    "huggingface/text-embeddings-inference": "role=app ports=80 flags=--port,-p env=PORT args=program"
    " data=/data entry=text-embeddings-router",
    "nvidia/tritonserver": "role=app ports=8000??,8001??,8002?? args=command runs=subcommand"
    " base=debian-based flags=--http-port:8000,--grpc-port:8001,--metrics-port:8002",
    "lmsysorg/sglang": "role=app runs=subcommand args=command ports=30000?? flags=--port:30000",
    "tensorflow/serving": "role=app ports=8500,8501 args=program entry=tensorflow_model_server"
    " base=debian-based flags=--port:8500,--rest_api_port:8501 replace=/models reads=/models/*",
    "pytorch/torchserve": "role=app ports=8080,8081,8082,7070,7071 args=either uid=1000",
    "kserve/storage-initializer": "role=init-helper function=fetch runs=ends args=program",
    "langfuse/langfuse": "role=app ports=3000 env=PORT upenv=DATABASE_URL",
    "flowiseai/flowise": "role=app ports=3000 env=PORT",
    "n8nio/n8n": "role=app ports=5678 env=N8N_PORT data=/home/node/.n8n writes=/home/node/.n8n uid=1000"
    " base=alpine-based args=program entry=n8n",
    "nodered/node-red": "role=app ports=1880 env=PORT data=/data writes=/data uid=1000",
    "jupyter/base-notebook": "role=app ports=8888 base=debian-based uid=1000 env=JUPYTER_PORT flags=--port"
    " data=/home/jovyan writes=/home/jovyan replace=/home/jovyan breaks=/opt/conda has=bash,python,wget"
    " args=either",
    "jupyterhub/k8s-hub": "role=app ports=8081 uid=1000 base=slim",
    "jupyterhub/configurable-http-proxy": "role=reverse-proxy function=reverse-proxy ports=8000,8001"
    " flags=--port:8000,--api-port:8001 upflags=--default-target entry=configurable-http-proxy args=program",
    "jupyterhub/k8s-singleuser-sample": "role=app ports=8888 uid=1000 data=/home/jovyan replace=/home/jovyan",
    "jupyterhub/k8s-network-tools": "role=init-helper function=iptables runs=subcommand args=command base=alpine-based",
    "tensorflow/tensorflow": "kind=runtime base=debian-based has=python,bash [jupyter]ports=8888 [jupyter]runs=long",
    "pytorch/pytorch": "kind=runtime base=debian-based args=command has=python,bash",
    "nvidia/cuda": "kind=runtime base=ubuntu args= has=nvcc",
    "apache/airflow": "role=app runs=subcommand args=program entry=airflow base=debian-based uid=50000"
    " ports=8080?? data=/opt/airflow/logs replace=/opt/airflow/dags,/opt/airflow/logs,/opt/airflow/plugins"
    " has=bash,airflow,python [slim]base=debian-based",
    "apache/superset": "role=app ports=8088 env=SUPERSET_PORT base=debian-based has=bash,python",
    "apache/nifi": "role=app ports=8443,8080??,10000?,6342? uid=1000 breaks=/opt/nifi/nifi-current"
    " env=NIFI_WEB_HTTPS_PORT",
    "apache/spark": "role=runtime runs=subcommand args=program entry=entrypoint.sh breaks=/opt/spark uid=185"
    " base=debian-based",
    "spark": "like=apache/spark",
    "bitnami/spark": "kind=bitnami role=app ports=7077??,8080??,8081??"
    " env=SPARK_MASTER_PORT:7077,SPARK_MASTER_WEBUI_PORT:8080 upenv=SPARK_MASTER_URL",
    "flink": "role=app runs=subcommand args=program base=debian-based ports=6123??,8081?? breaks=/opt/flink/bin",
    "apache/zeppelin": "role=app ports=8080 env=ZEPPELIN_PORT breaks=/opt/zeppelin",
    "metabase/metabase": "role=app ports=3000 env=MB_JETTY_PORT upenv=MB_DB_HOST base=alpine-based",
    "redash/redash": "role=app ports=5000 runs=subcommand args=program upenv=REDASH_DATABASE_URL,REDASH_REDIS_URL",
    "hasura/graphql-engine": "role=app ports=8080 env=HASURA_GRAPHQL_SERVER_PORT"
    " upenv=HASURA_GRAPHQL_DATABASE_URL,HASURA_GRAPHQL_METADATA_DATABASE_URL",
    "postgrest/postgrest": "role=app ports=3000 env=PGRST_SERVER_PORT upenv=PGRST_DB_URI base=distroless",
    "directus/directus": "role=app ports=8055 env=PORT upenv=DB_HOST base=alpine-based",
    "nocodb/nocodb": "role=app ports=8080 env=PORT data=/usr/app/data",
    "temporalio/auto-setup": "role=app ports=7233,7239?,6933?,6934?,6935?,6939? base=alpine-based"
    " upenv=POSTGRES_SEEDS,MYSQL_SEEDS",
    "temporalio/server": "role=app ports=7233?,7234?,7235?,7239? base=alpine-based",
    "temporalio/ui": "role=app ports=8080 env=TEMPORAL_UI_PORT upenv=TEMPORAL_ADDRESS",
    "temporalio/admin-tools": "kind=toolbox base=alpine-based",
    "unleashorg/unleash-server": "role=app ports=4242 env=PORT upenv=DATABASE_HOST,DATABASE_URL",
    "open-feature/flagd": "role=app ports=8013,8014?,8016? args=program entry=flagd flags=--port base=distroless",
    "flipt-io/flipt": "role=app ports=8080,9000",
    "mattermost/mattermost-team-edition": "role=app ports=8065 data=/mattermost/data uid=2000",
    "rocketchat/rocket.chat": "role=app ports=3000 env=PORT upenv=MONGO_URL",
    "matrixdotorg/synapse": "role=app ports=8008 data=/data uid=991",
    "homeassistant/home-assistant": "role=app ports=8123 data=/config writes=/config",
    "jellyfin/jellyfin": "role=app ports=8096 data=/config writes=/config,/cache",
    "plexinc/pms-docker": "role=app ports=32400 data=/config writes=/config,/transcode",
    "pihole/pihole": "role=app ports=53,53/udp,80 data=/etc/pihole",
    "adguard/adguardhome": "role=app ports=53,53/udp,3000,80?? data=/opt/adguardhome/conf,/opt/adguardhome/work",
    "itzg/minecraft-server": "role=app ports=25565,25575?? data=/data writes=/data env=SERVER_PORT",
    "louislam/uptime-kuma": "role=app ports=3001 data=/app/data writes=/app/data",
    "twinproduction/gatus": "role=app ports=8080 base=distroless config=/config/config.yaml replace=/config",
    "requarks/wiki": "role=app ports=3000,3443? upenv=DB_HOST",
    "linuxserver/bookstack": "role=app ports=80 data=/config upenv=DB_HOST base=alpine-based",
    "linuxserver/openssh-server": "role=app ports=2222 data=/config writes=/config base=alpine-based",
    "linuxserver/sonarr": "role=app ports=8989 data=/config",
    "linuxserver/radarr": "role=app ports=7878 data=/config",
    "linuxserver/transmission": "role=app ports=9091,51413?,51413/udp? data=/config",
    "linuxserver/qbittorrent": "role=app ports=8080,6881?,6881/udp? data=/config env=WEBUI_PORT",
    "linuxserver/code-server": "role=app ports=8443 data=/config",
    "codercom/code-server": "role=app ports=8080 args=program entry=code-server flags=--bind-addr uid=1000"
    " base=debian-based",
    "filebrowser/filebrowser": "role=app ports=80 flags=--port,-p data=/database.db,/srv base=alpine-based",
    "atmoz/sftp": "role=app ports=22 data=/home args=program",
    "syncthing/syncthing": "role=app ports=8384,22000,22000/udp,21027/udp data=/var/syncthing",
    "graylog/graylog": "role=monitoring ports=9000,12201??,1514??,5044??"
    " upenv=GRAYLOG_MONGODB_URI,GRAYLOG_ELASTICSEARCH_HOSTS",
    "datalust/seq": "role=monitoring ports=80,5341 data=/data",
    "atlassian/jira-software": "role=app ports=8080 data=/var/atlassian/application-data/jira",
    "atlassian/confluence": "role=app ports=8090,8091? data=/var/atlassian/application-data/confluence",
    "mailhog/mailhog": "role=app ports=1025,8025 args=program entry=MailHog base=alpine-based",
    "axllent/mailpit": "role=app ports=1025,8025 args=program entry=mailpit base=alpine-based",
    "boky/postfix": "role=app ports=587,25?",
    "selenium/standalone-chrome": "role=app ports=4444,7900,5900? base=debian-based uid=1200 writes=/tmp",
    "selenium/hub": "role=app ports=4444,4442,4443 base=debian-based uid=1200",
    "selenium/node-chrome": "role=app ports=5555?,7900,5900? upenv=SE_EVENT_BUS_HOST base=debian-based uid=1200",
    "browserless/chrome": "role=app ports=3000 env=PORT",
    "gotenberg/gotenberg": "role=app ports=3000 env=API_PORT flags=--api-port args=command entry=gotenberg uid=1001",
    "apache/tika": "role=app ports=9998",
    "locustio/locust": "role=app ports=8089?,5557?? args=program entry=locust",
    "wiremock/wiremock": "role=app ports=8080 flags=--port args=program",
    "mockserver/mockserver": "role=app ports=1080 env=MOCKSERVER_SERVER_PORT flags=-serverPort"
    " base=distroless args=program",
    "swaggerapi/swagger-ui": "role=app ports=8080 env=PORT base=alpine-based",
    "plantuml/plantuml-server": "role=app ports=8080",
    "drawio/drawio": "role=app ports=8080,8443?",
    "excalidraw/excalidraw": "role=app ports=80",
    "hyperledger/fabric-peer": "role=app ports=7051?,7052?? args=command entry=peer"
    " data=/var/hyperledger/production"
    " env=CORE_PEER_LISTENADDRESS:7051,CORE_PEER_CHAINCODELISTENADDRESS:7052",
    "hyperledger/fabric-orderer": "role=app ports=7050? args=command entry=orderer"
    " env=ORDERER_GENERAL_LISTENPORT data=/var/hyperledger/production",
    "hyperledger/fabric-ca": "role=app ports=7054 args=command",
    "hyperledger/fabric-tools": "kind=toolbox",
    "ethereum/client-go": "role=app ports=30303?,30303/udp?,8545??,8546?? args=program entry=geth"
    " base=alpine-based flags=--http.port:8545,--ws.port:8546,--port:30303",
    "wazuh/wazuh-manager": "role=app ports=1514,1515,55000 data=/var/ossec/data",
    "wazuh/wazuh-indexer": "role=database ports=9200,9300 uid=1000 data=/var/lib/wazuh-indexer",
    "wazuh/wazuh-dashboard": "role=app ports=5601? uid=1000",
    "kubernetesui/dashboard": "role=app ports=8443?,9090? base=distroless args=program"
    " flags=--port:8443,--insecure-port:9090",
    "kubernetesui/metrics-scraper": "role=adapter function=other ports=8000 base=distroless args=program",
    "headlamp-k8s/headlamp": "role=app ports=4466 flags=-port,--port args=program",
    "weaveworks/scope": "role=app ports=4040 args=program",
    "portainer/portainer-ce": "role=app ports=9000,9443,8000? data=/data base=distroless args=program",
    "rancher/rancher": "role=controller ports=80,443 args=program",
    # --- samples ---------------------------------------------------------------------------------------------
    "hashicorp/http-echo": "kind=sample ports=5678 flags=-listen base=distroless args=program entry=http-echo",
    "mendhak/http-https-echo": "kind=sample ports=8080,8443 env=HTTP_PORT:8080,HTTPS_PORT:8443"
    " base=alpine-based [<18]ports=80,443",
    "kennethreitz/httpbin": "kind=sample ports=80 base=debian-based args=command entry=gunicorn",
    "kong/httpbin": "like=kennethreitz/httpbin base=",
    "mccutchen/go-httpbin": "kind=sample ports=8080 env=PORT flags=-port base=distroless args=command",
    "stefanprodan/podinfo": "kind=sample ports=9898,9999??,9797?? base=alpine-based args=command"
    " entry=podinfo flags=--port:9898,--port-metrics:9797,--grpc-port:9999 writes=/data"
    " upflags=--backend-url,--cache-server uid=100",
    "echoserver": "kind=sample ports=8080,8443? [<1.10]ports=8080",
    "ealen/echo-server": "kind=sample ports=80 env=PORT flags=--port",
    "e2e-test-images/agnhost": "kind=toolbox runs=subcommand args=program entry=agnhost base=alpine-based ports=8080??",
    "google-samples/hello-app": "kind=sample ports=8080 env=PORT",
    "google-samples/node-hello": "kind=sample ports=8080",
    "google-samples/whereami": "kind=sample ports=8080",
    "cloudrun/container/hello": "kind=sample ports=8080 env=PORT",
    "jmalloc/echo-server": "kind=sample ports=8080 env=PORT base=distroless",
    "paulbouwer/hello-kubernetes": "kind=sample ports=8080 env=PORT base=alpine-based",
    "nginxdemos/hello": "kind=sample ports=80 breaks=/etc/nginx base=alpine-based [plain]base=alpine-based",
    "traefik/whoami": "kind=sample ports=80 flags=--port,-port env=WHOAMI_PORT_NUMBER base=distroless args=program",
    "training/webapp": "kind=sample ports=5000?",
    "docker/getting-started": "kind=sample ports=80",
    "crccheck/hello-world": "kind=sample ports=8000 base=busybox-based",
    "hello-world": "kind=sample runs=ends base=distroless",
    "openshift/hello-openshift": "kind=sample ports=8080,8888 env=PORT:8080,SECOND_PORT:8888 base=distroless",
    "kuar-demo/kuard": "kind=sample ports=8080 base=alpine-based",
    "google-samples/gb-frontend": "kind=sample ports=80 base=debian-based",
    "google-samples/gb-redis-follower": "role=database ports=6379 base=debian-based",
    "google-samples/gb-redisslave": "role=database ports=6379 base=debian-based",
    "microservices-demo/frontend": "kind=sample ports=8080 env=PORT",
    "microservices-demo/adservice": "kind=sample ports=9555 env=PORT",
    "microservices-demo/cartservice": "kind=sample ports=7070 upenv=REDIS_ADDR",
    "microservices-demo/checkoutservice": "kind=sample ports=5050 env=PORT",
    "microservices-demo/currencyservice": "kind=sample ports=7000 env=PORT",
    "microservices-demo/emailservice": "kind=sample ports=8080 env=PORT",
    "microservices-demo/paymentservice": "kind=sample ports=50051 env=PORT",
    "microservices-demo/productcatalogservice": "kind=sample ports=3550 env=PORT",
    "microservices-demo/recommendationservice": "kind=sample ports=8080 env=PORT",
    "microservices-demo/shippingservice": "kind=sample ports=50051 env=PORT",
    "microservices-demo/loadgenerator": "kind=sample ports=8089?? upenv=FRONTEND_ADDR",
    "istio/examples-bookinfo-productpage-v1": "kind=sample ports=9080",
    "istio/examples-bookinfo-details-v1": "kind=sample ports=9080",
    "istio/examples-bookinfo-ratings-v1": "kind=sample ports=9080",
    "istio/examples-bookinfo-reviews-v1": "kind=sample ports=9080",
    "istio/examples-bookinfo-reviews-v2": "kind=sample ports=9080",
    "istio/examples-bookinfo-reviews-v3": "kind=sample ports=9080",
    "testing/ext-authz": "role=policy-agent function=policy-agent ports=8000,9000",
    "jaegertracing/vertx-create-span": "kind=sample ports=8080",
    "buoyantio/emojivoto-web": "kind=sample ports=8080?,80?",
    "buoyantio/emojivoto-emoji-svc": "kind=sample ports=8080,8801?",
    "buoyantio/emojivoto-voting-svc": "kind=sample ports=8080,8801?",
    "banzaicloud/allspark": "kind=sample ports=8080,8081?,8083? upenv=REQUESTS base=alpine-based",
    "nodejs-election-client": "kind=sample ports=8080 up=localhost:4040",
    "kiamol/ch03-sleep": "kind=toolbox runs=long base=alpine-based has=jq",
    "kiamol/ch03-numbers-web": "kind=sample ports=80 env=ASPNETCORE_URLS base=alpine-based breaks=/app"
    " upenv=RngApi__Url",
    "kiamol/ch03-numbers-api": "kind=sample ports=80 env=ASPNETCORE_URLS base=alpine-based breaks=/app",
    "kiamol/ch04-todo-list": "kind=sample ports=80 env=ASPNETCORE_URLS base=alpine-based breaks=/app"
    " upenv=ConnectionStrings__ToDoDb",
    "kiamol/ch05-pi": "kind=sample ports=80?? env=ASPNETCORE_URLS base=alpine-based breaks=/app runs=subcommand",
    "kiamol/ch07-timecheck": "kind=sample base=alpine-based breaks=/app logs=/logs/timecheck.log"
    " reads=/config/* writes=/logs",
    "luksa/kubia": "kind=sample ports=8080",
    "luksa/kubia-pet": "kind=sample ports=8080 writes=/var/data",
    "luksa/fortune": "role=sync function=data-sync writes=/var/htdocs",
    "luksa/batch-job": "kind=sample runs=ends",
    "luksa/ssd-monitor": "kind=sample",
    "luksa/website-controller": "kind=sample role=controller up=localhost:8001",
    "kelseyhightower/monolith": "kind=sample ports=80?,81?",
    "vfarcic/go-demo-2": "kind=sample ports=8080 upenv=DB",
    "weaveworksdemos/front-end": "kind=sample ports=8079",
    "weaveworksdemos/catalogue": "kind=sample ports=80",
    "dockersamples/examplevotingapp_vote": "kind=sample ports=80",
    "dockersamples/examplevotingapp_result": "kind=sample ports=80",
    "dockersamples/examplevotingapp_worker": "kind=sample",
    "brancz/prometheus-example-app": "kind=sample ports=8080 base=distroless",
    # --- monitoring ------------------------------------------------------------------------------------------
    "prom/prometheus": "role=monitoring ports=9090 base=busybox-based args=program entry=prometheus"
    " uid=65534 flags=--web.listen-address data=/prometheus writes=/prometheus"
    " config=/etc/prometheus/prometheus.yml reads=/etc/prometheus/* replace=/etc/prometheus dataenv="
    " has=promtool",
    "prom/alertmanager": "role=monitoring ports=9093,9094,9094/udp base=busybox-based args=program"
    " entry=alertmanager flags=--web.listen-address:9093,--cluster.listen-address:9094 uid=65534"
    " data=/alertmanager writes=/alertmanager config=/etc/alertmanager/alertmanager.yml"
    " replace=/etc/alertmanager has=amtool",
    "prom/pushgateway": "role=monitoring ports=9091 base=busybox-based args=program entry=pushgateway"
    " uid=65534 flags=--web.listen-address",
    "bitnami/prometheus": "kind=bitnami role=monitoring ports=9090 args=program entry=prometheus"
    " flags=--web.listen-address",
    "bitnami/alertmanager": "like=prom/alertmanager base=bitnami uid=1001 config= data= writes= replace=",
    "bitnami/kube-state-metrics": "like=kube-state-metrics/kube-state-metrics base=bitnami uid=1001",
    "grafana/grafana": "role=app ports=3000 base=alpine-based args=program entry=grafana uid=472"
    " env=GF_SERVER_HTTP_PORT data=/var/lib/grafana writes=/var/lib/grafana config=/etc/grafana/grafana.ini"
    " breaks=/etc/grafana,/usr/share/grafana replace=/etc/grafana/provisioning,/var/lib/grafana"
    " has=bash,curl [<7]has= [<6.4]base=debian-based dataenv=GF_PATHS_DATA",
    "bitnami/grafana": "kind=bitnami role=app ports=3000 env=GF_SERVER_HTTP_PORT data=/opt/bitnami/grafana/data",
    "grafana/loki": "role=monitoring ports=3100,9095 args=program entry=loki uid=10001"
    " flags=--server.http-listen-port:3100 flags+=--server.grpc-listen-port:9095 data=/loki"
    " writes=/loki,/tmp config=/etc/loki/local-config.yaml replace=/etc/loki base=",
    "grafana/tempo": "role=monitoring ports=3200?,9095?,4317??,4318?? args=program entry=tempo"
    " base=distroless flags=--server.http-listen-port:3200 data=/var/tempo config=/etc/tempo.yaml",
    "grafana/mimir": "role=monitoring ports=8080?,9095?,7946? args=program entry=mimir base=distroless"
    " data=/data flags=--server.http-listen-port:8080",
    "grafana/pyroscope": "role=monitoring ports=4040 args=program entry=pyroscope base=distroless data=/data",
    "grafana/k6": "kind=tool entry=k6 args=program base=alpine-based",
    "grafana/grafana-image-renderer": "role=app ports=8081 env=HTTP_PORT",
    "coreos/grafana-watcher": "role=sync function=config-reloader args=program upflags=--grafana-url",
    "thanos/thanos": "role=monitoring ports=10902,10901 args=program entry=thanos runs=subcommand"
    " base=busybox-based flags=--http-address:10902,--grpc-address:10901"
    " upflags=--prometheus.url,--reloader.watch-url",
    "cortexproject/cortex": "role=monitoring ports=80?,9095? args=program entry=cortex",
    "victoriametrics/vmagent": "role=telemetry-agent function=telemetry-agent ports=8429 base=alpine-based"
    " args=program entry=vmagent flags=-httpListenAddr upflags=-remoteWrite.url"
    " writes=/vmagent-remotewrite-data",
    "victoriametrics/vmalert": "role=monitoring ports=8880 base=alpine-based args=program flags=-httpListenAddr",
    "victoriametrics/vmauth": "role=auth-proxy function=auth-proxy ports=8427 base=alpine-based args=program"
    " flags=-httpListenAddr",
    "victoriametrics/vminsert": "role=monitoring ports=8480 base=alpine-based args=program flags=-httpListenAddr",
    "victoriametrics/vmselect": "role=monitoring ports=8481 base=alpine-based args=program"
    " flags=-httpListenAddr upflags=-storageNode",
    "victoriametrics/vmstorage": "role=monitoring ports=8482,8400,8401 base=alpine-based args=program"
    " flags=-httpListenAddr:8482,-vminsertAddr:8400,-vmselectAddr:8401 data=/vmstorage-data",
    "victoriametrics/victoria-logs": "role=monitoring ports=9428 base=alpine-based args=program"
    " flags=-httpListenAddr data=/victoria-logs-data",
    "jaegertracing/all-in-one": "role=monitoring args=program"
    " ports=16686,14268,14250,14269,5778,6831/udp,6832/udp,5775/udp?,9411??,4317?,4318?"
    " flags=--query.http-server.host-port:16686,--collector.http-server.host-port:14268"
    " flags+=--collector.grpc-server.host-port:14250,--admin.http.host-port:14269"
    " env=COLLECTOR_ZIPKIN_HOST_PORT:9411 [<1.22]ports=16686,14268,14267?,5778,6831/udp,6832/udp,5775/udp",
    "jaegertracing/jaeger": "role=monitoring ports=16686,4317,4318,14268?,14250?,5778?,9411?,8888?"
    " args=program uid=10001",
    "jaegertracing/jaeger-agent": "role=telemetry-agent function=telemetry-agent base=distroless"
    " args=program ports=6831/udp,6832/udp,5775/udp,5778,14271?"
    " flags=--processor.jaeger-compact.server-host-port:6831,--processor.jaeger-binary.server-host-port:6832"
    " flags+=--processor.zipkin-compact.server-host-port:5775,--http-server.host-port:5778,--admin.http.host-port:14271"
    " upflags=--reporter.grpc.host-port,--reporter.tchannel.host-port,--collector.host-port"
    " upenv=REPORTER_GRPC_HOST_PORT",
    "jaegertracing/jaeger-collector": "role=monitoring ports=14268,14250,14269,9411??,4317?,4318?"
    " args=program base=distroless",
    "jaegertracing/jaeger-query": "role=monitoring ports=16686,16687?,16685? args=program base=distroless",
    "jaegertracing/jaeger-operator": "kind=controller ports=8383?,8443?",
    "openzipkin/zipkin": "role=monitoring ports=9411,9410?? base=alpine-based env=QUERY_PORT:9411 uid=",
    "openzipkin/zipkin-slim": "like=openzipkin/zipkin",
    "apache/skywalking-oap-server": "role=monitoring ports=11800,12800,1234?",
    "apache/skywalking-ui": "role=app ports=8080 upenv=SW_OAP_ADDRESS",
    "signoz/signoz": "role=monitoring ports=8080",
    "graphiteapp/graphite-statsd": "role=monitoring ports=80,2003,2004,2023,2024,8125/udp,8126",
    "collectd": "role=telemetry-agent function=telemetry-agent ports=config",
    "statsd/statsd": "role=telemetry-agent function=telemetry-agent ports=8125/udp,8126",
    "netdata/netdata": "role=telemetry-agent function=telemetry-agent ports=19999",
    "elastic/kibana": "role=app ports=5601 env=SERVER_PORT up=elasticsearch:9200"
    " upenv=ELASTICSEARCH_HOSTS,ELASTICSEARCH_URL uid=1000 data=/usr/share/kibana/data"
    " writes=/usr/share/kibana/data,/usr/share/kibana/optimize config=/usr/share/kibana/config/kibana.yml"
    " breaks=/usr/share/kibana/bin has=bash,curl",
    "bitnami/kibana": "kind=bitnami role=app ports=5601 upenv=KIBANA_ELASTICSEARCH_URL",
    "opensearchproject/opensearch-dashboards": "role=app ports=5601 env=SERVER_PORT upenv=OPENSEARCH_HOSTS uid=1000",
    "lmenezes/cerebro": "role=app ports=9000",
    "apm/apm-server": "role=telemetry-agent function=telemetry-agent ports=8200 base=debian-based",
    # --- telemetry agents ------------------------------------------------------------------------------------
    "otel/opentelemetry-collector": "role=telemetry-agent function=telemetry-agent base=distroless"
    " args=program entry=otelcol ports=config,4317?,4318?,55678??,55679??,13133??,8888? loopback= uid=10001"
    " config=/etc/otelcol/config.yaml replace=/etc/otelcol",
    "otel/opentelemetry-collector-contrib": "like=otel/opentelemetry-collector entry=otelcol-contrib"
    " config=/etc/otelcol-contrib/config.yaml replace=/etc/otelcol-contrib",
    "opentelemetry-collector-releases/opentelemetry-collector-k8s": "like=otel/opentelemetry-collector",
    "aws-observability/aws-otel-collector": "role=telemetry-agent function=telemetry-agent base=distroless"
    " args=program ports=config,4317?,4318?,2000/udp??,13133? config=/etc/otel-config.yaml",
    "amazon/aws-xray-daemon": "role=telemetry-agent function=telemetry-agent ports=2000/udp,2000"
    " args=program entry=xray flags=--bind:2000,-b:2000,--bind-tcp:2000,-t:2000",
    "amazon/cloudwatch-agent": "role=telemetry-agent function=telemetry-agent"
    " ports=config,25888??,8125/udp?? replace=/etc/cwagentconfig config=/etc/cwagentconfig/*",
    "signalfx/splunk-otel-collector": "role=telemetry-agent function=telemetry-agent base=distroless"
    " args=program ports=config,4317?,4318?,13133?,8006??,8888?? uid=999",
    "honeycombio/samproxy": "role=telemetry-agent function=telemetry-agent ports=8080?",
    "datadog/agent": "role=telemetry-agent function=telemetry-agent ports=8125/udp,8126?,5000?,5001?"
    " base=debian-based loopback=5000,5001 env=DD_DOGSTATSD_PORT:8125,DD_APM_RECEIVER_PORT:8126"
    " writes=/opt/datadog-agent/run,/etc/datadog-agent breaks=/etc/datadog-agent,/opt/datadog-agent"
    " replace=/etc/datadog-agent/conf.d,/conf.d has=bash",
    "datadog/cluster-agent": "role=controller ports=5000?,5005 base=debian-based",
    "datadog/dogstatsd": "role=telemetry-agent function=telemetry-agent ports=8125/udp base=alpine-based",
    "newrelic/infrastructure": "role=telemetry-agent function=telemetry-agent base=alpine-based"
    " writes=/var/db/newrelic-infra",
    "newrelic/newrelic-fluentbit-output": "role=log-shipper function=log-shipper",
    "dynatrace/oneagent": "role=telemetry-agent function=telemetry-agent",
    "telegraf": "role=telemetry-agent function=telemetry-agent ports=config,8125/udp??,8092/udp??,8094??"
    " args=either base=debian-based entry=telegraf config=/etc/telegraf/telegraf.conf replace=/etc/telegraf",
    "bitnami/telegraf": "kind=bitnami role=telemetry-agent function=telemetry-agent ports=config",
    "stackdriver-agents/stackdriver-metadata-agent": "role=telemetry-agent function=telemetry-agent",
    "stackdriver-agents/stackdriver-logging-agent": "role=log-shipper function=log-shipper",
    "grafana/agent": "role=telemetry-agent function=telemetry-agent ports=80?,12345? base=debian-based"
    " args=program entry=agent flags=-server.http.address:80,--server.http.listen-addr:12345"
    " writes=/etc/agent/data,/tmp config=/etc/agent/agent.yaml replace=/etc/agent",
    "grafana/alloy": "role=telemetry-agent function=telemetry-agent ports=12345 base=debian-based"
    " args=program entry=alloy flags=--server.http.listen-addr writes=/var/lib/alloy data=/var/lib/alloy"
    " config=/etc/alloy/config.alloy replace=/etc/alloy",
    "grafana/beyla": "role=telemetry-agent function=telemetry-agent base=distroless args=program",
    "beats/metricbeat": "role=telemetry-agent function=telemetry-agent args=either entry=metricbeat"
    " writes=/usr/share/metricbeat/data breaks=/usr/share/metricbeat",
    "beats/elastic-agent": "role=telemetry-agent function=telemetry-agent args=either",
    "beats/heartbeat": "role=telemetry-agent function=telemetry-agent args=either entry=heartbeat",
    "openshift/origin-telemeter": "role=telemetry-agent function=telemetry-agent base=rhel-based"
    " args=command flags=--listen:0 upflags=--from",
    "open-telemetry/opentelemetry-operator/opentelemetry-operator": "kind=controller ports=8080?,9443?,8443?",
    "open-telemetry/opentelemetry-operator/autoinstrumentation-java": "role=init-helper function=copy-tool"
    " runs=ends base=busybox-based args=command",
    "open-telemetry/opentelemetry-operator/autoinstrumentation-python": "role=init-helper function=copy-tool"
    " runs=ends base=busybox-based args=command",
    "open-telemetry/opentelemetry-operator/autoinstrumentation-nodejs": "role=init-helper function=copy-tool"
    " runs=ends base=busybox-based args=command",
    "open-telemetry/opentelemetry-operator/autoinstrumentation-dotnet": "role=init-helper function=copy-tool"
    " runs=ends base=busybox-based args=command",
    "open-telemetry/opentelemetry-operator/autoinstrumentation-apache-httpd": "role=init-helper"
    " function=copy-tool runs=ends args=command",
    "open-telemetry/opentelemetry-go-instrumentation/autoinstrumentation-go": "role=telemetry-agent"
    " function=telemetry-agent",
    "splunk-otel-java/splunk-otel-java": "role=init-helper function=copy-tool runs=ends args=command",
    "splunk-otel-js/splunk-otel-js": "role=init-helper function=copy-tool runs=ends args=command",
    "splunk-otel-dotnet/splunk-otel-dotnet": "role=init-helper function=copy-tool runs=ends args=command",
    "signalfx/splunk-otel-instrumentation-python": "role=init-helper function=copy-tool runs=ends args=command",
    # --- logs ------------------------------------------------------------------------------------------------
    "fluent/fluent-bit": "role=log-shipper function=log-shipper ports=2020?? base=distroless"
    " [debug]base=debian-based [debug]has=bash,curl,git,jq [>=2]args=program [debug]args=command"
    " entry=fluent-bit uid=0 config=/fluent-bit/etc/fluent-bit.conf breaks=/fluent-bit/bin"
    " replace=/fluent-bit/etc",
    "aws-observability/aws-for-fluent-bit": "role=log-shipper function=log-shipper ports=2020??"
    " base=rhel-based entry=fluent-bit config=/fluent-bit/etc/fluent-bit.conf breaks=/fluent-bit/bin"
    " replace=/fluent-bit/etc uid=0",
    "bitnami/fluent-bit": "kind=bitnami role=log-shipper function=log-shipper ports=2020??",
    "kubesphere/fluent-bit": "like=fluent/fluent-bit base=",
    "fluent/fluentd": "role=log-shipper function=log-shipper ports=24224?,24224/udp?,24231?? args=either"
    " entry=fluentd writes=/fluentd/log config=/fluentd/etc/fluent.conf replace=/fluentd/etc,/fluentd/log",
    "fluent/fluentd-kubernetes-daemonset": "like=fluent/fluentd ports=24231?? base=debian-based uid=0"
    " upenv=FLUENT_ELASTICSEARCH_HOST writes=/var/log",
    "bitnami/fluentd": "kind=bitnami role=log-shipper function=log-shipper ports=24224?,24224/udp?",
    "fluentd-elasticsearch": "role=log-shipper function=log-shipper entry=fluentd base=debian-based ports=24231??",
    "fluentd_elasticsearch/fluentd": "like=fluentd-elasticsearch",
    "fluentd-gcp": "role=log-shipper function=log-shipper entry=fluentd base=debian-based ports=24231??",
    "beats/filebeat": "role=log-shipper function=log-shipper ports=5066?? args=either entry=filebeat"
    " uid=1000 writes=/usr/share/filebeat/data,/usr/share/filebeat/logs breaks=/usr/share/filebeat"
    " config=/usr/share/filebeat/filebeat.yml has=bash",
    "logstash": "role=log-shipper ports=config,5044?,9600 args=either entry=logstash uid=1000"
    " data=/usr/share/logstash/data writes=/usr/share/logstash/data,/usr/share/logstash/logs"
    " config=/usr/share/logstash/pipeline/* breaks=/usr/share/logstash/bin"
    " replace=/usr/share/logstash/pipeline has=bash upenv=XPACK_MONITORING_ELASTICSEARCH_HOSTS",
    "timberio/vector": "role=log-shipper function=log-shipper ports=config,8686?? args=program entry=vector"
    " base=debian-based writes=/var/lib/vector config=/etc/vector/vector.yaml,/etc/vector/vector.toml"
    " replace=/etc/vector",
    "grafana/promtail": "role=log-shipper function=log-shipper ports=80?,9080? base=debian-based"
    " args=program entry=promtail flags=-server.http-listen-port upflags=-client.url uid=0"
    " config=/etc/promtail/config.yml replace=/etc/promtail writes=/run/promtail",
    "grafana/fluent-bit-plugin-loki": "like=fluent/fluent-bit upenv=LOKI_URL",
    "splunk/universalforwarder": "role=log-shipper function=log-shipper ports=8089?,9997?? base=rhel-based",
    "splunk/splunk": "role=monitoring ports=8000,8088,8089,9997? base=rhel-based data=/opt/splunk/var,/opt/splunk/etc",
    "sumologic/collector": "role=log-shipper function=log-shipper",
    "gliderlabs/logspout": "role=log-shipper function=log-shipper ports=80 args=program base=alpine-based",
    "balabit/syslog-ng": "role=log-shipper function=log-shipper ports=514/udp,601,6514 base=debian-based"
    " config=/etc/syslog-ng/syslog-ng.conf writes=/var/log",
    "rsyslog/syslog_appliance_alpine": "role=log-shipper function=log-shipper ports=514?,514/udp?"
    " base=alpine-based writes=/var/log",
    "blacklabelops/logrotate": "role=log-shipper function=other base=alpine-based",
    "honestica/lumberjack-adapter": "role=adapter function=log-format",
    "kubesphere/log-sidecar-injector": "kind=controller ports=8443? args=",
    "amazon/aws-for-fluent-bit": "like=aws-observability/aws-for-fluent-bit",
    "cribl/cribl": "role=log-shipper function=log-shipper ports=9000,10080?",
    # --- files, configuration, secrets -----------------------------------------------------------------------
    # v4 needs an explicit root; the older ones write below /git or /tmp/git
    "git-sync/git-sync": "role=sync function=git-sync ports=1234?? args=program entry=git-sync"
    " flags=--http-bind:1234 env=GITSYNC_HTTP_BIND:1234,GIT_SYNC_HTTP_BIND:1234 uid=65533"
    " [<4]writes=/tmp/git",
    "openweb/git-sync": "role=sync function=git-sync writes=/git",
    "kiwigrid/k8s-sidecar": "role=sync function=config-reloader ports=8080? env=HEALTH_PORT"
    " base=alpine-based args=command upenv=REQ_URL uid=65534 has=python lacks=bash,curl [<1]ports="
    " [<2]ports=8080??",
    "jimmidyson/configmap-reload": "role=reloader function=config-reloader ports=9533 base=distroless"
    " args=program entry=configmap-reload flags=--web.listen-address upflags=--webhook-url uid=65534"
    " [<0.4]ports=",
    "prometheus-operator/prometheus-config-reloader": "role=reloader function=config-reloader ports=8080"
    " base=distroless args=program entry=prometheus-config-reloader flags=--listen-address up=127.0.0.1:9090"
    " upflags=--reload-url uid=65534 [<0.46]ports=",
    "openshift/origin-configmap-reload": "like=jimmidyson/configmap-reload base=rhel-based uid=",
    "openshift4/ose-configmap-reloader": "like=jimmidyson/configmap-reload base=rhel-based uid=",
    "rancher/prometheus-config-reloader": "like=prometheus-operator/prometheus-config-reloader",
    "stakater/reloader": "kind=controller ports=9090",
    "weaveworks/watch": "role=reloader function=config-reloader base=alpine-based",
    "hashicorp/consul-template": "role=sync function=render-config base=alpine-based args=either"
    " entry=consul-template upflags=-consul-addr,-vault-addr upenv=CONSUL_HTTP_ADDR,VAULT_ADDR [light]base=",
    "hashicorp/envconsul": "kind=tool args=program",
    "hashicorp/vault-k8s": "kind=controller ports=8080? base=alpine-based runs=subcommand",
    "hashicorp/vault-csi-provider": "role=secrets-agent function=secrets-agent ports=8080? args=program",
    "hashicorp/vault-secrets-operator": "kind=controller base=distroless ports=8080?,8081?",
    "sethvargo/vault-init": "role=init-helper function=other upenv=VAULT_ADDR runs=long",
    "sethvargo/vault-kubernetes-authenticator": "role=init-helper function=fetch runs=ends upenv=VAULT_ADDR",
    "banzaicloud/vault-env": "role=init-helper function=copy-tool runs=ends",
    "banzaicloud/bank-vaults": "role=controller runs=subcommand args=program entry=bank-vaults upenv=VAULT_ADDR",
    "spiffe/spire-agent": "role=secrets-agent function=secrets-agent base=distroless args=program"
    " entry=spire-agent writes=/run/spire config=/opt/spire/conf/agent/agent.conf",
    "spiffe/spire-server": "role=secrets-agent ports=8081 base=distroless args=program entry=spire-server"
    " writes=/run/spire data=/run/spire/data",
    "spiffe/spiffe-csi-driver": "kind=csi-driver base=distroless",
    "spiffe/spire-controller-manager": "kind=controller",
    "spiffe/oidc-discovery-provider": "role=app ports=config,443? base=distroless args=program",
    "spiffe/spiffe-helper": "role=secrets-agent function=secrets-agent base=distroless args=program"
    " entry=spiffe-helper",
    "smallstep/step-ca": "role=app ports=9000 data=/home/step writes=/home/step base=alpine-based uid=1000",
    "smallstep/autocert-renewer": "role=secrets-agent function=secrets-agent",
    "smallstep/autocert-bootstrapper": "role=init-helper function=certs runs=ends",
    "certbot/certbot": "kind=tool function=certs entry=certbot args=program base=alpine-based",
    "neilpang/acme.sh": "kind=tool function=certs base=alpine-based",
    "external-secrets/external-secrets": "kind=controller ports=8080 runs=subcommand",
    "bitnami/sealed-secrets-controller": "kind=controller ports=8080,8081?",
    "1password/connect-api": "role=secrets-agent function=secrets-agent ports=8080 env=OP_HTTP_PORT",
    "1password/connect-sync": "role=secrets-agent function=secrets-agent ports=8080?,8081? env=OP_HTTP_PORT",
    "cyberark/secretless-broker": "role=ambassador function=outbound-proxy ports=config",
    "cyberark/conjur-authn-k8s-client": "role=secrets-agent function=secrets-agent upenv=CONJUR_APPLIANCE_URL",
    "openpolicyagent/opa": "role=policy-agent function=policy-agent ports=8181?,8282??,9191??"
    " base=distroless args=program entry=opa runs=subcommand"
    " flags=--addr:8181,-a:8181,--diagnostic-addr:8282 [>=1]loopback=8181",
    "openpolicyagent/kube-mgmt": "role=policy-agent function=policy-agent base=distroless args=program"
    " entry=kube-mgmt up=localhost:8181 upflags=--opa-url",
    "openpolicyagent/gatekeeper": "kind=controller base=distroless ports=8443,8888,9090",
    "permitio/opal-client": "role=policy-agent function=policy-agent ports=7000?,8181?",
    "cerbos/cerbos": "role=policy-agent function=policy-agent ports=3592,3593 base=distroless args=program"
    " entry=cerbos",
    "openfga/openfga": "role=policy-agent ports=8080,8081,3000? base=distroless args=program entry=openfga"
    " runs=subcommand",
    "authzed/spicedb": "role=policy-agent ports=50051?,8443??,9090? base=distroless args=program"
    " entry=spicedb runs=subcommand",
    "leader-elector": "role=elector args=program flags=--http:0 entry=server",
    "rclone/rclone": "kind=tool entry=rclone args=program base=alpine-based runs=subcommand",
    "restic/restic": "role=backup function=backup runs=ends args=program entry=restic base=alpine-based",
    "velero/velero": "role=backup runs=subcommand args=program entry=velero ports=8085? flags=--metrics-address",
    "velero/velero-plugin-for-aws": "role=init-helper function=copy-tool runs=ends",
    "velero/velero-plugin-for-gcp": "role=init-helper function=copy-tool runs=ends",
    "velero/velero-plugin-for-microsoft-azure": "role=init-helper function=copy-tool runs=ends",
    "velero/velero-plugin-for-csi": "role=init-helper function=copy-tool runs=ends",
    "vsphereveleroplugin/velero-plugin-for-vsphere": "role=init-helper function=copy-tool runs=ends",
    "velero/velero-restore-helper": "role=init-helper function=wait-for runs=ends",
    "prodrigestivill/postgres-backup-local": "role=backup function=backup ports=8080 upenv=POSTGRES_HOST"
    " data=/backups writes=/backups",
    "offen/docker-volume-backup": "role=backup function=backup",
    "fradelg/mysql-cron-backup": "role=backup function=backup upenv=MYSQL_HOST writes=/backup",
    # --- init helpers ----------------------------------------------------------------------------------------
    "groundnuty/k8s-wait-for": "role=init-helper function=wait-for runs=ends base=alpine-based args=program",
    "jwilder/dockerize": "role=init-helper function=wait-for runs=ends args=program entry=dockerize",
    "powerman/dockerize": "role=init-helper function=wait-for runs=ends args=program entry=dockerize",
    "willwill/wait-for-it": "role=init-helper function=wait-for runs=ends args=program",
    "dokku/wait": "role=init-helper function=wait-for runs=ends",
    "toschneck/wait-for-it": "role=init-helper function=wait-for runs=ends args=program",
    "flyway/flyway": "role=init-helper function=migrate runs=ends args=program entry=flyway upenv=FLYWAY_URL"
    " replace=/flyway/sql,/flyway/conf breaks=/flyway/lib reads=/flyway/sql/*",
    "liquibase/liquibase": "role=init-helper function=migrate runs=ends entry=liquibase args=either"
    " replace=/liquibase/changelog upenv=LIQUIBASE_COMMAND_URL",
    "migrate/migrate": "role=init-helper function=migrate runs=ends args=program entry=migrate base=alpine-based",
    "amacneil/dbmate": "role=init-helper function=migrate runs=ends args=program entry=dbmate upenv=DATABASE_URL",
    "arigaio/atlas": "role=init-helper function=migrate runs=ends args=program entry=atlas",
    "kubeless/go-init": "role=init-helper runs=ends",
    "kubeless/java-init": "role=init-helper runs=ends",
    "kubeless/nodejs": "role=runtime runs=subcommand has=node",
    "kubeless/python": "role=runtime runs=subcommand has=python",
    "kubeless/ruby": "role=runtime runs=subcommand has=ruby",
    # --- storage drivers -------------------------------------------------------------------------------------
    "sig-storage/csi-provisioner": "kind=csi entry=csi-provisioner",
    "sig-storage/csi-attacher": "kind=csi entry=csi-attacher",
    "sig-storage/csi-resizer": "kind=csi entry=csi-resizer",
    "sig-storage/csi-snapshotter": "kind=csi entry=csi-snapshotter",
    "sig-storage/csi-node-driver-registrar": "kind=csi entry=csi-node-driver-registrar writes=/registration"
    " flags+=--health-port:0",
    "sig-storage/csi-external-health-monitor-controller": "kind=csi",
    "sig-storage/csi-external-health-monitor-agent": "kind=csi",
    "sig-storage/csi-cluster-driver-registrar": "kind=csi",
    "sig-storage/csi-proxy": "role=node-agent base=windows windows=yes",
    "sig-storage/volume-data-source-validator": "kind=csi",
    "sig-storage/livenessprobe": "kind=csi function=health-endpoint role=adapter entry=livenessprobe"
    " ports=9808 flags=--health-port:9808,--http-endpoint:9808",
    "sig-storage/snapshot-controller": "kind=controller base=distroless flags=--http-endpoint:0"
    " entry=snapshot-controller",
    "sig-storage/snapshot-validation-webhook": "kind=controller ports=443?",
    "sig-storage/local-volume-provisioner": "kind=csi-driver ports=8080?",
    "sig-storage/nfs-subdir-external-provisioner": "kind=csi-driver writes=/persistentvolumes args=program",
    "sig-storage/nfs-provisioner": "kind=csi-driver ports=2049,111,20048",
    "sig-storage/nfsplugin": "kind=csi-driver",
    "sig-storage/smbplugin": "kind=csi-driver",
    "sig-storage/hostpathplugin": "kind=csi-driver entry=hostpathplugin ports=9898?? writes=/csi-data-dir"
    " data=/csi-data-dir",
    "secrets-store/driver": "kind=csi-driver ports=9808??,8095?",
    "csi-secrets-store/driver": "kind=csi-driver ports=9808??,8095?",
    "provider-os/cinder-csi-plugin": "kind=csi-driver args=command",
    "provider-os/manila-csi-plugin": "kind=csi-driver args=command",
    "provider-os/openstack-cloud-controller-manager": "kind=controller",
    "ebs-csi-driver/aws-ebs-csi-driver": "kind=csi-driver entry=aws-ebs-csi-driver flags=--http-endpoint:0",
    "amazon/aws-efs-csi-driver": "kind=csi-driver",
    "oss/kubernetes-csi/azuredisk-csi": "kind=csi-driver",
    "oss/kubernetes-csi/azurefile-csi": "kind=csi-driver",
    "oss/kubernetes-csi/blob-csi": "kind=csi-driver",
    "cloud-provider-gcp/gcp-compute-persistent-disk-csi-driver": "kind=csi-driver",
    "gcs-fuse-csi-driver": "kind=csi-driver",
    "gcs-fuse-csi-driver-sidecar-mounter": "role=sync function=data-sync",
    "digitalocean/do-csi-plugin": "kind=csi-driver",
    "cloud-provider-vsphere/csi/release/driver": "kind=csi-driver",
    "cephcsi/cephcsi": "kind=csi-driver base=rhel-based entry=cephcsi",
    "rook/ceph": "role=controller base=rhel-based args=program entry=rook runs=subcommand",
    "ceph/daemon": "role=object-store base=rhel-based runs=subcommand args=program",
    "longhornio/longhorn-manager": "kind=controller ports=9500?,9501?,9502? args=command entry=longhorn-manager",
    "longhornio/longhorn-ui": "role=app ports=8000 base=",
    "longhornio/longhorn-engine": "role=node-agent",
    "longhornio/longhorn-instance-manager": "role=node-agent",
    "longhornio/longhorn-share-manager": "role=node-agent",
    "openebs/zfs-driver": "kind=csi-driver",
    "openebs/lvm-driver": "kind=csi-driver",
    "openebs/provisioner-localpv": "kind=controller",
    "openebs/linux-utils": "kind=toolbox base=alpine-based",
    "rancher/local-path-provisioner": "kind=controller base=alpine-based args=command",
    "piraeusdatastore/piraeus-csi": "kind=csi-driver",
    "piraeusdatastore/linstor-csi": "kind=csi-driver",
    # --- parts of a cluster ----------------------------------------------------------------------------------
    "coredns/coredns": "kind=cluster base=distroless ports=53,53/udp,9153?,8080?,8181? args=program"
    " entry=coredns flags=-dns.port:53 replace=/etc/coredns config=/etc/coredns/Corefile",
    "k8s-dns-kube-dns": "kind=cluster ports=10053,10053/udp,10055,8081? args=program",
    "k8s-dns-dnsmasq-nanny": "kind=cluster ports=53,53/udp args=program",
    "k8s-dns-node-cache": "kind=cluster ports=53,53/udp,8080?,9253? args=program",
    "dns/k8s-dns-node-cache": "like=k8s-dns-node-cache",
    "kubedns": "kind=cluster ports=10053,10053/udp,10055?,8081? args=program",
    "kube-dnsmasq": "kind=cluster ports=53,53/udp args=program",
    "kube-apiserver": "kind=cluster base=distroless ports=6443 flags=--secure-port args=command entry=kube-apiserver"
    " [<1.20]base=",
    "kube-controller-manager": "kind=cluster base=distroless ports=10257 flags=--secure-port args=command"
    " entry=kube-controller-manager [<1.20]base=",
    "kube-scheduler": "kind=cluster base=distroless ports=10259 flags=--secure-port args=command entry=kube-scheduler"
    " [<1.20]base=",
    "kube-proxy": "kind=cluster ports=10249,10256 loopback=10249 args=command entry=kube-proxy"
    " flags=--metrics-bind-address:10249,--healthz-bind-address:10256",
    "metrics-server/metrics-server": "kind=cluster base=distroless ports=10250?,4443? args=program"
    " entry=metrics-server flags=--secure-port:10250 writes=/tmp uid=65534",
    "prometheus-adapter/prometheus-adapter": "kind=cluster base=distroless ports=6443 flags=--secure-port"
    " args=program upflags=--prometheus-url",
    "autoscaling/cluster-autoscaler": "kind=controller base=distroless ports=8085 args=command"
    " entry=cluster-autoscaler flags=--address",
    "bitnami/metrics-server": "like=metrics-server/metrics-server base=bitnami uid=1001",
    "bitnami/external-dns": "like=external-dns/external-dns base=bitnami uid=1001",
    "autoscaling/vpa-recommender": "kind=controller ports=8942",
    "autoscaling/vpa-updater": "kind=controller ports=8943",
    "autoscaling/vpa-admission-controller": "kind=controller ports=8000?,8944",
    "autoscaling/addon-resizer": "kind=cluster args=program",
    "addon-resizer": "kind=cluster args=program",
    "pod_nanny": "kind=cluster args=program",
    "heapster": "role=monitoring ports=8082 args= runs=long",
    "descheduler/descheduler": "kind=controller ports=10258 args=command",
    "node-problem-detector/node-problem-detector": "role=node-agent ports=20256?,20257? args=program base=debian-based",
    "nfd/node-feature-discovery": "role=node-agent args=command",
    "node-feature-discovery/node-feature-discovery": "role=node-agent args=command",
    "nvidia/k8s-device-plugin": "role=node-agent",
    "nvidia/gpu-operator": "kind=controller ports=8080?",
    "provider-aws/cloud-controller-manager": "kind=controller",
    "calico/node": "role=node-agent base=rhel-based ports=9099?,9091?? loopback=9099 writes=/var/run/calico",
    "calico/cni": "role=node-agent function=copy-tool",
    "calico/kube-controllers": "kind=controller ports=9094?",
    "calico/typha": "kind=controller ports=5473,9098?,9093??",
    "calico/apiserver": "kind=cluster ports=5443",
    "calico/pod2daemon-flexvol": "role=init-helper function=copy-tool runs=ends",
    "calico/csi": "kind=csi-driver",
    "calico/node-driver-registrar": "kind=csi",
    "calico/calico": "role=node-agent",
    "tigera/operator": "kind=controller",
    "cilium/cilium": "role=node-agent base=debian-based ports=9878?,9879?,4240?,4244? loopback=9879",
    "cilium/operator-generic": "kind=controller ports=9234?,9963?",
    "cilium/hubble-relay": "kind=cluster ports=4245",
    "cilium/hubble-ui": "role=app ports=8081",
    "cilium/hubble-ui-backend": "role=app ports=8090",
    "cilium/cilium-envoy": "role=mesh-proxy function=mesh-proxy ports=9878?,9964?",
    "flannel-io/flannel": "role=node-agent base=alpine-based args=command entry=flanneld writes=/run/flannel",
    "flannel-io/flannel-cni-plugin": "role=init-helper function=copy-tool runs=ends base=alpine-based",
    "weaveworks/weave-kube": "role=node-agent ports=6783?,6784?,6782?",
    "weaveworks/weave-npc": "role=node-agent ports=6781?",
    "antrea/antrea-agent-ubuntu": "role=node-agent base=debian-based",
    "k8snetworkplumbingwg/multus-cni": "role=node-agent",
    "k8snetworkplumbingwg/whereabouts": "role=node-agent",
    "k8snetworkplumbingwg/sriov-network-device-plugin": "role=node-agent",
    "metallb/controller": "kind=controller ports=7472?,9443?",
    "metallb/speaker": "role=node-agent ports=7472?,7946?,7946/udp?",
    "frrouting/frr": "role=node-agent base=alpine-based",
    "kube-vip/kube-vip": "role=node-agent ports=2112?",
    "amazon-k8s-cni": "role=node-agent ports=61678?,61679?,50051? loopback=61679,50051",
    "amazon-k8s-cni-init": "role=init-helper function=copy-tool runs=ends",
    "eks/aws-load-balancer-controller": "kind=controller ports=8080,9443?,61779?",
    "amazon/aws-alb-ingress-controller": "kind=controller ports=8080?,10254?",
    "karpenter/controller": "kind=controller base=distroless ports=8080?,8081?",
    "pause": "role=pause base=distroless uid=65535 args=program entry=pause [<3.2]uid=0",
    "kindest/kindnetd": "role=node-agent",
    "kindest/local-path-provisioner": "kind=controller",
    # --- controllers -----------------------------------------------------------------------------------------
    "jetstack/cert-manager-controller": "kind=controller base=distroless ports=9402,9403?",
    "jetstack/cert-manager-webhook": "kind=controller base=distroless ports=10250,6080?,9402?"
    " flags=--secure-port:10250,--healthz-port:6080",
    "jetstack/cert-manager-cainjector": "kind=controller base=distroless ports=9402?",
    "jetstack/cert-manager-acmesolver": "kind=controller base=distroless ports=8089?",
    "jetstack/cert-manager-startupapicheck": "role=init-helper function=wait-for runs=ends args=program"
    " base=distroless",
    "external-dns/external-dns": "kind=controller base=distroless ports=7979 flags=--metrics-address",
    "argoproj/argocd": "role=controller ports=8080?,8081?,8082?,8083?,8084? runs=subcommand"
    " base=debian-based args=program uid=999 writes=/tmp,/app/config breaks=/usr/local/bin"
    " has=bash,git,argocd,kustomize,helm",
    "argoproj/argo-rollouts": "kind=controller ports=8080?,8090?",
    "argoproj/argo-events": "kind=controller ports=7777? runs=subcommand",
    "argoproj/workflow-controller": "kind=controller ports=9090?,6060? entry=workflow-controller args=command",
    "argoproj/argocli": "role=app ports=2746? args=program entry=argo base=distroless runs=subcommand",
    "argoproj/argoexec": "role=sync args=command entry=argoexec",
    "argoproj-labs/argocd-image-updater": "kind=controller ports=8080?",
    "argoproj/gitops-agent": "role=sync function=git-sync",
    "fluxcd/source-controller": "kind=controller ports=8080,9090?,9440? writes=/data,/tmp",
    "fluxcd/kustomize-controller": "kind=controller ports=8080,9440? base=alpine-based",
    "fluxcd/helm-controller": "kind=controller ports=8080,9440? base=alpine-based",
    "fluxcd/notification-controller": "kind=controller ports=8080,9090?,9292?,9440?",
    "fluxcd/image-reflector-controller": "kind=controller ports=8080?,9440?",
    "fluxcd/image-automation-controller": "kind=controller ports=8080?,9440?",
    "crossplane/crossplane": "kind=controller ports=8080?,8081?,9443? runs=subcommand",
    "kedacore/keda": "kind=controller base=distroless ports=8080?,8081?,9443?",
    "kedacore/keda-metrics-apiserver": "kind=cluster base=distroless ports=6443,8080?",
    "kyverno/kyverno": "kind=controller base=distroless ports=9443,8000?,9080?",
    "kyverno/kyvernopre": "role=init-helper function=other runs=ends base=distroless",
    "falcosecurity/falco": "role=node-agent ports=8765 args=command entry=falco",
    "falcosecurity/falcosidekick": "role=adapter function=other ports=2801 env=LISTENPORT args=program",
    "aquasec/trivy": "kind=tool entry=trivy args=program base=alpine-based",
    "aquasecurity/trivy-operator": "kind=controller ports=8080?,9090?",
    "aquasec/kube-bench": "kind=tool entry=kube-bench args=program base=alpine-based",
    "prometheus-operator/prometheus-operator": "kind=controller base=busybox-based ports=8080,8443?? entry=operator",
    "grafana/grafana-operator": "kind=controller ports=8080?,9090?",
    "strimzi/operator": "kind=controller ports=8080 base=rhel-based",
    "cloudnative-pg/cloudnative-pg": "kind=controller ports=8080?,9443?",
    "zalando/postgres-operator": "kind=controller ports=8080? base=alpine-based",
    "acid/postgres-operator": "like=zalando/postgres-operator",
    "spotahome/redis-operator": "kind=controller ports=9710?",
    "elastic/eck-operator": "kind=controller ports=9443?",
    "rabbitmqoperator/cluster-operator": "kind=controller ports=9782?",
    "minio/operator": "kind=controller ports=4221?,4222? runs=subcommand base=rhel-based",
    "operator-framework/olm": "kind=controller ports=8080?,8443? args=command",
    "operator-framework/configmap-operator-registry": "role=app ports=50051",
    "tekton-releases/github.com/tektoncd/pipeline/cmd/controller": "kind=controller ports=9090?,8080?",
    "tekton-releases/github.com/tektoncd/pipeline/cmd/webhook": "kind=controller ports=8443?,9090?,8080?",
    "knative-releases/knative.dev/serving/cmd/queue": "role=reverse-proxy function=reverse-proxy"
    " base=distroless ports=8012,8022,9090?,9091?,8013??,8112?? upenv=USER_PORT",
    "knative-releases/knative.dev/serving/cmd/activator": "kind=controller ports=8012,8013,9090",
    "openfaas/gateway": "role=reverse-proxy function=reverse-proxy ports=8080,8082? env=port",
    "openfaas/faas-netes": "kind=controller ports=8081? env=port",
    "kubeless/function-controller": "kind=controller",
    "kubeless/http-trigger-controller": "kind=controller",
    "kubeless/cronjob-trigger-controller": "kind=controller",
    "volcanosh/vc-controller-manager": "kind=controller ports=8081?",
    "volcanosh/vc-scheduler": "kind=controller ports=8080?",
    "volcanosh/vc-webhook-manager": "kind=controller ports=8443?",
    "volcanosh/vc-agent": "role=node-agent",
    "vmware-tanzu/carvel-kapp-controller": "kind=controller",
    "kubevirt/virt-operator": "kind=controller ports=8443?",
    "kubevirt/virt-launcher": "role=app base=rhel-based",
    "kubevirt/virt-handler": "role=node-agent ports=8443? base=rhel-based",
    "kubeflow/training-operator": "kind=controller ports=8080?",
    "kuberay/operator": "kind=controller ports=8080?",
    "kubeflow/kfp-metadata-envoy": "role=reverse-proxy function=reverse-proxy ports=9090,9901?",
    "ml-pipeline/metadata-envoy": "role=reverse-proxy function=reverse-proxy ports=9090,9901?",
    "kubeflow/kfp-api-server": "role=app ports=8888,8887",
    "tfx-oss-public/ml_metadata_store_server": "role=app ports=8080?? flags=--grpc_port args=command",
    "ml-pipeline/api-server": "role=app ports=8888,8887",
    # --- tools -----------------------------------------------------------------------------------------------
    "busybox": "kind=toolbox base=busybox",
    "alpine": "kind=toolbox base=alpine",
    "debian": "kind=toolbox base=debian [jessie]base=debian-based [8]base=debian-based [wheezy]base=debian-based",
    "ubuntu": "kind=toolbox base=ubuntu [xenial]base=debian-based [trusty]base=debian-based [<18]base=debian-based",
    "centos": "kind=toolbox base=rhel-based has=curl,yum,find,xargs,tar,awk lacks=wget,nc,git",
    "fedora": "kind=toolbox base=rhel-based has=curl,dnf",
    "rockylinux": "kind=toolbox base=rhel-based has=curl",
    "almalinux": "kind=toolbox base=rhel-based has=curl",
    "oraclelinux": "kind=toolbox base=rhel-based has=curl",
    "amazonlinux": "kind=toolbox base=rhel-based has=curl",
    "ubi8/ubi": "kind=toolbox base=rhel-based has=curl,yum,dnf",
    "ubi9/ubi": "kind=toolbox base=rhel-based has=curl,yum,dnf",
    "ubi8/ubi-minimal": "kind=toolbox base=rhel-based has=curl,microdnf lacks=yum,dnf,wget,nc,git,ps",
    "ubi9/ubi-minimal": "kind=toolbox base=rhel-based has=curl,microdnf lacks=yum,dnf,wget,nc,git,ps",
    "opensuse/leap": "kind=toolbox has=bash,zypper lacks=apt-get,apk,yum",
    "archlinux": "kind=toolbox has=bash,pacman,curl lacks=apt-get,apk,yum",
    # alpine with its bash under /usr/local/bin
    "bash": "kind=toolbox base=alpine-based args=either entry=bash has=bash lacks=curl,git",
    "buildpack-deps": "kind=toolbox base=buildpack [scm]base=debian-based [curl]base=debian-based",
    "curlimages/curl": "kind=tool runs=subcommand entry=curl args=either base=alpine-based has=curl uid=100 lacks=bash",
    "alpine/curl": "kind=tool runs=subcommand entry=curl base=alpine-based has=curl",
    "appropriate/curl": "kind=tool runs=subcommand entry=curl args=program base=alpine-based has=curl",
    "byrnedo/alpine-curl": "kind=tool runs=subcommand entry=curl args=program base=alpine-based has=curl",
    "pstauffer/curl": "kind=tool runs=subcommand base=alpine-based has=curl",
    "tutum/curl": "kind=tool runs=subcommand has=curl",
    "radial/busyboxplus": "kind=toolbox has=curl",
    "nicolaka/netshoot": "kind=toolbox base=alpine-based has=bash,curl,nc,dig,nslookup,tcpdump,socat,jq,openssl,ping",
    "wbitt/network-multitool": "role=toolbox ports=80,443 env=HTTP_PORT:80,HTTPS_PORT:443 base=alpine-based"
    " args=either entry=nginx has=bash,curl,nc,dig,jq",
    "amazon/aws-cli": "kind=tool entry=aws args=program base=rhel-based has=aws",
    "google/cloud-sdk": "kind=tool runs=subcommand args=command base=debian-based has=gcloud,gsutil,bash,python3",
    "azure-cli": "kind=tool runs=subcommand args=command has=az,bash",
    "bitnami/kubectl": "kind=tool runs=subcommand entry=kubectl args=program base=bitnami has=kubectl uid=1001",
    "kubectl": "kind=tool runs=subcommand entry=kubectl args=program base=distroless has=kubectl",
    "rancher/kubectl": "kind=tool runs=subcommand entry=kubectl args=program base=distroless has=kubectl",
    "lachlanevenson/k8s-kubectl": "kind=tool runs=subcommand entry=kubectl args=program base=alpine-based has=kubectl",
    "alpine/k8s": "kind=toolbox base=alpine-based has=kubectl,helm,bash,curl,jq,aws,git",
    "dtzar/helm-kubectl": "kind=toolbox base=alpine-based has=kubectl,helm,bash,curl,jq,git",
    "alpine/helm": "kind=tool entry=helm args=program base=alpine-based has=helm",
    "alpine/git": "kind=tool function=fetch entry=git args=program base=alpine-based has=git",
    "bitnami/git": "kind=tool function=fetch base=bitnami has=git",
    "alpine/openssl": "kind=tool function=certs entry=openssl args=program base=alpine-based has=openssl",
    "alpine/psql": "kind=tool entry=psql args=program base=alpine-based has=psql",
    "mikefarah/yq": "kind=tool entry=yq args=program base=alpine-based has=yq",
    "stedolan/jq": "kind=tool entry=jq args=program has=jq",
    "jq": "kind=tool entry=jq args=program has=jq",
    "kaniko-project/executor": "kind=tool entry=executor args=program base=distroless",
    "moby/buildkit": "role=app runs=long args=program entry=buildkitd base=alpine-based ports=1234??",
    "buildah/stable": "kind=tool runs=subcommand base=rhel-based args=command has=buildah",
    "podman/stable": "kind=tool runs=subcommand base=rhel-based args=command has=podman",
    "docker": "kind=tool runs=subcommand base=alpine-based args=either entry=docker has=docker,openssl"
    " [dind]runs=long [dind]role=app [dind]entry=dockerd [dind]ports=2376?,2375? [dind]data=/var/lib/docker"
    " [dind]writes=/var/lib/docker",
    "hashicorp/terraform": "kind=tool entry=terraform args=program base=alpine-based has=terraform,git",
    "ansible/ansible-runner": "kind=tool base=rhel-based args=program",
    "polinux/stress": "kind=tool runs=long args=command entry=stress has=stress",
    "vish/stress": "kind=tool runs=long args=program entry=stress",
    "progrium/stress": "kind=tool runs=long args=program entry=stress",
    "fortio/fortio": "role=app ports=8080,8079,8078?,8081? args=program entry=fortio base=distroless",
    "williamyeh/hey": "kind=tool entry=hey args=program",
    "bitnami/os-shell": "kind=toolbox base=bitnami",
    "bitnami/bitnami-shell": "kind=toolbox base=bitnami",
    "bitnami/minideb": "kind=toolbox base=debian-based",
    # --- languages and bases ---------------------------------------------------------------------------------
    "python": "kind=runtime entry=python3 has=python,python3,pip breaks=/usr/local/bin,/usr/local/lib"
    " [alpine]lacks=bash,curl,git",
    "pypy": "kind=runtime entry=pypy3",
    "node": "kind=runtime entry=node args=either has=node,npm breaks=/usr/local/bin,/usr/local/lib"
    " [alpine]lacks=bash,curl,git",
    "ruby": "kind=runtime entry=irb has=ruby,gem breaks=/usr/local/bin,/usr/local/lib [alpine]lacks=bash,curl,git",
    "bitnami/ruby": "kind=runtime base=bitnami has=ruby",
    "bitnami/node": "kind=runtime base=bitnami has=node,npm",
    "bitnami/python": "kind=runtime base=bitnami has=python,python3",
    "golang": "kind=runtime has=go breaks=/usr/local/go [alpine]lacks=bash,curl",
    "rust": "kind=runtime has=cargo,rustc breaks=/usr/local/cargo,/usr/local/rustup",
    "openjdk": "kind=runtime base= entry=jshell has=java [oraclelinux]base=rhel-based",
    "eclipse-temurin": "kind=runtime base=debian-based has=java breaks=/opt/java/openjdk",
    "amazoncorretto": "kind=runtime base=rhel-based has=java breaks=/usr/lib/jvm",
    "ibm-semeru-runtimes": "kind=runtime base=debian-based has=java breaks=/opt/java/openjdk",
    "azul/zulu-openjdk": "kind=runtime base=debian-based has=java",
    "maven": "kind=runtime base=debian-based args=either entry=mvn has=mvn,java",
    "gradle": "kind=runtime base=debian-based args= has=gradle,java",
    "perl": "kind=runtime entry=perl has=perl",
    "elixir": "kind=runtime base=debian-based entry=iex has=elixir",
    "erlang": "kind=runtime base=buildpack entry=erl",
    "swift": "kind=runtime base=debian-based",
    "haskell": "kind=runtime base=debian-based",
    "denoland/deno": "kind=runtime base=debian-based args=either entry=deno",
    "oven/bun": "kind=runtime base=debian-based args=either entry=bun",
    "julia": "kind=runtime base=debian-based entry=julia args=either",
    "r-base": "kind=runtime base=debian-based entry=R",
    "rocker/rstudio": "role=app ports=8787 base=debian-based",
    # the port is 80 up to .NET 7 and 8080 from 8 on
    "dotnet/aspnet": "kind=runtime runs=long base=debian-based ports=8080?,80? [<8]ports=80 [>=8]ports=8080"
    " entry=dotnet env=ASPNETCORE_URLS,ASPNETCORE_HTTP_PORTS,DOTNET_URLS breaks=/usr/share/dotnet has=dotnet"
    " lacks=curl",
    "dotnet/runtime": "kind=runtime base=debian-based entry=dotnet has=dotnet breaks=/usr/share/dotnet lacks=curl",
    "dotnet/sdk": "kind=runtime base=debian-based entry=dotnet has=dotnet,git,curl breaks=/usr/share/dotnet",
    "dotnet/core/aspnet": "like=dotnet/aspnet ports=80",
    "dotnet/core/sdk": "like=dotnet/sdk",
    "distroless/static": "role=base base=distroless runs=subcommand args=command uid=0 [nonroot]uid=65532",
    "distroless/base": "like=distroless/static",
    "distroless/cc": "like=distroless/static",
    "distroless/java": "like=distroless/static args=program entry=java has=java",
    "distroless/python3": "like=distroless/static args=program entry=python3 has=python3",
    "distroless/nodejs": "like=distroless/static args=program entry=node has=node",
    "windows/servercore": "role=base base=windows windows=yes runs=subcommand args=command",
    "windows/nanoserver": "role=base base=windows windows=yes runs=subcommand args=command",
    "windows/servercore/iis": "role=web-server base=windows windows=yes ports=80",
    "oss/kubernetes/windows-host-process-containers-base-image": "role=base base=windows windows=yes runs=subcommand",
}

# Other names of the same image, or of one that differs in nothing a row says.
ALIASES: Final[dict[str, str]] = {
    "nginxinc/nginx": "nginx",
    "nginx/nginx": "nginx",
    "nginx/nginx-unprivileged": "nginxinc/nginx-unprivileged",
    "squid": "ubuntu/squid",
    "sameersbn/squid": "ubuntu/squid",
    "haproxytech/haproxy-debian": "haproxy",
    "datawire/ambassador": "ambassador/ambassador",
    "datawire/emissary": "ambassador/ambassador",
    "emissaryingress/emissary": "ambassador/ambassador",
    "kong/kong-gateway": "kong",
    "kong/kong": "kong",
    "tyk-gateway": "tykio/tyk-gateway",
    "krakend": "devopsfaith/krakend",
    "teapot/skipper": "pathfinder/skipper",
    "bobrik/socat": "alpine/socat",
    "kubernetes-ingress-controller/nginx-ingress-controller": "ingress-nginx/controller",
    "coreos/kube-rbac-proxy": "brancz/kube-rbac-proxy",
    "kube-rbac-proxy": "brancz/kube-rbac-proxy",
    "openshift4/ose-oauth-proxy": "openshift/oauth-proxy",
    "openshift/origin-oauth-proxy": "openshift/oauth-proxy",
    "istio-release/proxyv2": "istio/proxyv2",
    "release/proxyv2": "istio/proxyv2",
    "testing/proxyv2": "istio/proxyv2",
    "istio-release/pilot": "istio/pilot",
    "release/pilot": "istio/pilot",
    "testing/pilot": "istio/pilot",
    "release/install-cni": "istio/install-cni",
    "release/ztunnel": "istio/ztunnel",
    "release/examples-bookinfo-productpage-v1": "istio/examples-bookinfo-productpage-v1",
    "release/examples-bookinfo-details-v1": "istio/examples-bookinfo-details-v1",
    "release/examples-bookinfo-ratings-v1": "istio/examples-bookinfo-ratings-v1",
    "release/examples-bookinfo-reviews-v1": "istio/examples-bookinfo-reviews-v1",
    "release/examples-bookinfo-reviews-v2": "istio/examples-bookinfo-reviews-v2",
    "release/examples-bookinfo-reviews-v3": "istio/examples-bookinfo-reviews-v3",
    "linkerd-io/proxy": "linkerd/proxy",
    "dapr/daprd": "daprio/daprd",
    "dapr/dapr": "daprio/dapr",
    "consul-dataplane": "hashicorp/consul-dataplane",
    "consul-envoy": "hashicorp/consul-envoy",
    "kuma-dp": "kumahq/kuma-dp",
    "kuma/kuma-init": "kumahq/kuma-init",
    "kong/kuma-dp": "kumahq/kuma-dp",
    "nginx-prometheus-exporter": "nginx/nginx-prometheus-exporter",
    "prometheus/node-exporter": "prom/node-exporter",
    "prometheus/blackbox-exporter": "prom/blackbox-exporter",
    "prometheus/statsd-exporter": "prom/statsd-exporter",
    "prometheus/mysqld-exporter": "prom/mysqld-exporter",
    "prometheus/memcached-exporter": "prom/memcached-exporter",
    "prometheus/haproxy-exporter": "prom/haproxy-exporter",
    "prometheus/consul-exporter": "prom/consul-exporter",
    "prometheus/snmp-exporter": "prom/snmp-exporter",
    "prometheus/graphite-exporter": "prom/graphite-exporter",
    "prometheus/cloudwatch-exporter": "prom/cloudwatch-exporter",
    "prometheus/prometheus": "prom/prometheus",
    "prometheus/alertmanager": "prom/alertmanager",
    "prometheus/pushgateway": "prom/pushgateway",
    "prometheus-community/postgres-exporter": "prometheuscommunity/postgres-exporter",
    "prometheus-community/elasticsearch-exporter": "prometheuscommunity/elasticsearch-exporter",
    "prometheus-community/json-exporter": "prometheuscommunity/json-exporter",
    "prometheus-community/pgbouncer-exporter": "prometheuscommunity/pgbouncer-exporter",
    "prometheus-community/stackdriver-exporter": "prometheuscommunity/stackdriver-exporter",
    "prometheus-community/windows-exporter": "prometheuscommunity/windows-exporter",
    "prometheus-community/smartctl-exporter": "prometheuscommunity/smartctl-exporter",
    "wrouesnel/postgres_exporter": "prometheuscommunity/postgres-exporter",
    "justwatch/elasticsearch_exporter": "prometheuscommunity/elasticsearch-exporter",
    "coreos/kube-state-metrics": "kube-state-metrics/kube-state-metrics",
    "kube-state-metrics": "kube-state-metrics/kube-state-metrics",
    "google/cadvisor": "cadvisor/cadvisor",
    "prometheus-to-sd": "google-containers/prometheus-to-sd",
    "event-exporter": "google-containers/event-exporter",
    "acid/spilo-14": "acid/spilo-17",
    "acid/spilo-15": "acid/spilo-17",
    "acid/spilo-16": "acid/spilo-17",
    "zalando/spilo-15": "acid/spilo-17",
    "zalando/spilo-17": "acid/spilo-17",
    "percona/percona-server": "percona",
    "elasticsearch/elasticsearch": "elasticsearch",
    "elasticsearch/elasticsearch-oss": "elasticsearch",
    "elastic/elasticsearch": "elasticsearch",
    "kibana": "elastic/kibana",
    "kibana/kibana": "elastic/kibana",
    "kibana/kibana-oss": "elastic/kibana",
    "logstash/logstash": "logstash",
    "logstash/logstash-oss": "logstash",
    "elastic/logstash": "logstash",
    "elastic/filebeat": "beats/filebeat",
    "beats/filebeat-oss": "beats/filebeat",
    "elastic/metricbeat": "beats/metricbeat",
    "elastic/elastic-agent": "beats/elastic-agent",
    "elastic/apm-server": "apm/apm-server",
    "yandex/clickhouse-server": "clickhouse/clickhouse-server",
    "clickhouse": "clickhouse/clickhouse-server",
    "apache/couchdb": "couchdb",
    "arangodb/arangodb": "arangodb",
    "prestodb/presto": "trinodb/trino",
    "coreos/etcd": "etcd-development/etcd",
    "hashicorp/consul": "consul",
    "hashicorp/consul-enterprise": "consul",
    "consul-enterprise": "consul",
    "hashicorp/vault": "vault",
    "hashicorp/vault-enterprise": "vault",
    "vault-enterprise": "vault",
    "emqx": "emqx/emqx",
    "apachepulsar/pulsar-all": "apachepulsar/pulsar",
    "cloudflare/cloudflared-amd64": "cloudflare/cloudflared",
    "phpmyadmin/phpmyadmin": "phpmyadmin",
    "wildfly": "wildfly/wildfly",
    "jboss/wildfly": "wildfly/wildfly",
    "jenkins": "jenkins/jenkins",
    "jenkins/jnlp-slave": "jenkins/inbound-agent",
    "jenkins/agent": "jenkins/inbound-agent",
    "gitlab/gitlab-ee": "gitlab/gitlab-ce",
    "codeberg/forgejo": "forgejo/forgejo",
    "distribution/distribution": "registry",
    "helm/chartmuseum": "chartmuseum/chartmuseum",
    "rayproject/ray-ml": "rayproject/ray",
    "jupyter/scipy-notebook": "jupyter/base-notebook",
    "jupyter/minimal-notebook": "jupyter/base-notebook",
    "jupyter/datascience-notebook": "jupyter/base-notebook",
    "jupyter/pyspark-notebook": "jupyter/base-notebook",
    "google_samples/gb-frontend": "google-samples/gb-frontend",
    "google_samples/gb-redisslave": "google-samples/gb-redisslave",
    "google_samples/node-hello": "google-samples/node-hello",
    "google-samples/containers/gke/hello-app": "google-samples/hello-app",
    "gke/hello-app": "google-samples/hello-app",
    "containous/whoami": "traefik/whoami",
    "ealenn/echo-server": "ealen/echo-server",
    "datadoghq/agent": "datadog/agent",
    "datadoghq/cluster-agent": "datadog/cluster-agent",
    "amazon/aws-otel-collector": "aws-observability/aws-otel-collector",
    "xray/aws-xray-daemon": "amazon/aws-xray-daemon",
    "cloudwatch-agent/cloudwatch-agent": "amazon/cloudwatch-agent",
    "opentelemetry-collector-releases/opentelemetry-collector": "otel/opentelemetry-collector",
    "opentelemetry-collector-releases/opentelemetry-collector-contrib": "otel/opentelemetry-collector-contrib",
    "otel/autoinstrumentation-go": "open-telemetry/opentelemetry-go-instrumentation/autoinstrumentation-go",
    "fluentd": "fluent/fluentd",
    "fluentd-kubernetes-daemonset": "fluent/fluentd-kubernetes-daemonset",
    "google-containers/fluentd-elasticsearch": "fluentd-elasticsearch",
    "vectordotdev/vector": "timberio/vector",
    "syslog-ng": "balabit/syslog-ng",
    "git-sync": "git-sync/git-sync",
    "config-management-release/git-sync": "git-sync/git-sync",
    "config-management-release/otelcontribcol": "otel/opentelemetry-collector-contrib",
    "coreos/configmap-reload": "jimmidyson/configmap-reload",
    "coreos/prometheus-config-reloader": "prometheus-operator/prometheus-config-reloader",
    "coreos/prometheus-operator": "prometheus-operator/prometheus-operator",
    "secrets-store-csi-driver/driver": "csi-secrets-store/driver",
    "fredrikjanssonse/leader-elector": "leader-elector",
    "googlecontainer/leader-elector": "leader-elector",
    "boxfuse/flyway": "flyway/flyway",
    "redgate/flyway": "flyway/flyway",
    "k8scsi/csi-provisioner": "sig-storage/csi-provisioner",
    "k8scsi/csi-attacher": "sig-storage/csi-attacher",
    "k8scsi/csi-resizer": "sig-storage/csi-resizer",
    "k8scsi/csi-snapshotter": "sig-storage/csi-snapshotter",
    "k8scsi/csi-node-driver-registrar": "sig-storage/csi-node-driver-registrar",
    "k8scsi/driver-registrar": "sig-storage/csi-node-driver-registrar",
    "k8scsi/livenessprobe": "sig-storage/livenessprobe",
    "k8scsi/snapshot-controller": "sig-storage/snapshot-controller",
    "k8scsi/hostpathplugin": "sig-storage/hostpathplugin",
    "k8s-staging-sig-storage/nfsplugin": "sig-storage/nfsplugin",
    "coredns": "coredns/coredns",
    "flannel/flannel": "flannel-io/flannel",
    "flannel/flannel-cni-plugin": "flannel-io/flannel-cni-plugin",
    "flannelcni/flannel": "flannel-io/flannel",
    "coreos/flannel": "flannel-io/flannel",
    "kubebuilder/kube-rbac-proxy": "brancz/kube-rbac-proxy",
    "cluster-autoscaler": "autoscaling/cluster-autoscaler",
    "metrics-server": "metrics-server/metrics-server",
    "k8s/cert-manager-controller": "jetstack/cert-manager-controller",
    "argoproj/argocd-applicationset": "argoproj/argocd",
    "argoproj/argoworkflows": "argoproj/argocli",
    "e2e-test-images/busybox": "busybox",
    "prometheus/busybox": "busybox",
    "centos/centos": "centos",
    "almalinux/almalinux": "almalinux",
    "rockylinux/rockylinux": "rockylinux",
    "amazonlinux/amazonlinux": "amazonlinux",
    "redhat/ubi8": "ubi8/ubi",
    "redhat/ubi9": "ubi9/ubi",
    "ubi8": "ubi8/ubi",
    "ubi9": "ubi9/ubi",
    "redhat/ubi8-minimal": "ubi8/ubi-minimal",
    "redhat/ubi9-minimal": "ubi9/ubi-minimal",
    "ubi8-minimal": "ubi8/ubi-minimal",
    "ubi9-minimal": "ubi9/ubi-minimal",
    "praqma/network-multitool": "wbitt/network-multitool",
    "cloudsdktool/google-cloud-cli": "google/cloud-sdk",
    "cloudsdktool/cloud-sdk": "google/cloud-sdk",
    "microsoft/azure-cli": "azure-cli",
    "aws-cli/aws-cli": "amazon/aws-cli",
    "jqlang/jq": "jq",
    "adoptopenjdk": "eclipse-temurin",
    "adoptopenjdk/openjdk11": "eclipse-temurin",
    "adoptopenjdk/openjdk8": "eclipse-temurin",
    "distroless/base-debian12": "distroless/base",
    "distroless/base-debian11": "distroless/base",
    "distroless/static-debian12": "distroless/static",
    "distroless/static-debian11": "distroless/static",
    "distroless/cc-debian12": "distroless/cc",
    "distroless/java17-debian12": "distroless/java",
    "distroless/java21-debian12": "distroless/java",
    "distroless/java17": "distroless/java",
    "distroless/python3-debian12": "distroless/python3",
    "distroless/nodejs20-debian12": "distroless/nodejs",
    "distroless/nodejs22-debian12": "distroless/nodejs",
    "windows/servercore/insider": "windows/servercore",
}

# Last parts of names that mean one program under any registry and namespace.
LEAVES: Final[dict[str, str]] = {
    "leader-elector": "leader-elector",
    "cloud-sql-proxy": "cloud-sql-connectors/cloud-sql-proxy",
    "gce-proxy": "cloudsql-docker/gce-proxy",
    "alloydb-auth-proxy": "alloydb-connectors/alloydb-auth-proxy",
    "kube-rbac-proxy": "brancz/kube-rbac-proxy",
    "kube-rbac-proxy-rhel9": "brancz/kube-rbac-proxy",
    "oauth2-proxy": "oauth2-proxy/oauth2-proxy",
    "oauth2_proxy": "oauth2-proxy/oauth2-proxy",
    "envoyproxy": "envoyproxy/envoy",
    "nginx-unprivileged": "nginxinc/nginx-unprivileged",
    "nginx-ingress-controller": "ingress-nginx/controller",
    "nginx-prometheus-exporter": "nginx/nginx-prometheus-exporter",
    "node-exporter": "prom/node-exporter",
    "blackbox-exporter": "prom/blackbox-exporter",
    "statsd-exporter": "prom/statsd-exporter",
    "mysqld-exporter": "prom/mysqld-exporter",
    "memcached-exporter": "prom/memcached-exporter",
    "haproxy-exporter": "prom/haproxy-exporter",
    "consul-exporter": "prom/consul-exporter",
    "snmp-exporter": "prom/snmp-exporter",
    "graphite-exporter": "prom/graphite-exporter",
    "postgres-exporter": "prometheuscommunity/postgres-exporter",
    "postgres_exporter": "prometheuscommunity/postgres-exporter",
    "redis-exporter": "oliver006/redis_exporter",
    "redis_exporter": "oliver006/redis_exporter",
    "mongodb-exporter": "percona/mongodb_exporter",
    "mongodb_exporter": "percona/mongodb_exporter",
    "php-fpm_exporter": "hipages/php-fpm_exporter",
    "php-fpm-exporter": "hipages/php-fpm_exporter",
    "apache-exporter": "lusotycoon/apache-exporter",
    "rabbitmq-exporter": "kbudde/rabbitmq-exporter",
    "kafka-exporter": "danielqsj/kafka-exporter",
    "elasticsearch-exporter": "prometheuscommunity/elasticsearch-exporter",
    "elasticsearch_exporter": "prometheuscommunity/elasticsearch-exporter",
    "pgbouncer-exporter": "prometheuscommunity/pgbouncer-exporter",
    "prometheus-nats-exporter": "natsio/prometheus-nats-exporter",
    "dcgm-exporter": "nvidia/k8s/dcgm-exporter",
    "windows-exporter": "prometheuscommunity/windows-exporter",
    "kube-state-metrics": "kube-state-metrics/kube-state-metrics",
    "prometheus-to-sd": "google-containers/prometheus-to-sd",
    "pgbouncer": "edoburu/pgbouncer",
    "twemproxy": "ganomede/twemproxy",
    "varnish": "varnish",
    "tinyproxy": "vimagick/tinyproxy",
    "fluent-bit": "fluent/fluent-bit",
    "fluentd-elasticsearch": "fluentd-elasticsearch",
    "fluentd-gcp": "fluentd-gcp",
    "filebeat": "beats/filebeat",
    "metricbeat": "beats/metricbeat",
    "promtail": "grafana/promtail",
    "git-sync": "git-sync/git-sync",
    "k8s-sidecar": "kiwigrid/k8s-sidecar",
    "configmap-reload": "jimmidyson/configmap-reload",
    "prometheus-config-reloader": "prometheus-operator/prometheus-config-reloader",
    "opentelemetry-collector": "otel/opentelemetry-collector",
    "opentelemetry-collector-contrib": "otel/opentelemetry-collector-contrib",
    "aws-otel-collector": "aws-observability/aws-otel-collector",
    "aws-for-fluent-bit": "aws-observability/aws-for-fluent-bit",
    "aws-xray-daemon": "amazon/aws-xray-daemon",
    "splunk-otel-collector": "signalfx/splunk-otel-collector",
    "jaeger-agent": "jaegertracing/jaeger-agent",
    "proxyv2": "istio/proxyv2",
    "daprd": "daprio/daprd",
    "consul-template": "hashicorp/consul-template",
    "consul-dataplane": "hashicorp/consul-dataplane",
    "vault-k8s": "hashicorp/vault-k8s",
    "spire-agent": "spiffe/spire-agent",
    "spire-server": "spiffe/spire-server",
    "cloudflared": "cloudflare/cloudflared",
    "k8s-wait-for": "groundnuty/k8s-wait-for",
    "wait-for-it": "willwill/wait-for-it",
    "dockerize": "jwilder/dockerize",
    "flyway": "flyway/flyway",
    "liquibase": "liquibase/liquibase",
    "csi-provisioner": "sig-storage/csi-provisioner",
    "csi-attacher": "sig-storage/csi-attacher",
    "csi-resizer": "sig-storage/csi-resizer",
    "csi-snapshotter": "sig-storage/csi-snapshotter",
    "csi-node-driver-registrar": "sig-storage/csi-node-driver-registrar",
    "csi-external-health-monitor-controller": "sig-storage/csi-external-health-monitor-controller",
    "csi-livenessprobe": "sig-storage/livenessprobe",
    "livenessprobe": "sig-storage/livenessprobe",
    "snapshot-controller": "sig-storage/snapshot-controller",
    "metrics-server": "metrics-server/metrics-server",
    "cluster-autoscaler": "autoscaling/cluster-autoscaler",
    "cert-manager-controller": "jetstack/cert-manager-controller",
    "cert-manager-webhook": "jetstack/cert-manager-webhook",
    "cert-manager-cainjector": "jetstack/cert-manager-cainjector",
    "coredns": "coredns/coredns",
    "kube-proxy": "kube-proxy",
    "curl": "tutum/curl",
    "busybox": "busybox",
    "kubectl": "bitnami/kubectl",
    "aws-cli": "amazon/aws-cli",
    "google-cloud-cli": "google/cloud-sdk",
    "netshoot": "nicolaka/netshoot",
    "network-multitool": "wbitt/network-multitool",
    "xtrabackup": "google-samples/xtrabackup",
    "skipper": "pathfinder/skipper",
    "vllm-openai": "vllm/vllm-openai",
}
