/* live.js: reloads a page when the site was built anew, and shows over it what is wrong with the archive. Only
   `archive serve` brings it to a page; no file on the disk has it. */
"use strict";

(() => {
  const { edition, raw } = document.currentScript.dataset;
  const session = {
    get(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* private window */ } },
    take(key) { const value = this.get(key); this.set(key, null); return value; },
  };

  restore();
  const panel = makePanel();
  const events = new EventSource("/-/live");
  events.addEventListener("built", (event) => {
    const state = JSON.parse(event.data);
    if (state.edition === edition) {
      panel.show(state);
    } else {
      keep();
      location.reload();
    }
  });
  events.addEventListener("error", () => panel.alone());
  events.addEventListener("open", () => panel.together());

  /* The reader's place ------------------------------------------------------ */

  /* What is read stands a little below the upper edge. Its distance from there is what is kept, not the distance from
     the head of the page, because words above it may have come or gone. */
  function keep() {
    const eye = innerHeight / 4;
    let anchor = null;
    if (scrollY > 0) {
      for (const element of document.querySelectorAll("[id]")) {
        const box = element.getBoundingClientRect();
        if (box.height > 0 && box.top <= eye && (!anchor || box.top >= anchor.top)) anchor = { id: element.id, top: box.top };
      }
    }
    session.set("archive-place", {
      path: location.pathname,
      anchor, x: scrollX, y: scrollY,
      focus: document.activeElement?.id,
      open: [...document.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]),
    });
  }

  function restore() {
    const place = session.take("archive-place");
    if (place?.path !== location.pathname) return;
    history.scrollRestoration = "manual";
    for (const [id, open] of place.open) {
      const fold = document.getElementById(id);
      if (fold) fold.open = open;
    }
    const scroll = () => {
      const element = place.anchor && document.getElementById(place.anchor.id);
      const top = element ? scrollY + element.getBoundingClientRect().top - place.anchor.top : place.y;
      scrollTo({ left: place.x, top, behavior: "instant" });
    };
    const settle = () => {
      scroll();
      if (place.focus) document.getElementById(place.focus)?.focus({ preventScroll: true });
      history.scrollRestoration = "auto";
    };
    scroll();
    if (document.readyState === "complete") settle();
    else addEventListener("load", () => requestAnimationFrame(settle), { once: true });
  }

  /* What is wrong ----------------------------------------------------------- */

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  /* A shadow keeps the page's style from the panel, and the panel's from the page. */
  function makePanel() {
    const host = document.createElement("archive-serve");
    const shadow = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/-/live.css";
    const status = element("div", "status");
    status.setAttribute("role", "status");
    const tools = element("p", "tools");
    tools.setAttribute("role", "note");
    const gone = element("span", "gone", "archive serve has stopped");
    gone.hidden = true;
    tools.append(gone);
    if (raw) {
      const link = element("a", "", "Markdown");
      link.href = raw;
      tools.append(link);
    }
    shadow.append(style, status, tools);
    document.body.append(host);
    addEventListener("keydown", (event) => { if (event.key === "Escape") status.querySelector(".close")?.click(); });
    return {
      show(state) { status.replaceChildren(...report(state)); },
      alone() { gone.hidden = false; },
      together() { gone.hidden = true; },
    };
  }

  function report({ failed, diagnostics }) {
    const errors = diagnostics.filter((d) => d.severity === "error");
    const warnings = diagnostics.filter((d) => d.severity !== "error");
    if (!failed && !diagnostics.length) return [];
    const told = JSON.stringify([failed, diagnostics]);
    if (session.get("archive-closed") === told) return [];
    const counts = [];
    if (errors.length) counts.push(counted(errors.length, "error"));
    if (warnings.length) counts.push(counted(warnings.length, "warning"));
    const title = element("summary", "", counts.join(", "));
    if (failed) title.append(element("span", "stale", "the site is that of the last good build"));
    const close = element("button", "close", "Close");
    close.type = "button";
    const panel = element("details", failed || errors.length ? "panel wrong" : "panel", title);
    panel.open = failed || errors.length > 0;
    panel.append(element("ol", "diagnostics", ...[...errors, ...warnings].map(line)), close);
    close.addEventListener("click", () => {
      session.set("archive-closed", told);
      panel.remove();
    });
    return [panel];
  }

  function line(diagnostic) {
    const { severity, code, message, file, line: number, excerpt, notes, hint } = diagnostic;
    const parts = [element("p", "message", element("span", `severity ${severity}`, severity), ` ${message} `, element("code", "code", code))];
    if (file) parts.push(element("p", "place", element("code", "", number ? `${file}:${number}` : file)));
    if (excerpt) {
      const [before, meant, after] = excerpt;
      parts.push(element("pre", "excerpt", before, element("mark", "", meant), after));
    }
    if (notes.length) parts.push(element("ul", "notes", ...notes.map((note) => element("li", "", note))));
    if (hint) parts.push(element("p", "hint", hint));
    return element("li", "", ...parts);
  }
})();
