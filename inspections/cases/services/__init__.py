"""What may be done to cases: one function per action that does more than change the state."""
