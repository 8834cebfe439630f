"""Lints and bundles the contract, and writes the types of both sides from it.

`python -m karhu.contract.generate --check` writes nothing and fails on a difference.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TARGETS = {
    "openapi.json": ROOT / "backend/karhu/contract/openapi.json",
    "types.py": ROOT / "backend/karhu/contract/types.py",
    "schema.gen.ts": ROOT / "frontend/src/api/generated/schema.gen.ts",
}
MODEL_FLAGS = [
    "--input-file-type",
    "openapi",
    "--output-model-type",
    "msgspec.Struct",
    "--target-python-version",
    "3.11",
    "--use-annotated",
    "--field-constraints",
    "--use-union-operator",
    "--snake-case-field",
    "--keyword-only",
    "--output-datetime-class",
    "datetime",
    "--enum-field-as-literal",
    "all",
    "--base-class",
    "karhu.contract.strict.Strict",
    "--formatters",
    "ruff-format",
    "--disable-timestamp",
]


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a tool; raises when it fails."""
    environment = {**os.environ, "REDOCLY_TELEMETRY": "off"}
    subprocess.run([str(part) for part in command], cwd=cwd, check=True, env=environment)


def write_into(folder: Path) -> None:
    """Write the bundle and both sides' types into a folder."""
    tools = ROOT / "frontend/node_modules/.bin"
    source, rules = ROOT / "openapi/openapi.yaml", ROOT / "openapi/redocly.yaml"
    run(tools / "redocly", "lint", source, "--config", rules)
    run(tools / "redocly", "bundle", source, "--config", rules, "-o", folder / "openapi.json")
    run(tools / "openapi-typescript", folder / "openapi.json", "-o", folder / "schema.gen.ts")
    generator = Path(sys.executable).with_name("datamodel-codegen")
    run(generator, "--input", "openapi.json", "--output", "types.py", *MODEL_FLAGS, cwd=folder)


def differing(folder: Path) -> list[str]:
    """The committed files that are not what the contract gives."""
    return [
        str(target.relative_to(ROOT))
        for name, target in TARGETS.items()
        if not target.exists() or target.read_bytes() != (folder / name).read_bytes()
    ]


def main() -> None:
    """Regenerate, or with `--check` only compare."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_into(folder)
        if "--check" not in sys.argv:
            for name, target in TARGETS.items():
                shutil.copyfile(folder / name, target)
            return
        if stale := differing(folder):
            sys.exit(f"Not generated from the contract: {', '.join(stale)}. Run ./just contract.")


if __name__ == "__main__":
    main()
