
// Rings: what is pointed at keeps its own lines; the rest of its picture steps back.
(() => {
  "use strict";
  const names = (one, key) => (one.dataset[key] || "").split(" ").filter(Boolean);
  document.querySelectorAll(".ringpic").forEach((picture) => {
    const parts = Array.from(picture.querySelectorAll("[data-n], [data-e]"));
    let shown = null;
    const show = (node) => {
      if (node === shown) return;
      shown = node;
      picture.classList.toggle("hush", Boolean(node));
      parts.forEach((part) => part.classList.remove("on"));
      if (!node) return;
      const own = names(node, "n").concat(names(node, "e"));
      // A column of dots names its rows.
      const rows = names(node, "r");
      const near = new Set(own);
      for (const part of parts) {
        const ends = names(part, "e");
        if (names(part, "r").some((row) => own.includes(row)) || ends.concat(names(part, "n")).some((name) => rows.includes(name))) part.classList.add("on");
        if (!ends.some((end) => own.includes(end))) continue;
        part.classList.add("on");
        ends.forEach((end) => near.add(end));
      }
      for (const part of parts) if (names(part, "n").some((name) => near.has(name))) part.classList.add("on");
    };
    const node = (event) => event.target.closest && event.target.closest(".ringpic [data-n], .ringpic .link[data-e], .ringpic .mark[data-e]");
    picture.addEventListener("pointerover", (event) => show(node(event)));
    picture.addEventListener("pointerleave", () => show(null));
    picture.addEventListener("focusin", (event) => show(event.target.querySelector && event.target.matches("a") ? event.target.querySelector("[data-n]") : null));
    picture.addEventListener("focusout", () => show(null));
  });
})();
