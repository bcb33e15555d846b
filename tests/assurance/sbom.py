"""What the program is built on: ``python -m tests.assurance.sbom`` writes docs/sbom.cdx.json.

A CycloneDX 1.5 list of every package of requirements.lock with its hashes; the same lock gives
the same bytes. The list is so plain that a generator with dependencies of its own is not needed.
"""

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "docs" / "sbom.cdx.json"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def packages() -> list[dict[str, Any]]:
    """Return every pinned package with its version, condition and hashes."""
    found: list[dict[str, Any]] = []
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        pin = PIN.match(line)
        if pin:
            found.append({"name": pin[1], "version": pin[2], "marker": pin[3] or "", "hashes": []})
        elif found:
            found[-1]["hashes"] += HASH.findall(line)
    return found


def bill() -> dict[str, Any]:
    """Return the document."""
    components = []
    for item in packages():
        name = f"pkg:pypi/{item['name'].lower()}@{item['version']}"
        component = {
            "type": "library", "bom-ref": name, "name": item["name"], "version": item["version"],
            "purl": name,
            "externalReferences": [{
                "type": "distribution", "url": name,
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in item["hashes"]],
            }],
        }  # fmt: skip
        if item["marker"]:
            component["properties"] = [{"name": "marker", "value": item["marker"]}]
        components.append(component)
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {"type": "application", "name": "redistrict"}},
        "components": components,
    }  # fmt: skip


def text() -> str:
    """Return the document as it is written."""
    return json.dumps(bill(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
