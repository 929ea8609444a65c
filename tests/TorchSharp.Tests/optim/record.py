"""Records what PyTorch 1.13's optimizers and schedulers do, for the tests beside this file.

    python3 record.py > recorded.json
"""
import json
import torch

OPTIM = torch.optim


def numbers(tensor):
    return None if tensor is None else tensor.detach().flatten().tolist()


def record(name, optimizer, options, groups=None, absent=(), steps=6, dtype=torch.float32):
    """Steps an optimizer over given gradients; parameter 1 has none in the steps `absent`."""
    torch.manual_seed(len(name))
    parameters = [torch.nn.Parameter(torch.randn(shape, dtype=dtype)) for shape in ((5,), (2, 3), (1,))]
    case = dict(name=name, optimizer=optimizer, dtype=str(dtype).split(".")[1], options=options, groups=groups or [],
                shapes=[list(p.shape) for p in parameters], start=[numbers(p) for p in parameters], gradients=[], after=[])
    if groups:
        made = [dict(params=[parameters[i] for i in g["parameters"]], **g["options"]) for g in groups]
    else:
        made = parameters
    engine = getattr(OPTIM, optimizer)(made, **options)
    for step in range(steps):
        for i, p in enumerate(parameters):
            p.grad = None if i == 1 and step in absent else torch.randn(p.shape, dtype=dtype) * 10 ** (step - 3)
        case["gradients"].append([numbers(p.grad) for p in parameters])
        engine.step()
        case["after"].append([numbers(p) for p in parameters])
    return case


def schedule(name, scheduler, arguments, optimizer="SGD", options=None, steps=12, jump=None):
    """The learning rates (and first momentum or beta) of two groups, before the first step and after each."""
    parameters = [torch.nn.Parameter(torch.zeros(1)) for _ in range(2)]
    options = options or dict(lr=0.5)
    engine = getattr(OPTIM, optimizer)([dict(params=[parameters[0]]), dict(params=[parameters[1]], lr=0.05)], **options)
    if scheduler == "LambdaLR":
        made = OPTIM.lr_scheduler.LambdaLR(engine, lambda epoch: 1 / (1 + epoch))
    elif scheduler == "SequentialLR":
        made = OPTIM.lr_scheduler.SequentialLR(engine, [
            OPTIM.lr_scheduler.LinearLR(engine, start_factor=0.25, total_iters=4),
            OPTIM.lr_scheduler.CosineAnnealingLR(engine, T_max=5),
            OPTIM.lr_scheduler.ExponentialLR(engine, gamma=0.5)], milestones=[4, 9])
    else:
        made = getattr(OPTIM.lr_scheduler, scheduler)(engine, **arguments)

    def now():
        return [[g["lr"], g["betas"][0] if "betas" in g else g["momentum"]] for g in engine.param_groups]

    rates = [now()]
    for step in range(steps):
        engine.step()
        made.step()
        rates.append(now())
    return dict(name=name, scheduler=scheduler, arguments=arguments, optimizer=optimizer, options=options, rates=rates)


TWO = [dict(parameters=[0], options=dict(lr=0.05, weight_decay=0.2)), dict(parameters=[1, 2], options={})]

print(json.dumps(dict(
    torch=torch.__version__,
    optimizers=[
        record("adam", "Adam", {}),
        record("adam, large eps, other betas", "Adam", dict(lr=0.1, betas=[0.5, 0.7], eps=0.1)),
        record("adam, weight decay, amsgrad, maximize", "Adam", dict(lr=0.02, weight_decay=0.1, amsgrad=True, maximize=True)),
        record("adam, gradients absent at times", "Adam", dict(lr=0.02), absent=(0, 3)),
        record("adam, two groups", "Adam", dict(lr=0.01), groups=TWO),
        record("adam, double", "Adam", dict(lr=0.02, weight_decay=0.1), dtype=torch.float64),
        record("adamw", "AdamW", dict(weight_decay=0)),
        record("adamw, weight decay, amsgrad", "AdamW", dict(lr=0.05, weight_decay=0.3, amsgrad=True)),
        record("adamw, maximize, two groups", "AdamW", dict(lr=0.02, weight_decay=0.1, maximize=True), groups=TWO),
        record("sgd", "SGD", dict(lr=0.1)),
        record("sgd, momentum, dampening, weight decay", "SGD", dict(lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.05)),
        record("sgd, nesterov, gradients absent at times", "SGD", dict(lr=0.1, momentum=0.9, nesterov=True), absent=(0, 2)),
        record("sgd, maximize, weight decay, two groups", "SGD", dict(lr=0.1, weight_decay=0.05, maximize=True), groups=TWO),
    ],
    schedulers=[
        schedule("step", "StepLR", dict(step_size=3, gamma=0.3)),
        schedule("multi-step", "MultiStepLR", dict(milestones=[2, 5, 5, 9], gamma=0.3)),
        schedule("exponential", "ExponentialLR", dict(gamma=0.7)),
        schedule("constant", "ConstantLR", dict(factor=0.25, total_iters=4)),
        schedule("linear", "LinearLR", dict(start_factor=0.1, end_factor=0.6, total_iters=7)),
        schedule("cosine, past its end", "CosineAnnealingLR", dict(T_max=5, eta_min=0.01)),
        schedule("lambda", "LambdaLR", {}),
        schedule("sequential", "SequentialLR", {}),
        schedule("one cycle", "OneCycleLR", dict(max_lr=1.5, total_steps=13), options=dict(lr=0.5, momentum=0.9)),
        schedule("one cycle, linear, three phases", "OneCycleLR",
                 dict(max_lr=[1.5, 0.3], epochs=7, steps_per_epoch=2, pct_start=0.4, anneal_strategy="linear", div_factor=10, final_div_factor=100, three_phase=True),
                 optimizer="Adam"),
        schedule("one cycle, no momentum", "OneCycleLR", dict(max_lr=1.5, total_steps=13, cycle_momentum=False)),
    ])))
