"""What a person takes away from a page: which file a wish stands for, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import xarray as xr

from dashboard import export
from dashboard.about import About
from dashboard.picture.palette import THEMES
from dashboard.picture.views import View
from dashboard.state import QUERY_LENGTH
from dashboard.tables import table
from dashboard.topic import Topic
from dashboard.wording import shorten
from engine.scenario import ScenarioError, describe

LONGEST_SAID = 80
# The group of settings on which no number depends but by how finely it is drawn.
DRAWING = "Drawing"
PICTURES = ("png", "svg")


class Taking:
    """The files and texts of a topic's page, made of what is shown at this moment.

    `address` is the page's in the browser, without settings; none in a notebook.
    """

    def __init__(self, topic: Topic, views: Mapping[str, View]) -> None:
        self._topic, self._views = topic, views
        self.address = ""

    def pictures(self) -> list[tuple[str, str]]:
        """Key and title of every picture in sight."""
        return [(key, self._views[key].title) for key in self._topic.visible()]

    def file(self, wish: str) -> Callable[[], export.File]:
        """What writes the file of a wish, such as "json" or "csv:charging"."""
        topic, about = self._topic, self.about()
        kind, _, key = wish.partition(":")
        if kind == "scenario":
            return partial(export.settings_file, topic.key, about.settings)
        results = self.up_to_date()
        match kind:
            case "csv" | "csv-only":
                shown = table(self._view(key), results, topic.settings())
                return partial(export.csv_file, about, shown, kind == "csv")
            case "json":
                export.check_json(results)
                return partial(export.json_file, about, results, self.main(results))
            case "netcdf":
                return partial(export.netcdf_file, about, results, self.main(results))
        raise ScenarioError(f"A download must be CSV, JSON, NetCDF or scenario, not “{kind[:20]}”.")

    def picture(self, wish: str) -> dict[str, str]:
        """What is said on a picture that is saved, of a wish such as "png:charging"."""
        about = self.about()
        kind, _, key = wish.partition(":")
        if kind not in PICTURES:
            raise ScenarioError(f"A picture must be PNG or SVG, not “{kind[:20]}”.")
        view = self._view(key)
        self.up_to_date()
        across, up = view.axis_names()
        drawn = f"{up} over {across}. " if across.strip() and up.strip() else ""
        return {
            "view": key,
            "format": kind,
            "paper": THEMES[view.theme_name].paper,
            "ink": THEMES[view.theme_name].ink,
            "filename": f"{about.page}-{key}.{kind}",
            "title": f"{view.title}: {about.title}",
            "said": ", ".join(about.said) or "default settings",
            "place": about.place,
            "description": f"{drawn}{' '.join(about.notes(view.title))}",
        }

    def about(self) -> About:
        """Where what is shown comes from."""
        topic, state = self._topic, self._topic.state
        values, changed = state.values(), state.non_default()
        own = {name for name, field in topic.scenario.fields().items() if field.group != DRAWING}
        telling = own - topic.inactive().keys()
        asked = f"page={topic.key}"
        if (query := state.query()) and len(query) <= QUERY_LENGTH:
            asked += f"&{query}"
        settings = ", ".join(f"{name}={value!r}" for name, value in changed.items())
        texts = {name: field.to_text(values[name]) for name, field in state.fields.items()}
        return About(
            page=topic.key,
            title=topic.title,
            settings=texts,
            said=tuple(
                shorten(describe(field, values[name]), LONGEST_SAID)
                for name, field in state.fields.items()
                if texts[name] and name in telling | changed.keys()
            ),
            link=f"{self.address}?{asked}" if self.address else "",
            recipe=f"from dashboard import pages; pages.{type(topic).__name__}({settings})",
            paper=topic.paper,
        )

    def main(self, results: Mapping[str, xr.Dataset]) -> str:
        """The slot of the main scenario, or the one that the main view cannot do without."""
        topic = self._topic
        wanted = topic.main_scenario().to_json()
        found = (slot for slot, one in results.items() if one.attrs["scenario"] == wanted)
        return next(found, topic.slot_behind(topic.main))

    def up_to_date(self) -> dict[str, xr.Dataset]:
        """The results of the present settings; raises ScenarioError while the main one is late."""
        topic = self._topic
        wishes = {slot: wish.rebuild().to_json() for slot, wish in topic.slots().items()}
        results = {
            slot: result
            for slot, result in topic.results.items()
            if result.attrs["scenario"] == wishes.get(slot)
        }
        if topic.slot_behind(topic.main) not in results:
            raise ScenarioError(
                "A download must wait for the result of these settings, not come before it."
            )
        return results

    def _view(self, key: str) -> View:
        if key not in self._topic.visible():
            known = ", ".join(self._topic.visible())
            raise ScenarioError(f"The picture must be one of {known}, not “{key[:40]}”.")
        return self._views[key]
