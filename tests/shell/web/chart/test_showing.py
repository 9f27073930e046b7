"""The chart page: who reads it, what it shows, how it is looked at."""

import pytest


@pytest.mark.parametrize(
    ("role", "status"),
    [("dentist", 200), ("coordinator", 200), ("hygienist", 200), ("desk", 403), ("owner", 403)],
)
def test_who_reads_the_chart(client_for, room, chart, role, status):
    page = client_for(role).get(room())
    assert page.status_code == status
