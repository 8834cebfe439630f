"""Finds a Chromium for the browser tests, or installs one: `./just browser` prints its path."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str:
    """The path of a Chromium that starts; raises RuntimeError with the cure when there is none."""
    path = _named() or _on_path() or _of_playwright()
    if path is None:
        raise RuntimeError("No Chromium was found; `./just browser` installs one.")
    return path


def launch_arguments() -> list[str]:
    """The switches Chromium needs here: as root it starts only without its own sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def _named() -> str | None:
    path = os.environ.get("KARHU_CHROMIUM")
    if path and not _starts(path):
        raise RuntimeError(f"KARHU_CHROMIUM is {path}, and that does not start as a browser.")
    return path or None


def _on_path() -> str | None:
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and _starts(path)), None)


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and _starts(path) else None


def _starts(path: str) -> bool:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def _install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update", "-q"], ["install", "-y", "-q", "chromium"]):
            subprocess.run(["apt-get", *step], env=quiet, stdout=sys.stderr, check=False)
    if _on_path() is None:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdout=sys.stderr, check=False)


def main() -> None:
    try:
        print(chromium())
    except RuntimeError:
        print("No Chromium yet; installing one.", file=sys.stderr)
        _install()
        print(chromium())


if __name__ == "__main__":
    main()
