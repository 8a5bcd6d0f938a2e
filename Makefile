# Commands for people; .ci/run calls the same ones.

PACKAGES = libopenblas-dev libarchive-dev
RELEASE = .build/release/rwkv-eval

.PHONY: demo test lint bench reports compat case-study fixtures packages release

demo: release ## builds, then runs the main job on the bundled model and its questions
	$(RELEASE) mmlu --loops 400 --groups 8

test: packages ## builds and runs all tests, and counts those that are skipped without ../shared
	tools/run-tests

lint: ## checks the format and the documentation of every source file
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

release: packages
	swift build -c release --product rwkv-eval

bench: packages ## measures model GFLOPS against the SGEMM peak, by phase
	swift build -c release --product rwkv-bench
	.build/release/rwkv-bench

reports: release ## makes the reports of the bundled models again
	tools/make-reports

compat: release ## compares with the real lm_eval and writes reports/compatibility.md
	tools/compat/run.sh

case-study: release ## makes reports/3222.md again: what a broken model scores, and how it is told
	tools/case-study/run.sh

fixtures: ## makes the oracles and made-up questions in Tests/Fixtures again
	tools/oracle/record.py
	tools/oracle/prompts.py

packages: ## installs the two Debian packages if they are missing
	@tools/install-packages $(PACKAGES)
