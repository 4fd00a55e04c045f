"""Fifty signed-in people at a web server of its own, three seconds between clicks."""
