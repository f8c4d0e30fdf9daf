// Fills the commands from the form as one types. It writes values down just as hatch_claimed/site/quoting.py does.
(() => {
  const { parameters, commands } = JSON.parse(document.getElementById("data").textContent);
  const form = document.getElementById("form");
  // by id alone: a field with a name would hide a property of the form
  const field = (name) => document.getElementById(`p-${name}`);
  const todo = document.getElementById("todo");

  const INTEGER = /^([+-]?)0*([0-9]+)$/;
  const FLOAT = /^([+-]?)(?=\.?[0-9])0*([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;
  const BOOLEANS = { true: "True", false: "False" };

  const shell = (text) => {
    if (text === "") return "''";
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
  };
  // a pod's `$(NAME)` names another variable, and `$$` is `$`
  const kubernetes = (text) => (/\$(?:[$(]|[^\x00-\x7f])/u.test(text) ? text.replaceAll("$", () => "$$") : text);

  const literal = (text, type) => {
    const integer = type === "Integer" && INTEGER.exec(text);
    if (integer) return (integer[1] === "-" ? "-" : "") + integer[2];
    const float = type === "Float" && FLOAT.exec(text);
    if (!float) return JSON.stringify(text);
    const [, sign, whole, fraction, exponent] = float;
    // Kubeflow takes no whole number for a Float
    const behind = fraction || !exponent ? `.${fraction || 0}` : "";
    return (sign === "-" ? "-" : "") + (whole || "0") + behind + (exponent ? `e${exponent}` : "");
  };

  const STYLES = {
    shell,
    kubernetes: (text) => shell(kubernetes(text)),
    python: (text, type) => (type === "Boolean" && BOOLEANS[text]) || literal(text, type),
    json: (text, type) => (type === "Boolean" && BOOLEANS[text] ? text : literal(text, type)),
  };
  const MISSING = {
    shell,
    kubernetes: shell,
    python: () => "...",
    json: (text) => JSON.stringify(text),
  };

  const written = (command, values) => {
    const given = parameters.filter((one) => one.name in command.places && (values[one.name] || one.required));
    if (!given.length) return command.bare;
    const body = given.map((one) => {
      const [before, after] = command.places[one.name];
      const text = values[one.name];
      const value = text ? STYLES[command.style](text, one.type) : MISSING[command.style](one.name.toUpperCase());
      return before + value + after;
    }).join(command.between);
    return command.lead + (command.whole ? shell(command.whole[0] + body + command.whole[1]) : body) + command.tail;
  };

  const complaint = (type, text) => {
    if (!text || type === "String" || type === "Boolean") return "";
    if (type === "Integer") return INTEGER.test(text) ? "" : "This is no whole number.";
    return FLOAT.test(text) || /^[+-]?(inf|infinity|nan)$/i.test(text) ? "" : "This is no number.";
  };

  const check = (one, text) => {
    const wrong = document.getElementById(`e-${one.name}`);
    const message = complaint(one.type, text);
    if (!wrong || wrong.textContent === message) return;
    wrong.textContent = message;
    field(one.name).setAttribute("aria-invalid", String(Boolean(message)));
  };

  const show = () => {
    const values = Object.create(null);
    for (const one of parameters) {
      values[one.name] = field(one.name).value;
      check(one, values[one.name]);
    }
    for (const command of commands) {
      document.getElementById(`t-${command.key}`).textContent = written(command, values);
    }
    const missing = parameters.filter((one) => one.required && !values[one.name]).map((one) => one.name);
    const text = missing.length ? `Still to be filled in: ${missing.join(", ")}` : "";
    if (todo.textContent !== text) todo.textContent = text;
  };

  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector(".actions").hidden = !parameters.length;
  show();
})();
