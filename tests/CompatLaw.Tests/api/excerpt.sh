#!/bin/sh
# Makes the excerpts in this folder from the full signature lists:
#
#     tests/CompatLaw.Tests/api/excerpt.sh FOLDER
#
# FOLDER holds the lists, one public signature a line, under the names that the excerpts have. An excerpt keeps the
# lines about types whose simple name some source file in compat/ declares, and about the types that those derive from.
set -eu
lists=${1:?"usage: $0 FOLDER-OF-THE-FULL-LISTS"}
here=$(cd "$(dirname "$0")" && pwd)
compat=$here/../../../compat
trap 'rm -f "$here"/*.tmp' EXIT

excerpt() { # excerpt COMPAT-FOLDER LIST
    find "$compat/$1" -name '*.cs' -not -path '*/obj/*' -exec cat {} + |
        grep -oE '\b(class|struct|interface|enum|record|record struct|delegate [^(;]*) +[A-Za-z_][A-Za-z0-9_]*' |
        awk '{ print $NF }' | LC_ALL=C sort -u > "$here/names.tmp"
    awk '
        # The simple name of a type: no namespace, no enclosing types, no type arguments.
        function simple(name) {
            while (sub(/<[^<>]*>/, "", name)) { }
            sub(/.*\./, "", name)
            return name
        }
        function of(line) {
            sub(/^TYPE /, "", line)
            sub(/(::| : ).*/, "", line)
            return simple(line)
        }
        FILENAME ~ /names.tmp$/ { wanted[$1] = 1; next }
        {
            line[++lines] = $0
            if ($1 == "TYPE") {
                parent = $0
                sub(/^TYPE .* : /, "", parent)
                sub(/ \[.*/, "", parent)
                base[++types] = simple(parent)
                derived[types] = of($0)
            }
        }
        END {
            do {
                more = 0
                for (i = 1; i <= types; i++)
                    if (derived[i] in wanted && !(base[i] in wanted)) { wanted[base[i]] = 1; more = 1 }
            } while (more)
            for (i = 1; i <= lines; i++)
                if (of(line[i]) in wanted) print line[i]
        }' "$here/names.tmp" "$lists/$2" > "$here/excerpt.tmp"
    mv "$here/excerpt.tmp" "$here/$2"
}

excerpt TorchSharp TorchSharp-0.107.0.txt
excerpt ImageSharp SixLabors.ImageSharp-3.1.12.txt
excerpt Plotly.NET Plotly.NET-5.1.0.txt
excerpt Plotly.NET.CSharp Plotly.NET.CSharp-0.13.0.txt
