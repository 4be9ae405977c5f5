"""Steps from one schema to the next, in `versions`; see `desk.store.schema`."""
