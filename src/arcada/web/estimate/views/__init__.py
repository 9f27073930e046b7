"""The money page: each view asks one question of the estimate and draws it."""
