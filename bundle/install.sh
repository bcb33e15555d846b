#!/bin/sh
# Install redistrict from this folder, without network.  Usage: ./install.sh [FOLDER]
# 从本文件夹安装，不需要联网。用法：./install.sh [安装到哪个文件夹]
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
target=${1:-"$HOME/redistrict"}

if command -v sha256sum >/dev/null; then
  (cd "$here" && sha256sum --quiet -c SHA256SUMS) || {
    echo "The folder was damaged or changed: copy it again. 文件夹已损坏或被改动，请重新拷贝。" >&2
    exit 9
  }
fi

python=""
for version in $(cat "$here/PYTHON.txt"); do
  for name in "python$version" python3; do
    if command -v "$name" >/dev/null && [ "$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "$version" ]; then
      python=$name
    fi
  done
done
if [ -z "$python" ]; then
  echo "Python $(cat "$here/PYTHON.txt") is needed; install it first. 需要先安装 Python $(cat "$here/PYTHON.txt")。" >&2
  exit 2
fi

echo "Installing 正在安装：$target ..."
"$python" -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index \
  --find-links "$here/wheels" --no-deps --require-hashes -r "$here/requirements.txt"
"$target/bin/redistrict" doctor
echo
echo "Installed. 安装完成。Run 运行：\"$target/bin/redistrict\" --help"
echo "To type redistrict alone 要直接写 redistrict：export PATH=\"$target/bin:\$PATH\""
