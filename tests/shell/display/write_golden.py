"""Write the golden drawings: `PYTHONPATH=src python tests/shell/display/write_golden.py`, then look at them."""

from pathlib import Path

from drawn_mouths import GOLDEN

from arcada.display.odontogram import draw

if __name__ == "__main__":
    for name, mouth in GOLDEN.items():
        file = Path(__file__).parent / "golden" / f"{name}.svg"
        file.write_text(draw(mouth, title=name, size="tooth", palette="paper") + "\n")
