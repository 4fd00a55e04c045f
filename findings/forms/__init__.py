"""The forms of the brigade's answer to a report, and what forms of several rooms ask about wages."""
