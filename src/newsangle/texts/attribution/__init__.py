"""Who is quoted or reported: candidates, a classifier over them, and the speaker of each."""

from newsangle.texts.attribution.sources import attributions

__all__ = ["attributions"]
