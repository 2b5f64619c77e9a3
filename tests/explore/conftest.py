"""The sample event as it was run for all tests, in the place where the views look for it."""

import pytest


@pytest.fixture
def event(sample_run, monkeypatch) -> str:
    monkeypatch.setenv("NEWSANGLE_OUT", str(sample_run.processed.parents[1]))
    return sample_run.event
