# Strata: everything from a fresh checkout. `make help` lists what there is.

CONFIGURATION ?= release
SPEC          ?= Specs/lenet5.strata.yaml
DATA          ?=
PYTHON        ?=
MINUTES       ?= 10

.PHONY: help demo check test test-onednn3 test-sanitized bench zoo soak setup build format clean

help:  ## Lists the commands.
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-22s%s\n", $$1, $$2}'

demo: setup  ## Checks a spec, generates a Swift package from it and trains it on Fashion-MNIST. DATA=FOLDER takes other IDX files.
	@scripts/demo.sh "$(SPEC)" "$(DATA)"

check: setup  ## Runs the tests that are fast; from a built tree that takes a minute or two.
	@scripts/test.sh --quick

test: setup  ## Runs every test.
	@scripts/setup.sh --for-tests $(if $(DATA),--without-data)
	@scripts/test.sh

test-onednn3: setup  ## Runs the tests that compute against oneDNN 3, which it fetches from PyPI; STRATA_ONEDNN=FOLDER takes another oneDNN.
	@scripts/test-onednn3.sh

test-sanitized: setup  ## Runs the C code under the address and undefined-behavior sanitizers.
	@scripts/test-sanitized.sh

bench: setup  ## Times training steps; PYTHON=python-with-torch compares them with PyTorch's.
	@scripts/bench.sh "$(PYTHON)"

zoo: build  ## Trains the small networks of Specs, some 20 minutes, and fails if one misses the result it states.
	@scripts/zoo.sh "$(DATA)"

soak: setup  ## Looks for inputs that break a promise, MINUTES=10 for specs and as long for files of weights.
	@scripts/soak.sh $(MINUTES)

setup:  ## Installs what is missing from the system's packages, and says so first.
	@scripts/setup.sh $(if $(DATA),--without-data)

build: setup  ## Builds the strata command in release.
	swift build -c $(CONFIGURATION) --product strata

format:  ## Formats all Swift sources.
	swift format --in-place --recursive Package.swift Sources Plugins Tests Examples/Package.swift Examples/Sources

clean:  ## Removes what was built.
	rm -rf .build .build-onednn3 build
