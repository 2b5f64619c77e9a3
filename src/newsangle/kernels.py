"""Starting kernels: always this Python and this project's launcher, whatever kernels are installed on the machine."""

import sys

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


class KernelManager(AsyncKernelManager):
    """jupyter_client's kernel manager with the one kernel of this project."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """The command that starts a kernel; kernel specifications that are installed elsewhere are not looked for."""
        command = [sys.executable, "-P", "-m", "newsangle.kernel", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")
