"""How an evidence package is put together: its files, a manifest with the hash of each, a signature, the verifier."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from . import proofs as proofs_module
from . import verifier
from .signing import kid_of

VERIFIER = "verify.py"
OURS = re.compile(r"^from \.proofs import [^\n]*\n", re.M)


def single_file() -> str:
    """The verifier as one program that needs nothing of ours beside it."""
    proofs, program = (Path(str(module.__file__)).read_text(encoding="utf-8") for module in (proofs_module, verifier))
    alone = proofs[proofs.index("import ") :]
    return OURS.sub(lambda _: alone, program)


def package(
    files: Mapping[str, bytes],
    *,
    label: str,
    keys: Mapping[str, object],
    head: str,
    entries: list[dict[str, object]],
    facts: Mapping[str, object],
    key: Ed25519PrivateKey,
) -> bytes:
    """A zip that `verifier.verify` finds whole. `keys`: the JWK set; `head`: a signed head; `facts` for the manifest.

    Each entry has `fields`, `payload` (its text, or None where it was erased) and `path`, in hexadecimal.
    """
    whole = dict(files)
    whole[verifier.ENTRIES] = verifier.canonical({"entries": entries})
    whole[verifier.HEAD] = head.encode()
    whole[verifier.KEYS] = verifier.canonical(keys)
    whole[VERIFIER] = single_file().encode()
    listed = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} for name, content in whole.items()
    }
    manifest = verifier.canonical({"label": label, "files": listed, **facts})
    whole[verifier.MANIFEST] = manifest
    whole[verifier.SIGNATURE] = f"{kid_of(key.public_key())} {key.sign(manifest).hex()}\n".encode()
    return verifier.container(whole)
