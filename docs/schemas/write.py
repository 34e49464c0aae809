"""Writes the schemas of this folder from the models that the build itself reads: `make schemas`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parents[1]))

from clinicsite.read.config import Config  # noqa: E402  # the project's folder comes first
from clinicsite.read.front_matter import FrontMatter  # noqa: E402
from clinicsite.read.json_schema import schema_of  # noqa: E402


def schemas() -> Mapping[str, str]:
    """Name and content of each file."""
    found = {
        "config.schema.json": schema_of(Config, "config.yaml: the site and the clinic"),
        "front-matter.schema.json": schema_of(FrontMatter, "Front matter of a page"),
    }
    return {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in found.items()
    }


if __name__ == "__main__":
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"wrote docs/schemas/{name}")
