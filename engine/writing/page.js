"use strict";
// Chooses among the reports and opens what is asked for; without it everything can be read all the same.
(() => {
  const one = (name) => document.getElementById(name);
  const controls = one("controls");
  const count = one("count");
  const all = count.textContent;
  const rows = [...document.querySelectorAll("tr[data-report]")].map((row) => {
    const report = one(row.dataset.report);
    return { row, report, standing: row.dataset.standing, kinds: row.dataset.kinds.split(" "), texts: null };
  });
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  const texts = (entry) => {
    if (entry.texts === null) {
      const organ = plain(entry.row.querySelector("th").textContent);
      entry.texts = { organ, words: organ + plain(entry.row.textContent) + plain(entry.report.textContent) };
    }
    return entry.texts;
  };

  const fits = (entry, wanted) =>
    (!wanted.standing || entry.standing === wanted.standing) &&
    (!wanted.kind || entry.kinds.includes(wanted.kind)) &&
    (!wanted.organ || texts(entry).organ.includes(wanted.organ)) &&
    wanted.words.every((word) => texts(entry).words.includes(word));

  const choose = () => {
    const wanted = {
      standing: one("standing").value,
      kind: one("kind").value,
      organ: plain(one("organ").value),
      words: one("words").value.split(/\s+/).filter(Boolean).map(plain),
    };
    let shown = 0;
    for (const entry of rows) {
      const fit = fits(entry, wanted);
      entry.row.hidden = !fit;
      entry.report.hidden = !fit;
      shown += fit;
    }
    count.textContent = shown === rows.length ? all : count.dataset.counted.replace("{shown}", shown);
  };

  const reveal = () => {
    const target = location.hash ? one(decodeURIComponent(location.hash.slice(1))) : null;
    if (target === null) return;
    for (let inside = target; inside !== null; inside = inside.parentElement) {
      if (inside.tagName === "DETAILS") inside.open = true;
      if (inside.matches("article[hidden]")) { controls.reset(); choose(); }
    }
    if (target.matches("article")) target.querySelector("details").open = true;
    target.scrollIntoView({ block: target.matches(".mark") ? "center" : "start" });
    (target.matches("article") ? target.querySelector("summary") : target).focus({ preventScroll: true });
  };

  const setAll = (open) => {
    for (const details of document.querySelectorAll("article:not([hidden]) details")) details.open = open;
  };

  controls.hidden = false;
  controls.addEventListener("input", choose);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(choose));
  one("fold").addEventListener("click", () => setAll(false));
  one("unfold").addEventListener("click", () => setAll(true));
  one("print").addEventListener("click", () => print());
  for (const card of document.querySelectorAll("a[data-standing]")) {
    card.addEventListener("click", () => {
      controls.reset();
      one("standing").value = card.dataset.standing;
      choose();
    });
  }
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link !== null && link.hash === location.hash) reveal();
  });

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("article:not([hidden]) .whole:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });
  choose();
  reveal();
})();
