"""Gives madmom 0.16.1 the names it expects from older Pythons and NumPys."""

import collections
import collections.abc

for _name in ("Iterable", "Mapping", "MutableSequence", "Sequence"):
    if not hasattr(collections, _name):
        setattr(collections, _name, getattr(collections.abc, _name))

try:
    import numpy
except ImportError:
    pass
else:
    for _name, _type in (("float", float), ("int", int), ("bool", bool), ("object", object), ("complex", complex)):
        if _name not in numpy.__dict__:
            setattr(numpy, _name, _type)
