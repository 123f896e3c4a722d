/* passages.js: linking and citing a passage of a report. Without it the control of a passage leads to the
   citations at the foot of the page. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const template = document.getElementById("passage-menu");
  if (!template) return;
  const words = template.content.firstElementChild.dataset;
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  document.body.append(status);
  announceTargets(status, words.arrived);

  let menu;
  let opener;
  let selected;

  const remember = () => {
    const selection = getSelection();
    selected = selection.isCollapsed || !selection.rangeCount ? undefined : selection.getRangeAt(0).cloneRange();
  };
  const close = () => {
    menu?.remove();
    opener?.setAttribute("aria-expanded", "false");
    menu = opener = undefined;
  };
  const open = (control) => {
    const passage = control.closest(".passage, .comment");
    const text = passage.querySelector(".passage-text, p:not(.comment-head)");
    const chosen = selected && text.contains(selected.commonAncestorContainer) ? selected : undefined;
    opener = control;
    control.setAttribute("aria-expanded", "true");
    menu = template.content.firstElementChild.cloneNode(true);
    menu.setAttribute("aria-label", menu.getAttribute("aria-label").replace("{n}", control.dataset.number));
    for (const button of menu.querySelectorAll("[data-make]")) {
      const made = makers[button.dataset.make](text, chosen);
      button.hidden = !made;
      button.dataset.copied = words.copied;
      button.addEventListener("click", () => {
        copied(button, made, text);
        status.textContent = words.copied;
      });
    }
    menu.querySelector("a").addEventListener("click", close);
    control.parentElement.after(menu);
  };
  const makers = {
    link: address,
    quotation(text, chosen) {
      const quoted = words.quote.replace("{words}", () => spaced(chosen ? chosen.toString() : text.textContent));
      const reference = spaced(document.getElementById("cite-plain").textContent);
      return [quoted, reference, reference.includes(address()) ? "" : address()].filter(Boolean).join("\n");
    },
    selection: (text, chosen) => chosen && `${address()}:~:${directive(text, chosen)}`,
  };

  for (const control of document.querySelectorAll("[data-cite]")) {
    control.setAttribute("role", "button");
    control.setAttribute("aria-expanded", "false");
    // A press may take the selection away before the click comes.
    control.addEventListener("pointerdown", remember);
    control.addEventListener("keydown", (event) => {
      remember();
      if (event.key !== " ") return;
      event.preventDefault();
      control.click();
    });
    control.addEventListener("click", (event) => {
      event.preventDefault();
      const again = opener === control;
      close();
      for (const slot of document.querySelectorAll("[data-cite-id]")) slot.textContent = control.dataset.cite;
      for (const slot of document.querySelectorAll("[data-cite-number]")) slot.textContent = control.dataset.number;
      if (!again) open(control);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu) return;
    const control = opener;
    if (menu.contains(document.activeElement)) control.focus();
    close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (menu && !menu.contains(target) && !target.closest("[data-cite]")) close();
  });
});

/* Whoever does not see that a passage is lit hears its number. */
function announceTargets(status, pattern) {
  const announce = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const control = target && target.matches(".passage, .comment") && target.querySelector("[data-number]");
    // A status that comes with the page is not read: it must change while it is there.
    if (control) setTimeout(() => { status.textContent = pattern.replace("{n}", control.dataset.number); }, 200);
  };
  addEventListener("hashchange", announce);
  announce();
}

const address = () => document.getElementById("cite-link").textContent.trim();

const spaced = (text) => text.replace(/[^\S\u00a0\u202f]+/g, " ").trim();

/* The words chosen as a text directive, whole words only; a long choice by its beginning and end. Where the page
   has the same words elsewhere, the words beside them say which are meant. */
function directive(within, chosen) {
  const text = within.textContent;
  const before = document.createRange();
  before.setStart(within, 0);
  before.setEnd(chosen.startContainer, chosen.startOffset);
  let from = before.toString().length;
  let to = from + chosen.toString().length;
  const letter = (at) => /[\p{L}\p{N}]/u.test(text[at] ?? "");
  while (from > 0 && letter(from - 1) && letter(from)) from -= 1;
  while (to < text.length && letter(to - 1) && letter(to)) to += 1;
  const exact = spaced(text.slice(from, to));
  const parts = exact.split(" ");
  const long = parts.length > 16;
  const first = long ? parts.slice(0, 5).join(" ") : exact;
  const said = [long ? `${encoded(first)},${encoded(parts.slice(-5).join(" "))}` : encoded(exact)];
  if (spaced(document.querySelector("main").textContent).split(first).length > 2) {
    const left = spaced(text.slice(0, from)).split(" ").slice(-4).join(" ");
    const right = spaced(text.slice(to)).split(" ").slice(0, 4).join(" ");
    if (left) said.unshift(`${encoded(left)}-`);
    if (right) said.push(`-${encoded(right)}`);
  }
  return `text=${said.join(",")}`;
}

/* In a directive a hyphen, a comma and an ampersand mean something. */
const encoded = (text) => encodeURIComponent(text).replace(/[-!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
