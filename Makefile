# make demo [PORT=8000]       the portal with demonstration data on this machine
# make test [ARGS="..."]      every test; ARGS goes to pytest
# make unit [ARGS="..."]      those that need no browser
# make journeys [ARGS="..."]  those that walk the portal in a browser
# make ci [SKIP_TESTS=1]      every check before landing, tests included unless skipped
# make bench                  what cards, exports, the register, the look at deadlines and searches take, by hand: six minutes
# make validity               every page through a validator of HTML, by hand, with Java: two minutes
# make faults                 kills and a long day of clicks, by hand: half an hour
PORT ?= 8000
PYTHON = .venv/bin/python

.PHONY: demo test unit journeys ci bench validity faults

demo:
	@bash .ci/setup demo
	@KEHITYSPOLKU_DEMO=1 exec $(PYTHON) manage.py demo --port $(PORT)

test:
	@bash .ci/setup test
	@exec bash .ci/test all $(ARGS)

unit journeys:
	@bash .ci/setup test
	@exec bash .ci/test $@ $(ARGS)

ci:
	@bash .ci/setup ci
	@exec $(PYTHON) manage.py ci $(if $(SKIP_TESTS),--skip-tests)

bench:
	@bash .ci/setup test
	@$(PYTHON) -m tests.bench.cards
	@$(PYTHON) -m tests.bench.exports
	@exec $(PYTHON) -m pytest -n 0 -s tests/bench/register.py tests/bench/deadlines.py tests/bench/report.py tests/bench/ideas.py

validity:
	@bash .ci/setup test
	@exec $(PYTHON) -m pytest -n 0 -s tests/validity.py

faults:
	@bash .ci/setup test
	@exec $(PYTHON) -m pytest -n 0 -s tests/faults/kills.py tests/faults/clicks.py
