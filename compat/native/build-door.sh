#!/bin/sh
# Compiles the door against one LibTorch: build-door.sh SOURCE OUTPUT LIBRARY_FOLDER
set -eu
source=$1 output=$2 libraries=$3

[ -e "$libraries/libtorch_cpu.so" ] || {
    echo "no libtorch_cpu.so in '$libraries': apt-get install libtorch-dev, or set LIBTORCH to an unpacked LibTorch" >&2
    exit 1
}
command -v g++ >/dev/null || { echo "no g++: apt-get install g++" >&2; exit 1; }

# Debian keeps headers in /usr/include, a downloaded LibTorch beside its lib/.
set -- -isystem /usr/include/torch/csrc/api/include
if [ -d "$libraries/../include/ATen" ]; then
    headers=$libraries/../include
    set -- -isystem "$headers" -isystem "$headers/torch/csrc/api/include" "-Wl,-rpath,$libraries"
fi

# A LibTorch from before 2.6 may be built with the C++ ABI of before GCC 5: take the ABI of the library found.
abi=1
grep -q 'St7__cxx1112basic_string' "$libraries/libc10.so" || abi=0

# Debian's LibTorch names OpenCV and FFmpeg but takes nothing from them, and they bring 200 more libraries and cost two
# fifths of the time that loading takes. An empty library under each such name, which the loader finds first, is enough
# for it. A name that another of LibTorch's libraries asks for too stays what it is.
namesakes=$(dirname "$output")/namesakes
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ldd "$libraries/libtorch_cpu.so" | awk '$2 == "=>" && $3 ~ /^\// { print $1, $3 }' >"$work/found"
{ ldd -u "$libraries/libtorch_cpu.so" || true; } | sed -n 's|^[[:space:]]*/.*/||p' | sort -u >"$work/unused"
readelf -d "$libraries/libtorch_cpu.so" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u | comm -23 - "$work/unused" | while read -r name; do
    file=$(awk -v name="$name" '$1 == name { print $2 }' "$work/found")
    [ -z "$file" ] || ldd "$file"
done | awk '{ print $1 }' | sort -u >"$work/asked"

rm -rf "$namesakes"
mkdir -p "$namesakes"
empty=
for name in $(comm -23 "$work/unused" "$work/asked" | grep -E '^lib(opencv_|av|sw)'); do
    echo | g++ -shared -nostdlib -s -x c++ - "-Wl,-soname,$name" -o "$namesakes/$name"
    empty="$empty -l:$name"
done

# The empty libraries come first: the loader looks for libraries in the order in which they are named.
set -- -Wl,--no-as-needed "-Wl,-rpath,\$ORIGIN/namesakes" -L"$namesakes" $empty "$@"
g++ -O2 -DNDEBUG -std=c++17 -fPIC -shared -fvisibility=hidden -Wall -Wno-unknown-pragmas -Wno-unused-function -D_GLIBCXX_USE_CXX11_ABI=$abi \
    "$source" -o "$output.new" "$@" -L"$libraries" -ltorch_cpu -lc10
mv "$output.new" "$output"
