/* archive.js: conveniences only. Every page reads and links without it. */
"use strict";

/* Theme: applied as soon as the script is there, remembered where storage is allowed. */
const root = document.documentElement;
const remembered = {
  get() { try { return localStorage.getItem("theme"); } catch { return null; } },
  set(value) { try { localStorage.setItem("theme", value); } catch { /* private window */ } },
};

if (remembered.get()) root.dataset.theme = remembered.get();

/* The script runs when it arrives, which may be before or after the page is read to its end. */
const whenRead = (start) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
};

whenRead(() => {
  live();
  themeToggle();
  previewCards();
  ownAddress();
  copyButtons();
  highlights();
  openTargets();
  keepPlaces();
});

/* What only the script can serve is there only with it. */
function live() {
  for (const part of document.querySelectorAll("[data-live]")) part.hidden = false;
}

function themeToggle() {
  const button = document.querySelector(".theme-toggle");
  if (!button) return;
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remembered.set(root.dataset.theme);
    show();
  });
  show();
}

/* A mark or a link shows a card: what a mark was resolved to, and why; how the passage begins that a link leads
   to; when and where an event was. The card of a mention is that of its entity at the foot of the page. Pointer: after
   a short rest. Keyboard: on focus. Touch: first tap shows, the card links on. A quotation is long and is read with
   the pointer on it, so only the focus shows its card. */
function previewCards() {
  const marks = document.querySelectorAll("[data-card], [data-why]");
  if (!marks.length) return;
  const preview = document.createElement("div");
  preview.className = "preview";
  preview.id = "preview";
  preview.hidden = true;
  document.body.append(preview);

  let timer = 0;
  let shownFor = null;

  const hide = () => {
    preview.hidden = true;
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
  };
  const filled = (mark) => {
    const card = document.getElementById(mark.dataset.card)?.cloneNode(true);
    const copy = card ?? document.createElement("div");
    copy.className = "card";
    copy.removeAttribute("id");
    for (const [name, words] of [["card-name", mark.dataset.head], ["card-why", mark.dataset.why]]) {
      if (!words) continue;
      const line = document.createElement("p");
      line.className = name;
      line.textContent = words;
      // The head is what the link says, and the rest what stands behind it.
      const language = name === "card-why" ? mark.hreflang : mark.lang;
      if (language) line.lang = language;
      copy.append(line);
    }
    return copy;
  };
  const show = (mark) => {
    const copy = filled(mark);
    if (!copy.firstChild) return;
    // The name that was left would otherwise take this card away with its own.
    clearTimeout(timer);
    hide();
    preview.replaceChildren(copy);
    preview.hidden = false;
    shownFor = mark;
    mark.setAttribute("aria-describedby", "preview");
    const box = mark.getClientRects()[0];
    const below = box.bottom + preview.offsetHeight + 12 < innerHeight;
    const top = below ? box.bottom + 6 : box.top - preview.offsetHeight - 6;
    const left = Math.max(16, Math.min(box.left, root.clientWidth - preview.offsetWidth - 16));
    preview.style.top = `${top + scrollY}px`;
    preview.style.left = `${left + scrollX}px`;
  };
  const later = (work, delay) => { clearTimeout(timer); timer = setTimeout(work, delay); };

  for (const mark of marks) {
    mark.addEventListener("focus", () => { if (mark.matches(":focus-visible")) show(mark); });
    mark.addEventListener("blur", (event) => {
      // What has the focus next must not lie under the card.
      if (event.relatedTarget && !preview.contains(event.relatedTarget)) hide();
      else later(hide, 250);
    });
    if (mark.matches(".quotation")) continue;
    mark.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") later(() => show(mark), 250);
    });
    mark.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") later(hide, 250);
    });
    mark.addEventListener("click", (event) => {
      // A name inside a figure has a card of its own.
      if (event.pointerType === "touch" && shownFor !== mark && event.target.closest("[data-why], [data-card]") === mark) {
        event.preventDefault();
        show(mark);
      }
    });
  }
  preview.addEventListener("pointerenter", () => clearTimeout(timer));
  preview.addEventListener("pointerleave", () => later(hide, 250));
  preview.addEventListener("focusin", () => clearTimeout(timer));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("pointerdown", (event) => {
    if (!preview.contains(event.target) && !event.target.closest("[data-card], [data-why]")) hide();
  });
}

/* An archive that was not told where it is published knows its own address once it is opened, on a disk too: part of
   an address leads nobody anywhere. */
function ownAddress() {
  const slot = document.querySelector("[data-own-address]");
  if (slot) slot.textContent = location.href.replace(/[?#].*/, "");
}

/* <button data-copy="#id">: copies the text of that element. */
function copyButtons() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    const from = document.querySelector(button.dataset.copy);
    button.addEventListener("click", () => copied(button, from.textContent.trim(), from));
  }
}

/* Copies a text, and has the button say so for a while. `near`: an element that may be selected for it. */
async function copied(button, text, near) {
  button.dataset.label ??= button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByCommand(text, near);
  }
  button.textContent = button.dataset.copied;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
}

/* Where a browser keeps its clipboard from the page (no TLS): the command copies what is selected, but
   would make plain spaces of the unbreakable ones. */
function copyByCommand(text, near) {
  const fill = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", text);
  };
  getSelection().selectAllChildren(near);
  addEventListener("copy", fill);
  document.execCommand("copy");
  removeEventListener("copy", fill);
}

/* Radio buttons light every element whose data-shared holds their value. */
function highlights() {
  addEventListener("change", ({ target }) => {
    if (target.name !== "highlight") return;
    for (const words of document.querySelectorAll("[data-shared]")) {
      words.classList.toggle("is-lit", words.dataset.shared === target.value);
    }
  });
}

/* An address that points at something folded away unfolds it. */
function openTargets() {
  const open = () => {
    // A browser that knows no text fragments would look for one as part of the id.
    const [id, fragment] = location.hash.split(":~:");
    if (fragment) location.replace(id);
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let fold = target && target.closest("details:not([open])");
    if (!fold) return;
    for (; fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
}

/* The same page in another language has the same passages: a reader who was led to one is led to it there, and a query
   is asked again. */
function keepPlaces() {
  for (const link of document.querySelectorAll("[data-keep-place]")) {
    const page = link.href;
    const follow = () => { link.href = page + location.search + location.hash; };
    addEventListener("hashchange", follow);
    link.addEventListener("pointerenter", follow);
    link.addEventListener("focus", follow);
    link.addEventListener("click", follow);
    follow();
  }
}

/* A page at an old address leads on to the new one, with the passage that was asked for. */
whenRead(() => {
  const moved = document.querySelector("[data-moved]");
  if (moved) location.replace(moved.href + location.hash);
});
