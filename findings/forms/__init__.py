"""The forms of the brigade's answer to a report."""
