"""The same targets as the fuzzer's, a few hundred inputs each time the tests run."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import SEEDS, TARGETS, rows

CELL = st.one_of(
    st.sampled_from(["小区名称", "户数", "街道", "社区", "编号", "四至", "相邻", "合计", "小计",
                     "经度", "纬度", "状态", "村委会辖区", "１２３", "1,200", "530户", "", " ",
                     "东至一路", "001", "13800138000"]),
    st.text(max_size=12),
)  # fmt: skip
TABLE = st.lists(st.lists(CELL, min_size=1, max_size=8), max_size=12)
QUICK = settings(max_examples=150, derandomize=True,
                 suppress_health_check=[HealthCheck.too_slow])  # fmt: skip


@QUICK
@given(TABLE, st.binary(min_size=4, max_size=4))
def test_rows_of_any_ledger(table: list[list[str]], merged: bytes) -> None:
    rows(merged + "\n".join("\t".join(row) for row in table).encode("utf-8", "replace"))


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_seed_is_read(name: str) -> None:
    TARGETS[name](SEEDS[name])


@pytest.mark.parametrize("name", sorted(TARGETS))
@QUICK
@given(at=st.integers(0, 700), cut=st.integers(0, 8), more=st.binary(max_size=8))
def test_seed_with_a_wound(name: str, at: int, cut: int, more: bytes) -> None:
    seed = SEEDS[name]
    TARGETS[name](seed[:at] + more + seed[at + cut :])
