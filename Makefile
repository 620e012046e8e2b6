# `make` lists the targets. Everything runs in .venv, made from requirements.lock.

VENV := .venv
PY := $(VENV)/bin/python
DEPS := $(VENV)/.deps-installed
PACKAGE := $(VENV)/.package-installed
TRAIN_DEPS := $(VENV)/.train-deps-installed

# Options, each settable on the command line:
PYTHON ?=
PIP_ARGS ?=
PYTEST_ARGS ?= tests
TEST_JOBS ?= 2
APP_ARGS ?=
BENCH_ARGS ?=
DATA ?=
TASKS ?= all
# What the other recipes read is trained first.
FIRST_RECIPES := $(addprefix models/recipes/,news_encoder.toml news_encoder_refine.toml \
    news_readers.toml)
RECIPES ?= $(FIRST_RECIPES) \
    $(filter-out $(FIRST_RECIPES),$(sort $(wildcard models/recipes/*.toml)))

PIP := $(PY) -m pip --disable-pip-version-check
# No model hub and no analytics, whatever the libraries' defaults are.
OFFLINE := HF_HUB_OFFLINE=1 TOKENIZERS_PARALLELISM=false GRADIO_ANALYTICS_ENABLED=False

.PHONY: help app test check format eval bench peers train lock wheel clean distclean

help:
	@echo 'make app                     open the app on localhost'
	@echo 'make test                    run the test suite (PYTEST_ARGS=tests/unit to choose)'
	@echo 'make check                   ruff and mypy'
	@echo 'make format                  apply the formatter and the safe fixes'
	@echo 'make eval DATA=DIR           measure every head on dev (TASKS="babe ptc" to choose)'
	@echo 'make bench                   time and memory of the whole analysis'
	@echo 'make peers                   the same beside other summarisers'
	@echo 'make train DATA=DIR          train the released weights (RECIPES=FILE to choose)'
	@echo 'make lock                    resolve requirements.in again (LOCK_ARGS=--upgrade)'
	@echo 'make wheel                   build the package, weights included, in dist/'
	@echo 'make clean, make distclean   remove caches and builds; also .venv'

# The first Python that is new enough and can make environments; 3.15 has no torch 2.13.
# torch goes first and by itself, at the lock's version: whatever build of it is preferred
# here (a CPU wheel) then satisfies the lock, and nothing later asks for another one.
$(DEPS): requirements.lock
	@set -e; if ! $(PY) -m pip --version >/dev/null 2>&1; then \
	    found=; \
	    for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	        if "$$python" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
	            >/dev/null 2>&1; then found="$$python"; break; fi; \
	    done; \
	    if [ -z "$$found" ]; then \
	        echo 'No Python 3.11 to 3.14 with venv was found; install one, or name it: make PYTHON=/path/to/python' >&2; \
	        exit 1; \
	    fi; \
	    echo "Creating $(VENV) with $$found"; \
	    "$$found" -m venv --clear $(VENV); \
	fi
	@echo 'Installing the packages of requirements.lock; the first time takes some minutes'
	@torch="$$(sed -n 's/^\(torch==[0-9.]*\).*/\1/p' requirements.lock)"; \
	    test -n "$$torch" || { echo 'requirements.lock does not pin torch' >&2; exit 1; }; \
	    $(PIP) install -q $(PIP_ARGS) "$$torch"
	@$(PIP) install -q $(PIP_ARGS) -r requirements.lock
	@touch $@

$(PACKAGE): $(DEPS) pyproject.toml hatch_build.py
	@$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(TRAIN_DEPS): $(PACKAGE) requirements-train.lock
	@$(PIP) install -q $(PIP_ARGS) --no-deps -r requirements-train.lock
	@touch $@

app: $(PACKAGE)
	$(OFFLINE) $(PY) app.py $(APP_ARGS)

test: $(PACKAGE)
	$(OFFLINE) OMP_NUM_THREADS=1 OMP_WAIT_POLICY=PASSIVE \
	    $(PY) -m pytest -n $(TEST_JOBS) --dist loadfile $(PYTEST_ARGS)

check: $(PACKAGE)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: $(PACKAGE)
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# Without DATA the tasks load their corpora from the Hugging Face hub.
eval: $(PACKAGE)
	@set -e; for task in $(TASKS); do \
	    echo "== $$task" >&2; \
	    TOKENIZERS_PARALLELISM=false $(PY) -m eval "$$task" $(if $(DATA),--data "$(DATA)"); \
	done

bench: $(PACKAGE)
	$(OFFLINE) $(PY) -m eval.bench $(BENCH_ARGS)

peers: $(PACKAGE)
	$(OFFLINE) $(PY) -m eval.peers $(BENCH_ARGS)

train: $(TRAIN_DEPS)
	@test -n "$(DATA)" || { echo 'name the data folder: make train DATA=../shared/data' >&2; exit 2; }
	@set -e; for recipe in $(RECIPES); do \
	    echo "== $$recipe" >&2; \
	    $(OFFLINE) $(VENV)/bin/summarizer train "$$recipe" --data "$(DATA)"; \
	done

lock: $(PACKAGE)
	$(PY) -m uv pip compile -q --universal --python-version 3.11 --no-emit-index-url \
	    --no-emit-find-links --no-annotate --custom-compile-command 'make lock' \
	    $(LOCK_ARGS) requirements.in -o requirements.lock

wheel: $(PACKAGE)
	$(PIP) wheel -q --no-deps --no-build-isolation -w dist .

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .gradio eval/scratch
	find . -path ./$(VENV) -prune -o -path ./.git -prune -o -name __pycache__ -type d \
	    -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)
