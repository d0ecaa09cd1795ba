#!/usr/bin/env bash
# The bundle for Linux, built and then used as an office would: no index, no network, a path with blanks and Chinese.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python="$root/.venv/bin/python"
version=$("$python" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')
bundle="$work/县 政府/离线 (安装) 包"
"$python" "$root/packaging/bundle.py" -o "$bundle" --platform linux --python "$version" --no-zip
cp "$root/corpora/sishui-2022.txt" "$work/县 政府/规则 (1)&改.txt"

# A namespace of its own takes the network away where the system allows it; pip is cut off from its index in any case.
offline=()
if unshare -rn true 2>/dev/null; then offline=(unshare -rn); else echo "unshare is not allowed here: only pip is offline"; fi
export PIP_NO_INDEX=1 PATH="$(dirname "$(readlink -f "$python")"):/usr/bin:/bin"
cd /
"${offline[@]}" sh "$bundle/install.sh"
"${offline[@]}" sh "$bundle/zhize.sh" "$work/县 政府/规则 (1)&改.txt"
"${offline[@]}" sh "$bundle/zhize.sh" compare synthetic-yunling-province-2021 synthetic-qingshi-city-2022 -o "$work/对照.docx"
printf '5\n0\n' | "${offline[@]}" sh "$bundle/zhize.sh" >/dev/null
"${offline[@]}" "$bundle/venv/bin/python" -c "import zhize; assert zhize.load()('县政府办公室应当及时回复。')._.norms"

for file in "$work/县 政府/规则 (1)&改-职责/"{report.html,义务清单.xlsx} "$bundle/示例-职责/report.html" "$work/对照.docx" "$bundle/使用手册.html"; do
    [ -s "$file" ] || { echo "missing: $file"; exit 1; }
done
(cd "$bundle" && sha256sum --quiet -c SHA256SUMS)
# A second run over the first, and a spoiled wheel, which is refused.
"${offline[@]}" sh "$bundle/install.sh" >/dev/null
wheel=$(ls "$bundle"/wheels/numpy-*.whl)
printf x >>"$wheel"
if "${offline[@]}" sh "$bundle/install.sh" >"$work/said"; then echo "a spoiled wheel was installed"; exit 1; fi
grep -q "与打包时不同" "$work/said"
echo "the bundle installs and runs without a network"
