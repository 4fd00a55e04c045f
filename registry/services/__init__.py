"""What may be done to employers, their warnings, lists, postings and conflicts; one module for each."""
