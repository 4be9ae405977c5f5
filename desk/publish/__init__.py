"""From an exported site to where readers meet it: a folder, a zip file, an SFTP server, S3 storage."""

from desk.publish import archive, secrets
from desk.publish.manifest import File
from desk.publish.memory import Memory, key
from desk.publish.publishing import Progress, Published, Publishing, Site, found
from desk.publish.storage import Storage
from desk.publish.targets import check, opened

__all__ = [
    "File",
    "Memory",
    "Progress",
    "Published",
    "Publishing",
    "Site",
    "Storage",
    "archive",
    "check",
    "found",
    "key",
    "opened",
    "secrets",
]
