"""Groups of answers hold together without drifting."""

from newsangle.claims.clustering import cluster

A, B, C, D = ((row, 0, -1) for row in range(4))
OUTLETS = ["Post", "Star", "Gazette", "Echo"]


def test_linked_answers_make_a_group():
    assert cluster({(A, B): 0.9, (B, C): 0.9, (A, C): 0.8}, OUTLETS) == [[A, B, C]]


def test_a_chain_does_not_drift():
    groups = cluster({(A, B): 0.9, (B, C): 0.41, (C, D): 0.9}, OUTLETS)
    assert groups == [[A, B], [C, D]]


def test_one_outlet_alone_is_no_group():
    assert cluster({(A, B): 0.9}, ["Post", "Post"]) == []
