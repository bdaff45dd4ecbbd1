"""What the API server refuses or warns of in requests, limits and claims.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

SCOPE = "object"
RELAYS = "refusals"
