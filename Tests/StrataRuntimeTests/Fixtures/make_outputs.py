"""Makes the reference numbers for a network with several outputs, with PyTorch in float32 on the CPU.

Usage: python make_outputs.py        (writes outputs.fixture next to itself; the bytes are the same every time with the
                                      same PyTorch)

The file is one network on one batch: `input`, `labels.NAME` or `targets.NAME` and `output.NAME` for each output, `start.NAME`,
`loss` of the training pass, `gradient.NAME`, `inputGradient`, and `sgd.NAME`, the parameters after three steps.
"""
from collections import OrderedDict

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from make_fixtures import HERE, write


class Outputs(nn.Module):
    """A trunk with two outputs at its end, one of a layer before it, one of another layer's own map, and an auxiliary
    head."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
        self.conv2 = nn.Conv2d(8, 12, 3, stride=2, padding=1)
        self.conv3 = nn.Conv2d(12, 12, 3, padding=1)
        self.fc1 = nn.Linear(12, 5)
        self.fc2 = nn.Linear(12, 1)
        self.conv4 = nn.Conv2d(8, 1, 1)
        self.fc3 = nn.Linear(8, 5)

    def forward(self, x):
        low = F.relu(self.conv1(x))
        middle = F.relu(self.conv2(low))
        high = F.adaptive_avg_pool2d(F.relu(self.conv3(middle)), 1).flatten(1)
        outputs = OrderedDict(kind=self.fc1(high), size=self.fc2(high), mask=self.conv4(low), features=middle)
        return outputs, self.fc3(F.adaptive_max_pool2d(low, 1).flatten(1))


def total(model, x, targets):
    outputs, side = model(x)
    loss = 2 * F.cross_entropy(outputs["kind"], targets["kind"])
    loss = loss + 0.5 * F.mse_loss(outputs["size"], targets["size"])
    loss = loss + 0.75 * F.binary_cross_entropy_with_logits(outputs["mask"], targets["mask"])
    loss = loss + 0.25 * F.mse_loss(outputs["features"], targets["features"])
    return outputs, loss + 0.3 * F.cross_entropy(side, targets["kind"])


def main(batch=4):
    torch.manual_seed(11)
    generator = np.random.default_rng(11)

    def numbers(*shape):
        return torch.from_numpy(generator.standard_normal(shape).astype(np.float32))

    x = numbers(batch, 3, 6, 6).requires_grad_()
    targets = {
        "kind": torch.from_numpy(generator.integers(0, 5, batch)),
        "size": numbers(batch, 1),
        "mask": torch.from_numpy(generator.integers(0, 2, (batch, 1, 6, 6)).astype(np.float32)),
        "features": numbers(batch, 12, 3, 3),
    }
    model = Outputs()
    start = {key: value.clone() for key, value in model.state_dict().items()}
    outputs, loss = total(model, x, targets)
    loss.backward()
    tensors = OrderedDict(input=x)
    for name, target in targets.items():
        tensors[f"{'labels' if name == 'kind' else 'targets'}.{name}"] = target
    tensors.update((f"output.{key}", value) for key, value in outputs.items())
    tensors.update((f"start.{key}", value) for key, value in start.items())
    tensors.update(loss=loss.reshape(1), inputGradient=x.grad)
    tensors.update((f"gradient.{key}", value.grad) for key, value in model.named_parameters())
    model.load_state_dict(start)
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    for _ in range(3):
        optimizer.zero_grad()
        total(model, x.detach(), targets)[1].backward()
        optimizer.step()
    tensors.update((f"sgd.{key}", value) for key, value in model.state_dict().items())
    write(f"{HERE}/outputs.fixture", tensors, largest=100_000)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
