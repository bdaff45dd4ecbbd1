"""What the API server refuses or warns of in the fields of a pod as a whole.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

SCOPE = "object"
RELAYS = "refusals"
