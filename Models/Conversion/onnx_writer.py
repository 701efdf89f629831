"""Writes ONNX models byte by byte, with the standard library alone.

Only what the conversion needs: float32 and int64 constants, and attributes that are integers or lists of
integers. The order of everything is the order of the calls, so the same calls give the same bytes.
Field numbers are those of onnx.proto3.
"""

import array
import struct
import sys

FLOAT, INT64 = 1, 7
IR_VERSION, OPSET = 8, 13


def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def chunk(field, value):
    data = value.encode() if isinstance(value, str) else bytes(value)
    return varint(field << 3 | 2) + varint(len(data)) + data


def attribute(name, value):
    """An integer, or a list of integers."""
    if isinstance(value, int):
        return chunk(1, name) + number(3, value) + number(20, 2)
    return chunk(1, name) + b"".join(number(8, item) for item in value) + number(20, 7)


def float_bytes(values):
    packed = array.array("f", values)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def tensor_type(name, shape):
    """A float tensor; extents are integers, or names of extents that may vary."""
    dimensions = b"".join(
        chunk(1, number(1, extent) if isinstance(extent, int) else chunk(2, extent)) for extent in shape
    )
    return chunk(1, name) + chunk(2, chunk(1, number(1, FLOAT) + chunk(2, dimensions)))


class Graph:
    """Collects nodes and constants in the order in which they are added."""

    def __init__(self, name):
        self.name = name
        self.nodes, self.constants, self.inputs, self.outputs = [], [], [], []

    def add_input(self, name, shape):
        self.inputs.append(tensor_type(name, shape))
        return name

    def add_output(self, name, shape):
        self.outputs.append(tensor_type(name, shape))

    def floats(self, name, shape, values):
        """A float32 constant."""
        return self._constant(name, shape, FLOAT, float_bytes(values))

    def integers(self, name, values, shape=None):
        """A list of int64, or an array where a shape is given."""
        return self._constant(name, shape or (len(values),), INT64, struct.pack(f"<{len(values)}q", *values))

    def node(self, operator, inputs, output, **attributes):
        """Adds an operation with one result and gives the result's name."""
        body = b"".join(chunk(1, item) for item in inputs) + chunk(2, output)
        body += chunk(3, output) + chunk(4, operator)
        for name in sorted(attributes):
            body += chunk(5, attribute(name, attributes[name]))
        self.nodes.append(body)
        return output

    def _constant(self, name, shape, kind, data):
        body = b"".join(number(1, extent) for extent in shape) + number(2, kind)
        self.constants.append(body + chunk(8, name) + chunk(9, data))
        return name

    def serialized(self, producer, version, metadata):
        """The whole model as bytes."""
        graph = b"".join(chunk(1, node) for node in self.nodes) + chunk(2, self.name)
        graph += b"".join(chunk(5, constant) for constant in self.constants)
        graph += b"".join(chunk(11, item) for item in self.inputs)
        graph += b"".join(chunk(12, item) for item in self.outputs)
        model = number(1, IR_VERSION) + chunk(2, producer) + chunk(3, version) + chunk(7, graph)
        model += chunk(8, chunk(1, "") + number(2, OPSET))
        for key, value in metadata:
            model += chunk(14, chunk(1, key) + chunk(2, value))
        return model
