"""The command `skymask-client`."""

import argparse
import sys
import textwrap
from collections.abc import Sequence
from importlib.metadata import version
from typing import TypeAlias, get_args

from skymask_client import commands
from skymask_client.errors import SkymaskError, UploadExistsError
from skymask_client.signature import Loss

_LONGEST_ERROR = 500  # a native library that is not found lists every place it looked

_EPILOG = """\
Locations are local paths or URIs: file:, s3: and s3a: (with the extra s3), hdfs:, and what else
fsspec knows. Exit codes: 0 done, 2 usage, 5 a complete upload is there already, 1 anything else.
"""


def run() -> None:
    """Entry point of the installed command."""
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code. Errors are one line on standard error."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except UploadExistsError as error:
        return _fail(str(error), 5)
    except (SkymaskError, OSError) as error:
        return _fail(str(error), 1)
    except Exception as error:  # noqa: BLE001 (a scheduler's log gets one line, whatever happens)
        return _fail(f"{type(error).__name__}: {error}", 1)
    return 0


def _fail(message: str, code: int) -> int:
    line = textwrap.shorten(message, _LONGEST_ERROR, placeholder=" …")
    print(f"skymask-client: error: {line}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="skymask-client",
        description="Take part in a SkyMask federation.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=version("skymask-client"))
    groups = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (_add_fetch, _add_submit, _add_verdict, _add_verify, _add_keygen, _add_export):
        add(groups)
    return parser


_Groups: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_fetch(groups: _Groups) -> None:
    parser = groups.add_parser("fetch", help="read a committed model, checked, into one file")
    _add_version(parser)
    parser.add_argument("--output", required=True, metavar="FILE", help=".safetensors, .npz or .pt")
    parser.set_defaults(command=commands.fetch)


def _add_submit(groups: _Groups) -> None:
    parser = groups.add_parser(
        "submit",
        help="send locally trained weights as an update",
        description="Send an update for the round after the version that it was trained from.",
    )
    _add_version(parser, "the version trained from")
    parser.add_argument("--updates", required=True, metavar="URI", help="the updates directory")
    parser.add_argument("--client", required=True, metavar="ID", help="this silo's client id")
    what = parser.add_mutually_exclusive_group(required=True)
    files = ".safetensors, .npz or .pt (a state dict)"
    what.add_argument("--weights", metavar="FILE", help=f"trained weights: {files}")
    what.add_argument("--delta", metavar="FILE", help="trained weights minus the base, likewise")
    parser.add_argument("--examples", required=True, type=int, help="how many were trained on")
    parser.add_argument(
        "--kind",
        choices=["delta", "weights"],
        default="delta",
        help="what is written of --weights: the difference from the base (default) or themselves",
    )
    parser.add_argument(
        "--dtype",
        choices=["float32", "auto"],
        default="float32",
        help="auto: float16 and bfloat16 are sent as they are, in half the bytes",
    )
    parser.add_argument("--key", metavar="FILE", help="private key (PEM): the upload is signed")
    parser.add_argument(
        "--overwrite", action="store_true", help="replace a complete upload for this round"
    )
    parser.set_defaults(command=commands.submit)


def _add_verdict(groups: _Groups) -> None:
    parser = groups.add_parser(
        "verdict",
        help="what became of a silo's upload, why, and since when",
        description="Say what the latest round with an upload of this silo decided about it.",
    )
    _add_version(parser, "the round")
    parser.add_argument("--client", required=True, metavar="ID", help="this silo's client id")
    parser.add_argument("--history", action="store_true", help="a line for each round")
    parser.set_defaults(command=commands.verdict)


def _add_verify(groups: _Groups) -> None:
    parser = groups.add_parser("verify", help="check a committed model's files and digests")
    _add_version(parser)
    parser.add_argument(
        "--chain", action="store_true", help="also every version before it, down to version 0"
    )
    parser.set_defaults(command=commands.verify)


def _add_keygen(groups: _Groups) -> None:
    parser = groups.add_parser(
        "keygen",
        help="make a key pair for signed uploads",
        description="Write ID.key.pem (private, stays here) and ID.pem (for the federation).",
    )
    parser.add_argument("client", metavar="ID", help="this silo's client id")
    parser.add_argument("--directory", default=".", metavar="DIR", help="where (default: here)")
    parser.set_defaults(command=commands.keygen)


def _add_export(groups: _Groups) -> None:
    parser = groups.add_parser(
        "export",
        help="write a PyTorch module for 'skymask init --from DIR'",
        description="Write layout.json, architecture.pt and parameters/ of a PyTorch module.",
    )
    parser.add_argument(
        "module", metavar="PKG.MOD:FACTORY", help="a function that returns the module, importable"
    )
    parser.add_argument(
        "--input", required=True, metavar="N,N,…", help="shape of one example: 1,28,28"
    )
    parser.add_argument(
        "--loss",
        choices=[name for name in get_args(Loss) if name != "function"],
        default="cross-entropy",
        help="what training makes small (default: cross-entropy)",
    )
    parser.add_argument("--output", required=True, metavar="DIR", help="where to write")
    parser.add_argument("--seed", type=int, help="torch.manual_seed before the factory is called")
    parser.set_defaults(command=commands.export)


def _add_version(parser: argparse.ArgumentParser, what: str = "the version") -> None:
    parser.add_argument("--models", required=True, metavar="URI", help="the models directory")
    parser.add_argument("--round", type=int, help=f"{what} (default: the latest)")
