"""Makes checkpoint-pytorch.safetensors: a small network's state_dict as PyTorch and the safetensors package write it.

Usage: python make_checkpoint.py   (needs torch, numpy and safetensors)
"""
from pathlib import Path

import torch
import torch.nn as nn
from safetensors.torch import save_file

network = nn.Sequential()
network.add_module("conv1", nn.Conv2d(1, 2, 3))
network.add_module("norm1", nn.BatchNorm2d(2))
network.add_module("fc1", nn.Linear(3, 2))
state = network.state_dict()
with torch.no_grad():
    for number, name in enumerate(sorted(state)):
        if state[name].dtype == torch.float32:
            # Each value identifies its position: 100 times the tensor's index by name, plus the value's own index.
            state[name].copy_((100.0 * number + torch.arange(state[name].numel())).reshape(state[name].shape) / 8)

save_file(state, Path(__file__).with_name("checkpoint-pytorch.safetensors"), metadata={"network": "Tiny", "note": 'é "quoted" \\ 🙂'})
