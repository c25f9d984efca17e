"""The papers behind the pages: each written down once, as a page says it and as BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """What is needed to cite a paper.

    key      of its BibTeX entry
    authors  in its order, each as "given names family name"
    journal  with `volume` and `pages`; none where it is only on arXiv, as `arxiv`, or a `note` says
             where it was shown

    >>> one = Paper("Doe2020", ("Jane B. Doe", "Max Roe"), "On rest", 2020, arxiv="2001.00001")
    >>> one.short, one.address
    ('Doe and Roe 2020', 'https://arxiv.org/abs/2001.00001')
    """

    key: str
    authors: tuple[str, ...]
    title: str
    year: int
    journal: str = ""
    volume: str = ""
    pages: str = ""
    doi: str = ""
    arxiv: str = ""
    note: str = ""

    @property
    def short(self) -> str:
        """How a text names it: "Salvia et al. 2023"."""
        names = [author.split()[-1] for author in self.authors]
        said = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
        return f"{said} {self.year}"

    @property
    def address(self) -> str:
        """Where it is found."""
        return f"https://doi.org/{self.doi}" if self.doi else f"https://arxiv.org/abs/{self.arxiv}"

    def reference(self) -> str:
        """It as a list of references has it, in one line."""
        place = f"{self.journal} {self.volume}, {self.pages}" if self.journal else self.arxiv_name
        *first, last = [initialled(author) for author in self.authors]
        named = f"{', '.join(first)} and {last}" if first else last
        ending = f" {self.note}" if self.note else ""
        return f"{named}, “{self.title}”, {place} ({self.year}), {self.address}.{ending}"

    @property
    def arxiv_name(self) -> str:
        """Its number as arXiv has it quoted."""
        return f"arXiv:{self.arxiv}"

    def bibtex(self) -> str:
        """It as a BibTeX entry."""
        entry = {
            "author": " and ".join(self.authors),
            "title": f"{{{self.title}}}",
            "journal": self.journal,
            "volume": self.volume,
            "pages": self.pages,
            "year": str(self.year),
            "doi": self.doi,
            "eprint": self.arxiv,
            "archiveprefix": "arXiv" if self.arxiv else "",
            "note": self.note,
        }
        return bibtex("article" if self.journal else "misc", self.key, entry)


def initialled(author: str) -> str:
    """An author with initials.

    >>> initialled("Martí Perarnau-Llobet"), initialled("James Q. Quach")
    ('M. Perarnau-Llobet', 'J. Q. Quach')
    """
    *given, family = author.split()
    return " ".join([*(f"{name[0]}." for name in given), family])


def bibtex(kind: str, key: str, entry: Mapping[str, str]) -> str:
    """A BibTeX entry of what is not empty.

    >>> print(bibtex("misc", "Doe", {"year": "2020", "note": ""}))
    @misc{Doe,
      year = {2020},
    }
    """
    lines = [f"  {name} = {{{text}}}," for name, text in entry.items() if text]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


SALVIA_2023 = Paper(
    "Salvia2023",
    (
        "Raffaele Salvia",
        "Martí Perarnau-Llobet",
        "Géraldine Haack",
        "Nicolas Brunner",
        "Stefan Nimmrichter",
    ),
    "Quantum advantage in charging cavity and spin batteries by repeated interactions",
    2023,
    journal="Physical Review Research",
    volume="5",
    pages="013155",
    doi="10.1103/PhysRevResearch.5.013155",
)
TIRONE_2023 = Paper(
    "Tirone2023",
    ("Salvatore Tirone", "Raffaele Salvia", "Stefano Chessa", "Vittorio Giovannetti"),
    "Work Extraction Processes from Noisy Quantum Batteries: The Role of Nonlocal Resources",
    2023,
    journal="Physical Review Letters",
    volume="131",
    pages="060402",
    doi="10.1103/PhysRevLett.131.060402",
)
STORAGE = Paper(
    "TironeStorage",
    ("Salvatore Tirone", "Raffaele Salvia", "Stefano Chessa", "Vittorio Giovannetti"),
    "Quantum work extraction efficiency for noisy quantum batteries: the role of coherence",
    2023,
    arxiv="2305.16803",
    note="The page follows a poster on this work.",
)
SANTOS_2021 = Paper(
    "Santos2021",
    ("Alan C. Santos",),
    "Quantum advantage of two-level batteries in the self-discharging process",
    2021,
    journal="Physical Review E",
    volume="103",
    pages="042118",
    doi="10.1103/PhysRevE.103.042118",
)
CAMPAIOLI_2024 = Paper(
    "Campaioli2024",
    (
        "Francesco Campaioli",
        "Stefano Gherardini",
        "James Q. Quach",
        "Marco Polini",
        "Gian Marcello Andolina",
    ),
    "Colloquium: Quantum batteries",
    2024,
    journal="Reviews of Modern Physics",
    volume="96",
    pages="031001",
    doi="10.1103/RevModPhys.96.031001",
)
