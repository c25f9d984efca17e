"""About: what goes with a number that leaves the page, so that it can be cited and found again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.papers import Paper, bibtex
from engine import __version__

TOOL = "Quantum Battery Explorer"
MAKERS = "The Quantum Battery Explorer authors"
# What TeX takes for a command.
SPECIAL = re.compile(r"[&%$#_]")


@dataclass(frozen=True)
class About:
    """Where what is shown comes from.

    page      the key of the page, `title` what it is called
    settings  every setting as text
    said      those that matter, each in words
    link      the page's address with its settings; none in a notebook, whose `recipe` recreates it
    paper     what the page follows, if that is one paper
    """

    page: str
    title: str
    settings: Mapping[str, str]
    said: tuple[str, ...]
    link: str
    recipe: str
    paper: Paper | None

    @property
    def place(self) -> str:
        """The link, or in a notebook the line that shows the page."""
        return self.link or self.recipe

    def notes(self, picture: str) -> list[str]:
        """A picture's source in a few lines."""
        settings = "; ".join(f"{name} = {text}" for name, text in self.settings.items())
        return [
            f"{picture}: {self.title}, {TOOL} {__version__}",
            f"{'link' if self.link else 'in a notebook'}: {self.place}",
            f"settings: {settings}",
            *([f"after: {self.paper.reference()}"] if self.paper else []),
            f"cite this tool as: {MAKERS}, {TOOL}, version {__version__}, and the link",
        ]

    def attributes(self, main: str, slots: list[str]) -> dict[str, str]:
        """What stands at the top of a file of datasets, of which one is the main result."""
        return {
            "title": f"{self.title}: {TOOL} {__version__}",
            "page": self.page,
            "version": __version__,
            **({"link": self.link} if self.link else {"recipe": self.recipe}),
            "settings": "; ".join(f"{name} = {text}" for name, text in self.settings.items()),
            **({"references": self.paper.reference()} if self.paper else {}),
            **({"doi": self.paper.doi} if self.paper and self.paper.doi else {}),
            "citation": self.bibtex(),
            "main": main,
            "groups": " ".join(slots),
        }

    def citation(self) -> str:
        """What to write, and both entries; BibTeX takes the first part for a comment."""
        said = ", ".join(self.said) or "default settings"
        lines = ["The model:", f"  {self.paper.reference()}", ""] if self.paper else []
        lines += ["The numbers:", f"  {MAKERS}, {TOOL}, version {__version__},"]
        lines += [f"  {self.title}: {said},", f"  {self.place}", "", self.bibtex()]
        return "\n".join(lines)

    def bibtex(self) -> str:
        """BibTeX of the paper and of this tool at these settings."""
        today = date.today()
        settings = ", ".join(self.said) or "default settings"
        tool = {
            "author": f"{{{MAKERS}}}",
            "title": f"{{{TOOL}}}",
            "version": __version__,
            "year": str(today.year),
            "url": self.link,
            "urldate": today.isoformat() if self.link else "",
            "note": SPECIAL.sub(r"\\\g<0>", f"{self.title}: {settings}"),
        }
        own = bibtex("software", "QuantumBatteryExplorer", tool)
        return f"{self.paper.bibtex()}\n\n{own}" if self.paper else own
