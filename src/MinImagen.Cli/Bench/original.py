# Drives the Python original for `minimagen bench --python-original`: reads commands as JSON lines, answers each with one.
# sys.argv: the folder of the original's source, the folder with weights and inputs that `minimagen bench` wrote.
import array, json, struct, sys, time, types

import torch

source, folder = sys.argv[1:3]
sys.path.insert(0, source)

# What the original imports and these measurements never call.
for name, attributes in {
    "transformers": ["T5Tokenizer", "T5EncoderModel"],
    "resize_right": ["resize"],
    "torchvision": [],
    "torchvision.transforms": [],
    "PIL": [],
    "PIL.Image": ["Image"],
}.items():
    module = sys.modules.setdefault(name, types.ModuleType(name))
    for attribute in attributes:
        setattr(module, attribute, object)
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)

from minimagen.Imagen import Imagen
from minimagen.Unet import Unet

DTYPES = {"F32": torch.float32, "I64": torch.int64, "BOOL": torch.bool}


def read(path):
    data = bytearray(open(path, "rb").read())
    (length,) = struct.unpack("<Q", data[:8])
    start = 8 + length
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if name != "__metadata__":
            first, last = entry["data_offsets"]
            values = torch.frombuffer(data[start + first : start + last], dtype=DTYPES[entry["dtype"]])
            tensors[name] = values.reshape(entry["shape"]).clone()
    return tensors


class Subject:
    def __init__(self, name, options, side, guidance):
        self.guidance = guidance
        self.inputs = read(f"{folder}/{name}.inputs.safetensors")
        unet = Unet(**options)
        unet.load_state_dict(read(f"{folder}/{name}.weights.safetensors"))

        # The cascade wants one size a U-Net, the first of which knows no low-resolution picture.
        lowres = options["lowres_cond"]
        unets = [Unet(dim=8, dim_mults=(1,)), unet] if lowres else [unet]
        self.imagen = Imagen(unets, image_sizes=[side // 2, side] if lowres else [side],
                             text_encoder_name="t5_small", text_embed_dim=options["text_embed_dim"], timesteps=1000, cond_drop_prob=0.1)
        self.unet = unet
        self.adam = torch.optim.Adam(unet.parameters(), lr=1e-4)
        self.text = {"text_embeds": self.inputs["text_embeds"], "text_mask": self.inputs["text_mask"]}
        self.lowres = {"lowres_cond_img": self.inputs["lowres"], "lowres_noise_times": self.inputs["lowres_times"]} if lowres else {}

    @torch.no_grad()
    def forward(self):
        return self.unet(self.inputs["x"], self.inputs["times"], **self.text, **self.lowres)

    def train(self):
        lowres = {"lowres_cond_img": self.inputs["lowres"], "lowres_aug_times": self.inputs["lowres_times"]} if self.lowres else {}
        loss = self.imagen._p_losses(self.unet, self.inputs["x"], self.inputs["times"], noise=self.inputs["noise"],
                                     noise_scheduler=self.imagen.noise_schedulers[-1], **self.text, **lowres)
        loss.backward()
        self.adam.step()
        self.adam.zero_grad()
        return loss.detach()

    def sample(self):
        return self.imagen._p_sample(self.unet, self.inputs["x"], self.inputs["times"], cond_scale=self.guidance,
                                     noise_scheduler=self.imagen.noise_schedulers[-1], **self.text, **self.lowres)


subjects = {}
print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
for line in sys.stdin:
    command = json.loads(line)
    name = command["model"]
    if "options" in command:
        subjects[name] = Subject(name, command["options"], command["side"], command["guidance"])
    work = getattr(subjects[name], command["work"])
    answer = {}
    if "output" in command:
        torch.manual_seed(0)
        with open(command["output"], "wb") as file:
            array.array("f", work().flatten().tolist()).tofile(file)
    else:
        start = time.perf_counter()
        for _ in range(command["repeats"]):
            work()
        answer["seconds"] = (time.perf_counter() - start) / command["repeats"]
    with open("/proc/self/status") as status:
        answer["peak_bytes"] = next(int(l.split()[1]) * 1024 for l in status if l.startswith("VmHWM"))
    print(json.dumps(answer), flush=True)
