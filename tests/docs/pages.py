"""Write the pages of the documentation that are made from code: ``python -m tests.docs.pages``."""

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from redistrict.cli.group import COMMANDS
from redistrict.domain.exits import Exit
from redistrict.run.profiles import profiles

DOCS = Path(__file__).parents[2] / "docs"
MARK = "\f"
HELPS = f"""
import sys
from contextlib import suppress
from redistrict.cli import main
for name in sys.argv[1:]:
    print({MARK!r})
    with suppress(SystemExit):
        main([name, "--help"], prog_name="redistrict")
"""
NOTEBOOK = DOCS / "notebook.ipynb"
TITLES = {"zh": "命令", "en": "Commands"}
EXITS = {
    "zh": (
        "退出码",
        {
            Exit.DONE: "完成并通过核验（有差距时也是 0，状态里写明；`check` 无论评判如何都是 0）",
            Exit.INTERNAL: "内部故障",
            Exit.SCENARIO: "命令或情景文件有误，或缺求解器",
            Exit.INPUT: "输入数据被拒，或超出资源限制",
            Exit.IMPOSSIBLE: "条件互相矛盾，没有任何方案",
            Exit.STOPPED: "未得出方案即停止，或需要完整方案而方案不完整",
            Exit.REJECTED: "核验程序不同意",
            Exit.WRITE: "无法写入，文件夹正被使用，或不是本软件写的",
            Exit.CHECKSUM: "校验值不符",
        },
    ),
    "en": (
        "Exit codes",
        {
            Exit.DONE: "done and verified, also with a gap; for `check` whatever the verdicts",
            Exit.INTERNAL: "internal fault",
            Exit.SCENARIO: "command line or scenario wrong, or no solver",
            Exit.INPUT: "input data refused, or a resource limit",
            Exit.IMPOSSIBLE: "the conditions contradict each other",
            Exit.STOPPED: "stopped without a plan, or incomplete where completeness is needed",
            Exit.REJECTED: "the verifier refuses",
            Exit.WRITE: "cannot write, folder in use or not ours",
            Exit.CHECKSUM: "a checksum differs",
        },
    ),
}
HABITS = {
    "zh": """每个命令都有 `--help`（附例子）、`--lang zh|en`、`-q`（不显示进度）、`-v`（全部问题项和故障详情）、`--json`
（结果以 JSON 写到标准输出；被拒时也是 JSON）。结果写到标准输出，进度和问题项写到标准错误。语言依次取：`--lang`、
环境变量 `REDISTRICT_LANG`、系统语言；写出的页面和材料用情景文件的 `lang`。

## 命令补全

把一行写进启动文件，重新打开终端：

| 终端 | 文件 | 写入 |
|---|---|---|
| bash | `~/.bashrc` | `eval "$(_REDISTRICT_COMPLETE=bash_source redistrict)"` |
| zsh | `~/.zshrc` | `eval "$(_REDISTRICT_COMPLETE=zsh_source redistrict)"` |
| fish | `~/.config/fish/completions/redistrict.fish` | `_REDISTRICT_COMPLETE=fish_source redistrict \\| source` |

Windows 的命令提示符（cmd）和 PowerShell 没有命令补全：路径用 Tab 补全，命令和选项见 `redistrict --help`。
""",
    "en": """Every command has `--help` with an example, `--lang zh|en`, `-q` (no progress), `-v` (all findings,
and details of faults) and `--json` (the result on standard output, a refusal too). Results go to
standard output, progress and findings to standard error. The language is taken from `--lang`, else
`REDISTRICT_LANG`, else the system; pages and papers follow `lang` of the scenario.

## Shell completion

Put one line into the start file and open a new terminal:

| shell | file | line |
|---|---|---|
| bash | `~/.bashrc` | `eval "$(_REDISTRICT_COMPLETE=bash_source redistrict)"` |
| zsh | `~/.zshrc` | `eval "$(_REDISTRICT_COMPLETE=zsh_source redistrict)"` |
| fish | `~/.config/fish/completions/redistrict.fish` | `_REDISTRICT_COMPLETE=fish_source redistrict \\| source` |

Windows' cmd and PowerShell complete paths with Tab; there is no completion of commands and options.
""",
}


def commands(language: str) -> str:
    """Return the page of all commands: their help as it is printed, and the exit codes."""
    parts = [f"# {TITLES[language]}", "", HABITS[language]]
    for name, words in zip(COMMANDS, _helps(language), strict=True):
        parts += [f"## redistrict {name}", "", "```text", words, "```", ""]
    title, meanings = EXITS[language]
    parts += [f"## {title}", "", "| | |", "|---|---|"]
    parts += [f"| {int(code)} | {meanings[code]} |" for code in Exit]
    return "\n".join(parts) + "\n"


def _helps(language: str) -> list[str]:
    """Return the help of every command, all from one process of that language."""
    environment = {**os.environ, "REDISTRICT_LANG": language, "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-c", HELPS, *COMMANDS],
        capture_output=True, env=environment, encoding="utf-8", check=True,
    )  # fmt: skip
    return [text.strip() for text in done.stdout.split(MARK)[1:]]


def standards() -> str:
    """Return the page of the published standards in both languages."""
    lines = [
        "# 已公布的标准 · Published standards",
        "",
        "由代码生成；数字和出处见各文件。Made from `redistrict/profiles`; `redistrict profiles` prints it.",
        "没有公布的数不补：`note` 写明缺什么。What a place did not publish is not filled in: see the note.",
        "",
    ]
    for item in profiles():
        numbers = ", ".join(f"`{key} = {value}`" for key, value in item.rules.items())
        rows = [
            ("标准 · rules", numbers),
            ("地方、年份 · place, year", f"{item.place}, {item.year}"),
            ("户的口径 · household", item.households_mean),
            ("原文 · words of the rule", item.law),
            ("条件 · condition", item.qualifier),
            ("出处 · source", item.source),
            ("说明 · note", item.note),
            ("人员 · staff", ", ".join(f"{key}: {value}" for key, value in item.staff.items())),
            (
                "设施 · rooms",
                ", ".join(f"{key}: {value}" for key, value in item.facilities.items()),
            ),
        ]
        lines += [f"## {item.name}", "", f"{item.title['zh']} · {item.title['en']}", ""]
        lines += ["| | |", "|---|---|"]
        lines += [f"| {word} | {text} |" for word, text in rows if text]
        lines.append("")
    return "\n".join(lines)


def notebook() -> str:
    """Run the notebook in an empty folder and return it as a page with what it printed."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    world: dict[str, object] = {"__name__": "notebook"}
    parts: list[str] = []
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for cell in cells:
                source = "".join(cell["source"])
                if cell["cell_type"] == "markdown":
                    parts += [source, ""]
                    continue
                printed = io.StringIO()
                with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
                    exec(compile(source, NOTEBOOK.name, "exec"), world)  # noqa: S102
                parts += ["```python", source, "```", ""]
                if printed.getvalue().strip():
                    parts += ["```text", printed.getvalue().rstrip(), "```", ""]
        finally:
            os.chdir(here)
    return "\n".join(parts)


PAGES = {
    "zh/commands.md": lambda: commands("zh"),
    "en/commands.md": lambda: commands("en"),
    "profiles.md": standards,
}


def main() -> None:
    """Write every page made from code."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8", newline="\n")
    (DOCS / "notebook.md").write_text(notebook(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
