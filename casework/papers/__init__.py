"""文书: composed from the record, issued under its number, delivered, replaced; never written over (DESIGN §2.11–2.12)."""
