"""Makers of random cases, one for every reader: a function of a random generator and the sound inputs."""

from readers import data, hub, models, options, runs, tasks, tokens

#: Name of a reader: its makers.
MAKERS = {
    ".pth": [models.pth],
    ".safetensors": [models.safetensors, models.index],
    "GGUF": [models.gguf],
    "beside": [models.beside],
    "config.json": [models.config],
    "vocabulary": [tokens.vocabulary],
    "tokenizer.json": [hub.tokenizer],
    "requests": [tokens.requests, tokens.answers],
    "MMLU": [data.mmlu],
    "prompt": [data.prompt],
    "docs": [data.docs],
    "task": [tasks.bundled, tasks.composed, tasks.group],
    "template": [tasks.template],
    "run folder": [runs.edited],
    "options": [options.values],
}
