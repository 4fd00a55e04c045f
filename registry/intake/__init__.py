"""Reading a bureau's list of employers: the file gate, its rows, what each column means. No database here."""
