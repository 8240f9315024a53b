"""Everything in one file, made while the site runs, and put back only when every byte of it is right.

    make_backup(Path("monday.aufwind"))
    restore_backup(Path("monday.aufwind"), into=Path("/srv/aufwind-new"))

The file is a compressed tar, so that its content outlives Aufwind: `tar xzf` opens it. Inside: the database (SQLite's
file, or PostgreSQL's tables as COPY writes them), the uploads, and a manifest with a hash per member and per table.

The secret key is not inside: whoever finds a backup must not be able to sign personal links with it. Keep a copy of
`secret-key` elsewhere; without it a restored site works, but links mailed before are dead.
"""

from aufwind.core.backup.archive import BackupDamaged, BackupRefused
from aufwind.core.backup.make import Made, make_backup
from aufwind.core.backup.restore import Restored, restore_backup

__all__ = ["BackupDamaged", "BackupRefused", "Made", "Restored", "make_backup", "restore_backup"]
