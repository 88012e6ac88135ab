#!/usr/bin/env python3
"""Makes the data and the model of conf/experiments/verses.conf: characters of a text, a book a silo.

    verses.py target/verses

The text is the King James version of the Bible, in the public domain, which Debian's package `bible-kjv`
prints. Sixteen of its books are silos, with 240 pieces of 24 characters each, from random places that a
fixed seed draws. The model predicts the next character at each place: a Transformer of one layer, 32 wide,
with one head, for 34 characters. Needs pyarrow and skymask-client[torch], and the command `bible`.
"""
import pathlib
import re
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import torch
from torch import nn

from skymask_client.export import export_model

BOOKS = ["Gen", "Exo", "Lev", "Num", "Deut", "Josh", "Judg", "1Sam",
         "Job", "Psa", "Prov", "Isa", "Jer", "Matt", "Luke", "Acts"]
CHARACTERS = " abcdefghijklmnopqrstuvwxyz,.;:?!'"
LENGTH, PIECES = 24, 240
WIDTH, HIDDEN = 32, 64


def text(book):
    """A book in small letters, without the references of its verses."""
    printed = subprocess.run(["bible", "-f", f"{book}1:1-{book}200:1"], capture_output=True, text=True, check=True).stdout
    verses = re.sub(r"^\S+ ", "", printed, flags=re.MULTILINE).lower()
    return re.sub(r"[^a-z ,.;:?!']", "", re.sub(r"\s+", " ", verses))


def pieces(book, seed):
    """[PIECES][LENGTH + 1] characters by number."""
    numbers = torch.tensor([CHARACTERS.index(c) for c in text(book)])
    starts = torch.randint(0, len(numbers) - LENGTH - 1, (PIECES,), generator=torch.Generator().manual_seed(seed))
    return torch.stack([numbers[start:start + LENGTH + 1] for start in starts])


class Transformer(nn.Module):
    """Logits of the next character at each place, which sees the places before it and itself."""

    def __init__(self):
        super().__init__()
        self.characters = nn.Embedding(len(CHARACTERS), WIDTH)
        self.places = nn.Embedding(LENGTH, WIDTH)
        self.before, self.between, self.after = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.attention, self.mixed = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, WIDTH)
        self.out = nn.Linear(WIDTH, len(CHARACTERS))

    def forward(self, text):
        values = self.characters(text) + self.places.weight
        query, key, value = self.attention(self.before(values)).chunk(3, -1)
        later = torch.triu(torch.full((LENGTH, LENGTH), -1e9), 1)
        weights = torch.softmax(query @ key.transpose(1, 2) / WIDTH**0.5 + later, -1)
        values = values + self.mixed(weights @ value)
        values = values + self.narrow(torch.relu(self.wide(self.between(values))))
        return self.out(self.after(values))


def main(target):
    every = torch.cat([pieces(book, seed) for seed, book in enumerate(BOOKS)])
    inputs, following = every[:, :-1].contiguous(), every[:, 1:].contiguous()
    silos = [book for book in BOOKS for _ in range(PIECES)]
    folder = pathlib.Path(target)
    torch.manual_seed(0)
    export_model(Transformer(), directory=folder / "model", loss="cross-entropy-per-token", target_name="next",
                 example_inputs={"text": inputs[:4]})
    rows = pa.table({"text": pa.array(inputs.tolist(), pa.list_(pa.int16())),
                     "next": pa.array(following.tolist(), pa.list_(pa.int16())), "silo": pa.array(silos)})
    pq.write_table(rows, folder / "verses.parquet", compression="zstd")
    print(f"{rows.num_rows} pieces of {len(BOOKS)} books: {folder}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
