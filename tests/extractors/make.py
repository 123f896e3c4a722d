"""Writes pages whose main text is known: PAGE.html and PAGE.txt, the same ones each time."""

import itertools
import json
import pathlib
import sys

TEXTS = {
    "en": (
        "The weir holds",
        "The keeper slept for the first time since Sunday.",
        [
            "The weir of Corbelle held through the night, although the river passed the second mark at seven.",
            "“I have not closed an eye since Sunday,” said the keeper, Amos Treloar, who has kept it for thirty years.",
            "Twelve boats were lost all the same. Nobody has yet said who will pay for them.",
            "The council meets on Friday.",
            "Until then the ferry runs at half past every hour, and whoever is late waits with the cows.",
        ],
    ),
    "fr": (
        "Le bac reprend du service",
        "La clef de la timonerie était dans la soupe.",
        [
            "Le bac de Corbelle a repris du service mardi matin, avec deux heures de retard et trente passagers.",
            "« La clef était dans la soupe », a reconnu la maire, Inès Tallard, devant le conseil réuni au moulin.",
            "Le cuisinier le nie, et les passagers ont eu droit à une seconde assiette.",
            "Personne ne s’est noyé.",
            "La prochaine traversée aura lieu jeudi, si la Loubière le veut bien et si la clef reste à son clou.",
        ],
    ),
    "de": (
        "Die Glocke ist fort",
        "Der Küster hat nichts gehört.",
        [
            "Aus der oberen Kapelle von Corbelle ist in der Nacht zum Montag die kleine Glocke verschwunden.",
            "„Ich habe nichts gehört, und das ist ja das Schlimme“, sagte der Küster, der seit elf Jahren taub ist.",
            "Die Glocke wog neunzig Pfund. Sie hing dort seit dem großen Hochwasser.",
            "Niemand vermisst sie so recht.",
            "Am Freitag will der Rat beraten, ob man eine neue gießen lässt oder fortan mit der Pfanne schlägt.",
        ],
    ),
}
NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/river">River</a></li><li><a href="/mill">Mill</a></li></ul></nav>'


def paragraphs(lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def article(title, lead, lines):
    return f'<main><article><header><h1>{title}</h1><p class="lead">{lead}</p><p class="byline">Nora Tibbs, <time datetime="2031-03-04">4.3.2031</time></p></header>{paragraphs(lines)}</article></main>'


def soup(title, lead, lines):
    inner = "".join(f"<div>{line}</div>" for line in lines)
    return f'<div class="w1"><div class="w2"><h1>{title}</h1><div class="w3">{lead}</div><div class="w4">{inner}</div></div></div>'


def layout(title, lead, lines):
    return f'<table><tr><td width="20%"><a href="/a">Ferry</a><br><a href="/b">Weir</a></td><td><h1>{title}</h1><p><b>{lead}</b></p>{paragraphs(lines)}</td></tr></table>'


def microdata(title, lead, lines):
    return f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{title}</h1><span itemprop="author">Nora Tibbs</span><div itemprop="articleBody"><p>{lead}</p>{paragraphs(lines)}</div></div>'


def linked(title, lead, lines):
    data = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": "2031-03-04"})
    return f'<script type="application/ld+json">{data}</script><div class="post"><h2>{title}</h2><p>{lead}</p>{paragraphs(lines)}</div>'


def sections(title, lead, lines):
    return f'<div class="story-body"><h1>{title}</h1><p>{lead}</p><section>{paragraphs(lines[:3])}</section><section>{paragraphs(lines[3:])}</section></div>'


def bare(body):
    return NAV + body + "<footer><p>© 2031 The River Gazette. All rights reserved.</p></footer>"


def comments(body):
    said = "".join(
        f'<li class="comment" id="comment-{n}"><b class="author">{who}</b> <time datetime="2031-03-05T0{n}:00">0{n}:00</time><p>{what}</p><a href="#r">Reply</a></li>'
        for n, (who, what) in enumerate(
            [("bob", "I crossed at noon and saw nothing of the kind, whatever the Gazette says about it."), ("odile", "You never see anything. It was there for everybody who was not asleep in the boat.")], 1
        )
    )
    return bare(body + f'<section id="comments"><h2>2 comments</h2><ol>{said}</ol></section>')


def sidebar(body):
    teasers = "".join(
        f'<div class="teaser"><h3><a href="/{n}">Eel prices rise again</a></h3><p>Buyers at the upper market paid twice what they paid in autumn for the {n} smoked eels.</p></div>' for n in range(2, 6)
    )
    return bare(f'<div class="columns">{body}<aside class="sidebar"><h2>Most read</h2>{teasers}</aside></div>')


def banners(body):
    return (
        '<div class="cookie-banner"><p>We use small files to remember you by, and our forty partners would like to remember you too.</p><button>Accept</button></div>'
        + bare(body)
        + '<div class="newsletter"><h3>Our letter</h3><p>Get the river in your letter box every morning before the ferry leaves.</p><form><input><button>Sign up</button></form></div>'
    )


def related(body):
    links = "".join(f'<li><a href="/{n}">The story of the {n} boats that nobody wanted back</a></li>' for n in range(2, 8))
    return bare(body + f'<div><h3>Related</h3><ul>{links}</ul></div><p class="tags"><a href="/t">River</a>, <a href="/u">Mill</a></p>')


BODIES = [article, soup, layout, microdata, linked, sections]
AROUND = [bare, comments, sidebar, banners, related]

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for (code, text), body, around in itertools.product(TEXTS.items(), BODIES, AROUND):
        title, lead, lines = text
        name = f"{code}-{body.__name__}-{around.__name__}"
        page = f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><title>{title}</title></head><body>{around(body(*text))}</body></html>'
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        (folder / f"{name}.txt").write_text("\n".join([title, lead, *lines]), encoding="utf-8")
