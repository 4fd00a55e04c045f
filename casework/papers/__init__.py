"""Papers (文书): what is said to a party or kept of a step, frozen when it is issued."""
