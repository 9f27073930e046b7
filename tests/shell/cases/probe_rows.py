"""What rows of cases need beyond their fields' kinds; read by the tenant probe."""

import hashlib

VALUES = {
    "cases.Override": lambda _maker: {"role": "dentist"},
    "cases.SignedDocument": lambda _maker: {
        "content": b"signed",
        "sha256": hashlib.sha256(b"signed").hexdigest(),
    },
}
