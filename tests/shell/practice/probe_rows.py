"""What rows of the practice need beyond their fields' kinds; read by the tenant probe."""

VALUES = {
    "practice.WorkingHours": lambda _maker: {"weekday": 0},
    "practice.ProtocolVersion": lambda _maker: {"text": "id: any"},
    "practice.Discount": lambda _maker: {"value": "10.00", "roles": ["owner"]},
    "practice.TaxRate": lambda _maker: {"percent": "19.00"},
}
