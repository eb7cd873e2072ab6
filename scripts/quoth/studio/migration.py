"""Which names of an old scheme become which of the new one, and labels rewritten accordingly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quoth.studio.regions import Item
from quoth.studio.vocabulary import RELATION, Name, Vocabulary, dropped
from quoth_eval.errors import InputError


@dataclass(frozen=True)
class Migration:
    """What becomes of names: of controls (old to new), and of values (of the old control)."""

    controls: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[Name, str] = field(default_factory=dict)

    def covers(self, name: Name) -> bool:
        """Whether something is said of this name."""
        return name.control in self.controls if name.value is None else name in self.values

    def rewritten(self, items: Iterable[Item]) -> list[Item]:
        """The same ``result`` list with the new names; all else stays as it is.

        >>> moved = Migration(values={Name("event", "Strike"): "Attack"})
        >>> item = {"id": "v", "from_name": "event", "type": "labels", "value": {"labels": ["Strike"]}}
        >>> moved.rewritten([item])[0]["value"]
        {'labels': ['Attack']}
        """
        return [self._item(item) for item in items]

    def _item(self, item: Item) -> Item:
        if item.get("type") == RELATION:
            labels = item.get("labels")
            return {**item, "labels": self._renamed(RELATION, labels)} if isinstance(labels, list) else item
        control = str(item.get("from_name"))
        value = item.get("value")
        new = {**item, "from_name": self.controls[control]} if control in self.controls else item
        if not isinstance(value, dict):
            return new
        moved = {
            key: self._renamed(control, value[key])
            for key in ("labels", "choices")
            if isinstance(value.get(key), list)
        }
        return {**new, "value": {**value, **moved}} if moved else new

    def _renamed(self, control: str, values: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(self.values.get(Name(control, v), v) for v in values))


def parse_migration(wishes: Iterable[str], old: Vocabulary, new: Vocabulary) -> Migration:
    """What ``FROM=TO`` says, FROM a name that goes: a control, a value, or ``CONTROL:VALUE`` where need be.

    A FROM that the old configuration does not have says nothing: it is done already.

    Raises:
        InputError: no ``FROM=TO``, a FROM that stays or stands for several names, a TO that is not there.

    >>> old, new = {"event": frozenset({"Strike", "Die"})}, {"event": frozenset({"Attack", "Die"})}
    >>> parse_migration(["Strike=Attack"], old, new).values
    {Name(control='event', value='Strike'): 'Attack'}
    """
    pairs = [_pair(wish) for wish in wishes]
    controls = {f: _control(f, t, new) for f, t in pairs if f in old and f not in new}
    gone = _going(old, new, controls)
    values: dict[Name, str] = {}
    for source, target in pairs:
        if source in controls:
            continue
        for name in _named(source, gone, old):
            known = new[controls.get(name.control, name.control)]
            if target not in known:
                there = ", ".join(sorted(known))
                raise InputError(
                    f"--migrate {source}={target}: {name.control} has no {target}; it has {there}"
                )
            values[name] = target
    return Migration(controls, values)


def _pair(wish: str) -> tuple[str, str]:
    source, equals, target = (part.strip() for part in wish.partition("="))
    if not (source and equals and target):
        raise InputError(f"--migrate {wish}: expected FROM=TO, an old name and the new one")
    return source, target


def _control(source: str, target: str, new: Vocabulary) -> str:
    if target not in new:
        raise InputError(
            f"--migrate {source}={target}: {source} is a control, and the scheme has no control {target}; "
            f"it has {', '.join(sorted(new))}"
        )
    return target


def _going(old: Vocabulary, new: Vocabulary, controls: Mapping[str, str]) -> set[Name]:
    """The values that go, also those of a control that is called otherwise now."""
    renamed = {controls.get(c, c): values for c, values in old.items()}
    back = {new_name: old_name for old_name, new_name in controls.items()}
    gone = (n for n in dropped(renamed, new) if n.value is not None)
    return {Name(back.get(n.control, n.control), n.value) for n in gone}


def _named(source: str, gone: set[Name], old: Vocabulary) -> list[Name]:
    found = sorted(n for n in gone if source in (n.value, str(n)))
    if len(found) > 1:
        ways = " or ".join(str(n) for n in found)
        raise InputError(f"--migrate {source}=…: {source} is the name of several; say {ways}")
    stays = sorted(c for c, values in old.items() if source in values or source == c)
    if not found and stays:
        raise InputError(f"--migrate {source}=…: the scheme still has {source} ({', '.join(stays)})")
    return found
