"""Servers of the tests' own on loopback: OpenSSH's, and moto's for S3."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3
from botocore.config import Config

_SECONDS = 30
SSHD = shutil.which("sshd") or shutil.which("/usr/sbin/sshd")
USER, PASSWORD = "press", "ink & paper"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


def wait(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + _SECONDS
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"no server at {port}: {process.poll()}")
        time.sleep(0.05)


def keygen(file: Path, passphrase: str = "", kind: str = "ed25519") -> None:
    command = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "", "-f", str(file)]
    subprocess.run(command, check=True)


class Sshd:
    """OpenSSH's server as a plain process, which knows one key."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.user = getpass.getuser()
        keygen(folder / "host")
        keygen(folder / "key")
        (folder / "authorized").write_bytes((folder / "key.pub").read_bytes())
        self._config = folder / "sshd_config"
        self._config.write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder / 'host'}\nPidFile none\nUsePAM no\n"
            f"StrictModes no\nAuthorizedKeysFile {folder / 'authorized'}\nSubsystem sftp internal-sftp\n"
            "PermitRootLogin yes\nMaxSessions 20\nUseDNS no\n"
        )
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        self.start()

    @property
    def fingerprint(self) -> str:
        said = subprocess.run(["ssh-keygen", "-lf", self.folder / "host.pub"], capture_output=True, text=True)
        return said.stdout.split()[1]

    def command(self) -> list[str]:
        return [str(SSHD), "-D", "-q", "-f", str(self._config)]

    def start(self) -> None:
        self._process = subprocess.Popen(self.command(), start_new_session=True)
        wait(self.port, self._process)

    def kill(self) -> None:
        """Kill it and every process that serves a connection, as a machine that loses its power."""
        for pid in [*_descendants(self._process.pid), self._process.pid]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait(10)

    def another_key(self) -> None:
        for file in ("host", "host.pub"):
            (self.folder / file).unlink()
        keygen(self.folder / "host")


class PasswordSshd(Sshd):
    """One that asks a user of its own for a password; root alone can start it, with an own `/etc`."""

    def command(self) -> list[str]:
        hashed = subprocess.run(
            ["openssl", "passwd", "-6", PASSWORD], check=True, capture_output=True, text=True
        ).stdout.strip()
        for name, line in (
            ("passwd", f"{USER}:x:0:0::{self.folder}:/bin/sh"),
            ("shadow", f"{USER}:{hashed}:19000:0:99999:7:::"),
        ):
            (self.folder / name).write_text(Path("/etc", name).read_text() + line + "\n")
        mounts = " && ".join(f"mount --bind '{self.folder / one}' /etc/{one}" for one in ("passwd", "shadow"))
        return ["unshare", "--mount", "sh", "-c", f"{mounts} && exec {' '.join(super().command())}"]

    @staticmethod
    def possible() -> bool:
        return os.geteuid() == 0 and subprocess.call(["unshare", "--mount", "true"]) == 0


def _descendants(pid: int) -> list[int]:
    parents: dict[int, int] = {}
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(one.parent.name)] = int(one.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
    found, new = [], [pid]
    while new:
        new = [one for one, parent in parents.items() if parent in new]
        found += new
    return found


class S3Server:
    """moto's server as a process; once it is set up it asks for signatures."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        # Making a user, its key and its policy are the actions that nobody has to sign.
        env = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": "5"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait(self.port, self._process)
        iam = self._boto("iam", "x", "x")
        iam.create_user(UserName="press")
        made = iam.create_access_key(UserName="press")["AccessKey"]
        self.user, self.secret = made["AccessKeyId"], made["SecretAccessKey"]
        policy = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}'
        iam.put_user_policy(UserName="press", PolicyName="all", PolicyDocument=policy)
        iam.create_user(UserName="guest")
        made = iam.create_access_key(UserName="guest")["AccessKey"]
        self.guest, self.guest_secret = made["AccessKeyId"], made["SecretAccessKey"]
        self.client = self._boto("s3", self.user, self.secret)

    def _boto(self, service: str, user: str, secret: str):
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=user,
            aws_secret_access_key=secret,
            config=Config(retries={"max_attempts": 1}),
        )

    def stop(self) -> None:
        self.client.close()
        self._process.kill()
        self._process.wait(10)
