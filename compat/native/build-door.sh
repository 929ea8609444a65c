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

mkdir -p "$(dirname "$output")"
g++ -O2 -DNDEBUG -std=c++17 -fPIC -shared -fvisibility=hidden -Wall -Wno-unknown-pragmas -Wno-unused-function -D_GLIBCXX_USE_CXX11_ABI=$abi \
    "$source" -o "$output.new" "$@" -L"$libraries" -ltorch_cpu -lc10
mv "$output.new" "$output"
