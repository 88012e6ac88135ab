"""Makes the processes of Flower patient: they wait half an hour for each other, not 30 seconds.

On PYTHONPATH of all processes that test_flower.py starts. A ClientApp that has not begun after 30
seconds is given up and started again, and so ten of them on one busy core would never begin. Flower
has no setting for it.
"""

from flwr.common import constant

constant.HEARTBEAT_DEFAULT_INTERVAL = 1800
