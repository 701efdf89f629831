"""Reads the tensors of a TensorFlow checkpoint ("tensor bundle") without TensorFlow.

A checkpoint is two files. The index is a sorted string table: blocks of prefix-compressed keys, found
through an index block whose place is told by the last 48 bytes. The value of a key is a small protocol
buffer: element type, shape, and where in the data file the bytes of the tensor lie.
"""

import array
import pathlib
import struct
import sys

FOOTER_BYTES = 48
TABLE_MAGIC = 0xDB4775248B80FB57
FLOAT32 = 1


class CheckpointError(Exception):
    """The files are not a checkpoint that this reader understands."""


def varint(data, position):
    """The variable-length integer at `position`, and the position after it."""
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position


def fields(message):
    """The (number, value) pairs of a protocol buffer; values are integers or bytes."""
    position = 0
    while position < len(message):
        key, position = varint(message, position)
        number, wire_type = key >> 3, key & 7
        if wire_type == 0:
            value, position = varint(message, position)
        elif wire_type == 2:
            length, position = varint(message, position)
            value = message[position : position + length]
            position += length
        elif wire_type in (1, 5):
            length = 8 if wire_type == 1 else 4
            value = message[position : position + length]
            position += length
        else:
            raise CheckpointError(f"protocol buffer with wire type {wire_type}")
        yield number, value


def block_entries(table, offset, size):
    """The (key, value) pairs of one block of the table."""
    if table[offset + size] != 0:
        raise CheckpointError("compressed table blocks are not supported")
    block = table[offset : offset + size]
    restarts = struct.unpack("<I", block[-4:])[0]
    end = len(block) - 4 * (restarts + 1)
    position, key = 0, b""
    while position < end:
        shared, position = varint(block, position)
        unshared, position = varint(block, position)
        length, position = varint(block, position)
        key = key[:shared] + block[position : position + unshared]
        position += unshared
        yield key, block[position : position + length]
        position += length


def table_entries(table):
    """All (key, value) pairs of a sorted string table, in the order of their keys."""
    footer = table[-FOOTER_BYTES:]
    if len(footer) < FOOTER_BYTES or struct.unpack("<Q", footer[-8:])[0] != TABLE_MAGIC:
        raise CheckpointError("the index does not end as a sorted string table does")
    position = 0
    for _ in range(2):  # the handle of the meta-index, which is not needed
        _, position = varint(footer, position)
    offset, position = varint(footer, position)
    size, position = varint(footer, position)
    for _, handle in block_entries(table, offset, size):
        block_offset, after = varint(handle, 0)
        block_size, _ = varint(handle, after)
        yield from block_entries(table, block_offset, block_size)


def tensor_shape(message):
    shape = []
    for number, dimension in fields(message):
        if number == 2:
            shape.append(next((value for field, value in fields(dimension) if field == 1), 0))
    return tuple(shape)


def read_checkpoint(folder):
    """The float tensors of the checkpoint in `folder`: name → (shape, values)."""
    folder = pathlib.Path(folder)
    table = (folder / ".index").read_bytes()
    data = (folder / ".data-00000-of-00001").read_bytes()
    tensors = {}
    for key, value in table_entries(table):
        if not key:
            continue  # the header of the bundle
        entry = dict(fields(value))
        if entry.get(1) != FLOAT32:
            continue
        shape = tensor_shape(entry.get(2, b""))
        start, size = entry.get(4, 0), entry.get(5, 0)
        count = 1
        for extent in shape:
            count *= extent
        if size != 4 * count or start + size > len(data):
            raise CheckpointError(f"tensor {key.decode()} is not all there")
        values = array.array("f", data[start : start + size])
        if sys.byteorder == "big":
            values.byteswap()
        tensors[key.decode()] = (shape, values)
    return tensors
