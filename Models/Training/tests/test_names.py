"""Names that are used are there: commands that train for hours are run by no test."""

import builtins
import glob
import os
import symtable
import unittest

import neckentrain

FOLDER = os.path.dirname(neckentrain.__file__)
ALWAYS = {*dir(builtins), "__file__", "__name__", "__doc__"}


def missing(path):
    """(function, name) of what a file uses and neither makes nor imports."""
    with open(path, encoding="utf-8") as file:
        module = symtable.symtable(file.read(), path, "exec")
    known = ALWAYS | {one.get_name() for one in module.get_symbols() if one.is_assigned() or one.is_imported() or one.is_namespace()}
    tables, found = [module], []
    for table in tables:
        tables += table.get_children()
        names = (one.get_name() for one in table.get_symbols() if one.is_global() and one.is_referenced())
        found += [(table.get_name(), name) for name in names if name not in known]
    return found


class Names(unittest.TestCase):
    def test_every_name_is_there(self):
        for path in glob.glob(os.path.join(FOLDER, "*.py")):
            self.assertEqual(missing(path), [], path)


if __name__ == "__main__":
    unittest.main()
