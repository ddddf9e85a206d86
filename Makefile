# make demo [PORT=8000]   the portal with demonstration data on this machine
# make test [ARGS="..."]  every test; ARGS goes to pytest
# make ci [SKIP_TESTS=1]  every check before landing, tests included unless skipped
PORT ?= 8000
PYTHON = .venv/bin/python

.PHONY: demo test ci

demo:
	@bash .ci/setup demo
	@KEHITYSPOLKU_DEMO=1 exec $(PYTHON) manage.py demo --port $(PORT)

test:
	@bash .ci/setup test
	@exec $(PYTHON) -m pytest -n 2 --dist loadgroup $(ARGS)

ci:
	@bash .ci/setup ci
	@exec $(PYTHON) manage.py ci $(if $(SKIP_TESTS),--skip-tests)
