"""`python -m skymask_client`."""

from skymask_client.cli import run

run()
