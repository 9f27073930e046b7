"""A sealed document shows any later change, and who sealed it."""

import stat
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from weasyprint import HTML

from arcada.documents.authority import FILES, ensure_authority
from arcada.documents.seal import Verdict, seal, verify

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return ensure_authority(tmp_path_factory.mktemp("home") / "seal", at=datetime.now(UTC))


@pytest.fixture(scope="module")
def pdf():
    return HTML(string="<html lang=en><title>Plan</title><h1>Plan</h1>").write_pdf(pdf_variant="pdf/a-3u")


@pytest.fixture(scope="module")
def sealed(pdf, authority):
    return seal(pdf, reason="Signed by the patient", authority=authority)


def test_a_sealed_document_is_good(sealed, authority):
    assert verify(sealed, authority=authority).good


def test_what_was_written_stays_in_front(pdf, sealed):
    assert sealed.startswith(pdf)


def test_one_changed_byte_is_seen(pdf, sealed, authority):
    place = len(pdf) // 2
    tampered = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
    assert not verify(tampered, authority=authority).good


def test_bytes_added_at_the_end_are_seen(sealed, authority):
    verdict = verify(sealed + b"\n% one more promise\n", authority=authority)
    assert not verdict.good
    assert not verdict.whole


def test_a_seal_of_another_authority_is_not_trusted(sealed, tmp_path):
    other = ensure_authority(tmp_path / "seal", at=datetime.now(UTC))
    verdict = verify(sealed, authority=other)
    assert (verdict.intact, verdict.trusted, verdict.good) == (True, False, False)


@pytest.mark.parametrize("content", [b"", b"no document at all"])
def test_what_is_no_document_is_not_sealed(content, authority):
    assert verify(content, authority=authority) == Verdict(sealed=False)


def test_a_document_without_a_seal_is_told(pdf, authority):
    assert verify(pdf, authority=authority) == Verdict(sealed=False)


def test_only_the_server_can_read_the_keys(authority):
    assert stat.S_IMODE(authority.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE((authority.folder / name).stat().st_mode) for name in FILES} == {0o600}


def test_a_second_start_keeps_the_authority(authority):
    before = authority.root_certificate.read_bytes()
    assert ensure_authority(authority.folder, at=AT).root_certificate.read_bytes() == before


def test_two_starts_at_once_agree(tmp_path):
    together, seen = Barrier(2), []

    def start():
        together.wait()
        seen.append(ensure_authority(tmp_path / "seal", at=AT).root_certificate.read_bytes())

    threads = [Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["seal"]


def test_a_lost_key_is_an_error_not_a_new_authority(tmp_path):
    authority = ensure_authority(tmp_path / "seal", at=AT)
    authority.leaf_key.unlink()
    with pytest.raises(FileNotFoundError, match=r"leaf\.key"):
        ensure_authority(authority.folder, at=AT)
