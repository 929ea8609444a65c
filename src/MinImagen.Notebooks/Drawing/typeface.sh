#!/bin/sh
# Draws the letters anew, with Chromium and Debian's fonts-dejavu-core: src/MinImagen.Notebooks/Drawing/typeface.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
page=$(chromium --headless --no-sandbox --disable-lcd-text --dump-dom "file://$here/typeface.html" 2>/dev/null)
printf '%s\n' "$page" | sed -n '/<pre id="out">TABLE$/,/^PICTURE$/p' | sed '1d;$d' > "$here/typeface.tsv"
printf '%s\n' "$page" | sed -n '/^PICTURE$/,/^END/p' | sed '1d;$d' | base64 -d > "$here/typeface.png"
