#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains a small PyTorch network on the flights of January to March, and exports it to ONNX.

    apt-get install python3-torch python3-pandas python3-venv   # Debian 12
    /usr/bin/python3 -m venv --system-site-packages /tmp/leeway-torch
    /tmp/leeway-torch/bin/pip install -r examples/python/requirements-torch.txt
    /tmp/leeway-torch/bin/python examples/python/train_torch.py

The graph takes `numbers`, float32 [N,12] in the order of flights_torch_categories.json, NaN where missing (it imputes and scales
them itself), and an int64 tensor [N] a categorical column: the place of the category in the list of that file, or the length of
the list for a category that it lacks. It returns `logit`, float32 [N,1]: the sigmoid of it is the probability of a late flight.
"""

import json

import flights
import numpy as np
import torch

EPOCHS, BATCH = 6, 512
OPSET = 15


class Network(torch.nn.Module):
    def __init__(self, numbers, categories):
        super().__init__()
        mean, scale = np.nanmean(numbers, axis=0, dtype=np.float64), np.nanstd(numbers, axis=0, dtype=np.float64)
        self.register_buffer("mean", torch.tensor(mean, dtype=torch.float32))
        self.register_buffer("scale", torch.tensor(scale, dtype=torch.float32))
        # One more than there are categories: the last is for those that training never saw.
        widths = [min(8, 1 + len(values) // 4) for values in categories.values()]
        self.embeddings = torch.nn.ModuleList(
            torch.nn.Embedding(len(values) + 1, width) for values, width in zip(categories.values(), widths)
        )
        self.layers = torch.nn.Sequential(
            torch.nn.Linear(2 * numbers.shape[1] + sum(widths), 32),
            torch.nn.ReLU(),
            torch.nn.Linear(32, 16),
            torch.nn.ReLU(),
            torch.nn.Linear(16, 1),
        )
        with torch.no_grad():
            for embedding in self.embeddings:
                embedding.weight.mul_(0.1)
                embedding.weight[-1] = 0

    def forward(self, numbers, *codes):
        missing = torch.isnan(numbers)
        scaled = (torch.where(missing, self.mean, numbers) - self.mean) / self.scale
        # April to December bring weather that January to March never had: it counts as three standard deviations at most.
        scaled = torch.clamp(scaled, -3.0, 3.0)
        embedded = [embedding(code) for embedding, code in zip(self.embeddings, codes)]
        return self.layers(torch.cat([scaled, missing.to(scaled.dtype), *embedded], dim=1))


def tensors(rows, categories):
    codes = []
    for column, values in categories.items():
        code = rows[column].map({value: i for i, value in enumerate(values)}).fillna(len(values))
        codes.append(torch.tensor(code.to_numpy(np.int64)))
    return torch.tensor(rows[flights.NUMBERS].to_numpy(np.float32)), codes


def train(model, numbers, codes, late):
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, weight_decay=1e-5)
    loss = torch.nn.BCEWithLogitsLoss()
    shuffle = torch.Generator().manual_seed(flights.SEED)
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in torch.randperm(len(late), generator=shuffle).split(BATCH):
            optimizer.zero_grad()
            error = loss(model(numbers[batch], *(code[batch] for code in codes))[:, 0], late[batch])
            error.backward()
            optimizer.step()
            total += error.item() * len(batch)
        print(f"epoch {epoch + 1}: training log loss {total / len(late):.4f}")


def export(model, numbers, codes):
    path = flights.MODELS / "flights-torch.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    inputs = ["numbers", *flights.CATEGORIES]
    torch.onnx.export(
        model,
        (numbers[:2], *(code[:2] for code in codes)),
        str(path),
        input_names=inputs,
        output_names=["logit"],
        dynamic_axes={name: {0: "N"} for name in [*inputs, "logit"]},
        opset_version=OPSET,
    )
    return path


def main():
    torch.manual_seed(flights.SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    all_flights = flights.load()
    january_to_march, rows = flights.training(all_flights), flights.predicted(all_flights)
    flights.versions("torch", "onnxruntime", "numpy", "pandas")

    categories = flights.categories(january_to_march)
    numbers, codes = tensors(january_to_march, categories)
    model = Network(numbers.numpy(), categories)
    train(model, numbers, codes, torch.tensor(january_to_march.late.to_numpy(np.float32)))
    model.eval()

    numbers, codes = tensors(rows, categories)
    with torch.no_grad():
        own = flights.sigmoid(model(numbers, *codes)[:, 0].numpy())
    path = export(model, numbers, codes)
    columns = path.with_name("flights_torch_categories.json")
    columns.write_text(json.dumps({"numbers": flights.NUMBERS, "categories": categories}, indent=2) + "\n")

    feeds = {"numbers": numbers.numpy(), **{c: code.numpy() for c, code in zip(flights.CATEGORIES, codes)}}
    (logit,) = flights.session(path).run(None, feeds)
    assert logit.shape == (flights.PREDICTED, 1)
    flights.report("torch", path, rows, own, flights.sigmoid(logit[:, 0]), [columns])


if __name__ == "__main__":
    main()
