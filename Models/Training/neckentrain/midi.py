"""A small Standard MIDI File writer: absolute seconds in, one track out."""

import struct

TICKS_PER_SECOND = 960  # 480 ticks per quarter at 120 quarters per minute
BEND_SEMITONES = 12


def variable_length(value):
    """SMF's variable-length quantity."""
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(0x80 | (value & 0x7F))
    return bytes(reversed(out))


class MidiFile:
    """Collects messages and writes a format 0 file."""

    def __init__(self):
        self.messages = []  # (tick, order, bytes)

    def add(self, seconds, order, *data):
        """A raw message; `order` breaks ties at the same tick (releases before attacks)."""
        self.messages.append((max(0, round(seconds * TICKS_PER_SECOND)), order, bytes(data)))

    def program(self, channel, program, volume, reverb):
        """Sets a channel up: sound, level, reverb, and a wide bend range."""
        self.add(0, 0, 0xC0 | channel, program)
        for controller, value in ((7, volume), (91, reverb), (101, 0), (100, 0), (6, BEND_SEMITONES), (38, 0)):
            self.add(0, 1, 0xB0 | channel, controller, value)

    def control(self, seconds, channel, controller, value):
        """A controller change."""
        self.add(seconds, 2, 0xB0 | channel, controller, int(min(max(value, 0), 127)))

    def bend(self, seconds, channel, semitones):
        """Pitch bend within ±12 semitones."""
        value = int(min(max(8192 + semitones / BEND_SEMITONES * 8192, 0), 16383))
        self.add(seconds, 2, 0xE0 | channel, value & 0x7F, value >> 7)

    def note(self, start, end, channel, pitch, velocity):
        """A note from `start` to `end`; velocity 0 … 1."""
        pitch = int(min(max(pitch, 0), 127))
        self.add(start, 3, 0x90 | channel, pitch, int(min(max(velocity * 127, 1), 127)))
        self.add(max(end, start + 0.01), 1, 0x80 | channel, pitch, 0)

    def write(self, path):
        """Writes the file."""
        body, clock = bytearray(), 0
        for tick, _, data in sorted(self.messages):
            body += variable_length(tick - clock) + data
            clock = tick
        body += b"\x60\xff\x2f\x00"
        header = struct.pack(">4sIHHH", b"MThd", 6, 0, 1, 480)
        with open(path, "wb") as file:
            file.write(header + struct.pack(">4sI", b"MTrk", len(body)) + body)
