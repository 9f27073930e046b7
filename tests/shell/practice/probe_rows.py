"""What rows of the practice need beyond their fields' kinds; read by the tenant probe."""

VALUES = {
    "practice.WorkingHours": lambda _maker: {"weekday": 0},
    "practice.ProtocolVersion": lambda _maker: {"text": "id: any"},
}
