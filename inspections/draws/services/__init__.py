"""What may be done with draws. Functions named like actions of the table do the act and what follows."""
