"""What the API server refuses in where a pod may run and whom it may ask, and what it warns of.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

SCOPE = "object"
RELAYS = "refusals"
