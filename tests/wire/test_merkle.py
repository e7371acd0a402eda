"""The tree over the log is the one of RFC 6962: the known roots, and proofs between every two sizes."""

import pytest

from hopback.wire.merkle import BLOCK, EMPTY, Growing, Tree, complete_root, consistent, includes
from hopback.wire.proofs import leaf

DATA = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)  # of certificate-transparency-go and of the RFC's own reference code
SIX_TO_EIGHT = (
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
)
LEAVES = [leaf(bytes.fromhex(one)) for one in DATA]
MANY = [leaf(str(number).encode()) for number in range(3 * BLOCK + 77)]


def tree(leaves: list[bytes]) -> Tree:
    return Tree(lambda level, index: complete_root(leaves[index << level : (index + 1) << level]))


@pytest.mark.parametrize("size", range(1, 9))
def test_the_known_roots(size: int) -> None:
    assert tree(LEAVES).root(size).hex() == ROOTS[size - 1]
    growing = Growing()
    growing.add(LEAVES[:size])
    assert growing.root().hex() == ROOTS[size - 1]


def test_the_known_proof_and_the_empty_tree() -> None:
    assert tuple(one.hex() for one in tree(LEAVES).consistency(6, 8)) == SIX_TO_EIGHT
    assert Growing().root() == tree([]).root(0) == EMPTY
    assert EMPTY.hex().startswith("e3b0c44298fc1c14")


def test_every_leaf_is_proved_in_every_tree_and_nothing_else_is() -> None:
    whole = tree(MANY[:20])
    for size in range(1, 21):
        for index in range(size):
            path, root = whole.inclusion(index, size), whole.root(size)
            assert includes(MANY[index], index, size, path, root)
            assert not includes(MANY[index + 1], index, size, path, root)
            assert not includes(MANY[index], index, size, [*path, root], root)
            assert size == 1 or not includes(MANY[index], (index + 1) % size, size, path, root)


def test_every_tree_goes_on_from_every_earlier_one() -> None:
    whole = tree(MANY[:20])
    for second in range(1, 21):
        for first in range(1, second + 1):
            proof, one, two = whole.consistency(first, second), whole.root(first), whole.root(second)
            assert consistent(first, one, second, two, proof)
            assert not consistent(first, leaf(b"other"), second, two, proof)
            assert not consistent(first, one, second, leaf(b"other"), proof)
            assert first == second or not consistent(first, one, second, two, [*proof, one])


@pytest.mark.parametrize("steps", [(1,), (BLOCK,), (100, BLOCK, 2 * BLOCK), (BLOCK + 1,)])
def test_it_grows_to_the_same_tree_however_it_is_fed(steps: tuple[int, ...]) -> None:
    told: dict[tuple[int, int], bytes] = {}
    growing, at = Growing(tell=lambda level, index, said: told.update({(level, index): said})), 0
    while at < len(MANY):
        step = steps[at % len(steps)]
        growing.add(MANY[at : at + step])
        at += step
    assert growing.size == len(MANY)
    assert growing.root() == tree(MANY).root(len(MANY))
    assert told == {
        (level, i): tree(MANY).over(i << level, (i + 1) << level) for level, i in [(8, 0), (8, 1), (8, 2), (9, 0)]
    }


@pytest.mark.parametrize(("first", "second"), [(0, 4), (5, 4)])
def test_no_proof_where_there_is_nothing_to_prove(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="does not go on"):
        tree(LEAVES).consistency(first, second)
    with pytest.raises(ValueError, match="no leaf"):
        tree(LEAVES).inclusion(4, 4)
