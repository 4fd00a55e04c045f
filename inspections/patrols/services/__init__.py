"""What may be done with a patrol. Functions named like actions do the act and what follows from it."""
