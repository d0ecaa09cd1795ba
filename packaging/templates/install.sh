#!/bin/sh
# 安装到本文件夹的 venv，不连接网络。用法：sh install.sh
here=$(cd "$(dirname "$0")" && pwd) || exit 2
for python in python3.13 python3.12 python3.11 python3 python; do
    if "$python" "$here/program/install.py" --fits >/dev/null 2>&1; then
        exec "$python" "$here/program/install.py" "$@"
    fi
done
cat "$here/program/no-python.txt" >&2
exit 2
