"""A federation of LoRA adapters over a frozen base, for the page "Federating adapters".

    adapters.py prepare MODEL DIR [--freeze-a]   data, version 0 and federation.conf below DIR
    adapters.py train MODEL DIR                  every silo trains from the newest version and submits

MODEL is `language`, a GPT-2 that predicts the next character, where the silos are books, or
`classifier`, a BERT that tells from which part of the Bible some characters are. Both are small and
begin with random weights. The text is the King James version that Debian's package `bible-kjv`
prints. The first two of the eight silos are malicious: they send what they have learned reversed.

Needs `peft`, `transformers` and `skymask-client[torch]`.
"""

import argparse
import re
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import skymask_client as skymask
import torch
from peft import LoraConfig, PeftModel, TaskType, get_peft_model
from skymask_client.export import export_model
from torch.nn import functional
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    GPT2Config,
    GPT2LMHeadModel,
)

CHARACTERS = " abcdefghijklmnopqrstuvwxyz,.;:?!'"
LENGTH = 24
EXAMPLES, BATCH, EPOCHS = 256, 16, 2
RATE = 0.5
MALICIOUS = 2
BOOKS = ["Lev", "Num", "Gen", "Exo", "Jer", "Isa", "Psa", "Luke"]
# What the server has: other books of the same kinds, so that its data are like the silos'.
SERVER = ["Deut", "Ezek", "Acts", "John"]
PARTS = [["Gen", "Exo", "Lev"], ["Psa", "Prov", "Job"], ["Rom", "Heb", "Rev"]]


def text(book: str) -> list[int]:
    """A book's characters as numbers, without the references of its verses."""
    printed = subprocess.run(
        ["bible", "-f", f"{book}1:1-{book}200:1"], capture_output=True, text=True, check=True
    ).stdout
    words = re.sub(r"^\S+ ", "", printed, flags=re.MULTILINE).lower()
    kept = re.sub(r"[^a-z ,.;:?!']", "", re.sub(r"\s+", " ", words))
    return [CHARACTERS.index(character) for character in kept]


def windows(books: list[str], examples: int, seed: int) -> torch.Tensor:
    """[examples, LENGTH + 1] pieces of text from random places."""
    numbers = torch.tensor([number for book in books for number in text(book)])
    generator = torch.Generator().manual_seed(seed)
    starts = torch.randint(0, len(numbers) - LENGTH - 1, (examples,), generator=generator)
    return torch.stack([numbers[start : start + LENGTH + 1] for start in starts])


def sentences(books: list[str], examples: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Characters, and the character that follows each."""
    pieces = windows(books, examples, seed)
    return pieces[:, :-1].contiguous(), pieces[:, 1:].contiguous()


def excerpts(examples: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Characters, and the part of the Bible that they are from."""
    each = -(-examples // len(PARTS))
    pieces = [windows(part, each, seed + 100 * k)[:, :-1] for k, part in enumerate(PARTS)]
    labels = torch.arange(len(PARTS)).repeat_interleave(each)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))[:examples]
    return torch.cat(pieces)[order], labels[order]


def data(model: str, silo: int) -> tuple[torch.Tensor, torch.Tensor]:
    """A silo's examples."""
    if model == "language":
        return sentences([BOOKS[silo]], EXAMPLES, silo)
    return excerpts(EXAMPLES, silo)


def network(model: str, freeze_a: bool) -> PeftModel:
    """The same base and the same adapters wherever it is called."""
    torch.manual_seed(0)
    size = len(CHARACTERS)
    if model == "language":
        gpt = GPT2Config(
            vocab_size=size, n_positions=LENGTH, n_embd=48, n_layer=2, n_head=2,
            bos_token_id=0, eos_token_id=0, resid_pdrop=0, embd_pdrop=0, attn_pdrop=0,
            initializer_range=0.2,
        )  # fmt: skip
        base, task = GPT2LMHeadModel(gpt), TaskType.CAUSAL_LM
        targets = ["c_attn", "c_fc", "c_proj"]
    else:
        bert = BertConfig(
            vocab_size=size, max_position_embeddings=LENGTH, hidden_size=48, num_hidden_layers=2,
            num_attention_heads=2, intermediate_size=96, num_labels=len(PARTS),
            hidden_dropout_prob=0, attention_probs_dropout_prob=0, initializer_range=0.2,
        )  # fmt: skip
        base, task = BertForSequenceClassification(bert), TaskType.SEQ_CLS
        targets = ["query", "value", "dense"]
    adapters = get_peft_model(
        base,
        LoraConfig(
            task_type=task, r=8, lora_alpha=16, target_modules=targets,
            fan_in_fan_out=model == "language",
        ),  # fmt: skip
    )
    for name, parameter in adapters.named_parameters():
        if freeze_a and "lora_A" in name:
            parameter.requires_grad_(False)
    return adapters


def losses(model: str, outputs: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The loss of the layout, as training uses it: its mean over the batch."""
    if model == "language":
        return functional.cross_entropy(outputs.flatten(0, 1), target.flatten())
    return functional.cross_entropy(outputs, target)


def write(path: Path, inputs: torch.Tensor, target: torch.Tensor) -> None:
    """A dataset for the server: a column for the input, a column for the target."""
    columns = {"input_ids": inputs.tolist(), "label": target.tolist()}
    pq.write_table(pa.table(columns), path)


def prepare(model: str, directory: Path, freeze_a: bool) -> None:
    """Everything that stands before the first round."""
    directory.mkdir(parents=True, exist_ok=True)
    if model == "language":
        root, kept = sentences(SERVER, 128, 1000), sentences(SERVER, 256, 1001)
    else:
        root, kept = excerpts(128, 1000), excerpts(256, 1001)
    write(directory / "root.parquet", *root)
    write(directory / "evaluation.parquet", *kept)
    loss = "cross-entropy-per-token" if model == "language" else "cross-entropy"
    layout = export_model(
        network(model, freeze_a),
        directory=directory / "version-0",
        example_inputs={"input_ids": root[0][:2]},
        loss=loss,
    )
    (directory / "freeze-a").unlink(missing_ok=True)
    if freeze_a:
        (directory / "freeze-a").touch()
    place = directory.resolve()
    (directory / "federation.conf").write_text(
        f'federation = adapters-{model}\nupdates = "{place}/updates"\nmodels = "{place}/models"\n'
        f'root {{ data = "{place}/root.parquet", epochs = {EPOCHS}, batch-size = {BATCH},'
        f" learning-rate = {RATE} }}\n"
    )
    roles = [spec.role for spec in layout.tensors]
    print(f"{roles.count('frozen')} frozen tensors, {roles.count('trainable')} of adapters")


def train(model: str, directory: Path) -> None:
    """Plain SGD in every silo, as the server trains its root update."""
    base = skymask.read_model(str(directory / "models"))
    start = base.state_dict()
    net = network(model, (directory / "freeze-a").exists())
    for silo in range(len(BOOKS)):
        inputs, target = data(model, silo)
        net.load_state_dict(start)
        trained = [p for p in net.parameters() if p.requires_grad]
        optimiser = torch.optim.SGD(trained, lr=RATE)
        for at in range(0, EPOCHS * EXAMPLES, BATCH):
            batch = slice(at % EXAMPLES, at % EXAMPLES + BATCH)
            optimiser.zero_grad()
            losses(model, net(input_ids=inputs[batch]).logits, target[batch]).backward()
            optimiser.step()
        weights = {name: tensor.detach().clone() for name, tensor in net.state_dict().items()}
        if silo < MALICIOUS:
            weights = {name: 2 * start[name] - weights[name] for name in start}
        upload = skymask.submit(
            str(directory / "updates"), base, f"silo-{silo}", weights, examples=EXAMPLES
        )
        print(upload.location)


def main() -> None:
    """The two commands."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("command", choices=["prepare", "train"])
    parser.add_argument("model", choices=["language", "classifier"])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--freeze-a", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(1)
    if given.command == "prepare":
        prepare(given.model, given.directory, given.freeze_a)
    else:
        train(given.model, given.directory)


if __name__ == "__main__":
    main()
