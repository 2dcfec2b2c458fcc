#!/usr/bin/env bash
# wget.sh BODY BASE: what wget sees, a line for each exchange. BODY is a file of 32 MiB.
set -euo pipefail
body="$1" base="$2"
here="$(mktemp -d)"
trap 'rm -r "$here"' EXIT

# ask NAME URL [wget arguments]: how it ends, the fields that came but for dates, and the bytes
ask() {
  local name="$1" url="$2" code=0
  shift 2
  : >"$here/got"
  wget -q -T 60 -t 1 --server-response -O "$here/got" "$@" "$base$url" 2>"$here/fields" || code=$?
  printf '%s | %s | ' "$name" "$code"
  grep -vi '^ *date:' "$here/fields" | tr '\r\n' '^ '
  sha256sum <"$here/got" | cut -c 1-64
  if [[ "$url" == /echo* ]]; then
    cat "$here/got"
    echo
  fi
}

for size in 0 1 4096 1048576 33554432; do
  head -c "$size" "$body" >"$here/$size"
  ask "GET $size" "/bytes/$size"
  ask "GET $size in chunks" "/chunked/$size"
  ask "POST $size" /echo --post-file "$here/$size"
  ask "PUT $size" /echo --method PUT --body-file "$here/$size"
done
ask "HEAD" /bytes/1048576 --spider
ask "until it closes" /until-close/1048576
ask "without keep-alive" /bytes/4096 --no-http-keep-alive
ask "gzip" /gzip/4096 --compression=auto
ask "redirected" /redirect
ask "fields" /fields
for code in 204 304 404 500; do ask "$code" "/status/$code"; done

# Several on one connection.
printf 'kept alive | '
wget -q -O - "$base/echo" "$base/bytes/1" "$base/chunked/4096" "$base/echo" | sha256sum
