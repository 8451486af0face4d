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

# A browser with a Chinese font, and a reader of codes that is not ours.
tools() {
  local packages=()
  if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null && ! node scripts/has-browser.ts 2>/dev/null; then
    packages+=(chromium fonts-wqy-zenhei fontconfig)
  fi
  command -v zbarimg >/dev/null || packages+=(zbar-tools)
  if [ ${#packages[@]} = 0 ]; then return 0; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing from Debian: ${packages[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
    return $?
  fi
  echo "install ${packages[*]} (Debian: apt-get install ${packages[*]}), or set CHROMIUM to a browser"
  return 1
}

step "what the end-to-end tests need" tools
step "types" node scripts/typecheck.ts
step "lint" biome check .
step "lint: Solid" eslint src
step "unit and simulation" vitest run --reporter=default --reporter=json --outputFile.json=reports/unit.json
step "build" vite build --logLevel warn
step "end to end" env PLAYWRIGHT_JSON_OUTPUT_NAME=reports/e2e.json playwright test --reporter=list,json
node scripts/ci-summary.ts reports/unit.json reports/e2e.json || failed=1
exit $failed
