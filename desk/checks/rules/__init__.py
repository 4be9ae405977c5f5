"""A file for each rule of the copy desk, with its examples; a new file is a new rule."""
