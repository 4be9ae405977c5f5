# Everything a developer does, from a bare Debian or Ubuntu with python3 and make. See docs/developing.md.
PYTHON ?= python3
BIN := .venv/bin
SETUP := $(PYTHON) packaging/environment.py
PYTEST := $(BIN)/python -m pytest -p no:cacheprovider
MANY := build/many.desk
LARGE := bench/start.py bench/store.py bench/story_list.py bench/curation.py
ALONE := $(filter-out bench/__init__.py bench/camera.py bench/many.py bench/rival.py $(LARGE),$(wildcard bench/*.py))
# Memory, where it has some gigabytes of room and programs can run from it.
ROOM = $(shell df --output=avail -BG /dev/shm 2>/dev/null | tail -1 | tr -d " G")
RUNS = $(shell file=$$(mktemp -p /dev/shm 2>/dev/null) && chmod +x $$file && $$file 2>/dev/null && echo yes; rm -f $$file)
DISK = $(if $(and $(filter-out 0 1 2 3,$(ROOM)),$(RUNS)),/dev/shm,/tmp)
COMPILE = build/lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet

# Tests start the program hundreds of times, which then finds its modules compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: venv run test test-all check lint types offscreen packages bench screenshots lock clean

venv:  ## .venv with everything that developing needs
	@$(SETUP) venv

run:  ## the workstation, on a copy of the sample publication unless ARGS names a desk
	@$(SETUP) run
	$(BIN)/python main.py $(ARGS)

# Types take one processor for most of a minute, and tests that wait leave some of theirs.
test: lint  ## the guard: lint, import contract, types beside the tests offscreen, the journeys in real windows
	@$(MAKE) --no-print-directory --jobs=2 types offscreen || { cat build/types.txt; exit 1; }
	$(PYTEST) -n auto -m "journey and not slow" tests/journey

test-all: check packages  ## the slow ones too, and those of the installers
	$(PYTEST) -n auto -m "not journey"
	$(PYTEST) -m journey

check: lint
	@$(MAKE) --no-print-directory types

lint:
	@$(SETUP) test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types:
	@mkdir -p build
	$(BIN)/basedpyright >build/types.txt || { cat build/types.txt; exit 1; }

# Most tests save many times, and many wait: their disk is memory, and there is a worker more than processors.
offscreen:
	TMPDIR=$(DISK) $(PYTEST) -n $$(($$(nproc) + 1)) -o tmp_path_retention_policy=failed \
		-m "not slow and not journey"

bench: venv $(MANY)  ## every benchmark, one after the other
	@set -e; for file in $(ALONE); do echo "== $$file"; $(BIN)/python "$$file"; done
	@set -e; for file in $(LARGE); do echo "== $$file"; $(BIN)/python "$$file" $(MANY); done

$(MANY):  ## a desk of 100,000 stories, which takes some ten minutes once
	@$(SETUP) venv
	@rm -rf build/making.desk
	$(BIN)/python bench/many.py 100000 build/making.desk
	@mv build/making.desk $@

packages:  ## the installers of this system, into dist/
	@$(SETUP) package
	build/package/bin/python packaging/packages.py

screenshots:  ## the pictures of the documentation
	@$(SETUP) test
	$(BIN)/python docs/screenshots.py

lock:  ## resolve the dependencies of pyproject.toml anew and write the hashed pins
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
	$(COMPILE) --upgrade pyproject.toml --output-file packaging/requirements.txt
	$(COMPILE) --upgrade pyproject.toml --group dev --constraint packaging/requirements.txt \
		--output-file packaging/requirements-dev.txt
	$(COMPILE) --upgrade pyproject.toml --group package --constraint packaging/requirements.txt \
		--output-file packaging/requirements-package.txt

clean:
	rm -rf .venv build dist out .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
