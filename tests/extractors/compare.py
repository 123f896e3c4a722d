"""Compares what is kept of the pages of make.py: recall and precision in characters."""

import json
import logging
import pathlib
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher

import justext
import lxml.html
import trafilatura
from readability import Document

logging.disable(logging.CRITICAL)
STOP = {"en": "English", "fr": "French", "de": "German"}


def ours(html, code, binary):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "content/sources").mkdir(parents=True)
        (root / "archive.toml").write_text(f'title = "A page"\nlanguage = "{code if code != "de" else "en"}"\n')
        (root / "content/sources/p.html").write_text(html, encoding="utf-8")
        subprocess.run([binary, "build"], cwd=root, check=True, capture_output=True)
        rows = (root / "public/data/passages.jsonl").read_text(encoding="utf-8").splitlines()
        passages = [json.loads(row) for row in rows]
        return "\n".join(p["text"] for p in passages if p["kind"] != "comment")


def of_readability(html, code, _):
    return lxml.html.fromstring(Document(html).summary()).text_content()


def of_justext(html, code, _):
    stop = justext.get_stoplist(STOP[code])
    return "\n".join(p.text for p in justext.justext(html.encode(), stop) if not p.is_boilerplate)


def of_trafilatura(html, code, _):
    return trafilatura.extract(html, include_comments=False) or ""


def same(wanted, found):
    """Characters of words that both have, in the order of the first."""
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(len(word) for b in blocks for word in wanted[b.a : b.a + b.size])


if __name__ == "__main__":
    folder, binary = pathlib.Path(sys.argv[1]), str(pathlib.Path(sys.argv[2]).resolve())
    pages = sorted(folder.glob("*.html"))
    readers = {"archive": ours, "trafilatura": of_trafilatura, "readability-lxml": of_readability, "jusText": of_justext}
    print(f"{len(pages)} pages\n\n| | recall | precision | F1 |\n|---|---|---|---|")
    for name, read in readers.items():
        kept = wanted_all = found_all = 0
        for page in pages:
            wanted = page.with_suffix(".txt").read_text(encoding="utf-8").split()
            found = read(page.read_text(encoding="utf-8"), page.name[:2], binary).split()
            shared = same(wanted, found)
            kept += shared
            wanted_all += sum(map(len, wanted))
            found_all += sum(map(len, found))
        recall, precision = kept / wanted_all, kept / max(1, found_all)
        f1 = 2 * recall * precision / max(recall + precision, 1e-9)
        print(f"| {name} | {recall:.3f} | {precision:.3f} | {f1:.3f} |")
