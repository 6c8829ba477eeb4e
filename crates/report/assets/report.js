// Everything here is a convenience: the page is complete without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const get = (id) => document.getElementById(id);
  const all = (where, what) => Array.from(where.querySelectorAll(what));

  // Language: the reader's own, until they choose.
  const japanese = get("l-ja");
  const speak = () => { root.lang = japanese.checked ? "ja" : "en"; };
  if ((navigator.language || "").toLowerCase().startsWith("ja")) japanese.checked = true;
  [get("l-en"), japanese].forEach((radio) => radio.addEventListener("change", speak));
  speak();

  // A link to a case, or to a ring or a part of it, opens it.
  const follow = () => {
    const target = /^#(case-\d+|ring-\d+[-\w]*)$/.test(location.hash) && get(location.hash.slice(1));
    if (!target) return;
    target.hidden = false;
    for (let up = target; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();

  // Paper shows everything.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all(document, "details:not([open])");
    closed.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((fold) => { fold.open = false; }));

  // Filter and order.
  const box = get("cases");
  if (!box) return;
  const form = document.querySelector(".controls");
  const cases = all(box, ":scope > .case");
  const rows = all(document, ".restrows tbody tr");
  let texts = null;
  const read = () => new Map([
    ...cases.map((one) => [one, one.textContent.toLowerCase()]),
    ...rows.map((one) => [one, one.textContent.toLowerCase()]),
  ]);
  const filter = () => {
    const words = get("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const bands = all(form, "[name=band]:checked").map((input) => input.value);
    if (words.length && !texts) texts = read();
    let shown = 0;
    for (const one of cases.concat(rows)) {
      const fits = bands.includes(one.dataset.band) && words.every((word) => texts.get(one).includes(word));
      one.hidden = !fits;
      shown += fits;
    }
    const rest = document.querySelector(".rest");
    if (rest && words.length && rows.some((row) => !row.hidden)) rest.open = true;
    get("shown").textContent = shown + " / " + (cases.length + rows.length);
  };
  const orders = {
    bits: (a, b) => cases.indexOf(a) - cases.indexOf(b),
    groups: (a, b) => b.dataset.groups - a.dataset.groups || b.dataset.bits - a.dataset.bits,
    account: (a, b) => {
      const [x, y] = [a, b].map((one) => one.querySelector(".account").textContent);
      return x < y ? -1 : x > y ? 1 : 0;
    },
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target.name === "order") box.append(...cases.slice().sort(orders[event.target.value]));
    else filter();
  });
  const fold = (open) => cases.forEach((one) => { if (!one.hidden) one.open = open; });
  get("open").addEventListener("click", () => fold(true));
  get("close").addEventListener("click", () => fold(false));
  form.hidden = false;
  filter();
})();
