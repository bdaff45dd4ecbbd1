"""The located model of a pod: what its containers do, and what they share."""
