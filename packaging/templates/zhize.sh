#!/bin/sh
# 用法：sh zhize.sh 文件…（报告写在文件旁边），或 sh zhize.sh 命令 …，或不带参数（菜单）
here=$(cd "$(dirname "$0")" && pwd) || exit 2
if [ ! -f "$here/venv/installed" ]; then
    echo "还没有安装，请先运行：sh \"$here/install.sh\"" >&2
    exit 2
fi
exec "$here/venv/bin/python" "$here/program/start.py" "$@"
