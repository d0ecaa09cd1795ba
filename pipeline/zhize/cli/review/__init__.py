"""``zhize review``: a group of commands, one a file."""

from __future__ import annotations

DESCRIPTION = "What you and others entered in a workbook of zhize matrix: read back, kept, and applied to later runs."
COMMANDS = {
    "import": "read a workbook that was filled in, and keep what was entered beside the regulation",
    "show": "what was confirmed, corrected, deleted, added, is still open, or no longer fits the text",
    "export-gold": "the articles of which everything is settled, as a gold for zhize evaluate",
}
EPILOG = """\
examples:
  zhize matrix 泗水县人民政府工作规则.txt -o 义务清单.xlsx
  zhize review import 义务清单.xlsx
  zhize review show 泗水县人民政府工作规则.txt
  zhize review export-gold 泗水县人民政府工作规则.txt -o 标注.jsonl

What was entered lies beside the regulation, in 泗水县人民政府工作规则.复核.json; of a text of the corpus, in the folder
of your own texts. It only ever grows: an import adds, and takes nothing away."""
