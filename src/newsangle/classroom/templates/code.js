// Coding by clicking: one sentence at a time, kept in this browser, saved as a file.
(() => {
  const { key, sheets, names } = given();
  const find = (id) => document.getElementById(id);
  const empty = () => ({ coder: propose(), sheet: 0, at: 0, codes: {}, undo: [] });
  const propose = () => {
    const any = (list) => list[Math.floor(Math.random() * list.length)];
    return `${any(names.first)}-${any(names.second)}-${10 + Math.floor(Math.random() * 90)}`;
  };
  const restore = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && sheets[kept.sheet] ? kept : empty();
    } catch {
      return empty();
    }
  };
  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(state));
    } catch {
      find("unkept").hidden = false;
    }
  };
  let state = restore();

  const sheet = () => sheets[state.sheet];
  const unit = () => sheet().units[state.at];
  const codesOf = (which, one) => (state.codes[which.sheet] || {})[one.unit] || {};
  const isDone = (which, one) => which.variables.every(({ name }) => codesOf(which, one)[name]);
  const done = (which) => which.units.filter((one) => isDone(which, one)).length;
  const units = () => sheets.flatMap((which) => which.units.map((one) => [which, one]));

  const record = (codes) => {
    const [which, one] = [sheet(), unit()];
    state.undo.push({ sheet: state.sheet, at: state.at, codes: codesOf(which, one) });
    state.codes[which.sheet] = { ...state.codes[which.sheet], [one.unit]: codes };
    forward();
  };
  const forward = () => {
    const rest = sheet().units.findIndex((one, i) => i > state.at && !isDone(sheet(), one));
    const first = sheet().units.findIndex((one) => !isDone(sheet(), one));
    state.at = rest >= 0 ? rest : first >= 0 ? first : sheet().units.length;
    turn();
  };
  const undo = () => {
    const last = state.undo.pop();
    if (!last) return;
    const which = sheets[last.sheet];
    state.codes[which.sheet] = { ...state.codes[which.sheet], [which.units[last.at].unit]: last.codes };
    Object.assign(state, { sheet: last.sheet, at: last.at });
    turn();
  };
  const go = (to) => {
    state.at = Math.max(0, Math.min(to, sheet().units.length));
    turn();
  };
  // Show another sentence, and lead the keyboard and the screen reader to it.
  const turn = () => {
    show();
    (find("card").hidden ? find("finished") : find("read")).focus();
  };

  const button = (text, press, options = {}) => {
    const made = make("button", { type: "button", textContent: text, className: "choice", ...options });
    made.addEventListener("click", press);
    return made;
  };
  const help = (text) => make("span", { className: "meta", textContent: text });

  // Frames: any of several, or none of them.
  const several = (variables, known) => {
    const chosen = new Set(variables.filter(({ name }) => known[name] === "yes").map(({ name }) => name));
    const codes = () => Object.fromEntries(variables.map(({ name }) => [name, chosen.has(name) ? "yes" : "no"]));
    const next = button("Next", () => record(codes()), { className: "choice main", disabled: !chosen.size });
    const toggles = variables.map(({ name, label, help: text }) => {
      const toggle = button("", () => {
        if (!chosen.delete(name)) chosen.add(name);
        toggle.setAttribute("aria-pressed", chosen.has(name));
        next.disabled = !chosen.size;
      });
      toggle.setAttribute("aria-pressed", chosen.has(name));
      toggle.append(make("b", { textContent: label }), help(text));
      return toggle;
    });
    const none = button("None of these", () => { chosen.clear(); record(codes()); }, { className: "choice main" });
    none.setAttribute("aria-pressed", Boolean(Object.keys(known).length) && !chosen.size);
    return [...toggles, none, next];
  };
  // Everything else: one of several.
  const single = ({ name, choices }, known) => choices.map(({ code, label, help: text }) => {
    const choice = button("", () => record({ [name]: code }));
    choice.setAttribute("aria-pressed", known[name] === code);
    choice.append(make("b", { textContent: label }), help(text));
    return choice;
  });

  const show = () => {
    const finished = state.at >= sheet().units.length;
    find("card").hidden = finished;
    find("finished").hidden = !finished;
    all("#parts button").forEach((part, i) => {
      part.setAttribute("aria-pressed", i === state.sheet);
      part.lastElementChild.textContent = `${done(sheets[i])} of ${sheets[i].units.length}`;
    });
    const total = units().length;
    const coded = units().filter(([which, own]) => isDone(which, own)).length;
    find("bar").value = coded;
    find("bar").max = total;
    find("done").textContent = `You have coded ${coded} of ${total}.`;
    find("undo").disabled = !state.undo.length;
    find("back").disabled = !state.at;
    find("skip").disabled = finished;
    find("question").textContent = sheet().question;
    find("guide").replaceChildren(...sheet().guide.map((text) => make("li", { textContent: text })));
    if (finished) {
      const rest = sheets.findIndex((which) => done(which) < which.units.length);
      find("finished-text").textContent = rest < 0 ? "You have coded everything. Save your file now." : done(sheet()) < sheet().units.length
        ? "That was the last one. You left some out. Go back, or start the next part." : "This part is done. Start the next part above.";
    } else {
      find("place").textContent = `Number ${unit().row}`;
      find("read").replaceChildren(...unit().texts.map(([label, text]) => make("div", {},
        make("p", { className: "meta", textContent: label, hidden: !label }), make("blockquote", { dir: "auto", className: "from-text", textContent: text }))));
      const known = codesOf(sheet(), unit());
      find("choices").replaceChildren(...(sheet().several ? several(sheet().variables, known) : single(sheet().variables[0], known)));
    }
    find("coder").value = state.coder;
    find("text").value = file();
    keep();
  };

  // The file has a row for every question; what is not coded yet stays empty.
  const file = () => toCsv(units().flatMap(([which, own]) => which.variables.map(({ name }) => ({
    row: own.row, unit: own.unit, variable: name, code: codesOf(which, own)[name] || "", coder: state.coder, sheet: which.sheet,
  }))));
  const save = () => {
    const name = `codes-${state.coder}.csv`;
    saveFile(name, file());
    find("saved").textContent = `Saved as ${name}. Look in your downloads.`;
  };
  const rename = (text) => {
    const plain = text.trim().replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 40);
    state.coder = plain || propose();
    show();
  };

  sheets.forEach((which, i) => {
    const part = button("", () => {
      state.sheet = i;
      state.at = 0;
      if (isDone(which, which.units[0])) forward();
      else turn();
    });
    part.append(make("b", { textContent: which.title }), help(""));
    find("parts").append(part);
  });
  find("undo").addEventListener("click", undo);
  find("back").addEventListener("click", () => go(state.at - 1));
  find("skip").addEventListener("click", () => go(state.at + 1));
  find("save").addEventListener("click", save);
  find("copy").addEventListener("click", async () => {
    find("saved").textContent = (await copyText(find("text"))) ? "Copied. Paste it where your teacher says." : "Select the text below and copy it.";
  });
  find("coder").addEventListener("change", (event) => rename(event.target.value));
  find("another").addEventListener("click", () => rename(""));
  find("clear").addEventListener("click", () => {
    state = empty();
    find("again").open = false;
    show();
  });
  addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = /^[1-9]$/.test(event.key) && all("#choices button")[Number(event.key) - 1];
    if (choice && !choice.disabled) choice.click();
  });
  show();
})();
