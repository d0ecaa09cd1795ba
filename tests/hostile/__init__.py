"""Hostile files: what no office wrote, and what must still end in a text or in one line of refusal.

`samples` are small honest files, `archives`, `markup`, `pdfs`, `texts` and `places` build hostile ones by hand,
`mutations` spoil the samples at random, and `watching` runs the reader on one of them in a process of its own.
"""
