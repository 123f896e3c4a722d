/* timeline.js: shows one scale of the timeline at a time: all years, a year by its months, a month by its days.
   The address says which, so that links, Back and bookmarks work. Without it all scales stand below each other. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const timeline = document.querySelector(".timeline");
  const tools = document.querySelector(".scale");
  if (!timeline || !tools) return;
  /* The script of all pages may come later than this one. */
  tools.hidden = false;
  const years = [...timeline.querySelectorAll(".zoom-year")];
  const months = [...timeline.querySelectorAll(".zoom-month")];
  const overview = timeline.querySelector(".zoom-years");
  const turns = [...tools.querySelectorAll("[data-turn]")];
  let shown;

  /* Where the address leads: the scale, and which year or month of it. */
  const asked = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const month = target && target.closest(".zoom-month");
    const year = target && target.closest(".zoom-year");
    if (month) return { scale: "days", at: month, target };
    if (year) return { scale: "months", at: year, target };
    return overview ? { scale: "years", target } : { scale: "months", at: years[0] };
  };

  const show = () => {
    const { scale, at } = (shown = asked());
    const whole = scale === "years";
    if (overview) overview.hidden = !whole;
    for (const year of years) {
      year.hidden = !whole && !year.contains(at);
      year.querySelector(".zoom-own").hidden = scale === "days";
      for (const axis of year.querySelectorAll(".zoom-own > .zoom-axis")) axis.hidden = scale !== "months";
    }
    for (const month of months) {
      month.hidden = scale === "days" && month !== at;
      for (const axis of month.querySelectorAll(".zoom-axis")) axis.hidden = scale !== "days";
    }
    for (const choice of tools.querySelectorAll("input")) choice.checked = choice.value === scale;
    tools.querySelector("output").textContent = at ? at.dataset.title : "";
    const row = scale === "days" ? months : years;
    for (const button of turns) {
      const step = Number(button.dataset.turn);
      const next = whole ? undefined : row[row.indexOf(at) + step];
      button.hidden = !next;
      if (!next) continue;
      const { title } = next.dataset;
      button.dataset.label ??= button.textContent;
      button.textContent = step < 0 ? `‹ ${title}` : `${title} ›`;
      button.setAttribute("aria-label", `${button.dataset.label}: ${title}`);
    }
  };

  const fullest = (sections) =>
    sections.reduce((most, one) => (one.querySelectorAll(".moment").length > most.querySelectorAll(".moment").length ? one : most));

  const go = (section) => {
    history.pushState(null, "", `#${section.id}`);
    show();
  };

  tools.addEventListener("change", ({ target }) => {
    const { at } = shown;
    if (target.value === "years") return go(overview);
    if (target.value === "months") return go(at ? at.closest(".zoom-year") : fullest(years));
    const within = at ? [...at.querySelectorAll(".zoom-month")] : months;
    return go(within.length ? fullest(within) : fullest(months));
  });
  for (const button of turns) {
    button.addEventListener("click", () => {
      const row = shown.scale === "days" ? months : years;
      go(row[row.indexOf(shown.at) + Number(button.dataset.turn)]);
    });
  }

  addEventListener("hashchange", () => {
    show();
    const { at, target } = shown;
    if (!target) return;
    if (target !== at && target !== overview) return target.scrollIntoView();
    tools.scrollIntoView();
    // What was pressed to come here is hidden now.
    const head = at?.querySelector(at.matches(".zoom-year") ? "h2" : "h3");
    head?.setAttribute("tabindex", "-1");
    head?.focus({ preventScroll: true });
  });
  show();
  // The browser has scrolled to where the asked one stood among all the others.
  addEventListener("load", () => {
    if (shown.target) (shown.target === shown.at ? tools : shown.target).scrollIntoView();
  });
  if (!months.length) tools.querySelector("[value=days]").disabled = true;
});
