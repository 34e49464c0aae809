"""Exceptions: a broken machine, wrong usage or our own bug, never a mistake in the content.

Mistakes in the content are `clinicsite.problems.Problem` values. The errors below are raised
early and caught once, in `clinicsite.cli`, which prints the sentence and ends with code 2.
"""


class ClinicSiteError(Exception):
    """Something outside the content stops the work; the message is one plain sentence."""


class UsageError(ClinicSiteError):
    """What was typed on the command line cannot be done."""


class PublishError(ClinicSiteError):
    """The finished site cannot be put where it should go."""
