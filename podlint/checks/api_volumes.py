"""What the API server refuses in volumes, and what it warns of.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

SCOPE = "object"
RELAYS = "refusals"
