#!/bin/sh
# Fetches the list of the files that are online, for --previous and for diff:
#
#     sh .github/online.sh https://host/folder/ online.json
#
# Before the first release there is none (404), and no file is written. Any other answer stops the
# work: an address that is online must not get lost because a host was slow for a moment.
set -eu

address="${1%/}/build-manifest.json"
status=$(curl --silent --show-error --location --retry 3 --max-time 60 \
    --output "$2.part" --write-out '%{http_code}' "$address") || status=000
case $status in
200)
    mv "$2.part" "$2"
    ;;
404)
    rm -f "$2.part"
    echo "There is no $address: nothing is online yet."
    ;;
*)
    rm -f "$2.part"
    echo "::error::$address could not be read (answer $status), so nobody knows what is online. Run this job again." >&2
    exit 1
    ;;
esac
