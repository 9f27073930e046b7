"""The seal on a signed document: any later change to its bytes can be seen by anyone.

intact     the sealed bytes are what they were
whole      the seal covers the file to its end: nothing was added after it
trusted    the seal was made by our authority
"""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from arcada.documents.authority import Authority

FIELD = "Seal"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the seal of a document tells."""

    sealed: bool
    intact: bool = False
    whole: bool = False
    trusted: bool = False

    @property
    def good(self) -> bool:
        """Whether the document is exactly what our authority sealed."""
        return self.sealed and self.intact and self.whole and self.trusted


def seal(pdf: bytes, *, reason: str, authority: Authority) -> bytes:
    """The document with a PAdES signature of our authority over all its bytes."""
    signer = _signer(authority, authority.leaf_key.stat().st_mtime_ns)
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, reason=reason, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    sealed = signers.PdfSigner(meta, signer, new_field_spec=SigFieldSpec(FIELD)).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf))
    )
    return bytes(sealed.getvalue())


@lru_cache(maxsize=4)
def _signer(authority: Authority, _written_ns: int) -> signers.SimpleSigner:
    """The key and its certificates, read again only when the key's file has changed: checking a key takes a while."""
    signer: signers.SimpleSigner = signers.SimpleSigner.load(
        str(authority.leaf_key),
        str(authority.leaf_certificate),
        ca_chain_files=(str(authority.root_certificate),),
    )
    return signer


def verify(pdf: bytes, *, authority: Authority) -> Verdict:
    """What the seal of these bytes tells; a file that cannot be read as a PDF counts as unsealed."""
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
    except (PdfReadError, ValueError, KeyError):
        return Verdict(sealed=False)
    if len(found) != 1:
        return Verdict(sealed=False)
    roots = [load_cert_from_pemder(str(authority.root_certificate))]
    try:
        status = validate_pdf_signature(found[0], ValidationContext(trust_roots=roots, allow_fetching=False))
    except (SignatureValidationError, PdfReadError, ValueError):
        return Verdict(sealed=True)
    return Verdict(
        sealed=True,
        intact=bool(status.intact and status.valid),
        whole=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        trusted=bool(status.trusted),
    )
