"""One work a module; each takes the material and hands back a table, or None without material."""
