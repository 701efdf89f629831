# The two commands of the README, and what developers need besides.
.PHONY: setup build demo test benchmark clean

setup:
	@scripts/setup.sh

build: setup
	swift build -c release --product neckenml

demo: build
	.build/release/neckenml analyze Examples/Audio

test:
	@scripts/setup.sh --tests
	swift build -c release --build-tests
	swift test -c release --skip-build

# Beside the Python route, in the same run; writes the table in Docs/Benchmarks.md.
benchmark: build
	Tests/Benchmarks/setup_peers.sh
	python3 Tests/Benchmarks/benchmark.py
	scripts/setup.sh --tests
	python3 Tests/Benchmarks/stores.py

clean:
	rm -rf .build
