"""A wing of small rooms: what is done on the spot. Line inside it: cases > draws | patrols."""
