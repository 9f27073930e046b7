"""Run one command: `python -m arcada.cli COMMAND ...`."""

import importlib
import sys
from collections.abc import Sequence

from arcada.cli.commands import COMMANDS, usage


def main(arguments: Sequence[str]) -> int:
    """Load the command's module and run it; a trouble with a known cause is told in its own sentence."""
    if not arguments or arguments[0] not in COMMANDS:
        print(usage(), file=sys.stderr)
        return 2
    module = importlib.import_module(f"arcada.cli.{COMMANDS[arguments[0]].module}")
    try:
        code: int = module.run(list(arguments[1:]))
    except KeyboardInterrupt:
        return 130
    except Exception as trouble:
        from arcada.cli.trouble import CommandTrouble
        from arcada.config.env import BadSetting
        from arcada.store.postgres import ServerTrouble

        if not isinstance(trouble, (CommandTrouble, BadSetting, ServerTrouble)):
            raise
        print(trouble, file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
