# `make demo` and `make test` are all that a fresh machine needs, beside Python 3.11 or newer.
# PYTHON=... picks an interpreter, VENV=... another place for the environment.

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint requirements.lock
LOCK_VENV := build/lock-venv

.PHONY: help demo test quick lint samples picture schema lock clean

help:
	@echo "make demo     install Cermat into $(VENV) and run it on samples/"
	@echo "make test     install the development tools and run every check"
	@echo "make quick    the tests for daily work, in half a minute"
	@echo "make lint     the checks without the tests"
	@echo "make samples  make the sample decrees again"
	@echo "make picture  draw the README's picture of a page and its rows again"
	@echo "make schema   write schemas/cermat-1.2.schema.json from the models"
	@echo "make lock     pin the versions of all dependencies in requirements.lock again"
	@echo "make clean    remove $(VENV), caches and what is in output/"

demo: $(VENV)/.installed
	@echo "==> cermat extract samples/ -o output/"
	@$(BIN)/cermat extract samples/ -o output/
	@echo
	@echo "Where to look next:"
	@echo "  output/indikator.csv            every indicator of every sample, one line each; opens in a spreadsheet"
	@echo "  output/<file name>.json         one document each, with the page and place of every value"
	@echo "  samples/                        the decrees themselves, to compare with"
	@echo "  $(BIN)/cermat extract --help  the same on your own files (see docs/cli.md)"

test: $(VENV)/.installed-dev lint
	@$(BIN)/python .ci/steps.py test
	@echo
	@echo "All checks passed. Where to look next:"
	@echo "  tests/           what users rely on, as tests"
	@echo "  CONTRIBUTING.md  how the project is built, changed and measured"

quick: $(VENV)/.installed-dev
	@$(BIN)/python .ci/steps.py quick

lint: $(VENV)/.installed-dev
	@$(BIN)/python .ci/steps.py lint

samples: $(VENV)/.installed-dev
	$(BIN)/python -m samples.make_samples

picture: $(VENV)/.installed-dev
	$(BIN)/python samples/make_picture.py

schema: $(VENV)/.installed
	$(BIN)/cermat schema -o schemas/cermat-1.2.schema.json
	$(BIN)/cermat schema --diff -o schemas/cermat-diff-1.0.schema.json
	$(BIN)/cermat schema --tables -o schemas/cermat-tabel-1.0.schema.json
	$(BIN)/cermat schema --summary -o schemas/cermat-ringkasan-1.0.schema.json

# Pins come from an environment of its own, so that nothing that happens to be installed gets in.
lock:
	@rm -rf $(LOCK_VENV)
	@$(MAKE) --no-print-directory VENV=$(LOCK_VENV) $(LOCK_VENV)/bin/python
	@$(LOCK_VENV)/bin/python -m pip --disable-pip-version-check install --quiet -e ".[dev]"
	@{ echo "# Versions that the tests were run with; made by 'make lock', used by 'make demo' and 'make test'."; \
	   $(LOCK_VENV)/bin/python -m pip freeze --exclude-editable --disable-pip-version-check; } >requirements.lock
	@rm -rf $(LOCK_VENV)
	@wc -l requirements.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find output -mindepth 1 ! -name .gitkeep -delete

# --- the environment; the stamp files make later runs start at once ---

$(VENV)/.installed: pyproject.toml requirements.lock | $(BIN)/python
	@echo "==> installing Cermat and its libraries into $(VENV) (about 600 MB, a minute or two) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml requirements.lock | $(BIN)/python
	@echo "==> installing Cermat, its libraries and the development tools into $(VENV) (a minute or two) ..."
	@$(BIN)/python .ci/steps.py install
	@touch $@ $(VENV)/.installed

$(BIN)/python:
	@python=; \
	for p in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
	    if [ -n "$$p" ] && "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	        python=$$p; break; \
	    fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "Cermat needs Python 3.11 or newer, and none was found." >&2; \
	    echo "  Install one (https://www.python.org/downloads/), or name it: make PYTHON=/path/to/python3 demo" >&2; \
	    exit 1; \
	fi; \
	if ! "$$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
	    echo "$$python has no venv module, which is needed to make an environment of its own for Cermat." >&2; \
	    echo "  Debian and Ubuntu: sudo apt install python3-venv     Others: reinstall Python with pip and venv." >&2; \
	    exit 1; \
	fi; \
	echo "==> making the environment $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv "$(VENV)" || { rm -rf "$(VENV)"; exit 1; }
