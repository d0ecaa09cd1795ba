# Everything that a newcomer needs: `make report` and `make test`. On Windows see README.md for the same lines by hand.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: report test check evaluate score scale sanity stress docs bundle bundle-test readme notebooks format requirements clean

# The report on the regulation that the project starts from, into out/.
report: $(VENV)/.installed
	$(BIN)/zhize report sishui-2022 -o out

# Style, types and the whole suite.
test: check
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# What the rules gained and lost since the baseline, on every gold that is at hand.
evaluate: $(VENV)/.installed
	$(BIN)/zhize evaluate --all --against corpora/gold/baseline.json

# The figures of the README: gold against result, alignments against known ones, and the time that commands take.
score: $(VENV)/.installed
	$(BIN)/python benchmarks/gold.py
	$(BIN)/python benchmarks/heldout.py
	$(BIN)/python benchmarks/alignment.py
	$(BIN)/python benchmarks/comparing.py
	$(BIN)/python benchmarks/planted.py
	$(BIN)/python benchmarks/amendments.py
	$(BIN)/python benchmarks/structure.py
	$(BIN)/python benchmarks/parsing.py
	$(BIN)/python benchmarks/times.py
	$(BIN)/python benchmarks/segmentation.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/takeaway.py
	$(BIN)/python benchmarks/startup.py

# A corpus at a time: workers, growth and memory over all laws of ../shared and ten times as many, then questions of them.
scale: $(VENV)/.installed
	$(BIN)/python benchmarks/scale.py --large --keep out/laws
	$(BIN)/python benchmarks/search.py out/laws
	$(BIN)/python benchmarks/queries.py out/laws
	$(BIN)/python benchmarks/reuse.py

# Whether the norms of all laws in ../shared can be believed; a few minutes.
sanity: $(VENV)/.installed
	$(BIN)/python benchmarks/sanity.py --check

# What the readers take for honest files; hostile files and 10,000 spoiled ones of each format; killed workers and runs.
stress: export PYTHONPATH := tests
stress: $(VENV)/.installed
	$(BIN)/python benchmarks/readers.py
	$(BIN)/python benchmarks/stress.py
	$(BIN)/python benchmarks/faults.py

# The documentation, to be read from the disk: out/site/index.html.
docs: $(VENV)/.installed
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

# A folder for offices without a network, and a zip of it; then the same installed and used without one.
bundle: $(VENV)/.installed
	$(BIN)/python packaging/bundle.py -o out/bundle

bundle-test: $(VENV)/.installed
	packaging/trial.sh

# Write those figures, the first duties and the pictures into the READMEs; needs ../shared and Chromium.
readme: $(VENV)/.installed
	$(BIN)/python docs/readme.py
	$(BIN)/python docs/pictures.py

# Run the notebooks and store what they print; 05 wants ../shared.
notebooks: $(VENV)/.installed
	$(BIN)/python notebooks/execute.py

format: $(VENV)/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Exact versions with hashes; wide ranges stand in pyproject.toml.
requirements:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/python -m uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make requirements" \
		--quiet -o requirements.txt

$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -c "import pathlib; pathlib.Path('$(VENV)/.installed').touch()"

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('$(VENV)', 'out', 'build', 'dist')]"
