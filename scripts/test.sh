#!/usr/bin/env bash
# npm test: types, lint, unit, simulation, build, end to end in a real browser. Every step runs; the exit code is kept.
set -u
export PATH="$PWD/node_modules/.bin:$PATH"
mkdir -p reports
rm -f reports/*.json
failed=0
step() {
  echo "── $1"
  shift
  "$@" || { failed=1; echo "── failed: $*"; }
}

browser() {
  if [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null; then return 0; fi
  if node scripts/has-browser.ts 2>/dev/null; then return 0; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "no browser found: installing Debian's chromium"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends chromium fonts-wqy-zenhei fontconfig >/dev/null
    return $?
  fi
  echo "no browser found: install chromium and a Chinese font (Debian: apt-get install chromium fonts-wqy-zenhei), or set CHROMIUM"
  return 1
}

step "a browser for the end-to-end tests" browser
step "types" node scripts/typecheck.ts
step "lint" biome check .
step "lint: Solid" eslint src
step "unit and simulation" vitest run --reporter=default --reporter=json --outputFile.json=reports/unit.json
step "build" vite build --logLevel warn
step "end to end" env PLAYWRIGHT_JSON_OUTPUT_NAME=reports/e2e.json playwright test --reporter=list,json
node scripts/ci-summary.ts reports/unit.json reports/e2e.json || failed=1
exit $failed
