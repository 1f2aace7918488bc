# Works from a fresh checkout. `make help` lists the commands.

CONFIGURATION ?= release
SPEC          ?= Specs/lenet5.strata.yaml
DATA          ?=
PYTHON        ?=
MINUTES       ?= 10
NAME          ?=
PREFIX        ?= /usr/local
DESTDIR       ?=

.PHONY: help demo check test test-onednn3 test-sanitized test-install bench zoo soak setup build program install uninstall deb new-rule new-layer format clean

help:  ## List the commands.
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-22s%s\n", $$1, $$2}'

demo: setup  ## Check a spec, generate a Swift package from it, and train it on Fashion-MNIST. DATA=FOLDER uses other IDX files.
	@scripts/demo.sh "$(SPEC)" "$(DATA)"

check: setup  ## Run the fast tests, a minute or two from a built tree.
	@scripts/test.sh --quick

test: setup  ## Run all tests.
	@scripts/setup.sh --for-tests $(if $(DATA),--without-data)
	@scripts/test.sh

test-onednn3: setup  ## Run the numeric tests with oneDNN 3 from PyPI. STRATA_ONEDNN=FOLDER uses a different oneDNN.
	@scripts/test-onednn3.sh

test-sanitized: setup  ## Run the C code under the address and undefined-behavior sanitizers.
	@scripts/test-sanitized.sh

bench: setup  ## Time training steps. PYTHON=PYTHON-WITH-TORCH compares them with PyTorch.
	@scripts/bench.sh "$(PYTHON)"

zoo: build  ## Train the small networks in Specs, about 20 minutes, and fail if one misses its stated result.
	@scripts/zoo.sh "$(DATA)"

soak: setup  ## Fuzz for inputs that violate a guarantee, MINUTES=10 for specs and the same for weights files.
	@scripts/soak.sh $(MINUTES)

setup:  ## Install missing system packages, after listing them.
	@scripts/setup.sh $(if $(DATA),--without-data)

build: setup  ## Build the strata command in release mode.
	swift build -c $(CONFIGURATION) --product strata

program: setup  ## Build the strata command that `make install` installs, with Swift's libraries linked in.
	@scripts/install.sh --build

install:  ## Install the command, shell completions, the manual page, and the sources that packages build with, below PREFIX.
	@DESTDIR="$(DESTDIR)" scripts/install.sh "$(PREFIX)"

uninstall:  ## Remove what `make install` installed below PREFIX.
	@DESTDIR="$(DESTDIR)" scripts/install.sh --remove "$(PREFIX)"

deb: setup  ## Build the Debian package.
	@scripts/deb.sh

test-install:  ## Install into an empty folder, use the installation as a user would, and remove it, about 10 minutes.
	@scripts/test-install.sh

new-rule:  ## Write the skeleton of a rule for `strata check`. NAME=my-rule.
	@scripts/new.sh rule "$(NAME)"

new-layer:  ## Write the skeleton of a layer. NAME="my layer".
	@scripts/new.sh layer "$(NAME)"

format:  ## Format all Swift sources.
	swift format --in-place --recursive Package.swift Sources Plugins Tests Examples/Package.swift Examples/Sources

clean:  ## Remove build products.
	rm -rf .build .build-onednn3 build
