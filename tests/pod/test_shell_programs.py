"""The command table: what each program reads, writes, serves, connects to, and whether it may run twice."""

from __future__ import annotations

import pytest

from podlint.pod.shell.programs import row
from podlint.pod.shell.table import BUILTINS, INTERPRETERS, SHELLS, TABLE, WRAPPERS
from tests.pod.shells import run, said

FILES = [
    ("cat /a /b -", ["read /a", "read /b"]),
    ("cat < /a", ["read /a"]),
    ("head -n 5 /a", ["read /a"]),
    ("tail -n +1 /a", ["read /a"]),
    ("cut -d : -f 1 /a", ["read /a"]),
    ("sort -o /b /a", ["read /a", "write /b"]),
    ("grep -q x /a", ["read /a"]),
    ("grep -e x /a", ["read /a"]),
    ("grep -r x /a", ["read /a/*"]),
    ("sha256sum -c /a", ["read /a"]),
    ("ls /a", []),
    ("stat /a", []),
    ("tee /a", ["write /a"]),
    ("tee -a /a", ["append /a!"]),
    ("touch -d yesterday /a", ["write /a"]),
    ("truncate -s 0 /a", ["write /a"]),
    ("cp /a /b", ["read /a", "write /b"]),
    ("cp /a /b/", ["read /a", "write /b/a"]),
    ("cp /a /c /b", ["read /a", "write /b/a", "read /c", "write /b/c"]),
    ("cp /a /mnt", ["read /a", "write /mnt/a"]),
    ("mkdir -p /b; cp /a /b", ["write /b", "read /a", "write /b/a"]),
    ("cp -t /b /a", ["read /a", "write /b/a"]),
    ("cp -T /a /mnt", ["read /a", "write /mnt"]),
    ("cd /b; cp /a .", ["read /a", "write /b/a"]),
    ("cp -r /a/. /b", ["read /a/*", "write /b/*"]),
    ("cp -r /a /b", ["read /a/*", "write /b/*!"]),
    ("cp -r /a /mnt", ["read /a/*", "write /mnt/a/*"]),
    ("cp -a /a.conf /b.conf", ["read /a.conf", "write /b.conf"]),
    ("cp /a/* /b", ["read /a/*", "write /b/*"]),
    ("cp /a/*.x /b", ["read /a/*?", "write /b/*?"]),
    ("cp $X /b/", ["write /b/*?"]),
    ("mv /a /b", ["read /a", "delete /a!", "unrepeatable mv!", "write /b!"]),
    ("mv $X /b/", ["unrepeatable mv?!", "write /b/*?!"]),
    ("install -m 755 /a /b/", ["read /a", "write /b/a"]),
    ("install -d /a", ["write /a"]),
    ("ln -s /a /b", ["write /b!", "unrepeatable ln!"]),
    ("ln -sf /a /b", ["write /b"]),
    ("ln -s /a /mnt", ["write /mnt/a!", "unrepeatable ln!"]),
    ("ln -sfn /a /mnt", ["write /mnt"]),
    ("rm /a", ["delete /a!", "unrepeatable rm!"]),
    ("rm -f /a", ["delete /a"]),
    ("rm -rf /a /b/*", ["delete /a", "delete /b/*"]),
    ("rmdir /a", ["delete /a!", "unrepeatable rmdir!"]),
    ("mkdir -m 700 /a", ["write /a!", "unrepeatable mkdir!"]),
    ("mkdir -p /a /b", ["write /a", "write /b"]),
    ("mkfifo /a", ["write /a!", "unrepeatable mkfifo!"]),
    ("chown -R 1:1 /a", ["write /a/*"]),
    ("chown app /a", ["write /a"]),
    ("chmod +x /a", ["write /a"]),
    ("chmod -x /a", ["write /a"]),
    ("chmod -R 755 /a", ["write /a/*"]),
    ("dd if=/a of=/b bs=1M", ["read /a", "write /b"]),
    ("dd if=/dev/zero of=/b", ["write /b"]),
    ("find /a -name x -delete", ["delete /a/*?"]),
    ("find /a -exec chmod 644 {} +", ["write /a/*?"]),
    ("find /a -type f | xargs chown 1", ["write /a/*?"]),
    ("find /a -type f -print0 | xargs -0 -I{} cp {} /b/", ["read /a/*?", "write /b/*?"]),
    ("mktemp", []),
    ("echo x > /dev/null 2> /dev/stderr", []),
    ("cat /proc/self/fd/0 /dev/stdin", []),
    ("echo x > /dev/tcp/h/80", ["connect h:80"]),
]

TEXTS = [
    ("sed s/a/b/ /a", ["read /a"]),
    ("sed -e s/a/b/ -e s/c/d/ /a", ["read /a"]),
    ("sed -i s/@A@/b/ /a", ["write /a"]),
    ("sed -i.bak s/@A@/b/ /a", ["write /a"]),
    ("sed -Ei s/@A@/b/ /a", ["write /a"]),
    ("sed -i s/80/8080/ /a", ["write /a!"]),
    ("sed -i '/x/a y' /a", ["write /a!"]),
    ("sed -i '1i x' /a", ["write /a!"]),
    ("sed -i '/x/d' /a", ["write /a"]),
    ("sed -i 's/^x.*/x=1/' /a", ["write /a"]),
    ("perl -pi -e s/a/b/ /a", ["write /a"]),
    ("perl -e 'unlink /a'", []),
    ("awk -F: '{print $1}' /a X=/b", ["read /a"]),
    ("jq --arg f /x '.y = $f' /a", ["read /a"]),
    ("jq -n --slurpfile x /a '$x'", ["read /a"]),
    ("yq -i .a=1 /a", ["write /a"]),
    ("yq e .a /a", ["read /a"]),
    ("envsubst < /a > /b", ["read /a", "write /b"]),
    ("gomplate -f /a -o /b", ["read /a", "write /b"]),
]

ARCHIVES = [
    ("tar xzf /a.tgz -C /b", ["read /a.tgz", "write /b/*"]),
    ("tar -x -f /a.tar --directory=/b", ["read /a.tar", "write /b/*"]),
    ("cd /b; tar xf /a.tar", ["read /a.tar", "write /b/*"]),
    ("curl http://h/a | tar xz -C /b", ["connect h:80", "write /b/*"]),
    ("tar czf /a.tgz -C /b c", ["write /a.tgz", "read /b/c/*"]),
    ("tar tf /a.tar", ["read /a.tar"]),
    ("unzip -o /a.zip -d /b", ["read /a.zip", "write /b/*"]),
    ("unzip /a.zip -d /b", ["read /a.zip", "write /b/*!", "unrepeatable unzip!"]),
    ("gzip /a", ["read /a", "write /a.gz!", "delete /a!", "unrepeatable gzip!"]),
    ("gunzip -c /a.gz > /b", ["read /a.gz", "write /b"]),
    ("gzip -kf /a", ["read /a", "write /a.gz"]),
]

TRANSFER = [
    ("wget http://h/d/f", ["connect h:80"]),
    ("cd /w; wget http://h/d/f", ["connect h:80", "write /w/f!"]),
    ("wget -O /a https://h:8443/f", ["write /a", "connect h:8443"]),
    ("wget -qO- http://h", ["connect h:80"]),
    ("wget -q --spider http://h", ["connect h:80"]),
    ("wget -P /a http://h/f.txt", ["connect h:80", "write /a/f.txt!"]),
    ("wget -nv -T 5 -O/a h/x", ["write /a", "connect h:80"]),
    ("curl -fsSL https://h/x -o /a", ["write /a", "connect h:443"]),
    ("curl -sS localhost:8080/x", ["connect localhost:8080"]),
    ("curl http://[::1]:80/", ["connect [::1]:80"]),
    ("cd /w; curl -LO https://u:p@h/d/f?x=1", ["connect h:443", "write /w/f"]),
    ("curl -X POST -d @/a http://h", ["read /a", "connect h:80"]),
    ("curl -F file=@/a http://h", ["read /a", "connect h:80"]),
    ("curl -T /a http://h", ["read /a", "connect h:80"]),
    ("curl --unix-socket /s http://h", []),
    ("curl http://$X/", []),
    ("git clone https://h/x/y.git /a", ["connect h:443", "write /a/*!", "unrepeatable git clone!"]),
    ("cd /w; git clone git@h:x/y.git", ["connect h:22", "write /w/y/*!", "unrepeatable git clone!"]),
    ("git -C /a pull", ["write /a/*"]),
    ("rsync -a /a/ /b/", ["read /a/*", "write /b/*"]),
    ("rsync -a /a/ u@h:/b", ["read /a/*", "connect h:22"]),
    ("scp -P 2222 /a u@h:/b", ["read /a", "connect h:2222"]),
    ("aws s3 cp /a s3://b/c", ["read /a"]),
    ("aws s3 sync s3://b /a", ["write /a/*"]),
    ("mc mb x/y", ["unrepeatable mc mb!"]),
    ("mc mb -p x/y", []),
    ("mc alias set x http://h:9000 a b", ["connect h:9000"]),
]

NETWORK = [
    ("nc -z h 80", ["connect h:80"]),
    ("nc -zv -w 2 h 80", ["connect h:80"]),
    ("nc -l -p 80", ["listen 80"]),
    ("nc -lk 80", ["listen 80", "never-ends nc"]),
    ("nc -lkp 80", ["listen 80", "never-ends nc"]),
    ("nc -ll -p 80 -e x", ["listen 80", "never-ends nc"]),
    ("nc -lu 53", ["listen 53/udp"]),
    ("ncat --listen --keep-open 80", ["listen 80", "never-ends ncat"]),
    ("socat TCP-LISTEN:80,fork TCP:h:81", ["listen 80", "connect h:81", "never-ends socat"]),
    ("socat TCP-LISTEN:80 STDOUT", ["listen 80"]),
    ("telnet h 25", ["connect h:25"]),
    ("ssh -p 2222 u@h 'touch /a'", ["connect h:2222"]),
    ("ssh -N -L 80:x:81 u@h", ["connect h:22", "listen 80", "never-ends ssh"]),
    ("nslookup h", []),
    ("grpc_health_probe -addr=h:80", ["connect h:80"]),
    ("openssl s_client -connect h:443", ["connect h:443"]),
    ("openssl req -x509 -keyout /a -out /b", ["write /b", "write /a"]),
    ("keytool -import -file /a -keystore /b", ["read /a", "write /b!", "unrepeatable keytool -import!"]),
    ("ssh-keygen -f /a -N ''", ["write /a!", "write /a.pub!", "unrepeatable ssh-keygen!"]),
    ("iptables -t nat -A X -p tcp --dport 80", ["unrepeatable iptables -A!"]),
    ("iptables -C X || iptables -A X", []),
]

DATABASES = [
    ("psql -h h -p 1 -f /a", ["connect h:1", "read /a"]),
    ("psql postgresql://u:p@h:2/d -c 'CREATE TABLE x ()'", ["connect h:2", "unrepeatable psql CREATE TABLE!"]),
    ("psql -h h -c 'CREATE TABLE IF NOT EXISTS x ()'", ["connect h:5432"]),
    ("psql 'host=h port=3 user=u' -tc 'SELECT 1'", ["connect h:3"]),
    ("psql -c 'SELECT 1'", []),
    ("psql -h h <<E\nINSERT INTO x VALUES (1);\nE\n", ["connect h:5432", "unrepeatable psql INSERT INTO!"]),
    ("pg_isready -h h", ["connect h:5432"]),
    ("pg_dump -h h -f /a d", ["connect h:5432", "write /a"]),
    ("createdb -h h d", ["connect h:5432", "unrepeatable createdb!"]),
    ("initdb -D /a", ["write /a/*!", "unrepeatable initdb!"]),
    ("mysql -h h -P 1 -uroot -pX < /a", ["connect h:1", "read /a"]),
    ("mysql -hh -e 'CREATE DATABASE x'", ["connect h:3306", "unrepeatable mysql CREATE DATABASE!"]),
    ("mysqladmin ping -h h", ["connect h:3306"]),
    ("mysqldump -h h d > /a", ["connect h:3306", "write /a"]),
    ("redis-cli ping", ["connect localhost:6379"]),
    ("redis-cli -h h -p 1 set a b", ["connect h:1"]),
    ("redis-cli -h h subscribe x", ["connect h:6379", "never-ends redis-cli"]),
    ("mongosh --host h --port 1 --eval x", ["connect h:1"]),
    ("mongosh mongodb://h:1/d /a.js", ["connect h:1", "read /a.js"]),
    ("mongo h/d --eval 'rs.initiate()'", ["connect h:27017", "unrepeatable mongo rs.initiate!"]),
    ("kafka-topics.sh --bootstrap-server h:1 --list", ["connect h:1"]),
    (
        "kafka-topics --bootstrap-server h:1,g:2 --create --topic x",
        ["connect h:1", "connect g:2", "unrepeatable kafka-topics --create!"],
    ),
    ("etcdctl --endpoints=http://h:1 put a b", ["connect h:1"]),
    ("cqlsh h 9043 -f /a", ["connect h:9043", "read /a"]),
    ("rabbitmqctl add_user a b", ["unrepeatable rabbitmqctl add_user!"]),
    ("rabbitmqctl set_permissions a", []),
]

CLUSTER = [
    ("kubectl apply -f /a", ["read /a"]),
    ("kubectl create -f /a", ["read /a", "unrepeatable kubectl create!"]),
    ("kubectl create ns x --dry-run=client -o yaml | kubectl apply -f -", []),
    ("kubectl get ns x || kubectl create ns x", []),
    ("kubectl proxy", ["listen 8001", "never-ends kubectl"]),
    ("kubectl port-forward svc/x 80:81", ["listen 80", "never-ends kubectl"]),
    ("kubectl logs -f x", ["never-ends kubectl"]),
    ("helm install x y -f /a", ["read /a", "unrepeatable helm install!"]),
    ("helm upgrade --install x y", []),
]

SERVERS = [
    ("nginx", ["listen 80"]),
    ("nginx -g 'daemon off;'", ["listen 80", "never-ends nginx"]),
    ("nginx -c /a -g 'daemon off;'", ["read /a", "never-ends nginx"]),
    ("nginx -s reload", []),
    ("nginx -t", []),
    ("httpd -f -p 8080 -h /www", ["listen 8080", "never-ends httpd"]),
    ("httpd -DFOREGROUND", ["listen 80", "never-ends httpd"]),
    ("httpd", ["listen 80"]),
    ("python -m http.server", ["listen 8000", "never-ends python"]),
    ("python3 -m http.server 80 --directory /a", ["listen 80", "never-ends python3"]),
    ("python -m SimpleHTTPServer 81", ["listen 81", "never-ends python"]),
    ("php -S 0.0.0.0:80 -t /a", ["listen 80", "never-ends php"]),
    ("redis-server --port 1", ["listen 1", "never-ends redis-server"]),
    ("redis-server --daemonize yes", ["listen 6379"]),
    ("memcached -p 1", ["listen 1", "never-ends memcached"]),
    ("mongod --fork --logpath /a", ["write /a", "listen 27017"]),
    ("mysqld --port=1", ["listen 1", "never-ends mysqld"]),
    ("mysqld --initialize", []),
    ("postgres -p 1", ["listen 1", "never-ends postgres"]),
    ("etcd --listen-client-urls http://0.0.0.0:1", ["listen 1", "listen 2380", "never-ends etcd"]),
    ("gunicorn -b 0.0.0.0:1 app:app", ["listen 1", "never-ends gunicorn"]),
    ("uvicorn app:app --host 0.0.0.0 --port 1", ["listen 1", "never-ends uvicorn"]),
    ("flask run -p 1", ["listen 1", "never-ends flask"]),
    ("flask db upgrade", []),
    ("minio server /a --address :1", ["listen 1", "write /a/*", "never-ends minio"]),
    ("prometheus --config.file=/a --web.listen-address=:1", ["read /a", "listen 1", "never-ends prometheus"]),
    ("sshd -D -p 1", ["listen 1", "never-ends sshd"]),
    ("sshd", ["listen 22"]),
    ("consul agent -config-file=/a", ["listen 8500", "never-ends consul", "read /a"]),
    ("consul kv get x", []),
    ("cloud_sql_proxy -instances=p:r:i=tcp:0.0.0.0:1", ["listen 1", "never-ends cloud_sql_proxy"]),
    ("envoy -c /a", ["read /a", "never-ends envoy"]),
    ("watch ls", ["never-ends watch"]),
    ("inotifywait -m /a", ["never-ends inotifywait"]),
    ("inotifywait /a", []),
    ("journalctl -f", ["never-ends journalctl"]),
    ("crond -f", ["never-ends crond"]),
    ("ping h", ["never-ends ping"]),
    ("ping -c 1 h", []),
]

SYSTEM = [
    ("useradd x", ["unrepeatable useradd!"]),
    ("id x || useradd x", []),
    ("groupadd -f x", []),
    ("groupadd x", ["unrepeatable groupadd!"]),
    ("mkfs.ext4 /dev/vdb", ["write /dev/vdb!", "unrepeatable mkfs.ext4!"]),
    ("pip install -r /a -t /b", ["read /a", "write /b/*"]),
    ("apt-get update", []),
    ("apk add curl", []),
    ("sysctl -w a=b", []),
    (". /a", ["read /a"]),
    ("sh /a.sh", ["read /a.sh"]),
    ("eval touch /a", []),
    ("/app/unknown --out /a > /b", ["write /b"]),
    ("java -jar /a.jar", []),
]


@pytest.mark.parametrize(
    ("script", "expected"),
    [*FILES, *TEXTS, *ARCHIVES, *TRANSFER, *NETWORK, *DATABASES, *CLUSTER, *SERVERS, *SYSTEM],
)
def test_effects(script, expected):
    assert said(run(script, mounts=["/mnt"])) == expected


def test_every_row_of_the_table_can_be_used():
    for name in TABLE:
        known = row(name)
        assert known is not None
        assert all(kind in ("read", "write", "append") for kind, _ in known.files)


def test_rows_have_no_other_columns():
    columns = "takes style reads writes appends connects listens never unless daemon once safe asks open program"
    assert {column for entry in TABLE.values() for column in entry} <= set(columns.split())


def test_a_program_is_known_in_one_way_only():
    assert not TABLE.keys() & WRAPPERS.keys()
    assert not TABLE.keys() & SHELLS
    assert not WRAPPERS.keys() & SHELLS


def test_opaque_interpreters_have_a_life_too():
    for name in INTERPRETERS.keys() & TABLE.keys():
        assert run(f"{name} /a").ends is None


def test_builtins_need_no_program():
    for name in BUILTINS - {"[", "[[", "case", ".", "exec", "eval", "builtin", "command", "time"}:
        assert [tool.name for tool in run(f"{name} x").tools] == ["sh"]


def test_a_config_mounted_or_written_makes_the_stock_port_doubtful():
    assert "listen 80?" in said(run("nginx -g 'daemon off;'", mounts=["/etc/nginx/conf.d"]))
    assert "listen 80?" in said(run("echo x > /etc/nginx/conf.d/a.conf; nginx"))
    assert "listen 6379?" in said(run("redis-server /etc/redis.conf"))
