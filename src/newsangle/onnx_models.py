"""Opening the models that are shipped as ONNX."""

import os
from importlib.resources import as_file, files
from typing import Any


def open_model(package: str, name: str) -> Any:
    """Return an ONNX Runtime session of the file model/name in a package.

    It runs on one thread, so that results do not depend on floating-point summation order. ONNX Runtime would report
    its use to its maker from version 1.29 on: nothing may leave the machine.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read once, when it is imported
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    with as_file(files(package).joinpath(f"model/{name}")) as path:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
