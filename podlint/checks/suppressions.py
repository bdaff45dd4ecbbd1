"""Suppressions that are slips themselves; they are known once everything else has been found."""

SCOPE = "document"
RELAYS = "suppressions"
