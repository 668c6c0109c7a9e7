# Every target prints the commands it runs, so that they can be typed where
# there is no make. `make` alone lists the targets.

.POSIX:

# What to run, for the targets that say so: make bench PKG=./01-goroutines/group
PKG = ./...
# The libraries: what test-plain tests, and stress unless PKG says otherwise.
LIBRARIES = $$(go list ./... | grep '/mastery/[0-9]' | grep -v -e /examples -e /exercises)
# How many seconds stress goes on.
TIME = 60

# In the overlay the reference answers stand in the stubs' places: a stub that
# is not filled yet, or half, is the learner's business and breaks nothing here.
ANSWERS = .mastery/answers.json
OVERLAY = -overlay=$(ANSWERS)

# Under -race a test binary waits at its end for late reports, a second if one
# does not say how long. Every test here waits for its goroutines.
RACE = GORACE=atexit_sleep_ms=50 go test -race -timeout 15m $(OVERLAY)

# Flags of peers: PEERS=-write also puts the tables into the notes.
PEERS =

# The services that the topics written so far can use: none. Later ones start
# postgres and redis-server themselves, where they find them.
SERVICES =

.PHONY: help test test-race test-plain prove stress bench peers pictures lint fmt services answers clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  PKG=./01-goroutines/group chooses the packages of test, test-race, stress and bench;"
	@echo "  without it stress takes the libraries. TIME=600 is how many seconds stress goes on."
	@echo "  PEERS=-write puts peers' tables into the notes."

test: answers ## run all tests, with the reference answers in the stubs' places
	go test -timeout 15m $(OVERLAY) $(PKG)

test-race: answers ## the same under the race detector: the health of the repository
	$(RACE) $(PKG)

test-plain: answers ## the libraries without the race detector, under which allocations and memory can't be measured
	go test -timeout 15m $(OVERLAY) $(LIBRARIES)

prove: ## prove that the exercises' tests accept right answers and reject wrong ones
	go run . prove

stress: answers ## repeat the libraries' tests under -race on 1, 2 and 4 processors for TIME seconds
	@packages="$(PKG)"; [ "$$packages" != ./... ] || packages="$(LIBRARIES)"; \
	log=.mastery/stress.log; rm -f "$$log"; \
	$(RACE) -run '^$$' $$packages > "$$log" 2>&1 || { cat "$$log"; exit 1; }; rm "$$log"; \
	n=0; bad=0; end=$$(($$(date +%s) + $(TIME))); \
	while [ "$$(date +%s)" -lt "$$end" ]; do \
		n=$$((n + 1)); \
		out=$$($(RACE) -count=1 -cpu 1,2,4 $$packages 2>&1) || { \
			bad=$$((bad + 1)); echo "== round $$n" >> "$$log"; echo "$$out" >> "$$log"; \
			echo "round $$n failed:"; echo "$$out" | grep -e '^ *--- FAIL' -e '^FAIL' -e '^panic: '; \
		}; \
	done; \
	echo "$$n rounds of 3 runs each, $$bad failed$$([ $$bad = 0 ] || echo "; all they printed is in $$log")"; \
	[ $$bad = 0 ]

bench: answers ## run the benchmarks that the notes' cost tables are made by
	go test -run '^$$' -bench . -benchmem $(OVERLAY) $(PKG)

peers: ## measure our libraries against others', side by side
	@if [ -d 13-profiling/peers ]; then \
		cd 13-profiling/peers && go run . $(PEERS); \
	else \
		echo "13-profiling/peers is not written yet"; \
	fi

pictures: ## draw every example's execution again
	go run . picture --all

lint: answers ## check form, vet on three systems, staticcheck, stale idioms, modules
	@echo 'go tool gofumpt -l .'
	@unformatted=$$(go tool gofumpt -l . $$(find [0-9][0-9]-* -path '*/testdata/*' -name '*.go')) || exit 1; \
	if [ -n "$$unformatted" ]; then echo "make fmt would change:"; echo "$$unformatted"; exit 1; fi
	go vet $(OVERLAY) ./...
	GOOS=windows go vet $(OVERLAY) ./...
	GOOS=darwin go vet $(OVERLAY) ./...
	go tool staticcheck $$(go list ./... | grep -v '/exercises$$')
	go fix -diff $(OVERLAY) ./...
	go mod tidy -diff
	go mod verify

fmt: ## format all Go files
	go tool gofumpt -w . $$(find [0-9][0-9]-* -path '*/testdata/*' -name '*.go')

services: ## install the real services that topics can use
	@if [ -z "$(SERVICES)" ]; then \
		echo "No topic needs a service today: there is nothing to install."; \
	elif command -v apt-get > /dev/null; then \
		if [ "$$(id -u)" = 0 ]; then apt-get install -y $(SERVICES); else sudo apt-get install -y $(SERVICES); fi; \
	elif command -v brew > /dev/null; then \
		brew install $(SERVICES); \
	else \
		echo "Neither apt-get nor brew is here. Install by hand: $(SERVICES)"; \
	fi

answers: # the overlay; no ##, since nobody types it
	@go run . prove --overlay $(ANSWERS)

clean: ## remove what builds and tests left; your progress and your texts stay
	rm -f $(ANSWERS) .mastery/stress.log
	find . -name .git -prune -o -name .mastery -prune -o \
		\( -name '*.test' -o -name '*.out' -o -name '*.prof' -o -name '*.trace' \) -type f -exec rm -f {} +
