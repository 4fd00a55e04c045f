"""What may be done with inspections and visits. Functions named like actions of the table do the act and what follows."""
