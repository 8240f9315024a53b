"""`python -m aufwind` is `aufwind`."""

import sys

from aufwind.cli import main

sys.exit(main())
