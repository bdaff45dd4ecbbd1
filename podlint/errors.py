"""What podlint raises when it is used wrongly; a flawed manifest raises nothing.

PodlintError
├── UsageError      a path, flag or value on the command line
├── ConfigError     a configuration file, with its place
└── CardError       a rule card or its check
"""


class PodlintError(Exception):
    """Wrong use of podlint: one clear line for the person who called it."""


class UsageError(PodlintError):
    """A path, flag or value that was given cannot be used."""


class ConfigError(PodlintError):
    """A configuration file cannot be used; the message names the file and the place."""


class CardError(PodlintError):
    """A rule card and its check do not fit together."""
