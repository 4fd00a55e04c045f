"""How problems are written down, and what setting them right brought."""
