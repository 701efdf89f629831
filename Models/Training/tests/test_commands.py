"""Commands that call other commands."""

import tempfile
import unittest
from unittest import mock

from neckentrain import __main__ as commands

TRAINED_ELSEWHERE = ("build", "train_command", "evaluate", "export_command", "log_run", "hear_clips", "read_by_tracker", "prepare")
OF_THE_READER = ("load_reader", "offers", "judge", "favour", "export_reader", "enter_reader")


class AllTests(unittest.TestCase):
    def test_the_one_command_comes_to_its_end(self):
        stubs = {name: mock.MagicMock() for name in TRAINED_ELSEWHERE + OF_THE_READER}
        stubs |= {"train_reader": mock.MagicMock(return_value={}), "temperature": mock.MagicMock(return_value=1.0), "figures": mock.MagicMock(return_value={})}
        with tempfile.TemporaryDirectory() as work, mock.patch.multiple(commands, **stubs):
            with mock.patch("sys.argv", ["neckentrain", "all", "--tunes", "tunes.json", "--work", work, "--version", "0.99", "--seed", "5"]):
                commands.main()
        heard, _, epochs, seed, rate, *_ = stubs["train_reader"].call_args.args
        self.assertEqual((len(heard), epochs, seed, rate), (len(commands.READER_CLIPS), commands.READER_EPOCHS, 5, commands.READER_RATE))
        self.assertEqual([call.kwargs["version"] for call in stubs["log_run"].call_args_list], ["0.99", "bar-reader 0.99"])


if __name__ == "__main__":
    unittest.main()
