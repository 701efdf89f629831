"""Reads the float tensors of a TensorFlow checkpoint without TensorFlow.

A checkpoint is an index (a sorted string table, as LevelDB writes it, uncompressed here) that says
where each tensor's bytes lie in the data file. Only what the MusiCNN checkpoints use is read.
"""

import array
import struct
import sys
from pathlib import Path

TABLE_MAGIC = 0xDB4775248B80FB57
FOOTER_LENGTH = 48
DT_FLOAT = 1


class CheckpointError(Exception):
    """The checkpoint is not what this reader knows."""


def _varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _block(data, offset, size):
    """Yields the key and value of every entry of one table block."""
    if data[offset + size] != 0:
        raise CheckpointError("the index is compressed")
    block = data[offset : offset + size]
    restarts = struct.unpack_from("<I", block, size - 4)[0]
    end = size - 4 * (restarts + 1)
    at, key = 0, b""
    while at < end:
        shared, at = _varint(block, at)
        fresh, at = _varint(block, at)
        length, at = _varint(block, at)
        key = key[:shared] + block[at : at + fresh]
        at += fresh
        yield key, block[at : at + length]
        at += length


def _fields(message):
    """Yields number and value of every field of a protocol buffer message."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        kind = tag & 7
        if kind == 0:
            value, at = _varint(message, at)
        elif kind == 2:
            length, at = _varint(message, at)
            value, at = message[at : at + length], at + length
        elif kind == 5:
            value, at = message[at : at + 4], at + 4
        else:
            raise CheckpointError(f"a field of wire type {kind}")
        yield tag >> 3, value


def _entry(message):
    """Type, shape, offset and size of a tensor."""
    kind, shape, offset, size = 0, [], 0, 0
    for number, value in _fields(message):
        if number == 1:
            kind = value
        elif number == 2:
            dims = [dict(_fields(dim)).get(1, 0) for n, dim in _fields(value) if n == 2]
            shape = dims
        elif number == 4:
            offset = value
        elif number == 5:
            size = value
    return kind, shape, offset, size


class Checkpoint:
    """The tensors of one checkpoint, by name."""

    def __init__(self, folder):
        index = (Path(folder) / ".index").read_bytes()
        self._data = (Path(folder) / ".data-00000-of-00001").read_bytes()
        footer = index[-FOOTER_LENGTH:]
        if struct.unpack("<Q", footer[-8:])[0] != TABLE_MAGIC:
            raise CheckpointError("the index is not a sorted string table")
        _, at = _varint(footer, 0)
        _, at = _varint(footer, at)
        offset, at = _varint(footer, at)
        size, _ = _varint(footer, at)
        self._entries = {}
        for _, handle in _block(index, offset, size):
            start, at = _varint(handle, 0)
            length, _ = _varint(handle, at)
            for key, value in _block(index, start, length):
                if key:
                    self._entries[key.decode()] = _entry(value)

    def names(self):
        return sorted(self._entries)

    def tensor(self, name):
        """Shape and values (row-major) of a float tensor."""
        kind, shape, offset, size = self._entries[name]
        if kind != DT_FLOAT:
            raise CheckpointError(f"{name} is not a float tensor")
        values = array.array("f", self._data[offset : offset + size])
        if sys.byteorder == "big":
            values.byteswap()
        return shape, values
