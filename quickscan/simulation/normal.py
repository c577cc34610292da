"""Quantiles of the standard normal distribution, one by one for machine code, the same to the last bit as scipy's `ndtri`.

Both follow the rational approximations of the Cephes library (Moshier, "Methods and Programs for Mathematical Functions", 1989):
one for the middle, and two for the tails in 1 / sqrt(-2 log p). Their relative error is below 1e-15.
"""

import math

from quickscan.simulation.jit import njit

MIDDLE = math.exp(-2.0)
"""Below this share, and above 1 less this share, the tail begins."""
FAR = 8.0
"""Where sqrt(-2 log p) reaches this, the far tail begins: p is about 1e-14."""
ROOT_OF_TWO_PI = 2.50662827463100050242


@njit
def normal_quantile(share: float) -> float:
    """The number below which a standard normal one lies with this probability, which is above 0 and below 1."""
    lower = share <= 1.0 - MIDDLE
    tail = share if lower else 1.0 - share
    if tail > MIDDLE:
        return _middle(tail - 0.5)
    root = math.sqrt(-2.0 * math.log(tail))
    beyond = (root - math.log(root) / root) - (_near(1.0 / root) if root < FAR else _far(1.0 / root))
    return -beyond if lower else beyond


@njit
def _middle(y: float) -> float:
    """From the distance to one half."""
    z = y * y
    above = (((-5.99633501014107895267e1 * z + 9.80010754185999661536e1) * z - 5.66762857469070293439e1) * z
             + 1.39312609387279679503e1) * z - 1.23916583867381258016e0  # fmt: skip
    below = (((((((z + 1.95448858338141759834e0) * z + 4.67627912898881538453e0) * z + 8.63602421390890590575e1) * z
                - 2.25462687854119370527e2) * z + 2.00260212380060660359e2) * z - 8.20372256168333339912e1) * z
             + 1.59056225126211695515e1) * z - 1.18331621121330003142e0  # fmt: skip
    return (y + y * (z * above / below)) * ROOT_OF_TWO_PI


@njit
def _near(z: float) -> float:
    """The correction in the tail."""
    above = (((((((4.05544892305962419923e0 * z + 3.15251094599893866154e1) * z + 5.71628192246421288162e1) * z
                + 4.40805073893200834700e1) * z + 1.46849561928858024014e1) * z + 2.18663306850790267539e0) * z
              - 1.40256079171354495875e-1) * z - 3.50424626827848203418e-2) * z - 8.57456785154685413611e-4  # fmt: skip
    below = (((((((z + 1.57799883256466749731e1) * z + 4.53907635128879210584e1) * z + 4.13172038254672030440e1) * z
                + 1.50425385692907503408e1) * z + 2.50464946208309415979e0) * z - 1.42182922854787788574e-1) * z
             - 3.80806407691578277194e-2) * z - 9.33259480895457427372e-4  # fmt: skip
    return z * above / below


@njit
def _far(z: float) -> float:
    """The correction in the far tail."""
    above = (((((((3.23774891776946035970e0 * z + 6.91522889068984211695e0) * z + 3.93881025292474443415e0) * z
                + 1.33303460815807542389e0) * z + 2.01485389549179081538e-1) * z + 1.23716634817820021358e-2) * z
              + 3.01581553508235416007e-4) * z + 2.65806974686737550832e-6) * z + 6.23974539184983293730e-9  # fmt: skip
    below = (((((((z + 6.02427039364742014255e0) * z + 3.67983563856160859403e0) * z + 1.37702099489081330271e0) * z
                + 2.16236993594496635890e-1) * z + 1.34204006088543189037e-2) * z + 3.28014464682127739104e-4) * z
             + 2.89247864745380683936e-6) * z + 6.79019408009981274425e-9  # fmt: skip
    return z * above / below
