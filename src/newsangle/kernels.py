"""Starting kernels: always this Python and this project's launcher, whatever kernels are installed on the machine."""

import asyncio
import os
import select
import signal
import socket
import sys
from importlib.metadata import EntryPoint
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import DottedObjectName

from newsangle import warm

_FORKED = "newsangle-forked"
_STARTED = 1  # second in which a kernel that is there answers


class KernelClient(AsyncKernelClient):
    """jupyter_client's client, which does not wait for a fifth of a second of silence before the first cell."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its answer has come on both channels."""
        clock = asyncio.get_running_loop().time
        end = clock() + (timeout or float("inf"))
        while not await self._answers():
            if not await self._async_is_alive():
                raise RuntimeError("it ended at once")
            if clock() > end:
                raise RuntimeError(f"it did not answer within {timeout} seconds")

    async def _answers(self) -> bool:
        asked = self.kernel_info()
        try:
            while (reply := await self.get_shell_msg(timeout=_STARTED))["parent_header"].get("msg_id") != asked:
                pass
            self._handle_kernel_info_reply(reply)
            while not _is_end_of(await self.get_iopub_msg(timeout=_STARTED / 5), asked):
                pass
        except Empty:
            return False
        return True


def _is_end_of(message: dict, asked: str) -> bool:
    """Return whether a message says that a kernel is done with what it was asked."""
    return message["parent_header"].get("msg_id") == asked and message["content"].get("execution_state") == "idle"


class KernelManager(AsyncKernelManager):
    """jupyter_client's kernel manager with the one kernel of this project."""

    client_class = DottedObjectName(f"{__name__}.KernelClient")

    @property
    def kernel_spec(self) -> KernelSpec:
        """The command that starts a kernel; kernel specifications that are installed elsewhere are not looked for."""
        command = [sys.executable, "-P", "-m", "newsangle.kernel", "{connection_file}"]
        KernelProvisionerFactory.instance().provisioners[_FORKED] = EntryPoint(
            _FORKED, f"{__name__}:ForkingProvisioner", KernelProvisionerFactory.GROUP_NAME
        )
        return KernelSpec(
            argv=command,
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": _FORKED}},
        )


class ForkingProvisioner(LocalProvisioner):
    """Takes a fork of the warm process for a kernel, and starts one by its command where there is none."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel and return how it is reached."""
        connection_file = getattr(self.parent, "connection_file")  # noqa: B009 - of the kernel manager
        forked = warm.fork(warm.KERNEL, connection_file, os.environ["NEWSANGLE_OUT"])
        if forked is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = _Fork(*forked)
        self.pid = self.pgid = self.process.pid
        return self.connection_info


class _Fork:
    """A kernel that is a fork of the warm process, as jupyter_client deals with a subprocess."""

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket, pid: int):
        self.pid = pid
        self._connection = connection
        self._ended = False

    def poll(self) -> int | None:
        """Return 1 when the fork has ended: nothing is sent over its connection before the end."""
        try:
            self._ended = self._ended or self._connection.recv(1, socket.MSG_DONTWAIT) is not None
        except BlockingIOError:
            return None
        except OSError:
            self._ended = True
        return 1

    def wait(self) -> int | None:
        while self.poll() is None:
            select.select([self._connection], [], [])
        return 1

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)
