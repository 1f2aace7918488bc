"""Makes the reference numbers for losses and auxiliary heads, with PyTorch in float32 on the CPU.

Usage: python make_losses.py        (writes loss-*.fixture next to itself; the bytes are the same every time with the
                                     same PyTorch)

Each file is one network on one batch: `input`, `labels` or `targets`, `start.NAME`, `output` and `loss` of the training pass,
`gradient.NAME`, `inputGradient`, and `sgd.NAME`, the parameters after three steps.
"""
from collections import OrderedDict

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from make_fixtures import HERE, named, write


class Heads(nn.Module):
    """A network with two auxiliary heads, one of which starts at the same layer as the network's own head."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
        self.conv2 = nn.Conv2d(8, 12, 3, stride=2, padding=1)
        self.fc1 = nn.Linear(12, 5)
        self.aux1 = nn.Linear(8, 5)
        self.aux2conv = nn.Conv2d(12, 6, 1)
        self.aux2 = nn.Linear(6 * 3 * 3, 5)

    def forward(self, x):
        first = F.relu(self.conv1(x))
        second = F.relu(self.conv2(first))
        self.heads = (
            self.aux1(F.adaptive_max_pool2d(first, 1).flatten(1)),
            F.relu(self.aux2(self.aux2conv(second).flatten(1))),
        )
        return self.fc1(F.adaptive_avg_pool2d(second, 1).flatten(1))


def case(name, shape, make, loss, target, batch=4):
    seed = sum(name.encode())
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    x = torch.from_numpy(generator.standard_normal((batch, *shape)).astype(np.float32)).requires_grad_()
    model = make()
    tensors = OrderedDict(input=x)
    start = {key: value.clone() for key, value in model.state_dict().items()}
    output = model(x)
    if target == "labels":
        y = torch.from_numpy(generator.integers(0, output.shape[1], (batch, *output.shape[2:])))
    elif target == "chances":
        y = torch.from_numpy(generator.random(output.shape).astype(np.float32))
    else:
        y = torch.from_numpy(generator.standard_normal(output.shape).astype(np.float32))
    tensors["labels" if target == "labels" else "targets"] = y
    tensors.update((f"start.{key}", value) for key, value in start.items())
    value = loss(model, output, y)
    value.backward()
    tensors.update(output=output, loss=value.reshape(1), inputGradient=x.grad)
    tensors.update((f"gradient.{key}", value.grad) for key, value in model.named_parameters())
    model = make()
    model.load_state_dict(start)
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    for _ in range(3):
        optimizer.zero_grad()
        loss(model, model(x.detach()), y).backward()
        optimizer.step()
    tensors.update((f"sgd.{key}", value) for key, value in model.state_dict().items())
    write(f"{HERE}/{name}.fixture", tensors)


def cross_entropy(smoothing=0.0):
    return lambda model, output, y: F.cross_entropy(output, y, label_smoothing=smoothing)


def negative_log_likelihood(model, output, y):
    return F.nll_loss(output, y)


def mean_squared_error(model, output, y):
    return F.mse_loss(output, y)


def binary_cross_entropy(model, output, y):
    return F.binary_cross_entropy_with_logits(output, y)


def with_heads(loss):
    return lambda model, output, y: (
        loss(model, output, y) + 0.3 * loss(model, model.heads[0], y) + 0.125 * loss(model, model.heads[1], y))


def fc(inputs, outputs):
    return named(fc1=lambda: nn.Linear(inputs, outputs))


def conv(inputs, outputs):
    return named(conv1=lambda: nn.Conv2d(inputs, outputs, 3, padding=1))


def with_log_softmax(make):
    return lambda: nn.Sequential(OrderedDict([*make().named_children(), ("softmax1", nn.LogSoftmax(1))]))


def main():
    case("loss-cross-entropy", (13,), fc(13, 7), cross_entropy(), "labels")
    case("loss-smoothing", (13,), fc(13, 7), cross_entropy(0.1), "labels")
    case("loss-pixels", (3, 6, 5), conv(3, 18), cross_entropy(), "labels")
    case("loss-pixels-smoothing", (3, 6, 5), conv(3, 4), cross_entropy(0.2), "labels")
    case("loss-likelihood", (13,), with_log_softmax(fc(13, 7)), negative_log_likelihood, "labels")
    case("loss-likelihood-pixels", (3, 6, 5), with_log_softmax(conv(3, 18)), negative_log_likelihood, "labels")
    case("loss-heads-likelihood", (3, 6, 6), Heads, with_heads(negative_log_likelihood), "labels")
    case("loss-squared", (13,), fc(13, 7), mean_squared_error, "numbers")
    case("loss-squared-map", (3, 6, 5), conv(3, 18), mean_squared_error, "numbers")
    case("loss-binary", (13,), fc(13, 1), binary_cross_entropy, "chances")
    case("loss-binary-map", (3, 6, 5), conv(3, 4), binary_cross_entropy, "chances")
    case("loss-heads", (3, 6, 6), Heads, with_heads(cross_entropy()), "labels")
    case("loss-heads-smoothing", (3, 6, 6), Heads, with_heads(cross_entropy(0.1)), "labels")
    case("loss-heads-squared", (3, 6, 6), Heads, with_heads(mean_squared_error), "numbers")
    case("loss-heads-binary", (3, 6, 6), Heads, with_heads(binary_cross_entropy), "chances")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
