"""Everything that changes a complaint, named like the actions of `complaints/workflow.py`."""
