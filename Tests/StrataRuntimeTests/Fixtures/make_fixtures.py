"""Makes the reference numbers for the engine's tests, with PyTorch in float32 on the CPU.

Usage: python make_fixtures.py [NAME...]    (writes NAME.fixture, in the safetensors format, next to itself; without
                                             names, all of them. The bytes are the same every time with the same
                                             PyTorch; another version may round differently)

Each file is one network on one batch. It holds, under these prefixes:

    input, labels             the batch
    start.NAME                parameters and buffers before (left out if both sides compute them: see `counter_start`)
    output, loss              of the training pass
    gradient.NAME             of each parameter; inputGradient
    buffer.NAME               running statistics after that one pass
    evaluated                 the output in evaluation mode, with the parameters and buffers of the start
    sgd.NAME, adamw.NAME, ... parameters after three steps of each optimizer on the batch, each from the start
                              (networks only)

Only every n-th element of a large result is stored, and its name ends in `/n`.
"""
import json
import math
import os
import struct
import sys
from collections import OrderedDict

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
LARGEST = 700  # elements of a tensor that is stored completely
WANTED = sys.argv[1:]  # the names of the cases to write; empty for all
written = set()


def write(path, tensors, largest=LARGEST):
    """Writes the safetensors format: a length, a JSON header, the numbers."""
    header, data = OrderedDict(), b""
    for name, tensor in tensors.items():
        array = tensor.detach().contiguous().to(torch.float32).numpy()
        shape = list(array.shape)
        if array.size > largest and name not in ("input", "labels", "targets") and not name.startswith("start."):
            stride = array.size // largest | 1
            array = array.reshape(-1)[::stride]
            name, shape = f"{name}/{stride}", [array.size]
        raw = array.astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def mix(z):
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def uniforms(seed, purpose, count):
    """Returns the engine's own random numbers in [0, 1), from a reimplementation of its generator."""
    with np.errstate(over="ignore"):
        key = np.uint64(0xCBF29CE484222325)
        for byte in purpose.encode():
            key = (key ^ np.uint64(byte)) * np.uint64(0x100000001B3)
        golden = np.uint64(0x9E3779B97F4A7C15)
        key = mix(mix(np.uint64(seed) + golden) ^ key)
        bits = mix(key + np.arange(1, count + 1, dtype=np.uint64) * golden)
    return (bits >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-24)


def start_uniformly(parameter, name, seed, inputs):
    """Sets the parameter to the engine's initial values for a layer with this number of inputs."""
    bound = np.float32(1) / np.sqrt(np.float32(inputs))
    values = (np.float32(2) * uniforms(seed, name, parameter.numel()) - np.float32(1)) * bound
    parameter.data.copy_(torch.from_numpy(values.reshape(parameter.shape)))


def counter_start(model, seed):
    for name, parameter in model.named_parameters():
        module = model.get_submodule(name.rpartition(".")[0])
        if not isinstance(module, nn.BatchNorm2d):
            start_uniformly(parameter, name, seed, module.weight[0].numel())


def steps(make, start, optimizer, x, y):
    model = make()
    model.load_state_dict(start)
    model.train()
    optimizer = optimizer(model.parameters())
    for _ in range(3):
        optimizer.zero_grad()
        F.cross_entropy(model(x).flatten(1), y).backward()
        optimizer.step()
    return model.state_dict()


def is_number(name):
    return not name.endswith("num_batches_tracked")


def case(name, shape, make, batch=3, whole=False):
    if WANTED and name not in WANTED:
        return
    written.add(name)
    seed = sum(name.encode())
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    x = torch.from_numpy(generator.standard_normal((batch, *shape)).astype(np.float32)).requires_grad_()
    model = make()
    if whole:
        counter_start(model, 7)
    else:
        for parameter in model.parameters():
            parameter.data += 0.1 * torch.randn(parameter.shape)
        for key, value in model.named_buffers():
            if "running" in key:
                value += 0.3 * torch.rand(value.shape)
    start = {key: value.clone() for key, value in model.state_dict().items()}

    model.eval()
    evaluated = model(x).flatten(1).detach()
    model.train()
    output = model(x).flatten(1)
    y = torch.from_numpy(generator.integers(0, output.shape[1], batch))
    loss = F.cross_entropy(output, y)
    loss.backward()

    tensors = OrderedDict(input=x, labels=y)
    if not whole:
        tensors.update((f"start.{key}", value) for key, value in start.items() if is_number(key))
    tensors.update(output=output, loss=loss.reshape(1), evaluated=evaluated)
    tensors.update((f"gradient.{key}", value.grad) for key, value in model.named_parameters())
    tensors["inputGradient"] = x.grad
    tensors.update((f"buffer.{key}", value) for key, value in model.named_buffers() if is_number(key))
    if whole:
        x = x.detach()
        for kind, optimizer in (
            ("sgd", lambda p: torch.optim.SGD(p, 0.05, momentum=0.9, weight_decay=1e-3)),
            ("nesterov", lambda p: torch.optim.SGD(p, 0.05, momentum=0.9, weight_decay=1e-3, nesterov=True)),
            ("adamw", lambda p: torch.optim.AdamW(p, 1e-2, weight_decay=0.05)),
        ):
            after = steps(make, start, optimizer, x, y)
            tensors.update((f"{kind}.{key}", value) for key, value in after.items() if is_number(key))
    write(f"{HERE}/{name}.fixture", tensors)


def named(**layers):
    return lambda: nn.Sequential(OrderedDict((key, make()) for key, make in layers.items()))


def conv(*arguments, **options):
    return lambda: nn.Conv2d(*arguments, **options)


def transposed(*arguments, **options):
    return lambda: nn.ConvTranspose2d(*arguments, **options)


class Applied(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class LayerNorm2d(nn.LayerNorm):
    """Normalizes over the channels of each position, like ConvNeXt."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class LayerScale(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.full((12,), 0.5))

    def forward(self, x):
        return x * self.weight[:, None, None]


class Separable(nn.Sequential):
    """Keras's SeparableConv2D: a depthwise convolution without a bias, then a 1x1 convolution."""

    def __init__(self, channels, filters, kernel, bias=True, **options):
        super().__init__(OrderedDict(
            depthwise=nn.Conv2d(channels, channels, kernel, groups=channels, bias=False, **options),
            pointwise=nn.Conv2d(channels, filters, 1, bias=bias)))


class SqueezeExcite(nn.Module):
    def __init__(self):
        super().__init__()
        self.reduce = nn.Conv2d(16, 4, 1)
        self.expand = nn.Conv2d(4, 16, 1)

    def forward(self, x):
        gate = F.adaptive_avg_pool2d(x, 1)
        return x * F.hardsigmoid(self.expand(F.silu(self.reduce(gate))))


class Residual(nn.Module):
    """A tensor with two readers on each of two paths, one of them with parameters."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(2, 18, 3, padding=1)
        self.conv1 = nn.Conv2d(18, 18, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(18)
        self.conv2 = nn.Conv2d(18, 18, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(18)
        self.project = nn.Conv2d(18, 24, 1, stride=2)
        self.conv3 = nn.Conv2d(18, 24, 3, stride=2, padding=1)
        self.fc = nn.Linear(24, 5)

    def forward(self, x):
        x = F.relu(self.stem(x))
        x = F.relu(x + self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x))))))
        x = F.relu(self.project(x) + self.conv3(x))
        return self.fc(F.adaptive_avg_pool2d(x, 1).flatten(1))


def main():
    map5 = (5, 9, 8)
    case("conv-plain", map5, named(conv1=conv(5, 7, 3)))
    case("conv-padded", map5, named(conv1=conv(5, 7, 3, padding=1)))
    case("conv-one-channel", (1, 12, 12), named(conv1=conv(1, 6, 5, padding=2)))
    case("conv-pointwise", (20, 5, 6), named(conv1=conv(20, 33, 1)))
    case("conv-wide", (16, 6, 6), named(conv1=conv(16, 32, 3, padding=1)))
    case("conv-strided", map5, named(conv1=conv(5, 7, 3, stride=2, padding=1)))
    case("conv-strides-differ", map5, named(conv1=conv(5, 7, 3, stride=(2, 3), padding=(0, 2))))
    case("conv-kernel-3x5", map5, named(conv1=conv(5, 7, (3, 5), padding=(1, 2))))
    case("conv-asymmetric-padding", map5, named(pad=lambda: nn.ZeroPad2d((0, 3, 2, 1)), conv1=conv(5, 7, 4, stride=2)))
    case("conv-dilated", map5, named(conv1=conv(5, 7, 3, padding=2, dilation=2)))
    case("conv-grouped", (6, 9, 8), named(conv1=conv(6, 8, 3, groups=2, padding=1)))
    case("conv-grouped-wide", (32, 5, 5), named(conv1=conv(32, 32, 3, groups=2, padding=1)))
    case("conv-depthwise", (16, 9, 8), named(conv1=conv(16, 16, 3, groups=16, padding=1, bias=False)))
    case("conv-depthwise-odd", (6, 9, 8), named(conv1=conv(6, 6, 3, groups=6, stride=2)))
    case("conv-depthwise-multiplied", (6, 9, 8), named(conv1=conv(6, 12, 3, groups=6)))
    case("conv-no-bias", map5, named(conv1=conv(5, 7, 3, bias=False)))
    activations = OrderedDict(
        relu=nn.ReLU, relu6=nn.ReLU6, leaky=lambda: nn.LeakyReLU(0.1), sigmoid=nn.Sigmoid, tanh=nn.Tanh, gelu=nn.GELU,
        silu=nn.SiLU, hardswish=nn.Hardswish, elu=nn.ELU, mish=nn.Mish, hardsigmoid=nn.Hardsigmoid)
    for name, activation in activations.items():
        case(f"conv-{name}", (5, 6, 6), named(conv1=conv(5, 7, 3), act1=activation))
        case(f"dense-{name}", (23,), named(fc1=lambda: nn.Linear(23, 19), act1=activation))
    for name, activation in activations.items():
        class Scaled(nn.Module):  # wide enough for both ends of relu6
            def __init__(self, inner=activation):
                super().__init__()
                self.inner = inner()

            def forward(self, x):
                return self.inner(x)
        case(f"activation-{name}", (5, 4, 3), named(act1=Scaled))

    case("pool-max", (5, 8, 8), named(pool1=lambda: nn.MaxPool2d(2)))
    case("pool-max-overlapping", (20, 9, 8), named(pool1=lambda: nn.MaxPool2d(3, 2, 1)))
    case("pool-average", (5, 8, 8), named(pool1=lambda: nn.AvgPool2d(2)))
    case("pool-average-padded", (20, 9, 8), named(pool1=lambda: nn.AvgPool2d(3, 2, 1)))
    case("pool-global-average", (20, 5, 6), named(pool1=lambda: nn.AdaptiveAvgPool2d(1)))
    case("pool-global-max", (20, 5, 6), named(pool1=lambda: nn.AdaptiveMaxPool2d(1)))
    case("pool-max-ceil", (5, 10, 7), named(pool1=lambda: nn.MaxPool2d(3, 2, ceil_mode=True)))
    case("pool-max-ceil-beyond", (5, 2, 4), named(pool1=lambda: nn.MaxPool2d(3, 2, ceil_mode=True)))
    case("pool-average-ceil-beyond", (5, 2, 4), named(pool1=lambda: nn.AvgPool2d(3, 2, ceil_mode=True)))
    case("pool-max-ceil-padded", (5, 6, 9), named(pool1=lambda: nn.MaxPool2d(2, 2, 1, ceil_mode=True)))
    case("pool-average-ceil", (5, 10, 7), named(pool1=lambda: nn.AvgPool2d(3, 2, ceil_mode=True)))
    case("pool-average-ceil-padded", (5, 8, 9), named(pool1=lambda: nn.AvgPool2d(3, 2, 1, ceil_mode=True)))
    case("pool-average-uncounted", (5, 9, 8), named(
        pool1=lambda: nn.AvgPool2d(3, 2, 1, ceil_mode=True, count_include_pad=False)))
    case("pool-oblong", (5, 9, 8), named(pool1=lambda: nn.MaxPool2d((3, 2), (1, 2), (1, 0))))
    case("pool-adaptive-average", (5, 9, 7), named(pool1=lambda: nn.AdaptiveAvgPool2d((4, 3))))
    case("pool-adaptive-larger", (5, 2, 3), named(pool1=lambda: nn.AdaptiveAvgPool2d((4, 5))))
    case("pool-adaptive-max", (5, 9, 7), named(pool1=lambda: nn.AdaptiveMaxPool2d((4, 3))))
    case("conv-relu-max-pool", (5, 10, 10), named(conv1=conv(5, 7, 3), act1=nn.ReLU, pool1=lambda: nn.MaxPool2d(2)))

    case("dense-vector", (37,), named(fc1=lambda: nn.Linear(37, 11)))
    case("dense-no-bias", (37,), named(fc1=lambda: nn.Linear(37, 11, bias=False)))
    case("dense-map", (5, 3, 4), named(flat=nn.Flatten, fc1=lambda: nn.Linear(60, 11)))
    case("dense-after-conv", (5, 6, 6), named(
        conv1=conv(5, 18, 3), flat=nn.Flatten, fc1=lambda: nn.Linear(288, 40), act1=nn.ReLU, fc2=lambda: nn.Linear(40, 7)))
    case("flatten-activation", (5, 6, 6), named(
        conv1=conv(5, 18, 3), flat=nn.Flatten, act1=nn.GELU, fc1=lambda: nn.Linear(288, 7)))

    case("norm-map", (5, 6, 6), named(norm1=lambda: nn.BatchNorm2d(5)), batch=4)
    case("norm-relu", (20, 4, 4), named(norm1=lambda: nn.BatchNorm2d(20), act1=nn.ReLU), batch=4)
    case("norm-vector", (13,), named(norm1=lambda: nn.BatchNorm1d(13, eps=1e-3, momentum=0.3)), batch=6)
    case("norm-between", (5, 6, 6), named(
        conv1=conv(5, 18, 3, bias=False), norm1=lambda: nn.BatchNorm2d(18), act1=nn.ReLU, conv2=conv(18, 6, 3)), batch=4)
    case("norm-dense", (13,), named(
        fc1=lambda: nn.Linear(13, 18), norm1=lambda: nn.BatchNorm1d(18), act1=nn.ReLU, fc2=lambda: nn.Linear(18, 5)),
        batch=6)

    case("conv-same-even", (5, 9, 8), named(
        pad=lambda: nn.ZeroPad2d((1, 1, 1, 2)), conv1=conv(5, 7, 4, stride=2)))
    case("transposed-2x2", map5, named(conv1=transposed(5, 7, 2, stride=2)))
    case("transposed-padded", map5, named(conv1=transposed(5, 18, 3, stride=2, padding=1, output_padding=1)))
    case("transposed-oblong", map5, named(
        conv1=transposed(5, 7, (3, 4), stride=(1, 3), padding=(1, 0), output_padding=(0, 2), bias=False)))
    case("transposed-dilated", map5, named(conv1=transposed(5, 7, 3, dilation=2, padding=1)))
    case("transposed-grouped", (6, 5, 4), named(conv1=transposed(6, 8, 3, stride=2, groups=2)))
    case("transposed-depthwise", (16, 5, 4), named(conv1=transposed(16, 16, 4, stride=2, padding=1, groups=16)))
    case("transposed-between", (5, 6, 6), named(
        conv1=conv(5, 18, 3, padding=1), act1=nn.ReLU, conv2=transposed(18, 12, 2, stride=2), act2=nn.ReLU,
        conv3=conv(12, 5, 3)))
    case("upsample-nearest", (5, 4, 3), named(up1=lambda: nn.Upsample(scale_factor=2)))
    case("upsample-nearest-oblong", (20, 4, 3), named(up1=lambda: nn.Upsample(scale_factor=(3, 2))))
    case("upsample-bilinear", (5, 4, 3), named(up1=lambda: nn.Upsample(scale_factor=2, mode="bilinear")))
    case("upsample-bilinear-oblong", (20, 4, 3), named(up1=lambda: nn.Upsample(scale_factor=(2, 4), mode="bilinear")))
    case("zero-pad", (5, 4, 3), named(pad1=lambda: nn.ZeroPad2d((0, 3, 2, 1))))
    case("reflect-pad", (5, 4, 3), named(pad1=lambda: nn.ReflectionPad2d((0, 2, 3, 1))))
    case("replicate-pad", (5, 4, 3), named(pad1=lambda: nn.ReplicationPad2d((0, 4, 5, 1))))
    case(
        "reflect-pad-between", (3, 5, 6),
        named(conv1=conv(3, 4, 1), pad1=lambda: nn.ReflectionPad2d(2), conv2=conv(4, 5, 3)))
    case("crop", (5, 9, 8), named(pad1=lambda: nn.ZeroPad2d((0, -3, -2, -1))))
    case("pixel-shuffle", (18, 4, 3), named(up1=lambda: nn.PixelShuffle(3)))
    case("pixel-unshuffle", (5, 6, 9), named(down1=lambda: nn.PixelUnshuffle(3)))
    case("channel-shuffle", (12, 4, 3), named(shuffle1=lambda: nn.ChannelShuffle(3)))
    case("channel-split", (12, 4, 3), named(split1=lambda: Applied(lambda x: x.chunk(3, 1)[1])))
    case("reshape", (12, 4, 3), named(reshape1=lambda: Applied(lambda x: x.reshape(-1, 4, 6, 6)), conv1=conv(4, 5, 3)))
    case("layer-norm-map", (19, 4, 3), named(norm1=lambda: LayerNorm2d(19, eps=1e-6)))
    case("layer-norm-vector", (19,), named(norm1=lambda: nn.LayerNorm(19)))
    case("group-norm", (12, 4, 3), named(norm1=lambda: nn.GroupNorm(3, 12, eps=1e-3)))
    case("group-norm-vector", (12,), named(norm1=lambda: nn.GroupNorm(3, 12)))
    case("instance-norm", (12, 4, 3), named(norm1=lambda: nn.GroupNorm(12, 12)))
    case("local-response-norm", (12, 4, 3), named(norm1=lambda: nn.LocalResponseNorm(5, 1e-1, 0.75, 2.0)))
    case("softmax-map", (12, 4, 3), named(soft1=lambda: nn.Softmax(1)))
    case("softmax-vector", (12,), named(soft1=lambda: nn.Softmax(1)))
    case("log-softmax-map", (12, 4, 3), named(soft1=lambda: nn.LogSoftmax(1)))
    case("log-softmax-vector", (12,), named(soft1=lambda: nn.LogSoftmax(1)))
    case("log-softmax-between", (3, 4, 5), named(conv1=conv(3, 6, 1), soft1=lambda: nn.LogSoftmax(1), conv2=conv(6, 4, 3)))
    case("prelu", (12, 4, 3), named(act1=nn.PReLU))
    case("prelu-channels", (12, 4, 3), named(act1=lambda: nn.PReLU(12)))
    case("prelu-vector", (12,), named(act1=lambda: nn.PReLU(12)))
    case("layer-scale", (12, 4, 3), named(scale1=LayerScale))
    case("separable-conv", (6, 9, 8), named(conv1=lambda: Separable(6, 10, 3, stride=2, padding=1), act1=nn.SiLU))
    case(
        "separable-conv-no-bias", (5, 7, 9),
        named(conv1=lambda: Separable(5, 8, (3, 5), dilation=2, padding=(1, 4), bias=False), conv2=conv(8, 4, 1)))
    case("squeeze-excite", (12, 4, 3), named(conv1=conv(12, 16, 1), se1=SqueezeExcite))

    case("network-lenet", (1, 28, 28), named(
        conv1=conv(1, 6, 5, padding=2), relu1=nn.ReLU, pool1=lambda: nn.MaxPool2d(2), conv2=conv(6, 16, 5),
        relu2=nn.ReLU, pool2=lambda: nn.MaxPool2d(2), flat=nn.Flatten, fc1=lambda: nn.Linear(400, 120), relu3=nn.ReLU,
        fc2=lambda: nn.Linear(120, 84), relu4=nn.ReLU, fc3=lambda: nn.Linear(84, 10)), batch=4, whole=True)
    case("network-conv-norm", (3, 12, 12), named(
        conv1=conv(3, 8, 3, padding=1, bias=False), norm1=lambda: nn.BatchNorm2d(8), relu1=nn.ReLU,
        pool1=lambda: nn.MaxPool2d(2), conv2=conv(8, 20, 3, padding=1, bias=False),
        norm2=lambda: nn.BatchNorm2d(20), relu2=nn.ReLU, pool2=lambda: nn.AdaptiveAvgPool2d(1), flat=nn.Flatten,
        fc1=lambda: nn.Linear(20, 10)), batch=8, whole=True)
    case("network-residual", (2, 8, 8), Residual, batch=6, whole=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
    unknown = [name for name in WANTED if name not in written]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}")
