"""What is written by the room."""
