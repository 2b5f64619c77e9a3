"""Nothing leaves the machine, and nothing is left in the user's home."""

import os
import subprocess
import sys


def test_onnx_runtime_reports_nothing(tmp_path):
    """From version 1.29 on it starts an uploader when it is imported, with a file that identifies the machine."""
    code = """
import os
from newsangle.sentiment import target_polarity
target_polarity(["Rain fell on Monday."], [(0, 4)])
print(len(os.listdir("/proc/self/task")) if os.path.exists("/proc/self/task") else 1)
"""
    one_thread = {
        "OPENBLAS_NUM_THREADS": "1",
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
        "RAYON_NUM_THREADS": "1",
    }
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "TOKENIZERS_PARALLELISM": "false"}
    kept = {name: value for name, value in os.environ.items() if name != "CI"}  # where it keeps quiet by itself
    done = subprocess.run([sys.executable, "-c", code], env=kept | one_thread | home, capture_output=True, text=True)
    assert done.stdout.strip() == "1", done.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
