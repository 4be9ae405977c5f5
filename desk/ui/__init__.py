"""The only rooms with Qt: the window and what stands in it."""
