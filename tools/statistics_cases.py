"""Prints what HolmCorrectionTests and DetectableDifferenceTests compare with.

usage: statistics_cases.py     (needs numpy, scipy and statsmodels)

Holm: statsmodels' multipletests. Smallest difference: Connor's equation, solved by SciPy's root finder without our closed form, and the power that
the exact McNemar test has at that difference, summed over all numbers of discordant docs.
"""

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, norm
from statsmodels.stats.multitest import multipletests

P_VALUES = [[0.01, 0.04, 0.03, 0.005, 0.5, 0.9, 0.04], [0.02], [0.04, 0.04, 1.0], [1e-5, 0.2, 0.012, 0.011]]
DOCS = [(8, 100), (10, 40), (20, 200), (50, 700), (300, 14042), (2000, 14042), (40, 40)]


def connor(difference, discordant, docs):
    share = discordant / docs
    needed = norm.ppf(0.975) * np.sqrt(share) + norm.ppf(0.8) * np.sqrt(share - difference**2)
    return difference * np.sqrt(docs) - needed


def exact_power(difference, discordant, docs):
    share = discordant / docs
    better = (1 + difference / share) / 2
    power = 0.0
    for count, weight in enumerate(binom.pmf(np.arange(docs + 1), docs, share)):
        if weight < 1e-12:
            continue
        wins = np.arange(count + 1)
        p_values = np.where(wins * 2 == count, 1, 2 * binom.cdf(np.minimum(wins, count - wins), count, 0.5))
        power += weight * binom.pmf(wins, count, better)[p_values < 0.05].sum()
    return power


for p_values in P_VALUES:
    print(p_values, [float(value) for value in multipletests(p_values, method="holm")[1]])
for discordant, docs in DOCS:
    found = brentq(connor, 0, discordant / docs, args=(discordant, docs), xtol=1e-15, rtol=1e-14)
    print(f"({discordant}, {docs}, {found!r}), power {exact_power(found, discordant, docs):.4f}")
