// Filters the list as one types. The words are kept behind `#` in the address, so that going back finds them again.
(() => {
  const form = document.getElementById("search");
  const words = document.getElementById("words");
  const kind = document.getElementById("kind");
  const count = document.getElementById("count");
  const rows = [...document.querySelectorAll("#list > li[data-kind]")];

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = JSON.parse(document.getElementById("data").textContent).map(plain);

  const filter = () => {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    let hits = 0;
    rows.forEach((row, place) => {
      const fits = (!kind.value || row.dataset.kind === kind.value) && wanted.every((word) => texts[place].includes(word));
      row.hidden = !fits;
      hits += fits;
    });
    const all = !wanted.length && !kind.value;
    count.textContent = all ? `${rows.length} in all` : hits ? `${hits} of ${rows.length}` : "Nothing fits: try fewer words";
  };

  // browsers refuse many changes of an address within seconds
  let timer;
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 250);
  };
  const keep = () => {
    clearTimeout(timer);
    const state = new URLSearchParams();
    if (words.value) state.set("q", words.value);
    if (kind.value) state.set("kind", kind.value);
    history.replaceState(null, "", `#${state}`);
  };

  const recall = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    words.value = state.get("q") ?? "";
    kind.value = state.get("kind") ?? "";
    if (kind.selectedIndex < 0) kind.value = "";
    filter();
  };

  const clear = () => {
    words.value = "";
    changed();
  };
  const changed = () => {
    filter();
    keepSoon();
  };

  words.addEventListener("input", changed);
  kind.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
    // what is broken has no page
    rows.find((row) => !row.hidden && row.querySelector("a"))?.querySelector("a").click();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      words.focus();
      words.select();
    } else if (event.key === "Escape" && event.target === words) {
      event.preventDefault();
      clear();
    }
  });
  addEventListener("hashchange", () => { if (location.hash !== "#main") recall(); });

  addEventListener("pagehide", keep);

  form.hidden = false;
  document.getElementById("keys").hidden = false;
  recall();
})();
