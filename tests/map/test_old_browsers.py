"""Chromium 86 (autumn 2020) must read every script and style of the page.

A parser reads the scripts; only kinds of syntax that this Chromium knows may occur in the tree,
and none of the functions that came later may be named.
"""

import re
from typing import Any

import esprima
import pytest

from redistrict.report.map import frame

LATER = frozenset(
    {"at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "hasOwn", "groupBy",
     "structuredClone", "randomUUID", "replaceChildren", "isWellFormed", "showPicker",
     "requestSubmit", "checkVisibility", "fromAsync", "withResolvers", "roundRect", "union"}
)  # fmt: skip
"""Functions that Chromium got after version 86."""
OLD = frozenset(
    {"Program", "FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression",
     "BlockStatement", "ExpressionStatement", "VariableDeclaration", "VariableDeclarator",
     "ReturnStatement", "IfStatement", "ForStatement", "ForInStatement", "ForOfStatement",
     "WhileStatement", "DoWhileStatement", "BreakStatement", "ContinueStatement", "ThrowStatement",
     "TryStatement", "CatchClause", "SwitchStatement", "SwitchCase", "EmptyStatement",
     "LabeledStatement", "Identifier", "Literal", "ThisExpression", "ArrayExpression",
     "ObjectExpression", "Property", "UnaryExpression", "UpdateExpression", "BinaryExpression",
     "AssignmentExpression", "LogicalExpression", "MemberExpression", "ConditionalExpression",
     "CallExpression", "NewExpression", "SequenceExpression", "TemplateLiteral", "TemplateElement",
     "SpreadElement", "RestElement", "ObjectPattern", "ArrayPattern", "AssignmentPattern",
     "Directive", "DebuggerStatement", "RegexLiteral", "StaticMemberExpression",
     "ComputedMemberExpression", "AsyncFunctionDeclaration", "AwaitExpression"}
)  # fmt: skip
LATER_CSS = re.compile(
    r"aspect-ratio|(?<![\w-])inset\s*:|:is\(|:where\(|:has\(|@layer|@container|color-mix|oklch"
    r"|accent-color|\d[dsl]v[hw]\b|^\s*&|text-wrap",
    re.MULTILINE,
)
"""What came to style sheets after Chromium 86."""


def newer(text: str) -> list[str]:
    """Return everything in a script that Chromium 86 would not know."""
    found: list[str] = []

    def visit(node: Any, _meta: Any = None) -> Any:
        kind = type(node).__name__
        if node.type not in OLD and kind not in OLD:
            found.append(f"{node.type} ({kind})")
        if node.type == "AssignmentExpression" and node.operator in {"||=", "&&=", "??="}:
            found.append(node.operator)
        if node.type == "CallExpression":
            called = node.callee.property or node.callee
            name = called.name or ""
            found.extend([name] if name in LATER else [])
        if node.type == "Literal" and getattr(node, "regex", None) and "v" in node.regex.flags:
            found.append("regular expression with v")
        return node

    esprima.parseScript(text, delegate=visit)
    return found


@pytest.mark.parametrize("name", [*frame.LIBRARIES, *frame.SCRIPTS])
def test_scripts_are_old_enough(name: str) -> None:
    assert newer(frame.asset(name)) == []


@pytest.mark.parametrize("name", frame.STYLES)
def test_styles_are_old_enough(name: str) -> None:
    assert not LATER_CSS.findall(frame.asset(name))


@pytest.mark.parametrize(
    "text",
    ["class A { static { f(); } }", "a ||= b", "[1].at(-1)", "class A { #x = 1 }",
     "structuredClone(a)", "Object.hasOwn(a, 'b')"],
)  # fmt: skip
def test_the_check_can_fail(text: str) -> None:
    assert newer(text)


@pytest.mark.parametrize("text", ["a { inset: 0 }", "a:has(b) {}", ".a { height: 100dvh }"])
def test_the_style_check_can_fail(text: str) -> None:
    assert LATER_CSS.findall(text)
