"""Reference values for the logistic regression, from scikit-learn.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1
    venv/bin/python make_logistic.py > logistic.json

36 random samples of three overlapping classes in 217 slots, standardised, fitted with two strengths on
all slots and on the last 17. scikit-learn is run far past its default tolerance.
"""

import json
import sys

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

LABELS = ["Hambo", "Polska", "Vals"]
SLOTS, SCALARS = 217, 17

random = numpy.random.default_rng(20261121)
truth = numpy.arange(36) % 3
centres = random.normal(scale=0.25, size=(3, SLOTS))
# Very different scales and offsets, as the real slots have.
scales = 10 ** random.uniform(-2, 2, SLOTS)
values = numpy.round((centres[truth] + random.normal(size=(36, SLOTS))) * scales + 3 * scales, 5)
values[:, 205] = 0.25  # a slot that never varies

fits = []
for name, columns in [("whole", slice(0, SLOTS)), ("scalars", slice(SLOTS - SCALARS, SLOTS))]:
    for strength in [0.01, 1.0]:
        scaled = StandardScaler().fit_transform(values[:, columns])
        model = LogisticRegression(C=strength, tol=1e-10, max_iter=100_000).fit(scaled, truth)
        fits.append({
            "model": name,
            "inverse_regularisation": strength,
            "weights": [[round(float(w), 7) for w in row] for row in model.coef_],
            "intercepts": [round(float(b), 7) for b in model.intercept_ - model.intercept_.mean()],
            "probabilities": [[round(float(p), 7) for p in row] for row in model.predict_proba(scaled)],
        })

json.dump({
    "made_by": f"scikit-learn {sklearn.__version__}",
    "labels": [LABELS[index] for index in truth],
    "values": [[float(v) for v in row] for row in values],
    "fits": fits,
}, sys.stdout)
