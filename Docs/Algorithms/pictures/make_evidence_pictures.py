"""Draws the pictures of ../evidence.md: what each piece of rhythm evidence measures, on made-up bars.

Standard library only, same bytes each time. Run: python3 make_evidence_pictures.py
"""

import random
from pathlib import Path

WIDTH, HEIGHT, MARGIN = 560, 150, 30
INK, BEAT, BAR, SOFT, ACCENT = "#333", "#4a7ba6", "#b5482f", "#d8dee4", "#e0a030"
SHARES = [0.27, 0.42, 0.31]


class Picture:
    def __init__(self, title, height=HEIGHT):
        self.height = height
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
            f'height="{height}" font-family="sans-serif" font-size="12">',
            f"<title>{title}</title>", f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        ]

    def line(self, x1, y1, x2, y2, colour=INK, width=1.0, dash=""):
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
            f'stroke-width="{width}"{dashes}/>')

    def box(self, x, y, w, h, colour):
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{colour}"/>')

    def dot(self, x, y, radius=3.0, colour=INK):
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}"/>')

    def text(self, x, y, words, anchor="middle", colour=INK):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>')

    def save(self, name):
        text = "\n".join(self.parts + ["</svg>", ""])
        (Path(__file__).parent / f"evidence-{name}.svg").write_text(text)


def meters():
    p = Picture("Probability of each meter")
    for i, (name, value) in enumerate([("3/4", 0.86), ("2/4", 0.09), ("4/4", 0.05)]):
        p.text(60, 40 + 35 * i, name, "end")
        p.box(70, 28 + 35 * i, 400 * value, 18, BAR if i == 0 else SOFT)
        p.text(78 + 400 * value, 41 + 35 * i, f"{value:.2f}", "start")
    p.save("meter")


def bars(p, y, count=4, labels=True):
    """Draws bars of uneven beats; returns the beats' places with their numbers."""
    length = (WIDTH - 2 * MARGIN) / count
    places = []
    for bar in range(count):
        x = MARGIN + bar * length
        for number, share in enumerate(SHARES, 1):
            places.append((x, number, share * length))
            x += share * length
    for x, number, _ in places:
        p.line(x, y - 25, x, y + 5, BAR if number == 1 else BEAT, 2.5 if number == 1 else 1.5)
        if labels:
            p.text(x, y + 20, number)
    p.line(WIDTH - MARGIN, y - 25, WIDTH - MARGIN, y + 5, BAR, 2.5)
    return places


def tempo():
    p = Picture("Tempo in beats and in bars")
    length = (WIDTH - 2 * MARGIN) / 4
    bars(p, 80)
    p.line(MARGIN, 40, MARGIN + length, 40, BAR)
    p.text(MARGIN, 33, "median bar 1.60 s: 37.5 bars/min", "start")
    p.text(WIDTH / 2, 130, "three beats in it: 112.5 beats/min, however uneven")
    p.save("tempo")


def shares():
    p = Picture("Beat shares of each bar, their median and spread", 190)
    generator = random.Random(3)
    wide = WIDTH - 2 * MARGIN - 130
    for bar in range(8):
        drawn = [share + generator.gauss(0, 0.015) for share in SHARES]
        x = MARGIN
        for share, colour in zip(drawn, [BAR, BEAT, SOFT]):
            w = share / sum(drawn) * wide
            p.box(x, 20 + 15 * bar, w - 1, 12, colour)
            x += w
    x = MARGIN
    for share in SHARES:
        p.text(x + share * wide / 2, 165, f"{share:.2f} ± .02")
        x += share * wide
    p.text(WIDTH - MARGIN, 80, "8 of 8 bars", "end")
    p.text(WIDTH - MARGIN, 97, "short-long-medium", "end")
    p.save("shares")


def accents():
    p = Picture("Accent of each beat of the bar")
    p.line(MARGIN, 80, WIDTH - MARGIN, 80, INK, 1, "4 3")
    p.text(WIDTH - MARGIN, 75, "mean", "end")
    for i, (value, loudest) in enumerate([(0.25, 0.71), (-0.35, 0.04), (0.10, 0.25)]):
        x = 60 + 165 * i
        p.box(x, min(80, 80 - 150 * value), 50, abs(150 * value), BAR if i == 0 else BEAT)
        p.text(x + 25, 20, f"{value:+.2f}")
        p.text(x + 25, 148, f"beat {i + 1}: loudest in {loudest:.2f}")
    p.save("accents")


def divisions():
    p = Picture("Where onsets divide the beats at one place of the bar")
    generator = random.Random(5)
    wide = WIDTH - 2 * MARGIN
    for phase, name in [(0, "beat"), (1 / 4, "¼"), (1 / 3, "⅓"), (1 / 2, "½"), (2 / 3, "⅔"), (3 / 4, "¾"), (1, "next")]:
        x = MARGIN + phase * wide
        p.line(x, 25, x, 115, SOFT if 0 < phase < 1 else BEAT, 1.5)
        p.text(x, 132, name)
    for i in range(40):
        p.dot(MARGIN + (0.70 + generator.gauss(0, 0.02)) * wide, 28 + 2.1 * i, 2, BAR)
    p.text(MARGIN + 0.35 * wide, 18, "long", colour=BAR)
    p.text(MARGIN + 0.86 * wide, 18, "short: ratio .70 / .30 = 2.3", colour=BAR)
    p.save("division")


def density():
    p = Picture("Notes per beat")
    for index, (x, number, length) in enumerate(bars(p, 80, 3)):
        for phase in [[0, 0.5], [0, 0.25, 0.5, 0.75], [0]][number - 1]:
            p.dot(x + phase * length, 35, 4, ACCENT)
    p.text(WIDTH / 2, 130, "onsets per beat at 1, 2, 3: 2.0, 4.0, 1.0; over all 2.3")
    p.save("density")


def form():
    p = Picture("Form, turn and crooked sections")
    x, unit = MARGIN, 7.2
    for label, length in [("A", 8), ("A", 8), ("B", 8), ("B", 9), ("A", 8), ("A", 8), ("B", 8), ("B", 8)]:
        p.box(x, 45, length * unit - 2, 40, BAR if label == "A" else BEAT)
        p.text(x + length * unit / 2, 70, label, colour="#fff")
        p.text(x + length * unit / 2, 100, length)
        x += length * unit
    p.line(MARGIN, 35, MARGIN + 33 * unit - 2, 35)
    p.text(MARGIN + 33 * unit / 2, 28, "one turn: AABB")
    p.text(WIDTH / 2, 135, "phrases of 8 bars; square sections 7 of 8, the one of 9 is crooked")
    p.save("form")


def steadiness():
    p = Picture("Jitter from bar to bar and drift of the tempo", 170)
    generator = random.Random(8)
    wide = WIDTH - 2 * MARGIN
    before = None
    for bar in range(40):
        x = MARGIN + wide * bar / 39
        y = 60 + 1.0 * bar + generator.gauss(0, 6)
        p.dot(x, y, 2.5, BEAT)
        if before:
            p.line(*before, x, y, BEAT)
        before = (x, y)
    p.line(MARGIN, 67, MARGIN + wide / 3, 67, BAR, 2)
    p.line(MARGIN + wide * 2 / 3, 93, MARGIN + wide, 93, BAR, 2)
    p.text(MARGIN, 25, "length of each bar", "start")
    p.text(WIDTH / 2, 155, "jitter: change from one bar to the next; drift: first third against last (red)")
    p.save("steadiness")


def upbeat():
    p = Picture("Beats before the first bar line, and before each section")
    length = (WIDTH - 2 * MARGIN) / 4
    for i in range(9):
        x = MARGIN + 20 + i * length / 2
        is_bar = i > 0 and (i - 1) % 3 == 0
        p.line(x, 55, x, 85, BAR if is_bar else BEAT, 2.5 if is_bar else 1.5)
        p.text(x, 103, 3 if i == 0 else (i - 1) % 3 + 1)
    p.dot(MARGIN + 20, 45, 4, ACCENT)
    p.dot(MARGIN + 20 + length / 4, 45, 4, ACCENT)
    p.text(MARGIN, 25, "one beat of upbeat, divided", "start")
    p.text(WIDTH / 2, 135, "section upbeat: is the 3 before a section divided more often than other 3s?")
    p.save("upbeat")


def periodicity():
    p = Picture("Autocorrelation of the energies at the beats", 170)
    generator = random.Random(4)
    energies = [(0.9, 0.4, 0.6)[i % 3] + generator.gauss(0, 0.12) for i in range(60)]
    mean = sum(energies) / len(energies)
    centred = [e - mean for e in energies]
    variance = sum(e * e for e in centred) / len(centred)
    for i, energy in enumerate(energies[:24]):
        x = MARGIN + 10 * i
        p.line(x, 110, x, 110 - 60 * energy, BAR if i % 3 == 0 else BEAT, 3)
    p.text(MARGIN, 25, "energy at each beat", "start")
    for i, lag in enumerate((2, 3, 4, 6, 8)):
        pairs = zip(centred, centred[lag:])
        value = sum(a * b for a, b in pairs) / (len(centred) - lag) / variance
        x = 330 + 42 * i
        p.box(x, 80 - max(value, 0) * 45, 22, abs(value) * 45, ACCENT if value > 0 else SOFT)
        p.text(x + 11, 140, lag)
    p.line(320, 80, 540, 80, INK)
    p.text(430, 25, "how alike beats are so many apart")
    p.text(WIDTH / 2, 162, "bars of three stand up at 3 and 6, whichever beat was numbered 1")
    p.save("periodicity")


for draw in [meters, tempo, shares, accents, divisions, density, form, steadiness, upbeat, periodicity]:
    draw()
