# Two commands: `make demo` shows Aufwind on this machine, `make test` proves it. Both set up what they need.
.PHONY: setup demo test smoke check fmt

setup:
	@scripts/setup core

demo:
	@scripts/demo

test:
	@scripts/test

smoke:
	@scripts/smoke

check:
	@scripts/check

fmt:
	@scripts/fmt
