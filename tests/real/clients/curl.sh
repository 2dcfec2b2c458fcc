#!/usr/bin/env bash
# curl.sh BODY BASE: what curl sees, a line for each exchange. BODY is a file of 32 MiB.
set -euo pipefail
body="$1" base="$2"
sizes="0 1 4096 1048576 33554432"
here="$(mktemp -d)"
trap 'rm -r "$here"' EXIT

# ask NAME URL [curl arguments]: how it ends, the fields that came but for dates, and the bytes
ask() {
  local name="$1" url="$2"
  shift 2
  : >"$here/fields"
  printf '%s | ' "$name"
  curl -sS --max-time 60 -D "$here/fields" -o "$here/got" \
    -w '%{http_code} %{http_version} %{size_download} %{num_connects} %{num_redirects} | ' "$@" "$base$url"
  grep -vi '^date:' "$here/fields" | tr '\r\n' '^ '
  [[ "$*" != --head ]] || : >"$here/got" # curl writes the fields there too
  sha256sum <"$here/got" | cut -c 1-64
  if [[ "$url" == /echo* ]]; then
    cat "$here/got"
    echo
  fi
}

for size in $sizes; do
  head -c "$size" "$body" >"$here/$size"
  ask "GET $size" "/bytes/$size"
  ask "GET $size in chunks" "/chunked/$size"
  ask "POST $size" /echo -H "Expect:" --data-binary "@$here/$size"
  ask "POST $size in chunks" /echo -H "Expect:" -H "Transfer-Encoding: chunked" --data-binary "@$here/$size"
  ask "POST $size when told to continue" /echo -H "Expect: 100-continue" --data-binary "@$here/$size"
  ask "PUT $size" "/echo" -T "$here/$size"
done
ask "POST without leave" /refuse -H "Expect: 100-continue" --data-binary "@$here/1048576"
ask "HEAD" /bytes/1048576 --head
ask "until it closes" /until-close/1048576
ask "a range" /bytes/1048576 -r 1000-99999
ask "HTTP/1.0" /bytes/4096 --http1.0
ask "HTTP/1.0 until it closes" /chunked/4096 --http1.0
ask "gzip" /gzip/4096 --compressed
ask "redirected" /redirect -L
ask "fields" /fields
ask "early hints" /hints
for code in 204 304 404 500; do ask "$code" "/status/$code"; done
ask "trailers" /echo -H "Transfer-Encoding: chunked" -H "Expect:" -T - <"$here/4096"
ask "DELETE" /echo -X DELETE
ask "OPTIONS *" /echo -X OPTIONS --request-target '*'
ask "a long URL" "/echo?$(printf '%04000d' 7)"

# Several on one connection.
printf 'kept alive | '
curl -sS --max-time 60 -w '%{http_code} %{num_connects} ' "$base/echo" "$base/bytes/0" "$base/chunked/1" "$base/echo" \
  "$base/status/204" "$base/echo" | tr -d '\0' | sha256sum
