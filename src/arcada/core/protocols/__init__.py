"""What the practice has agreed on: findings, catalogue and protocols as typed values, and how they are read."""
