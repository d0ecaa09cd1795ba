"""``zhize corpus``: a group of commands, one a file."""

from __future__ import annotations

DESCRIPTION = "The texts that have names: those that come with the program, and those in a folder of your own."
COMMANDS = {
    "list": "what is known, and what the corpus holds",
    "show": "everything that is known of one text",
    "add": "put a file into the corpus",
    "fetch": "get texts from their issuers' sites; the only command that opens a connection",
    "remove": "take a text out of the corpus",
    "verify": "look whether every file is still what came, and can be read",
}
EPILOG = """\
examples:
  zhize corpus list 济宁
  zhize corpus fetch jining-2022 shandong-2013
  zhize corpus add jining-2022 济宁市人民政府工作规则.docx
  zhize compare sishui-2022 jining-2022

Your own texts lie in one folder: --corpus DIR, else the variable ZHIZE_CORPUS, else the place where the system keeps
the data of programs (zhize corpus list names it)."""
