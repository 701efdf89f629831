# The two commands of the README, and what developers need besides.
.PHONY: setup build demo test soak benchmark benchmark-beats clean

setup:
	@scripts/setup.sh

build: setup
	@scripts/stale_modules.py
	swift build -c release --product neckenml

demo: build
	.build/release/neckenml analyze Examples/Audio

test:
	@scripts/setup.sh --tests
	@scripts/stale_modules.py
	swift build -c release --build-tests
	swift test -c release --skip-build

# A thousand kill -9 on each store, at random moments; some ten minutes on an idle machine.
soak:
	@scripts/setup.sh --tests
	@scripts/stale_modules.py
	swift build -c release --build-tests
	NECKENML_SOAK_KILLS=1000 swift test -c release --skip-build --filter KillTests

# Beside the Python route, in the same run; writes the table in Docs/Benchmarks.md.
benchmark: build
	Tests/Benchmarks/setup_peers.sh
	python3 Tests/Benchmarks/benchmark.py
	scripts/setup.sh --tests
	python3 Tests/Benchmarks/stores.py

# Beat trackers side by side on rendered test tunes and real violin; writes its tables in Docs/Benchmarks.md.
benchmark-beats: build
	Tests/Benchmarks/beats/setup.sh
	python3 Tests/Benchmarks/beats/benchmark.py

clean:
	rm -rf .build
