"""System checks: what a production site must not start with."""
