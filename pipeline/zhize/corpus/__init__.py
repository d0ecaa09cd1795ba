"""The texts that come with the package, and the manifest that says what each of them is.

After `texts`, every entry of ``sources.toml`` has kept its schema; the tests hold the checksums to the files.
"""

from zhize.corpus.manifest import Text, find, texts

__all__ = ["Text", "find", "texts"]
