"""Why the system refused a file, in the reader's words instead of the system's."""

import errno

from redistrict.domain.catalogue.entry import N_

REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("no right to do so, or another program has it open"),
    errno.EPERM: N_("no right to do so, or another program has it open"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is a file, no folder"),
    errno.EEXIST: N_("a file of this name is there already"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EROFS: N_("the disk cannot be written to"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EBUSY: N_("another program has it open"),
    errno.EIO: N_("the disk or drive fails"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
}


def reason(error: Exception) -> str:
    """Return a message for the catalogue; of an error not listed, what the system says."""
    code = getattr(error, "errno", None) or 0
    return REASONS.get(code, "") or getattr(error, "strerror", None) or str(error)
