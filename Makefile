# make demo [PORT=8000]   the portal with demonstration data on this machine
# make test [ARGS="..."]  every test; ARGS goes to pytest
# make ci [SKIP_TESTS=1]  every check before landing, tests included unless skipped
PORT ?= 8000
PYTHON = .venv/bin/python

# make faults             kills and a long day of clicks, by hand: half an hour
.PHONY: demo test ci faults

demo:
	@bash .ci/setup demo
	@KEHITYSPOLKU_DEMO=1 exec $(PYTHON) manage.py demo --port $(PORT)

test:
	@bash .ci/setup test
	@exec $(PYTHON) -m pytest -n 2 --dist loadgroup $(ARGS)

ci:
	@bash .ci/setup ci
	@exec $(PYTHON) manage.py ci $(if $(SKIP_TESTS),--skip-tests)

faults:
	@bash .ci/setup test
	@exec $(PYTHON) -m pytest -n 0 -s tests/faults/kills.py tests/faults/clicks.py
