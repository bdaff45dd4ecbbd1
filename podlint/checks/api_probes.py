"""What the API server refuses in probes and lifecycle hooks.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

SCOPE = "object"
RELAYS = "refusals"
