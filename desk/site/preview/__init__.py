"""Pages of what is not out yet, made when a browser asks for them, and the server that it asks."""

from desk.site.preview.pictures import Pictures
from desk.site.preview.server import Server
from desk.site.preview.view import Standing, View

__all__ = ["Pictures", "Server", "Standing", "View"]
