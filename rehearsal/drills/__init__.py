"""Drills: a real site is broken on purpose, put right again, and what people had sent is counted.

`bin/drills` starts PostgreSQL, Redis and the site's own processes in a folder of its own. Each drill is a function in a table
(`rehearsal.drills.table`): it arranges, breaks, recovers and tallies; it raises `NotHeld` where the pass line was not met.
"""
