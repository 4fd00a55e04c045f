"""What may be done with summaries and reports. Functions named like actions do the act and what follows from it."""
