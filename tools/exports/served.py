"""Open a ledger with Datasette, and ask it as a page of it would."""

import asyncio
from pathlib import Path

from datasette.app import Datasette


def check(database: Path, metadata: Path) -> None:
    asyncio.run(ask(database, metadata))


async def ask(database: Path, metadata: Path) -> None:
    import json

    bare = Datasette([str(database)])
    shown = Datasette([str(database)], metadata=json.loads(metadata.read_text()))
    for served in [bare, shown]:
        await served.invoke_startup()

    async def rows(served: Datasette, path: str) -> dict:
        answer = await served.client.get(f"/{database.stem}/{path}")
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:300]}"
        return answer.json()

    # Without metadata: the views, and the search of the tables that are indexed.
    for served in [bare, shown]:
        for view in ["matters_view", "facets_view", "claims_view", "figures_view", "documents_view", "sources_view"]:
            assert (await rows(served, f"{view}.json?_shape=objects"))["rows"], view
        for table in ["claims", "documents"]:
            found = await rows(served, f"{table}.json?_shape=objects&_search=ferry&_extra=count")
            assert 0 < len(found["rows"]), f"{table}: no ferry"
    # With it: the search of the views, facets, words.
    found = await rows(shown, "claims_view.json?_shape=objects&_search=ferry")
    assert found["rows"] and all("ferry" in row["words"].lower() or "ferr" in row["words"].lower() for row in found["rows"])
    none = await rows(shown, "claims_view.json?_shape=objects&_search=xyzzy")
    assert not none["rows"]
    facets = (await rows(shown, "facets_view.json?_shape=objects"))["facet_results"]
    facets = facets.get("results", facets)
    assert {"contested", "uncontested"} >= {one["value"] for one in facets["agreement"]["results"]} != set()
    page = (await shown.client.get(f"/{database.stem}/claims_view")).text
    assert "the exact words" in page and 'name="_search"' in page, "the page lacks descriptions or the search field"
    query = await rows(shown, "contested_counts.json?_shape=objects")
    assert query["rows"] and all(row["claims"] for row in query["rows"])
    query = await rows(shown, "words_of_a_holder.json?_shape=objects&holder=nobody")
    assert query["rows"] == []
    index = (await shown.client.get(f"/{database.stem}")).text
    assert "Start with the views" in index and "claims_view" in index
