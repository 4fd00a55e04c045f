"""Backup and restore of a whole site: rows, stored files, anchors of the trail; never the keys (docs/adr/0015)."""
