"""Errors that a user can fix: the command line shows their message and ends with code 2, or 1 where a run failed."""

import errno
import os
import re


class InputError(ValueError):
    """What was given cannot be used; the message names what is wrong, where, and how to fix it."""


class RunError(RuntimeError):
    """A run did not end well; the message says where and why."""


def explained(error: OSError) -> str:
    """Return what the operating system refused, the path, and what usually helps."""
    advice = {
        errno.ENOSPC: "The disk is full: free some space, or name another folder with --out.",
        errno.EDQUOT: "Your quota is used up: free some space, or name another folder with --out.",
        errno.EFBIG: "The file would be larger than this system allows; raise the limit (ulimit -f).",
        errno.EROFS: "The disk is read-only: name another folder with --out.",
        errno.EACCES: "You may not read or write there: change the permissions, or name another folder.",
        errno.EPERM: "You may not change it: change the permissions, or name another folder.",
        errno.EMFILE: "Too many files are open; raise the limit (ulimit -n 1024) and try again.",
        errno.ENFILE: "Too many files are open on this machine; close some programs and try again.",
        errno.ENOTDIR: "A part of that path is a file, not a folder: name another folder.",
        errno.EISDIR: "That is a folder, not a file: name a file.",
        errno.ENOENT: "It is not there: check the path.",
        errno.ENAMETOOLONG: "The name is too long: choose a shorter one.",
        errno.ENOMEM: "The machine is out of memory: close some programs, or use --jobs 1.",
    }
    where = f"{error.filename}: " if error.filename else ""
    reason = (error.strerror or str(error) or type(error).__name__).lower()
    return f"{where}{reason}. {advice.get(error.errno or 0, '')}".strip()


def described(error: Exception) -> str:
    """Return what went wrong that nobody expected; if the system refused something, with what usually helps."""
    if isinstance(error, OSError):
        return explained(error)
    return explained_in(str(error)) or type(error).__name__


def explained_in(text: str) -> str:
    """Return the last line of what a program complained of; where the system refused something, with what helps."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = lines[-1][-300:] if lines else ""
    codes = [int(code) for code in re.findall(r"\[Errno (\d+)\]", last)]
    codes += [code for code in (errno.EMFILE, errno.ENOSPC, errno.ENOMEM, errno.EFBIG) if os.strerror(code) in last]
    return explained(OSError(codes[0], os.strerror(codes[0]))) if codes else last
