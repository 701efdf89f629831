"""The training there, from the shipped checkpoint, which is also the teacher: trainer.py DATA OUT SECONDS.

`neckentrain train` does the same, but is one program with all the other commands, and these need libraries that are not there (mir_eval).
"""

import os
import sys

TRAINING = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path.insert(0, TRAINING)

from neckentrain.train import BATCH, NETWORK, train

CHECKPOINT = os.path.join(TRAINING, "beat-network.pt")
PEAK_RATE, TAUGHT, SEED = 2e-3, BATCH // 6, 12

if __name__ == "__main__":
    data, out, seconds = sys.argv[1:]
    pupil = {"beat-network": {"options": NETWORK, "rate": PEAK_RATE, "start": CHECKPOINT}}
    print(train(data, out, pupil, seconds=float(seconds), device="cuda", seed=SEED, teacher=CHECKPOINT, taught=TAUGHT), flush=True)
