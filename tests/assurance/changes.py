"""The small changes that can be made to the code of a folder.

They are mutmut's kinds: operators, comparisons, constants, texts, conditions, what is returned.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change: of the node with a number, in a module.

    Parameters
    ----------
    inside
        Whether the node lies within a function.
    lines
        First and last line of the statement, without what it contains; of the function for what
        is in its head; none outside of functions.
    """

    path: Path
    number: int
    kind: str
    line: int
    text: str
    inside: bool
    lines: tuple[int, int] | None = None

    @property
    def module(self) -> str:
        """Dotted name of the module."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts).removesuffix(".__init__")

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} {self.kind}: {self.text}"


def kinds(node: ast.AST) -> Iterator[str]:
    """Yield the ways in which a node can be changed."""
    if isinstance(node, ast.Compare):
        yield from (f"op{at}" for at, op in enumerate(node.ops) if type(op) in SWAPS)
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and type(node.op) in SWAPS:
        yield "op"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield "unary"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | str):
        yield "constant"
    elif isinstance(node, ast.Return) and node.value:
        yield from ["return"] * (ast.unparse(node.value) not in ("False", "None"))
    elif isinstance(node, ast.Continue | ast.Break):
        yield "loop"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield "call"
    elif isinstance(node, ast.IfExp | ast.If | ast.comprehension):
        yield from ["test"] * bool(getattr(node, "test", None) or getattr(node, "ifs", None))


def change(node: ast.AST, kind: str) -> ast.AST:
    """Return the changed node."""
    if isinstance(node, ast.Compare):
        at = int(kind.removeprefix("op"))
        node.ops[at] = SWAPS[type(node.ops[at])]()
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign):
        node.op = SWAPS[type(node.op)]()
    elif isinstance(node, ast.UnaryOp):
        return node.operand
    elif isinstance(node, ast.Constant):
        value = node.value
        known = isinstance(value, bool)
        node.value = not value if known else value + 1 if isinstance(value, int) else f"XX{value}"
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)
    elif isinstance(node, ast.Continue):
        return ast.Break()
    elif isinstance(node, ast.Break):
        return ast.Continue()
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        node.func.id = CALLS[node.func.id]
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.comprehension):
        node.ifs = [ast.Constant(True)]
    return node


def eligible(tree: ast.Module) -> list[ast.AST]:
    """Return the nodes that may be changed: no docstrings, no annotations, no lines for types."""
    barred: set[int] = set()
    for node in ast.walk(tree):
        hidden: list[ast.AST] = []
        body = getattr(node, "body", None)
        if isinstance(body, list):
            lines = [item for item in body if isinstance(item, ast.Expr)]
            hidden += [item for item in lines if isinstance(item.value, ast.Constant)]
        if isinstance(
            node, ast.ClassDef | ast.FunctionDef
        ):  # a slot or a frozen field is no result
            hidden += node.decorator_list
        if isinstance(node, ast.FunctionDef) and node.returns:
            hidden.append(node.returns)
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            hidden.append(node.annotation)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            hidden.append(node)
        if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets[0]):
            hidden.append(node)
        barred |= {id(part) for item in hidden for part in ast.walk(item)}
    return [node for node in ast.walk(tree) if id(node) not in barred]


def mutants(folder: str) -> list[Mutant]:
    """Return every change that can be made to the modules of a folder."""
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        where = dict(_statements(tree, None))
        found += [
            Mutant(path, at, kind, _line(node), ast.unparse(node).split("\n")[0][:60],
                   where[id(node)] is not None, where[id(node)])
            for at, node in enumerate(eligible(tree))
            for kind in kinds(node)
        ]  # fmt: skip
    return found


def _statements(
    node: ast.AST, lines: tuple[int, int] | None
) -> Iterator[tuple[int, tuple[int, int] | None]]:
    """Yield the lines of the statement that each node is part of, if it is in a function."""
    if isinstance(node, ast.FunctionDef):
        lines = (node.body[0].lineno, node.end_lineno or node.lineno)
    elif isinstance(node, ast.stmt) and lines:
        body = getattr(node, "body", None)
        last = body[0].lineno - 1 if body else node.end_lineno
        lines = (node.lineno, max(node.lineno, last or node.lineno))
    yield id(node), lines
    for child in ast.iter_child_nodes(node):
        yield from _statements(child, lines)


def _line(node: ast.AST) -> int:
    """Return the line of a node; a comprehension has that of its loop."""
    return int(getattr(node, "lineno", 0) or getattr(getattr(node, "iter", None), "lineno", 0))


def mutated(mutant: Mutant) -> ast.Module:
    """Return the module with the change in it."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    target = eligible(tree)[mutant.number]
    changed = change(copy.deepcopy(target), mutant.kind)

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if node is target:
                return ast.copy_location(changed, node) if hasattr(node, "lineno") else changed
            return self.generic_visit(node)

    return ast.fix_missing_locations(Put().visit(tree))
