"""Writes an ONNX model as protocol buffer bytes, with the standard library alone.

Field numbers are those of onnx.proto (ONNX 1.x, IR version 8). The same calls give the same bytes.
"""

import array
import struct
import sys

FLOAT, INT64 = 1, 7
_ATTRIBUTE_FLOAT, _ATTRIBUTE_INT, _ATTRIBUTE_INTS = 1, 2, 7


def _varint(value):
    if value < 0:
        value += 1 << 64
    out = bytearray()
    while True:
        byte, value = value & 0x7F, value >> 7
        out.append(byte | (0x80 if value else 0))
        if not value:
            return bytes(out)


def _int(number, value):
    return _varint(number << 3) + _varint(value)


def _bytes(number, value):
    if isinstance(value, str):
        value = value.encode()
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _attribute(name, value):
    body = _bytes(1, name)
    if isinstance(value, float):
        return body + _varint(2 << 3 | 5) + struct.pack("<f", value) + _int(20, _ATTRIBUTE_FLOAT)
    if isinstance(value, int):
        return body + _int(3, value) + _int(20, _ATTRIBUTE_INT)
    return body + b"".join(_int(8, item) for item in value) + _int(20, _ATTRIBUTE_INTS)


def _value_info(name, shape):
    dims = b""
    for size in shape:
        dim = _bytes(2, size) if isinstance(size, str) else _int(1, size)
        dims += _bytes(1, dim)
    tensor = _int(1, FLOAT) + _bytes(2, dims)
    return _bytes(1, name) + _bytes(2, _bytes(1, tensor))


class GraphWriter:
    """Collects nodes and weights; `model` gives the file's bytes."""

    def __init__(self, name):
        self._name = name
        self._nodes, self._weights, self._inputs, self._outputs = [], [], [], []

    def input(self, name, shape):
        self._inputs.append(_value_info(name, shape))
        return name

    def output(self, name, shape):
        self._outputs.append(_value_info(name, shape))

    def weight(self, name, shape, values):
        """A float tensor; `values` row-major."""
        data = array.array("f", values)
        if sys.byteorder == "big":
            data.byteswap()
        self._tensor(name, shape, FLOAT, data.tobytes())
        return name

    def integers(self, name, values):
        """A one-dimensional int64 tensor."""
        self._tensor(name, [len(values)], INT64, struct.pack(f"<{len(values)}q", *values))
        return name

    def _tensor(self, name, shape, kind, raw):
        dims = b"".join(_int(1, size) for size in shape)
        self._weights.append(dims + _int(2, kind) + _bytes(8, name) + _bytes(9, raw))

    def node(self, operator, inputs, output, **attributes):
        body = b"".join(_bytes(1, name) for name in inputs) + _bytes(2, output)
        body += _bytes(3, output) + _bytes(4, operator)
        for name in sorted(attributes):
            body += _bytes(5, _attribute(name, attributes[name]))
        self._nodes.append(body)
        return output

    def model(self, producer, opset):
        graph = b"".join(_bytes(1, node) for node in self._nodes) + _bytes(2, self._name)
        graph += b"".join(_bytes(5, weight) for weight in self._weights)
        graph += b"".join(_bytes(11, item) for item in self._inputs)
        graph += b"".join(_bytes(12, item) for item in self._outputs)
        return _int(1, 8) + _bytes(2, producer) + _bytes(7, graph) + _bytes(8, _bytes(1, "") + _int(2, opset))
