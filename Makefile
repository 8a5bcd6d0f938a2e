# Commands for people; .ci/run calls the same ones.

PACKAGES = libopenblas-dev libarchive-dev
RELEASE = .build/release/rwkv-eval

.PHONY: demo test lint bench reports compat case-study fixtures fuzz fuzz-short kills kills-short browser browser-short screenshots packages release

demo: release ## builds, then runs the main job on the bundled model and its questions
	RWKV_EVAL_RUNS=.build/runs $(RELEASE) mmlu --loops 400 --groups 8

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

SECONDS = 60
KILLS = 20
JOBS = 2

fuzz: release ## hostile input for every reader: make fuzz SECONDS=3600 [SEED=1] [JOBS=2]
	python3 -B tools/fuzz --executable $(RELEASE) --seconds $(SECONDS) --jobs $(JOBS) $(if $(SEED),--seed $(SEED))

fuzz-short: release ## the part of it that the gate runs: what was thought out and is fast, and some random cases
	python3 -B tools/fuzz --executable $(RELEASE) --short --seconds 15 --seed 1 --jobs $(JOBS)

kills: release ## kills and resumes runs at random moments: make kills KILLS=100 [SEED=1]
	python3 -B tools/kills --executable $(RELEASE) --kills $(KILLS) $(if $(SEED),--seed $(SEED))

kills-short: release ## the part of it that the gate runs
	python3 -B tools/kills --executable $(RELEASE) --short --kills 6 --seed 1

PAGES = .build/browser/pages

browser: release ## opens HTML reports in headless Chromium: messages, requests, list, filters, links, keyboard, axe-core
	tools/browser/make-pages
	tools/browser/run.sh check $(PAGES)/*.html

browser-short: release ## the part of it that the gate runs: two pages
	tools/browser/make-pages short
	tools/browser/run.sh check --untimed $(PAGES)/*.html

screenshots: release ## pictures of HTML reports in .build/browser/screenshots: 390 and 1440 px, light and dark, printed
	tools/browser/make-pages
	for page in $(PAGES)/*.html; do tools/browser/run.sh screenshots $$page .build/browser/screenshots || exit 1; done

packages: ## installs the two Debian packages if they are missing
	@tools/install-packages $(PACKAGES)
