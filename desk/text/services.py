"""The services whose posts, films and recordings pages embed, told by their addresses."""

import re
from typing import Final
from urllib.parse import urlsplit

URL: Final = re.compile(r"https?://[^\s<>\"'`\[\]]+")
_HANDLE: Final = re.compile(r"/@[\w.-]+(?:@[\w.-]+)?/\d{6,}/?|/users/[\w.-]+/statuses/\d+/?")
# The host, and the path of what can be shown there: a page about a person is a link like any other.
_SERVICES: Final = tuple(
    (name, frozenset(hosts.split()), re.compile(path))
    for name, hosts, path in (
        ("YouTube", "youtube.com m.youtube.com", r"/(watch|playlist)\?.*|/(shorts|live|embed)/.+"),
        ("YouTube", "youtu.be", r"/[\w-]{6,}.*"),
        ("X", "x.com twitter.com mobile.twitter.com", r"/\w+/status(es)?/\d+.*"),
        ("Vimeo", "vimeo.com player.vimeo.com", r"/(video/|channels/[\w-]+/|[\w-]+/)?\d+.*"),
        ("Instagram", "instagram.com", r"/([\w.]+/)?(p|reel|reels|tv)/.+"),
        ("TikTok", "tiktok.com m.tiktok.com", r"/@[\w.-]+/(video|photo)/\d+.*|/t/\w+/?"),
        ("TikTok", "vm.tiktok.com vt.tiktok.com", r"/\w+/?"),
        ("Facebook", "facebook.com m.facebook.com", r"/(.+/)?(posts|videos|photos|reel|share)/.+"),
        ("Facebook", "facebook.com m.facebook.com", r"/(permalink|photo|story|watch)(\.php)?/?\?.*"),
        ("Facebook", "fb.watch", r"/\w+/?"),
        ("SoundCloud", "soundcloud.com m.soundcloud.com on.soundcloud.com", r"/[\w-]+/[\w-]+.*|/\w{8,}/?"),
        ("Spotify", "open.spotify.com", r"/(intl-\w+/)?(track|album|episode|show|playlist|artist)/.+"),
        ("Bluesky", "bsky.app", r"/profile/[^/]+/post/.+"),
        ("Threads", "threads.net threads.com", r"/@[\w.]+/post/.+"),
        ("Telegram", "t.me telegram.me", r"/(s/)?\w+/\d+.*"),
        ("Dailymotion", "dailymotion.com", r"/video/.+"),
        ("Dailymotion", "dai.ly", r"/\w+/?"),
        ("RUTUBE", "rutube.ru", r"/(video|shorts)/.+"),
        ("VK", "vk.com vk.ru vkvideo.ru", r"/(video|wall|clip)-?\d+_\d+.*"),
    )
)  # fmt: skip


def service(href: str) -> str:
    """Return the name of the service that an address leads to something of, empty for any other address."""
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not URL.fullmatch(href):
        return ""
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    for name, hosts, shape in _SERVICES:
        if host in hosts and shape.fullmatch(path):
            return name
    return "Mastodon" if _HANDLE.fullmatch(parts.path) else ""
