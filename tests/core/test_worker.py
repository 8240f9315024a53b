from __future__ import annotations


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(client, db):
    answer = client.get("/worker.js")

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert b'addEventListener("fetch"' in answer.content
