# The two commands of the README, and what developers need besides.
.PHONY: setup build demo test format clean

setup:
	@scripts/setup.sh

build: setup
	swift build -c release --product neckenml

demo: build
	.build/release/neckenml analyze Examples/Audio

test: setup
	swift build -c release --build-tests
	swift test -c release --skip-build

clean:
	rm -rf .build
