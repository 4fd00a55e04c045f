"""What may be done to a campaign. Other rooms call `move_target` and read `Campaign.objects.current()`."""
