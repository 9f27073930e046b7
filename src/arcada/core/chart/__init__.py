"""The mouth as a value: findings, what each procedure makes of it, the way from was to became."""
