"""``zhize forms``: a group of commands, one a file."""

from __future__ import annotations

DESCRIPTION = "The forms (表样) that zhize matrix --form fills, and how to get one that you can change."
COMMANDS = {
    "list": "the forms that come with the program",
    "show": "the file of a form, to be changed and given to zhize matrix --form",
}
EPILOG = """\
examples:
  zhize forms list
  zhize forms show 任务分工表 -o 我的.toml
  zhize matrix sishui-2022 --form 我的.toml -o 任务分工表.docx"""
