"""The budgets of the design, measured as ratios in one run on made-up data in a database of its own (`bin/bench`)."""
