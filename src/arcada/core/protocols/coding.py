"""The ICD-10-CM codes of one finding, as fine as what is said of it allows.

    cavitated dentine caries     26 O        K02.52              a pit or fissure, into dentine
                                 26 MO       K02.52, K02.62      and a smooth surface
    periodontitis                stage III, generalised   K05.323
    missing tooth                cause trauma             K08.419
    anything of which less is said                        the plain code of its kind

The first row of the kind that fits is the code; each later row marked `more` that fits is told with it. No ICD-10-CM
code names a tooth or a surface, so those stay with the finding.
"""

from collections.abc import Iterable, Mapping

from arcada.core.protocols.finding import CodeRule, FindingKind
from arcada.core.teeth.region import arches_of

BITING = frozenset("OI")


def codes_of(
    kind: FindingKind,
    *,
    severity: Mapping[str, object] | None = None,
    surfaces: str = "",
    where: Iterable[str] = (),
) -> tuple[str, ...]:
    """Give the codes, the leading one first."""
    told, places = severity or {}, tuple(where)
    fits = [row for row in kind.codes if _fits(row, told, surfaces, places)]
    if not fits:
        return (kind.code,)
    return tuple(dict.fromkeys([fits[0].code, *(row.code for row in fits[1:] if row.more)]))


def _fits(row: CodeRule, severity: Mapping[str, object], surfaces: str, where: tuple[str, ...]) -> bool:
    if row.surface and not _on(row.surface, surfaces):
        return False
    if row.arch and {f"{row.arch}_arch"} != set(arches_of(where)):
        return False
    return all(_word(severity.get(key)) in values for key, values in (row.words or {}).items())


def _on(kind: str, surfaces: str) -> bool:
    biting = bool(BITING & set(surfaces))
    return biting if kind == "biting" else bool(set(surfaces) - BITING)


def _word(said: object) -> str:
    """How a value is written in a row: lower case, whole numbers without a point."""
    if isinstance(said, float) and said.is_integer():
        return str(int(said))
    return str(said).strip().lower()
