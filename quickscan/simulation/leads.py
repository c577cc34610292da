"""Who comes: every lead of a replication with its name for the draws, the time it comes in, and what kind of inquiry it is.

Leads made by the process itself (somebody who bought inquires again, somebody who was lost is won back) stand after all others;
whether and when they come is known only once their parent's way has ended.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.process_steps import ExistingCustomers
from quickscan.simulation.arrivals import LAYER_BITS, arrivals_ms, expected_leads, layer_word
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.draws import Decision, Names, names_of, uniforms, uniforms_of

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint8]
"""Flags of leads, eight to a byte."""

NOBODY = -1
"""Parent of a lead that came by itself, and child of one that brings no other."""
NUMBERS_PER_LAYER = 10_000_000
"""Leads of other layers, and leads made by the process, are numbered from multiples of this on."""
PARENT_BITS = 16
SHARES_KEPT = 4
"""Of each decision: as many as a process has with and without its causes. Hundreds of variants must not fill the memory."""


@dataclass(frozen=True, eq=False)
class Leads:
    """The leads of one replication by channel, layer and index, then those made by the process; one array entry per lead.

    The place of a lead in these arrays is its rank among events at the same time.
    """

    seed: int
    replication: int
    channel: IntArray
    word: IntArray
    """Names channel and layer, or channel and parent, in draws."""
    number: IntArray
    """Number of the lead within its word; word and number together are its identity."""
    created_ms: IntArray
    """When it comes in; NOBODY where that depends on a parent."""
    parent: IntArray
    """The lead whose end brings it, or NOBODY."""
    after_win: Flags
    """Whether it comes after a sale to the parent; otherwise after the loss of the parent."""
    most: FloatArray
    """By channel: up to which multiple of the normal volume there are leads."""
    drawn: dict[int, FloatArray] = field(default_factory=dict, repr=False)
    """Draws made so far, by decision: variants of a model share them."""
    columns: dict[Hashable, NDArray[Any]] = field(default_factory=dict, repr=False)
    """What takes long to make of the draws, as far as it was asked for, see `column`."""
    before: Mapping[Hashable, NDArray[Any]] = field(default_factory=dict, repr=False)
    """Such columns from an earlier simulation of these leads."""
    flags: dict[int, dict[bytes, Bits]] = field(default_factory=dict, repr=False)
    """Whose draws are below some shares, by decision and share; eight leads to a byte."""

    def anew(self, before: Mapping[Hashable, NDArray[Any]] | None = None) -> "Leads":
        """The same leads with no draws; what takes long to make of them is known from before, or given here."""
        flags = {decision: dict(by_share) for decision, by_share in self.flags.items()}
        return replace(self, drawn={}, columns={}, before=self.before if before is None else before, flags=flags)

    @property
    def bytes(self) -> int:
        """Memory that it holds where no draws are made."""
        arrays = (value for value in vars(self).values() if isinstance(value, np.ndarray))
        flags = (bits for by_share in self.flags.values() for bits in by_share.values())
        return sum(array.nbytes for array in (*arrays, *flags, *self.before.values()))

    @cached_property
    def names(self) -> Names:
        """Who they are in draws."""
        return names_of(self.seed, self.replication, self.word, self.number)

    @property
    def index(self) -> IntArray:
        """The number of a lead within its channel."""
        return index_of(self.word, self.number)

    @cached_property
    def since_ms(self) -> IntArray:
        """When the lead came in that it follows from; its own time where it came by itself. By it a lead belongs to a year."""
        return np.where(self.parent == NOBODY, self.created_ms, self.created_ms[self.parent])

    @cached_property
    def arrivals(self) -> IntArray:
        """Those that come by themselves, in the order in which they do."""
        own = np.flatnonzero(self.parent == NOBODY)
        return own[np.argsort(self.created_ms[own], kind="stable")]

    def column(self, name: Hashable, kind: np.dtype[Any], rows: int | None = None) -> NDArray[Any]:
        """A column of whole numbers above 0, to be filled in place; 0 stands for a lead whose number is not made yet. Or several
        columns as the rows of one array, row x lead.

        The name tells everything beside the draws that the numbers depend on: variants of a model, also such as are simulated at
        the same time, fill one and the same column.
        """
        if name not in self.columns:
            before, leads = self.before.get(name), len(self.channel)
            shape = leads if rows is None else (rows, leads)
            self.columns[name] = np.zeros(shape, dtype=kind) if before is None else before
        return self.columns[name]

    def draw(self, decision: int) -> FloatArray:
        """One number in (0, 1) for each lead."""
        if decision not in self.drawn:
            self.drawn[decision] = uniforms_of(self.names, decision)
        return self.drawn[decision]

    def draw_of(self, these: NDArray[np.intp], decision: int) -> FloatArray:
        """The same for some of the leads, given by their places."""
        if decision in self.drawn or 2 * len(these) > len(self.channel):
            return self.draw(decision)[these]
        return uniforms_of(self.names._replace(channel=self.names.channel[these], lead=self.names.lead[these]), decision)

    def below(self, decision: int, share: float | FloatArray) -> Flags:
        """Whose draw is below a share, given for all or by channel."""
        return self._flags(self.bits_below(decision, share))

    def bits_below(self, decision: int, share: float | FloatArray) -> Bits:
        """The same, eight leads to a byte."""
        shares = np.asarray(share, dtype=np.float64)
        return self._kept(decision, shares, lambda: self.draw(decision) < (shares[self.channel] if shares.ndim else shares))

    def attracted(self, most: FloatArray) -> Flags:
        """Of those who come by themselves, who does if channels bring no more than such multiples of their normal volumes; and
        everybody else."""

        def there() -> Flags:
            comes = (self.word >> LAYER_BITS) + self.draw(Decision.ATTRACTED) < most[self.channel]
            return np.asarray((self.parent != NOBODY) | comes)

        return self._flags(self._kept(Decision.ATTRACTED, most, there))

    def _flags(self, bits: Bits) -> Flags:
        return np.unpackbits(bits, count=len(self.channel)).view(np.bool_)

    def _kept(self, decision: int, shares: FloatArray, make: Callable[[], Flags]) -> Bits:
        """Flags that hang on a decision and some shares: made once, as long as few others are asked for."""
        by_share, name = self.flags.setdefault(int(decision), {}), shares.tobytes()
        found = by_share.get(name)
        if found is None:
            while len(by_share) >= SHARES_KEPT:
                del by_share[next(iter(by_share))]
            found = by_share[name] = np.packbits(make())
        return found


def index_of(word: IntArray, number: IntArray) -> IntArray:
    """The numbers of leads within their channels; those of other layers, or made by the process, follow at a distance."""
    return number + NUMBERS_PER_LAYER * (word >> LAYER_BITS)


def deal_leads(model: CompiledModel, seed: int, replication: int) -> Leads:
    """Everybody who may come in one replication: all that the volume with or without the causes asks for."""
    own = _own_leads(model, seed, replication)
    existing = model.process.existing_customers
    return own if existing is None or not model.harm.waiting_costs_sales else _with_children(own, existing, model)


def expected_records(model: CompiledModel) -> float:
    """Leads of one run on average, warm-up included: everybody who may come, and everybody who may follow from them."""
    existing = model.process.existing_customers
    following = existing.buys_again_share + existing.won_back_share if existing and model.harm.waiting_costs_sales else 0.0
    return expected_leads(model.inflow) * (1.0 + following)


def _own_leads(model: CompiledModel, seed: int, replication: int) -> Leads:
    inflow = model.inflow
    most = np.maximum(inflow.harmed, inflow.unharmed)
    parts: list[tuple[IntArray, IntArray, IntArray, IntArray]] = []
    for channel, layers in enumerate(inflow.layers.tolist()):
        for layer in range(layers):
            created = arrivals_ms(inflow, channel, layer, seed, replication)
            number = np.arange(len(created))
            word = np.full(len(created), layer_word(channel, layer))
            if most[channel] < layer + 1:
                kept = layer + uniforms(seed, replication, word, number, Decision.ATTRACTED) < most[channel]
                created, number, word = created[kept], number[kept], word[kept]
            parts.append((np.full(len(created), channel), word, number, created))
    channel_of, word, number, created = (np.concatenate(column) for column in zip(*parts, strict=True))
    nobody = np.full(len(created), NOBODY)
    return Leads(seed, replication, channel_of, word, number, created, nobody, np.zeros(len(created), dtype=bool), most)


def _with_children(own: Leads, existing: ExistingCustomers, model: CompiledModel) -> Leads:
    channel = model.channels.index(existing.channel)
    after_win = np.flatnonzero(own.draw(Decision.BUYS_AGAIN) < existing.buys_again_share)
    after_loss = np.flatnonzero(own.draw(Decision.WON_BACK) < existing.won_back_share)
    parent = np.concatenate([after_win, after_loss])
    # The word names the parent's channel and layer, and whether it follows a sale, so that the number can be the parent's.
    kind = np.repeat([1, 2], [len(after_win), len(after_loss)])
    word = channel + ((own.word[parent] + 1) << PARENT_BITS) + (kind << LAYER_BITS)
    return Leads(
        own.seed,
        own.replication,
        channel=np.concatenate([own.channel, np.full(len(parent), channel)]),
        word=np.concatenate([own.word, word]),
        number=np.concatenate([own.number, own.number[parent]]),
        created_ms=np.concatenate([own.created_ms, np.full(len(parent), NOBODY)]),
        parent=np.concatenate([own.parent, parent]),
        after_win=np.concatenate([np.zeros(len(own.parent), dtype=bool), kind == 1]),
        most=own.most,
    )
