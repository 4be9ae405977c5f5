"""Where a site is published: what of it the whole newsroom knows. Passwords are no part of it."""

from dataclasses import dataclass
from enum import StrEnum


class TargetKind(StrEnum):
    """How a target is reached."""

    FOLDER = "folder"
    ZIP = "zip"
    SFTP = "sftp"
    S3 = "s3"


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a site is published to.

    Attributes:
        name: what people call it.
        path: the folder or zip file on this device or a network share, the folder on an SFTP server, or what
            the names of an S3 bucket's objects begin with.
        host: of an SFTP server its name; of S3 the endpoint's URL, empty for Amazon's own.
        port: of an SFTP server; 0 for its usual one.
        user: of an SFTP server; of S3 the access key's id.
        key: a file on this device with a private key for SFTP; empty for the agent's and usual ones.
        bucket, region: of S3.
    """

    name: str
    kind: TargetKind = TargetKind.FOLDER
    path: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    key: str = ""
    bucket: str = ""
    region: str = ""

    @property
    def remote(self) -> bool:
        """Return whether it may ask for a password."""
        return self.kind in (TargetKind.SFTP, TargetKind.S3)

    @property
    def address(self) -> str:
        """Return where it is, as people read it."""
        if self.kind is TargetKind.SFTP:
            port = f":{self.port}" if self.port else ""
            return f"sftp://{self.user}@{self.host}{port}/{self.path.lstrip('/')}"
        if self.kind is TargetKind.S3:
            at = f" at {self.host}" if self.host else ""
            return f"s3://{'/'.join(part for part in (self.bucket, self.path.strip('/')) if part)}{at}"
        return self.path
