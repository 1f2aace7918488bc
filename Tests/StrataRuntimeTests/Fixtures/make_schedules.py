"""Makes schedules.txt: the learning-rate factors of PyTorch's schedulers, a line each.

Usage: python make_schedules.py   (needs torch)
Line: name, steps per epoch, epochs, warm-up epochs, then the factor of every step.
"""
from pathlib import Path

import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR, LinearLR, SequentialLR, StepLR

STEPS, EPOCHS = 7, 6


def factors(make, warmup_epochs):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    warmup = round(STEPS * warmup_epochs)
    schedule = make(optimizer, STEPS * EPOCHS - warmup)
    if warmup:
        rise = LinearLR(optimizer, start_factor=1 / warmup, total_iters=warmup - 1)
        schedule = SequentialLR(optimizer, [rise, schedule], milestones=[warmup])
    result = []
    for _ in range(STEPS * EPOCHS):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return result


SCHEDULES = {
    "constant": lambda optimizer, steps: LambdaLR(optimizer, lambda step: 1.0),
    "step": lambda optimizer, steps: StepLR(optimizer, step_size=2 * STEPS, gamma=0.3),
    "cosine": lambda optimizer, steps: CosineAnnealingLR(optimizer, T_max=steps),
}

lines = []
for name, make in SCHEDULES.items():
    for warmup_epochs in (0, 1, 2):
        lines.append(" ".join([name, str(STEPS), str(EPOCHS), str(warmup_epochs)] + [f"{rate:.17g}" for rate in factors(make, warmup_epochs)]))
Path(__file__).with_name("schedules.txt").write_text("\n".join(lines) + "\n")
