"""Tables that a spreadsheet opens without running anything, and checksums."""

from redistrict.store.text import sha256, write_csv


def test_formulas_are_neutral_in_tables_for_people(tmp_path):
    path = tmp_path / "table.csv"
    write_csv(path, ("name",), [("=1+1",), ("+86",), ("-3",), ("@x",), ("001",)])
    text = path.read_text(encoding="utf-8-sig")
    for line in text.splitlines()[1:]:
        assert line.lstrip('"')[0] not in "=+-@"


def test_ids_stay_as_they_are_in_the_table_of_units(tmp_path):
    path = tmp_path / "units.csv"
    write_csv(path, ("unit_id",), [("001",), ("-7",)], verbatim=True)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert [line.strip('"') for line in raw.decode("utf-8-sig").split()] == ["unit_id", "001", "-7"]


def test_checksum(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    assert sha256(path).startswith("ba7816bf")
