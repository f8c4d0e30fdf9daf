// Shows one command at a time. Without this script, and on paper, there are all of them.
(() => {
  const KEY = "claimed-command";
  const box = document.getElementById("commands");
  const panels = [...box.querySelectorAll(".command")];
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Tools");

  const tabs = panels.map((panel) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${panel.id}`;
    tab.textContent = panel.dataset.title;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => choose(tab));
    list.append(tab);
    return tab;
  });

  const select = (tab) => {
    tabs.forEach((one, place) => {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
      panels[place].classList.toggle("away", one !== tab);
    });
  };
  const choose = (tab) => {
    select(tab);
    try { localStorage.setItem(KEY, tab.id); } catch { /* then the next page begins with the first */ }
  };

  const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(event.target);
    const ends = { Home: 0, End: tabs.length - 1 };
    const next = event.key in MOVES ? (at + MOVES[event.key] + tabs.length) % tabs.length : ends[event.key];
    if (next === undefined) return;
    event.preventDefault();
    tabs[next].focus();
    choose(tabs[next]);
  });

  let last = null;
  try { last = localStorage.getItem(KEY); } catch { /* nothing is remembered */ }
  box.prepend(list);
  box.classList.add("tabbed");
  select(tabs.find((tab) => tab.id === last) ?? tabs[0]);
})();
