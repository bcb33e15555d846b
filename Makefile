# Two commands matter: `make demo` and `make test`. Both set everything up by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: demo test acceptance assurance check format benchmark translations docs bundle program clean

$(READY): requirements.lock pyproject.toml
	@echo "下载并安装软件包，第一次要几分钟…  Installing packages, some minutes the first time ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $@

demo: $(READY)  ## plan the bundled made-up district and write its proposal to maps/yunquan/
	$(BIN)/redistrict propose scenarios/yunquan.toml --out maps/yunquan
	$(BIN)/redistrict dossier maps/yunquan

test: $(READY) check  ## static checks and the test suite
	$(BIN)/python -m pytest -n 2 -m "not acceptance"

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

acceptance: $(READY)  ## everything, with the shared real data where present
	$(BIN)/python -m pytest -n 2

benchmark: $(READY)  ## measure the solver; DATA=folder adds the real districts
	$(BIN)/python -m benchmarks $(if $(DATA),--data $(DATA))

assurance: $(READY)  ## every promise with its test and figure: docs/ASSURANCE.md
	$(BIN)/python -m tests.assurance.report

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

translations: $(READY)  ## compile the Chinese catalogues
	$(BIN)/python -m tests.translations

docs: $(READY)  ## build the documentation to site/; a warning stops it
	$(BIN)/python -m tests.docs.pages
	$(BIN)/mkdocs build --strict --quiet

bundle: docs  ## the folder that installs without network: dist/offline
	$(BIN)/python -m bundle --out dist/offline --guide site

program: $(READY)  ## one folder with Python inside, for this system: dist/redistrict
	$(PYTHON) -m venv build/program
	build/program/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	build/program/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index .
	build/program/bin/python -m pip install --quiet --disable-pip-version-check 'pyinstaller>=6.10,<7'
	build/program/bin/pyinstaller --noconfirm --distpath dist --workpath build/pyinstaller bundle/program.spec

lock:  ## renew requirements.lock (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --group dev --group docs \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --output-file requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
