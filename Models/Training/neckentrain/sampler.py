"""FluidSynth as a library: a MIDI file to samples, each time from a fresh synthesiser.

One idle synthesiser per font keeps its samples in FluidSynth's cache, so that a compressed font is
unpacked once per process and not once per clip.
"""

import ctypes
import ctypes.util
from functools import lru_cache

import numpy as np

from .features import SAMPLE_RATE

FONTS = {
    "fluid": "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "musescore": "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3",
    "timgm": "/usr/share/sounds/sf2/TimGM6mb.sf2",
}
GAIN = 0.5


@lru_cache(maxsize=None)
def library():
    """libfluidsynth 3 with the signatures that are used."""
    lib = ctypes.CDLL(ctypes.util.find_library("fluidsynth") or "libfluidsynth.so.3")
    pointer, integer, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
    for name, result, arguments in (
        ("new_fluid_settings", pointer, []), ("new_fluid_synth", pointer, [pointer]), ("new_fluid_player", pointer, [pointer]),
        ("fluid_settings_setnum", integer, [pointer, text, ctypes.c_double]),
        ("fluid_settings_setint", integer, [pointer, text, integer]),
        ("fluid_settings_setstr", integer, [pointer, text, text]),
        ("fluid_synth_sfload", integer, [pointer, text, integer]), ("fluid_player_add", integer, [pointer, text]),
        ("fluid_player_play", integer, [pointer]),
        ("fluid_synth_write_float", integer, [pointer, integer] + [pointer, integer, integer] * 2),
        ("delete_fluid_player", None, [pointer]), ("delete_fluid_synth", None, [pointer]), ("delete_fluid_settings", None, [pointer]),
    ):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    lib.fluid_set_log_function(integer(2), None, None)
    return lib


class Synthesiser:
    """A FluidSynth instance with one font loaded."""

    def __init__(self, font, wet):
        lib = library()
        self.settings = lib.new_fluid_settings()
        lib.fluid_settings_setnum(self.settings, b"synth.sample-rate", float(SAMPLE_RATE))
        lib.fluid_settings_setnum(self.settings, b"synth.gain", GAIN)
        lib.fluid_settings_setint(self.settings, b"synth.reverb.active", int(wet))
        lib.fluid_settings_setint(self.settings, b"synth.chorus.active", 0)
        lib.fluid_settings_setint(self.settings, b"synth.lock-memory", 0)
        lib.fluid_settings_setstr(self.settings, b"player.timing-source", b"sample")
        self.synth = lib.new_fluid_synth(self.settings)
        if lib.fluid_synth_sfload(self.synth, FONTS[font].encode(), 1) < 0:
            raise FileNotFoundError(f"sound font {FONTS[font]}: install the packages named in Models/Training/README.md")

    def play(self, path, seconds):
        """A MIDI file's first `seconds` as mono float32."""
        lib, count = library(), int(seconds * SAMPLE_RATE)
        left, right = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
        player = lib.new_fluid_player(self.synth)
        lib.fluid_player_add(player, path.encode())
        lib.fluid_player_play(player)
        lib.fluid_synth_write_float(self.synth, count, left.ctypes.data, 0, 1, right.ctypes.data, 0, 1)
        lib.delete_fluid_player(player)
        return (left + right) / 2

    def close(self):
        """Frees the instance."""
        library().delete_fluid_synth(self.synth)
        library().delete_fluid_settings(self.settings)


@lru_cache(maxsize=None)
def kept_open(font):
    """Holds the font's samples in FluidSynth's cache."""
    return Synthesiser(font, wet=False)


def play_midi(path, font, seconds, wet):
    """Renders a MIDI file with a fresh synthesiser."""
    kept_open(font)
    synthesiser = Synthesiser(font, wet)
    try:
        return synthesiser.play(path, seconds)
    finally:
        synthesiser.close()
