# The two commands of the README are `make run` and `make test`; `make help` lists all.
.DEFAULT_GOAL := help
.PHONY: help run build test check bench fuzz assets tools browser pictures journey

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build and serve the Hangzhou demonstration on http://127.0.0.1:8080
	@target/release/luoshi serve --demo

build: tools assets ## build target/release/luoshi
	@echo "building in release mode: the first time takes 5 to 10 minutes on two cores"
	@cargo build --release --locked

test: tools browser assets ## run every test: units, language cases, database, pages, browser journey
	scripts/with-postgres cargo test --workspace --locked
	$(MAKE) --no-print-directory journey

journey: ## the browser journey alone, against target/debug/luoshi
	@scripts/need-aiosmtpd
	cargo build --locked
	cd tests/e2e && npm ci --no-audit --no-fund && node journey.mjs && node story.mjs && node sign-on.mjs && node mail.mjs

check: tools assets ## formats, lints, documentation and licences, with warnings as errors
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --locked
	@command -v cargo-deny >/dev/null || cargo install cargo-deny --locked --version '^0.20'
	cargo deny --log-level error check licenses bans sources

bench: build ## speed beside jieba-rs, pdftotext, docx2txt and pandoc, of rules, start-up, page times; LUOSHI_CORPUS=folder has the files
	@scripts/need wrk curl pdftotext=poppler-utils docx2txt pandoc
	@cargo bench --locked -p luoshi --bench speed
	@cargo bench --locked -p luoshi --bench rules
	@scripts/with-postgres cargo bench --locked -p luoshi-service --bench log
	@scripts/bench-pages target/release/luoshi

fuzz: ## readers, extraction and rules against input made to break them, a minute each; SECONDS=600 for longer
	@cargo fuzz --version >/dev/null 2>&1 || cargo install cargo-fuzz --locked
	@for target in text html docx doc ofd pdf package extract rule; do \
		cargo +nightly fuzz run --sanitizer none $$target -- -dict=fuzz/words.dict -timeout=10 \
			-rss_limit_mb=2048 -max_len=20000 -max_total_time=$(or $(SECONDS),60) || exit 1; \
	done

assets: ## npm packages by lock file, embedded at build
	@cd crates/web && npm ci --no-audit --no-fund --silent

pictures: build browser ## make the README's pictures anew
	cd tests/e2e && npm ci --no-audit --no-fund && LUOSHI_BIN=../../target/release/luoshi node shots.mjs

tools:
	@scripts/need node=nodejs npm cc=build-essential

browser:
	@scripts/need chromium fc-list=fontconfig font:Noto\ Sans\ CJK=fonts-noto-cjk
