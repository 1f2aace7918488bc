"""Makes the reference numbers for networks in the zoo, with torchvision in float32 on the CPU.

Usage: STRATA_UPDATE=1 swift test --filter ZooTrainingTests   (writes *.names, the parameters' names in their order)
       python make_zoo_fixtures.py                            (writes *.fixture, in the safetensors format)

Each file is one training step on one batch: `loss`, and the gradient of each parameter under its name. Only every n-th
number of a gradient is stored, and its name ends in `/n`. Parameters and images come from a reimplementation of Strata's
random number generator, so they needn't be stored.
"""
import os
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision.models as models

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(f"{HERE}/../../StrataRuntimeTests/Fixtures")
from make_fixtures import start_uniformly, uniforms, write  # noqa: E402

LARGEST = 24  # numbers of a gradient that are stored


def in_order(model):
    """Returns the parameters in the order of the spec: a ConvNeXt block's layer scale comes after its eight others."""
    parameters = list(model.named_parameters())
    for index in [i for i, (name, _) in enumerate(parameters) if name.endswith("layer_scale")][::-1]:
        parameters.insert(index + 8, parameters.pop(index))
    return parameters


def start(model, names):
    named = {}
    parameters = in_order(model)
    assert len(parameters) == len(names), (len(parameters), len(names))
    for name, (theirs, parameter) in zip(names, parameters):
        module = model.get_submodule(theirs.rpartition(".")[0])
        if theirs.endswith("layer_scale"):
            parameter.data.fill_(0.5)
        elif isinstance(module, (nn.BatchNorm2d, nn.LayerNorm)):
            parameter.data.fill_(1 if theirs.endswith("weight") else 0)
        else:
            start_uniformly(parameter, name, 7, module.weight[0].numel())
        named[name] = parameter
    return named


def case(name, model, smooth=False):
    with open(f"{HERE}/{name}.names") as file:
        named = start(model, file.read().split("\n")[:-1])
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
        if type(module).__name__ == "StochasticDepth":
            module.p = 0.0
    relu = F.relu
    if smooth:
        F.relu = F.silu
        for module in list(model.modules()):
            for key, child in module.named_children():
                if isinstance(child, nn.ReLU):
                    setattr(module, key, nn.SiLU())
    model.train()
    x = torch.from_numpy(2 * uniforms(5, "zoo", 4 * 3 * 64 * 64) - 1).reshape(4, 3, 64, 64)
    loss = F.cross_entropy(model(x), torch.tensor([0, 250, 500, 999]))
    F.relu = relu
    loss.backward()
    tensors = {"loss": loss.reshape(1)}
    tensors.update((key, value.grad) for key, value in named.items())
    write(f"{HERE}/{name}.fixture", tensors, LARGEST)
    print(name, float(loss))


torch.set_num_threads(1)
case("convnext-tiny", models.convnext_tiny())
case("densenet121", models.densenet121(), smooth=True)
case("efficientnet-b0", models.efficientnet_b0())
case("googlenet", models.googlenet(aux_logits=False, init_weights=False), smooth=True)
case("mobilenet-v3-large", models.mobilenet_v3_large())
case("shufflenet-v2", models.shufflenet_v2_x1_0(), smooth=True)
case("squeezenet", models.squeezenet1_0())
