# Two commands are enough: `make site` builds the site, `make test` tests the program.
# Both need make and Python 3.11 or newer with its venv module, nothing else.
#
#   make site PYTHON=/opt/python3.13/bin/python3    a Python of your choice makes .venv
#   make serve ARGS="--port 9000"                   options for the program behind a target

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help site serve check test audit lint bench bench-preview screenshots identity schemas font
.PHONY: browser lock clean

python := .venv/bin/python
pytest := $(python) -m pytest -n 2 --dist worksteal

# --- .venv ---------------------------------------------------------------------------------
# A stamp says that .venv holds what the lock files ask for. Its name carries their checksum,
# so another lock, in whatever way it came, asks for another stamp. While pip is at work there
# is no stamp at all: after an interrupted install .venv is made again from nothing.

checksum = $(firstword $(shell cat $(1) | cksum))
runtime := .venv/runtime-$(call checksum,requirements.txt).stamp
develop := .venv/develop-$(call checksum,requirements.txt requirements-dev.txt).stamp

# The Python that made .venv has gone or was replaced by another version, or another is asked for.
unfit := $(shell test "`$(python) -V 2>/dev/null`" = "`cat .venv/version 2>/dev/null`" || echo gone; \
    test -z "$(PYTHON)" || test "$(PYTHON)" = "`cat .venv/made-with 2>/dev/null`" || echo other)
ifneq ($(unfit),)
.PHONY: $(runtime)
endif

pip_install := $(python) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes

$(runtime):
	@found= ; bare= ; seen= ; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11); do \
	    if ! version=`"$$candidate" --version 2>/dev/null` ; then continue ; fi ; \
	    seen="$$seen ($$candidate is $$version)" ; \
	    "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue ; \
	    if "$$candidate" -c 'import ensurepip, venv' 2>/dev/null ; then found=$$candidate ; break ; fi ; \
	    bare=$$candidate ; \
	done ; \
	if test "$$found" ; then \
	    echo "Making .venv with $$found and installing what the site needs; this happens once." && \
	    rm -rf .venv && "$$found" -m venv .venv && \
	    echo "$$found" >.venv/made-with && $(python) -V >.venv/version ; \
	elif test "$$bare" ; then \
	    echo "$$bare has no venv module. Install it (Debian, Ubuntu: apt install python3-venv) and run make again." >&2 ; exit 1 ; \
	else \
	    echo "Python 3.11 or newer is needed$$seen. Install it, or name yours: make site PYTHON=/path/to/python3" >&2 ; exit 1 ; \
	fi
	@$(pip_install) -r requirements.txt
	@touch $@

$(develop): $(runtime)
	@echo "Installing the developer's tools into .venv; this happens once."
	@rm -f .venv/*.stamp
	@$(pip_install) -r requirements-dev.txt
	@touch $(runtime) && touch $@

# Like pip for the packages: a Python that may write no bytecode would compile the program at
# every start, which takes as long as the build of an edited page.
bytecode := .venv/bytecode.stamp

$(bytecode): $(runtime) $(wildcard clinicsite/*.py clinicsite/*/*.py)
	@$(python) -m compileall -q clinicsite
	@touch $@

# --- what can be made ----------------------------------------------------------------------

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s%s\n", $$1, $$2 }' Makefile

site: $(bytecode) ## build the site into public/
	$(python) build.py $(ARGS)

serve: $(bytecode) ## preview the site while writing; pages reload by themselves
	$(python) build.py serve $(ARGS)

check: $(bytecode) ## show every problem in the content, publish nothing
	$(python) build.py check $(ARGS)

test: $(develop) ## test the program (a few minutes)
	@$(python) tests/browser/chromium.py
	@$(python) tests/hunspell.py
	@$(python) tests/servers.py
	$(pytest) -m "not audit" $(ARGS)

audit: $(develop) ## the long tests: every page in every state (up to 20 minutes)
	@$(python) tests/browser/chromium.py
	@$(python) tests/nu_checker.py
	$(pytest) -m audit $(ARGS)

lint: $(develop) ## check style and types
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy --strict clinicsite build.py tests benchmarks

bench: $(develop) ## time whole builds, beside other generators (ARGS=--all: a big site too)
	$(python) benchmarks/bench.py $(ARGS)

bench-preview: $(develop) ## time a save until it is on the screen
	$(python) benchmarks/edit_to_screen.py $(ARGS)

screenshots: $(develop) ## take the pictures of docs/screenshots again
	$(python) docs/screenshots/take.py

identity: $(develop) ## make the icons and the pictures for shared links again
	$(python) docs/identity/pictures.py

schemas: $(develop) ## write docs/schemas again, from the models that the build reads
	$(python) docs/schemas/write.py

font: $(develop) ## make the font again, from the whole one: make font ARGS=whole.woff2
	$(python) docs/identity/font.py $(ARGS)

browser: $(develop) ## install what tests run on, if missing: Chromium, Java, Hunspell, web servers
	$(python) tests/browser/chromium.py --install
	$(python) tests/nu_checker.py --install
	$(python) tests/hunspell.py --install
	$(python) tests/servers.py --install

# One version of each package for every Python and system: the same bytes everywhere.
lock: $(develop) ## pin requirements*.in into requirements*.txt (newer: ARGS=--upgrade)
	$(lock) requirements.in --output-file requirements.txt $(ARGS)
	$(lock) requirements-dev.in --output-file requirements-dev.txt $(ARGS)
	$(lock) benchmarks/peers/requirements.in --constraint requirements.txt \
	    --output-file benchmarks/peers/requirements.txt $(ARGS)

lock = $(python) -m uv pip compile --quiet --universal --python-version 3.11 \
    --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
    --custom-compile-command "make lock"

clean: ## remove everything that make can make again
	rm -rf .venv public .public.* .cache .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find clinicsite tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
