"""What rows of the outbox need beyond their fields' kinds; read by the tenant probe."""

from arcada.store.keys import uuid7

VALUES = {"outbox.Message": lambda _maker: {"user_id": uuid7()}}
