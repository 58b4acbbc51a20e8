# The few words worth remembering. `make ci` is all that CI does.
.POSIX:
export CGO_ENABLED = 0

.PHONY: flips mutate build test race quick browser lint bench fuzz simulate kill ci

build:
	go build -trimpath -o backsight .

test:
	go test ./...

# What one wants at every save, in well under a minute: the law, the rooms that
# are pure, and the commands in a few scripts.
quick:
	go test ./internal/law ./internal/base/... ./internal/logbook ./internal/config ./internal/govern/... \
		./internal/surface/draw/... ./internal/store/pack ./internal/source/ics/recur ./internal/source/ics/calendar ./internal/source/gitlog/linguist \
		$$(go list ./internal/reckon/... | grep -v /reckon$$)
	go test ./internal/surface/cli -run '^TestScripts$$/^(nothing|said|token|occurrences)$$'
	go -C tools test -run TestTheListFits ./mutate

# Every page in a real browser. Where chromium, or axe-core (BACKSIGHT_AXE names
# its file), is missing, the tests that need it say so and skip.
browser:
	go -C tools/browser test ./...

# A thousand single bits of a store flipped and four hundred stores cut off: none may
# change an answer in silence. The suite takes a sample.
flips:
	go test ./internal/desk -run TestDamageNeverChangesANumber -v -timeout 60m -flips 1000 -cuts 400

# The walls broken on purpose, one place at a time (tools/mutate/mutants.txt): a test must
# fail each time, but where a second wall stands behind. make mutate ONLY=egress
ONLY =
mutate:
	go -C tools run ./mutate -only '$(ONLY)'

# The pages and what they share, asked for at once, under the race detector; it
# needs gcc. .ci/run does so for more.
race:
	CGO_ENABLED=1 go test -race -short -run AtOnce ./internal/reckon ./internal/reckon/kinds ./internal/surface/web

# What .ci/run checks before the tests, without installing anything.
lint:
	./.ci/run lint

# Speed is told as ratios within one run: compare the lines, not the machines.
bench:
	go test -run '^$$' -bench . -benchmem ./...

# Every fuzz target for a while: make fuzz FUZZTIME=10m
FUZZTIME = 30s
fuzz:
	@grep -rl --include='*_test.go' '^func Fuzz' internal | while read -r file; do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' "$$file"); do \
			echo "== $$target in $$(dirname "$$file")"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "./$$(dirname "$$file")" || exit 1; \
		done; \
	done

# The look back on simulated lives: false turns, missed turns, coverage.
simulate:
	go run ./internal/reckon/drift/sim/cmd

# Kill the server, two imports and two writers of a store, so many times while they keep what
# they were given: make kill ROUNDS=200
ROUNDS = 20
kill:
	go test ./internal/store -run '^TestKilled' -count 1 -v -timeout 60m -args -kills $(ROUNDS)
	go test ./internal/surface/cli -run '^TestKilledWhile' -count 1 -v -timeout 60m -args -kills $(ROUNDS)

ci:
	./.ci/run
