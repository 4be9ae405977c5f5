"""Copy-desk rules over a story and its photos; none stands yet."""
