// Copy buttons. Pages that come by plain http have no clipboard, so the old way of copying stands behind the new one.
(() => {
  const said = document.getElementById("said");

  const copyOldWay = (text) => {
    const area = document.createElement("textarea");
    const focused = document.activeElement;
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return done;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOldWay(text);
    }
  };

  for (const button of document.querySelectorAll("button.copy")) {
    let timer;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(document.getElementById(button.dataset.copies).textContent);
      button.textContent = done ? "Copied" : "Select and copy";
      said.textContent = done ? "Copied" : "The browser does not let a page copy. Select the text, and copy it.";
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.textContent = "Copy";
        said.textContent = "";
      }, 2000);
    });
  }
})();
