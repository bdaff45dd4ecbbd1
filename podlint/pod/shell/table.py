"""The command table: what each known program reads, writes, serves and needs, as data.

Columns of an entry, all optional; flags are written without dashes:

takes       flags with a value; `x?` takes one only in the same word
style       `single`: one dash begins a long name · `stops`: flags end at the first operand
reads       flags whose value is a file that is read; `N:` stands for the operands from the N-th on
writes, appends   the same for files that are written or added to
connects    flags for the host / flags for the port / default address
listens     flags for the port or address / default port (empty: no listener without the flag)
never       the program stays; with flags: only with one of them
unless      flags with which it neither stays nor listens
daemon      flags that send the server to the background: it listens, and the command ends
once        fails or acts again when it runs a second time: the name to report; `safe` flags guard it
asks        its exit status is an answer: what follows `&&` may not run
program     the module in `programs` and its function that knows the rest

A program without an entry is unknown: it claims nothing and may never end. `open` marks known interpreters
of which the same is true.
"""

Entry = dict[str, str]
"""One row; see the module's docstring. (A TypedDict would take a fifth of a millisecond at each start.)"""

_NOTHING: Entry = {}
_READER: Entry = {"reads": "0:"}
_PLAIN_ASKS: Entry = {"asks": "yes"}
_GREP: Entry = {
    "takes": "e f m A B C regexp file max-count include exclude exclude-dir color?",
    "asks": "yes",
    "program": "system.grep",
}
_COPY = "t S target-directory suffix Z context m mode o owner g group"
_COMPRESS: Entry = {"takes": "S suffix", "program": "archives.compress"}
_WGET = (
    "O output-document o output-file a append-output P directory-prefix i input-file T timeout t tries"
    " w wait U user-agent header post-data post-file user password e execute ca-certificate certificate"
    " private-key Q n waitretry limit-rate method body-data read-timeout connect-timeout dns-timeout"
)
_CURL = (
    "o output X request H header d data data-binary data-raw data-ascii data-urlencode json F form u"
    " user T upload-file A user-agent e referer x proxy m max-time retry retry-delay retry-max-time"
    " connect-timeout w write-out c cookie-jar b cookie D dump-header E cert key cacert capath K config"
    " url r range C continue-at Y y resolve unix-socket abstract-unix-socket output-dir limit-rate"
    " interface cert-type key-type pass ciphers stderr trace trace-ascii z t Q noproxy connect-to proto"
    " form-string aws-sigv4 oauth2-bearer max-filesize"
)
_NC = "p source-port w wait i interval s source X x q e exec c sh-exec G g I O T m max-conns idle-timeout"
_SQL = (
    "h host p port P U username d dbname c command f file v set o output L log-file F field-separator R"
    " u user D database e execute T pset variable default-character-set ssl-ca ssl-cert ssl-key ssl-mode"
    " S socket protocol connect-timeout max-allowed-packet init-command"
)
_PSQL: Entry = {"takes": _SQL, "program": "databases.sql_client"}
_MYSQL: Entry = {"takes": _SQL.replace(" p ", " p? "), "program": "databases.sql_client"}
_REDIS = "h p u a s n r i user pass cacert cert key D d x eval pipe-timeout"
_MONGO = (
    "host h port u username p password authenticationDatabase eval tls tlsCAFile tlsCertificateKeyFile uri d db c o"
)
_KAFKA: Entry = {
    "takes": "bootstrap-server broker-list zookeeper topic partitions replication-factor config"
    " command-config group max-messages timeout-ms property consumer.config producer.config from-beginning? create?"
    " list?",
    "program": "databases.kafka",
}
_TAR = (
    "f file C directory T files-from X exclude-from exclude strip-components owner group transform I"
    " use-compress-program H format mode b wildcards? p? strip"
)
_KUBECTL = (
    "f filename n namespace o output l selector k kustomize c container for timeout context kubeconfig"
    " p patch port address as from-literal from-file type image template field-selector tail since"
    " sort-by s server token api-group cluster grace-period certificate-authority namespaces replicas"
    " overrides restart serviceaccount accept-hosts www www-prefix api-prefix limit-bytes since-time"
    " retries raw sort-by subresource dry-run? cascade?"
)
_HELM = (
    "f values n namespace version set set-string set-file timeout repo kube-context kubeconfig"
    " history-max name-template username password ca-file"
)
_APT = "o t target-release c option"
_SEND = "s signal n"
_GCLOUD = "project zone region"
_SERVER_HELP = "version help v h"

TABLE: dict[str, Entry] = {
    # files
    "cat": _READER,
    "head": {"takes": "n c lines bytes", "reads": "0:"},
    "tail": {"takes": "n c lines bytes s sleep-interval pid", "reads": "0:", "never": "f F follow", "unless": "pid"},
    "cut": {"takes": "d f c b delimiter fields", "reads": "0:"},
    "sort": {"takes": "k t o output T S", "reads": "0:", "writes": "o output"},
    "uniq": {"takes": "f s w", "reads": "0:"},
    "wc": _READER,
    "tac": _READER,
    "rev": _READER,
    "nl": {"takes": "b n w s v i", "reads": "0:"},
    "od": {"takes": "A t N j w", "reads": "0:"},
    "xxd": {"takes": "l c s g", "reads": "0:"},
    "hexdump": {"takes": "n e s", "reads": "0:"},
    "strings": {"takes": "n t", "reads": "0:"},
    "more": _READER,
    "less": _READER,
    "paste": {"takes": "d", "reads": "0:"},
    "join": {"takes": "t 1 2 o", "reads": "0:"},
    "fold": {"takes": "w", "reads": "0:"},
    "column": {"takes": "t? s c", "reads": "0:"},
    "zcat": _READER,
    "base64": {"takes": "w wrap", "reads": "0:"},
    "md5sum": _READER,
    "sha1sum": _READER,
    "sha256sum": _READER,
    "sha512sum": _READER,
    "cksum": _READER,
    "diff": {"takes": "U C I x", "reads": "0:", "asks": "yes"},
    "cmp": {"takes": "n i", "reads": "0:", "asks": "yes"},
    "comm": _READER,
    "file": _NOTHING,
    "tr": _NOTHING,
    "tee": {"program": "system.tee"},
    "touch": {"takes": "d t r date reference time", "writes": "0:"},
    "truncate": {"takes": "s size r reference", "writes": "0:"},
    "cp": {"takes": _COPY, "program": "files.copy"},
    "mv": {"takes": _COPY, "program": "files.move"},
    "install": {"takes": _COPY, "program": "files.install"},
    "ln": {"takes": _COPY, "program": "files.link"},
    "rm": {"program": "files.remove"},
    "rmdir": {"program": "files.remove"},
    "unlink": {"program": "files.remove"},
    "shred": {"takes": "n s", "writes": "0:"},
    "mkdir": {"takes": "m mode", "program": "files.make"},
    "mkfifo": {"takes": "m mode", "program": "files.make"},
    "mknod": {"takes": "m mode", "program": "files.make"},
    "chown": {"takes": "reference from", "program": "files.change_mode"},
    "chgrp": {"takes": "reference", "program": "files.change_mode"},
    "chmod": {"takes": "reference", "program": "files.change_mode"},
    "setfacl": {"takes": "m x M X b? k? modify remove restore"},
    "dd": {"program": "files.convert"},
    "find": {"style": "single", "program": "files.find"},
    "ls": {"takes": "I w color? time-style?", "program": "waits.file_query"},
    "stat": {"takes": "c f? format printf", "program": "waits.file_query", "asks": "yes"},
    "test": _PLAIN_ASKS,
    "du": {"takes": "d max-depth exclude", "program": "waits.file_query"},
    "df": _NOTHING,
    "sync": _NOTHING,
    "mktemp": _NOTHING,
    "basename": _NOTHING,
    "dirname": _NOTHING,
    "realpath": _NOTHING,
    "readlink": _NOTHING,
    "mountpoint": _PLAIN_ASKS,
    "tree": _NOTHING,
    "split": {"takes": "b l n a d?", "reads": "0:"},
    "patch": {"takes": "p i d o"},
    "dos2unix": {"writes": "0:"},
    # texts
    "grep": _GREP,
    "egrep": _GREP,
    "fgrep": _GREP,
    "zgrep": _GREP,
    "sed": {"takes": "e expression f file i? in-place?", "program": "editors.sed"},
    "awk": {"takes": "F v f file", "program": "editors.awk"},
    "gawk": {"takes": "F v f file i", "program": "editors.awk"},
    "mawk": {"takes": "F v f", "program": "editors.awk"},
    "perl": {"takes": "e E i? I M", "program": "editors.perl"},
    "jq": {"takes": "f from-file indent L", "program": "editors.query"},
    "yq": {"takes": "o output-format p input-format from-file", "program": "editors.query"},
    "envsubst": {"takes": "i o", "reads": "i", "writes": "o"},
    "gomplate": {"takes": "f file o out d datasource i in c context t", "program": "editors.template"},
    "echo": _NOTHING,
    "printf": _NOTHING,
    "seq": _NOTHING,
    "expr": _NOTHING,
    "yes": {"never": "always"},
    "bc": _NOTHING,
    "date": {"takes": "d date r s f"},
    "cal": _NOTHING,
    "iconv": {"takes": "f t o from-code to-code output", "reads": "0:", "writes": "o output"},
    "xmllint": {"takes": "xpath output schema", "reads": "0:", "writes": "output"},
    # archives
    "tar": {"takes": _TAR, "program": "archives.tar"},
    "bsdtar": {"takes": _TAR, "program": "archives.tar"},
    "unzip": {"takes": "d exdir x P", "program": "archives.unzip"},
    "zip": {"takes": "x i b P", "program": "archives.zip_files"},
    "gzip": _COMPRESS,
    "gunzip": _COMPRESS,
    "bzip2": _COMPRESS,
    "bunzip2": _COMPRESS,
    "xz": _COMPRESS,
    "unxz": _COMPRESS,
    "zstd": {"takes": "o T", "program": "archives.compress"},
    "cpio": {"takes": "D F I O"},
    # transfer
    "wget": {"takes": _WGET, "program": "transfer.wget"},
    "curl": {"takes": _CURL, "program": "transfer.curl"},
    "git": {
        "takes": "C c depth b branch o origin config filter shallow-since reference j jobs template",
        "program": "transfer.git",
    },
    "scp": {"takes": "P i o F l c S J", "program": "transfer.remote_copy"},
    "rsync": {
        "takes": "e rsh exclude include files-from port rsync-path bwlimit timeout T chown chmod",
        "program": "transfer.remote_copy",
    },
    "aws": {
        "takes": "region profile endpoint-url output query acl exclude include bucket key body content-type",
        "program": "transfer.object_store",
    },
    "gsutil": {"takes": "o h", "program": "transfer.object_store"},
    "mc": {"takes": "C config-dir", "program": "transfer.object_store"},
    "rclone": {"takes": "config"},
    "az": _NOTHING,
    "gcloud": {"takes": _GCLOUD},
    # network
    "nc": {"takes": _NC, "program": "sockets.netcat"},
    "netcat": {"takes": _NC, "program": "sockets.netcat"},
    "ncat": {"takes": _NC, "program": "sockets.netcat"},
    "socat": {"takes": "T t b lf L W", "program": "sockets.socat"},
    "telnet": {"takes": "l e b", "program": "sockets.telnet"},
    "ssh": {"takes": "p i l o L R D F J b c e m E W", "style": "stops", "program": "sockets.ssh"},
    "ssh-keygen": {"takes": "f t b N C P F R q? m", "program": "system.ssh_keygen"},
    "ssh-keyscan": {"takes": "p t H? T"},
    "nslookup": {"program": "waits.name_query", "asks": "yes"},
    "dig": {"takes": "t p x", "program": "waits.name_query"},
    "host": {"takes": "t W", "program": "waits.name_query", "asks": "yes"},
    "getent": {"program": "waits.name_query", "asks": "yes"},
    "ping": {"takes": "c i W w s t I M", "program": "waits.name_query", "asks": "yes"},
    "traceroute": _NOTHING,
    "ip": _NOTHING,
    "ifconfig": _NOTHING,
    "route": _NOTHING,
    "arp": _NOTHING,
    "netstat": _NOTHING,
    "ss": _NOTHING,
    "iptables": {
        "takes": "t A I D C N F? P s d p j i o m L? dport sport to-port to-ports to-destination to-source",
        "program": "system.iptables",
    },
    "ip6tables": {"takes": "t A I D C N F? P s d p j i o m L? dport sport", "program": "system.iptables"},
    "grpc_health_probe": {
        "style": "single",
        "takes": "addr service connect-timeout rpc-timeout tls-ca-cert",
        "connects": "addr / / ",
        "asks": "yes",
    },
    "tc": _NOTHING,
    "openssl": {
        "style": "single",
        "program": "system.openssl",
        "takes": "in out keyout key subj days newkey config extensions extfile CA CAkey CAserial signkey"
        " passin passout connect set_serial inkey certfile name reqexts addext caname export? noout?"
        " nodes? req? new? x509? text?",
    },
    "keytool": {
        "style": "single",
        "program": "system.keytool",
        "takes": "keystore storepass alias file storetype keypass keyalg keysize validity dname ext"
        " srckeystore destkeystore srcstorepass deststorepass srcstoretype deststoretype srcalias"
        " destalias srckeypass destkeypass",
    },
    # databases
    "psql": _PSQL,
    "pg_isready": {
        "takes": "h host p port U username d dbname t timeout",
        "program": "databases.sql_client",
        "asks": "yes",
    },
    "pg_dump": {"takes": _SQL + " n t j Z T N format table schema jobs", "program": "dumps.pg_dump"},
    "pg_dumpall": {"takes": _SQL, "program": "dumps.pg_dump"},
    "pg_restore": {"takes": _SQL + " j n t I format", "program": "dumps.pg_restore"},
    "pg_basebackup": {
        "takes": "h host p port U username D pgdata X wal-method F format",
        "program": "dumps.pg_basebackup",
    },
    "createdb": {"takes": "h host p port U username O owner E T", "program": "dumps.create_database"},
    "createuser": {"takes": "h host p port U username", "program": "dumps.create_database"},
    "dropdb": {"takes": "h host p port U username", "program": "dumps.create_database"},
    "mysql": _MYSQL,
    "mariadb": _MYSQL,
    "mysqladmin": {"takes": _SQL.replace(" p ", " p? "), "program": "dumps.mysqladmin"},
    "mariadb-admin": {"takes": _SQL.replace(" p ", " p? "), "program": "dumps.mysqladmin"},
    "mysqldump": {"takes": _SQL.replace(" p ", " p? ") + " r result-file", "program": "dumps.mysqldump"},
    "mysqlimport": _MYSQL,
    "redis-cli": {"takes": _REDIS, "style": "stops", "program": "databases.redis"},
    "mongo": {"takes": _MONGO, "program": "databases.mongo"},
    "mongosh": {"takes": _MONGO, "program": "databases.mongo"},
    "mongodump": {"takes": _MONGO + " out archive?", "program": "databases.mongo", "writes": "out o"},
    "mongorestore": {"takes": _MONGO + " dir", "program": "databases.mongo"},
    "cqlsh": {"takes": "u p f e file execute k request-timeout", "program": "databases.cqlsh"},
    "etcdctl": {
        "takes": "endpoints endpoint C peers cacert cert key user command-timeout dial-timeout",
        "program": "databases.etcdctl",
    },
    "kafka-topics": _KAFKA,
    "kafka-topics.sh": _KAFKA,
    "kafka-configs": _KAFKA,
    "kafka-configs.sh": _KAFKA,
    "kafka-console-producer": _KAFKA,
    "kafka-console-producer.sh": _KAFKA,
    "kafka-console-consumer": _KAFKA,
    "kafka-console-consumer.sh": _KAFKA,
    "kafka-broker-api-versions": _KAFKA,
    "kafka-broker-api-versions.sh": _KAFKA,
    "rabbitmqctl": {"takes": "n p t timeout", "program": "databases.rabbitmqctl"},
    "rabbitmq-diagnostics": {"takes": "n t timeout"},
    "nodetool": {"takes": "h p u pw", "connects": "h / p / localhost:7199"},
    "flyway": {"style": "single"},
    "sqlite3": {"takes": "cmd separator"},
    # the API server and other control planes
    "kubectl": {"takes": _KUBECTL, "program": "cluster.kubectl"},
    "oc": {"takes": _KUBECTL, "program": "cluster.kubectl"},
    "helm": {"takes": _HELM, "program": "cluster.helm"},
    "vault": {
        "style": "single",
        "takes": "address config dev-listen-address dev-root-token-id",
        "reads": "config",
        "program": "servers.by_action",
    },
    "consul": {
        "style": "single",
        "takes": "http-addr config-file config-dir data-dir http-port node bind client retry-join datacenter token",
        "reads": "config-file",
        "program": "servers.by_action",
    },
    # processes
    "sleep": {"program": "system.sleep"},
    "kill": {"takes": _SEND, "program": "system.kill"},
    "pkill": {"takes": "u g P t s signal", "asks": "yes", "program": "system.kill"},
    "killall": {"takes": "s u signal", "asks": "yes", "program": "system.kill"},
    "pgrep": {"takes": "u g P t", "asks": "yes"},
    "pidof": {"takes": "o", "asks": "yes"},
    "ps": _NOTHING,
    "top": {"takes": "n d p", "never": "always", "unless": "n b"},
    "free": _NOTHING,
    "uptime": _NOTHING,
    "true": _NOTHING,
    "false": _NOTHING,
    "whoami": _NOTHING,
    "id": _PLAIN_ASKS,
    "groups": _NOTHING,
    "uname": _NOTHING,
    "hostname": _NOTHING,
    "nproc": _NOTHING,
    "arch": _NOTHING,
    "printenv": _NOTHING,
    "which": _PLAIN_ASKS,
    "locale": _NOTHING,
    "tty": _NOTHING,
    "clear": _NOTHING,
    "logger": _NOTHING,
    "lsof": _NOTHING,
    "fuser": _PLAIN_ASKS,
    "watch": {"takes": "n", "style": "stops", "never": "always"},
    "inotifywait": {
        "takes": "e event t timeout format timefmt exclude excludei fromfile",
        "program": "system.inotifywait",
    },
    "inotifyd": {"never": "always"},
    "journalctl": {"takes": "u n unit since until o output", "never": "f follow"},
    "stress": {"takes": "c m i d t timeout cpu vm vm-bytes io hdd", "never": "always", "unless": "t timeout"},
    "stress-ng": {"takes": "c m i d t timeout cpu vm vm-bytes io hdd", "never": "always", "unless": "t timeout"},
    "strace": {"style": "stops", "open": "yes"},
    # the system
    "useradd": {"takes": "u g G d s c m? home shell uid gid", "once": "useradd"},
    "adduser": {"takes": "u G h s g D? uid home shell gecos ingroup", "once": "adduser"},
    "groupadd": {"takes": "g gid", "once": "groupadd", "safe": "f force"},
    "addgroup": {"takes": "g gid", "once": "addgroup"},
    "usermod": {"takes": "u g G d s a? aG"},
    "groupmod": {"takes": "g n"},
    "chpasswd": _NOTHING,
    "passwd": _NOTHING,
    "htpasswd": {"program": "system.htpasswd"},
    "sysctl": {"takes": "p?"},
    "ulimit": _NOTHING,
    "mount": {"takes": "t o"},
    "umount": _NOTHING,
    "modprobe": _NOTHING,
    "swapoff": _NOTHING,
    "mkfs": {"takes": "t L", "program": "system.mkfs"},
    "mkfs.ext4": {"takes": "L b i m O E", "program": "system.mkfs"},
    "mkfs.xfs": {"takes": "L b d", "program": "system.mkfs"},
    "mkfs.ext3": {"takes": "L", "program": "system.mkfs"},
    "mkswap": _NOTHING,
    "initdb": {"takes": "D pgdata U username E encoding A auth locale pwfile", "program": "system.initdb"},
    "ldconfig": _NOTHING,
    "update-ca-certificates": _NOTHING,
    "systemctl": _NOTHING,
    "service": _NOTHING,
    "dmesg": _NOTHING,
    "lsblk": _NOTHING,
    "blkid": _PLAIN_ASKS,
    # packages
    "apt-get": {"takes": _APT},
    "apt": {"takes": _APT},
    "apk": {"takes": "X repository p root t virtual"},
    "yum": _NOTHING,
    "dnf": _NOTHING,
    "microdnf": _NOTHING,
    "pip": {"takes": "t target r requirement i index-url extra-index-url c constraint prefix", "program": "system.pip"},
    "pip3": {
        "takes": "t target r requirement i index-url extra-index-url c constraint prefix",
        "program": "system.pip",
    },
    "gem": _NOTHING,
    "npm": {"takes": "prefix registry", "program": "servers.by_action"},
    "mvn": {"takes": "f s P"},
    "composer": {"takes": "d"},
    "gpg": {"takes": "o output r recipient u homedir passphrase batch?", "reads": "", "writes": "o output"},
    # waiting
    "wait-for-it": {"takes": "t timeout h host p port", "program": "waits.wait_for_it"},
    "wait-for-it.sh": {"takes": "t timeout h host p port", "program": "waits.wait_for_it"},
    "wait-for": {"takes": "t timeout h host p port", "program": "waits.wait_for_it"},
    "wait-for.sh": {"takes": "t timeout h host p port", "program": "waits.wait_for_it"},
    "wait4x": {"takes": "t timeout i interval", "program": "waits.wait_for_it"},
    "dockerize": {
        "style": "single",
        "takes": "wait timeout wait-retry-interval template stdout stderr wait-http-header",
        "program": "waits.dockerize",
    },
    # servers
    "nginx": {"takes": "c g p s e", "program": "servers.nginx"},
    "httpd": {"takes": "p h f? c r D d C k", "program": "servers.httpd"},
    "httpd-foreground": {"listens": "/ 80", "never": "always"},
    "apache2ctl": {"takes": "D", "program": "servers.httpd"},
    "apachectl": {"takes": "D", "program": "servers.httpd"},
    "redis-server": {
        "takes": "port dir bind appendonly save maxmemory requirepass daemonize logfile dbfilename"
        " cluster-enabled replicaof slaveof masterauth protected-mode",
        "program": "system.redis_server",
    },
    "redis-sentinel": {"takes": "port", "reads": "0:", "listens": "port / 26379", "never": "always"},
    "memcached": {
        "takes": "p m l c u U t I o",
        "listens": "p / 11211",
        "never": "always",
        "unless": "V h",
        "daemon": "d",
    },
    "mongod": {
        "takes": "port bind_ip dbpath replSet config f logpath keyFile wiredTigerCacheSizeGB",
        "reads": "config f",
        "writes": "logpath",
        "listens": "port / 27017",
        "never": "always",
        "unless": "version help",
        "daemon": "fork",
    },
    "mysqld": {
        "takes": "port P datadir h socket user bind-address defaults-file",
        "reads": "defaults-file",
        "listens": "port P / 3306",
        "never": "always",
        "unless": "initialize initialize-insecure version help",
    },
    "mysqld_safe": {"takes": "port datadir", "listens": "port / 3306", "never": "always"},
    "mariadbd": {"takes": "port P datadir h socket user", "listens": "port P / 3306", "never": "always"},
    "postgres": {"takes": "p c D h k N", "listens": "p / 5432", "never": "always", "unless": "C V version help"},
    "etcd": {
        "takes": "name data-dir listen-client-urls advertise-client-urls listen-peer-urls"
        " initial-advertise-peer-urls initial-cluster initial-cluster-state initial-cluster-token"
        " config-file",
        "program": "servers.etcd",
    },
    "minio": {"takes": "address console-address certs-dir", "program": "servers.by_action"},
    "prometheus": {
        "takes": "config.file storage.tsdb.path web.listen-address storage.tsdb.retention.time web.external-url",
        "reads": "config.file",
        "listens": "web.listen-address / 9090",
        "never": "always",
        "unless": _SERVER_HELP,
    },
    "envoy": {
        "takes": "c config-path l log-level service-cluster service-node log-path base-id",
        "reads": "c config-path",
        "writes": "log-path",
        "never": "always",
        "unless": "version help",
    },
    "haproxy": {"takes": "f p x L", "style": "single", "reads": "f", "never": "db W Ws", "open": "yes"},
    "varnishd": {"takes": "f a s p T b t n u", "reads": "f", "listens": "a / 80", "never": "F"},
    "nutcracker": {
        "takes": "c s v o i p a m",
        "reads": "c",
        "listens": "s / 22222",
        "never": "always",
        "unless": "d t V",
    },
    "php-fpm": {
        "takes": "y fpm-config c d",
        "reads": "y fpm-config",
        "listens": "/ 9000",
        "never": "F nodaemonize",
        "open": "yes",
    },
    "gunicorn": {
        "takes": "b bind w workers k worker-class t timeout c config threads log-level access-logfile"
        " error-logfile chdir e name",
        "reads": "c config",
        "listens": "b bind / 8000",
        "never": "always",
        "unless": "version help",
        "daemon": "D daemon",
    },
    "uvicorn": {
        "takes": "host port workers log-level app-dir factory?",
        "listens": "port / 8000",
        "never": "always",
        "unless": "version help",
    },
    "flask": {"takes": "app p port h host", "program": "servers.by_action"},
    "sshd": {"takes": "p f o h", "reads": "f", "listens": "p / 22", "never": "D e"},
    "cron": {"never": "f"},
    "crond": {"takes": "l L c d", "never": "f d"},
    "supervisord": {
        "takes": "c configuration l logfile",
        "reads": "c configuration",
        "never": "n nodaemon",
        "open": "yes",
    },
    "cloud_sql_proxy": {
        "style": "single",
        "takes": "instances dir credential_file",
        "program": "servers.cloud_sql_proxy",
    },
    "fluentd": {"takes": "c config p plugin", "reads": "c config", "never": "always", "unless": "dry-run version"},
    "fluent-bit": {"takes": "c config i o F p R", "reads": "c config", "never": "always", "unless": "V version"},
    "filebeat": {"takes": "c path.config E", "reads": "c", "never": "always", "unless": "once"},
    "otelcol": {"takes": "config", "never": "always"},
    "dnsmasq": {"takes": "C", "listens": "", "never": "k d keep-in-foreground no-daemon"},
    "zkServer.sh": {"program": "servers.by_action"},
    "caddy": {"takes": "config adapter", "program": "servers.by_action"},
    "python": {"program": "servers.python"},
    "python2": {"program": "servers.python"},
    "python3": {"program": "servers.python"},
    "php": {"takes": "S t d c r f", "program": "servers.php"},
    "logrotate": {"takes": "s state m", "reads": "0:"},
    "confd": {"style": "single", "takes": "backend node confdir interval", "never": "always", "unless": "onetime"},
    # interpreters and programs of which nobody knows the life
    "node": {"open": "yes"},
    "java": {"open": "yes"},
    "ruby": {"open": "yes"},
    "dotnet": {"open": "yes"},
}

WRAPPERS: dict[str, tuple[str, int]] = {
    # name: flags with a value, and how many operands stand before the wrapped program
    "timeout": ("s signal k kill-after", 1),
    "nohup": ("", 0),
    "nice": ("n adjustment", 0),
    "ionice": ("c n p", 0),
    "chrt": ("", 1),
    "taskset": ("c", 1),
    "stdbuf": ("i o e input output error", 0),
    "setsid": ("", 0),
    "time": ("f o", 0),
    "env": ("u unset C chdir S", 0),
    "sudo": ("u user g group h p C D", 0),
    "doas": ("u C", 0),
    "gosu": ("", 1),
    "su-exec": ("", 1),
    "setpriv": ("reuid regid groups", 0),
    "chpst": ("u U e / b n l m d", 0),
    "unbuffer": ("", 0),
    "catatonit": ("", 0),
    "tini": ("e p", 0),
    "tini-static": ("e p", 0),
    "dumb-init": ("r rewrite", 0),
    "xargs": ("I n P d L s a E max-args max-procs delimiter arg-file", 0),
    "busybox": ("", 0),
    "flock": ("w timeout E", 1),
    "runuser": ("u user g group s shell", 0),
    "script": ("c", 0),
    "command": ("", 0),
    "builtin": ("", 0),
    "exec": ("a", 0),
}

ELSEWHERE = frozenset(("nsenter", "chroot", "unshare", "docker", "crictl", "ctr", "podman"))
"""Wrappers whose program runs on another file system: its paths and tools are not the container's."""

BUILTINS = frozenset(
    ": . [ [[ alias bg break builtin case cd command continue declare dirs echo eval exec exit export"
    " false fg getopts hash help jobs kill let local popd printf pushd pwd read readarray mapfile"
    " readonly return set shift shopt source"
    " test times trap true type typeset ulimit umask unalias unset wait".split()
)
"""What every shell has inside: no program of the image is needed."""

SHELLS = frozenset(("sh", "bash", "ash", "dash", "zsh", "ksh"))

INTERPRETERS: dict[str, tuple[str, ...]] = {
    # programs that run a text in another language, and the flag before it
    "python": ("-c",),
    "python2": ("-c",),
    "python3": ("-c",),
    "perl": ("-e", "-E"),
    "node": ("-e", "--eval", "-p"),
    "ruby": ("-e",),
    "php": ("-r",),
    "powershell": (),
    "powershell.exe": (),
    "pwsh": (),
    "pwsh.exe": (),
    "cmd": (),
    "cmd.exe": (),
}
