#!/usr/bin/env bash
# Sets everything up on a fresh machine: the sandbox's one system tool, the demo's Flask, packages, build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

# may_install: root, or sudo that asks nothing.
as_root=()
may_install=no
if [ "$(id -u)" = 0 ]; then may_install=yes
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then may_install=yes; as_root=(sudo -n)
fi

# install WHAT APT_NAME DNF_NAME BREW_NAME: tries the machine's package manager, else says what to install.
install() {
  local what=$1 apt=$2 dnf=$3 brew=$4
  if [ "$may_install" = yes ] && [ "$apt" != - ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing $apt ..."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
      "(apt-get install -y -q $apt || (apt-get update -q && apt-get install -y -q $apt)) >/dev/null 2>&1" && return 0
  elif [ "$may_install" = yes ] && [ "$dnf" != - ] && command -v dnf >/dev/null 2>&1; then
    say "Installing $dnf ..."
    "${as_root[@]}" dnf install -y -q "$dnf" >/dev/null 2>&1 && return 0
  elif [ "$brew" != - ] && command -v brew >/dev/null 2>&1; then
    say "Installing $brew ..."
    brew install "$brew" >/dev/null 2>&1 && return 0
  fi
  say "Please install $what yourself: apt install $apt | dnf install $dnf${brew:+ | brew install $brew}"
  return 1
}

if [ "$(uname -s)" = Linux ]; then
  command -v bwrap >/dev/null 2>&1 || install "bubblewrap (the sandbox)" bubblewrap bubblewrap - || true
fi
# Flask is only for the demo; without it the demo ends "not verified" and says so.
python3 -c 'import flask' >/dev/null 2>&1 || /usr/bin/python3 -c 'import flask' >/dev/null 2>&1 ||
  install "Flask (for the demo)" python3-flask python3-flask - || true

command -v npm >/dev/null 2>&1 || { say "npm is missing: install Node.js 22.12 or newer, it brings npm."; exit 1; }
say "Installing packages (a minute or so) ..."
npm ci --no-audit --no-fund --loglevel=error
say "Building ..."
npm run --silent build
say "Ready: npm run demo"
