// The files of many pupils: how far they agree, where they differ, and what the machine says.
(() => {
  const { sheets } = given();
  const find = (id) => document.getElementById(id);
  const FEW = 5; // sentences of an outlet below which its mean is not compared
  const files = new Map(); // the name of a file → what it holds
  const percent = (share) => (Number.isNaN(share) ? "–" : `${Math.round(share * 100)} %`);
  const decimals = (number) => (Number.isNaN(number) ? "–" : number.toFixed(2).replace("-", "−"));
  const reach = ({ low, high }) => (Number.isNaN(low) ? "–" : `${decimals(low)} to ${decimals(high)}`);

  // Two pupils with the same nickname stay two coders.
  const distinct = () => {
    const taken = new Map();
    return [...files.values()].flatMap(({ codes }) => {
      const names = new Map();
      for (const { coder } of codes) {
        if (names.has(coder)) continue;
        const times = (taken.get(coder) || 0) + 1;
        taken.set(coder, times);
        names.set(coder, times > 1 ? `${coder} (${times})` : coder);
      }
      return codes.map((code) => ({ ...code, coder: names.get(code.coder) }));
    });
  };

  const shared = () => {
    const names = [...files.values()].flatMap(({ codes }) => [...new Set(codes.map(({ coder }) => coder))]);
    const twice = [...new Set(names.filter((name, i) => names.indexOf(name) < i))];
    return twice.map((name) => `Two files have the nickname ${name}. If they are from one pupil, take the older one out.`);
  };

  const verdict = ({ units, alpha: value }) => {
    if (!units) return "No sentence was coded by two of you.";
    if (Number.isNaN(value)) return "You all chose the same each time. So nobody can say if you can tell cases apart.";
    if (value >= 0.8) return "You agree well. You can build on these codes.";
    if (value >= 0.667) return "You agree a little. Be careful with what you say.";
    return "You do not agree enough. Talk about the rule, make it clearer, and code again.";
  };

  const table = (caption, headings, rows) => {
    const cell = (name) => (text, i) => {
      const made = make(i ? name : "th", { textContent: text, className: i ? "number" : "" });
      if (!i || name === "th") made.scope = name === "th" ? "col" : "row";
      return made;
    };
    const body = rows.map((row) => make("tr", {}, ...row.map(cell("td"))));
    const made = make("table", { className: "data" }, make("caption", { textContent: caption }),
      make("thead", {}, make("tr", {}, ...headings.map(cell("th")))), make("tbody", {}, ...body));
    const scroller = make("div", { className: "scroller", tabIndex: 0 }, made);
    scroller.setAttribute("role", "group");
    scroller.setAttribute("aria-label", caption);
    return scroller;
  };
  const folded = (summary, ...inside) => make("details", {}, make("summary", { textContent: summary }), ...inside);
  const labelOf = (variable, code) => (variable.words[code] || code);

  // A few names, or how many.
  const named = (coders) => (coders.length > 4 ? `${coders.length} of you` : coders.join(", "));

  const differences = (sheet, variable, codes) => {
    const found = disagreements(codes, variable.labels, variable.level).slice(0, 5);
    if (!found.length) return [];
    const items = found.map(({ unit, codes: given }) => {
      const said = new Map();
      for (const [coder, code] of Object.entries(given)) said.set(code, [...(said.get(code) || []), coder]);
      const { texts, row } = sheet.units.find((known) => known.unit === unit);
      return make("li", {}, ...texts.map((text) => make("blockquote", { dir: "auto", className: "from-text", textContent: text })),
        make("p", { className: "meta", textContent: [...said].map(([code, coders]) => `${labelOf(variable, code)}: ${named(coders)}`).join(" · ") }),
        make("p", { className: "meta", textContent: row ? `Number ${row}` : "", hidden: !row }));
    });
    return [folded(`Where you differ most (${found.length})`, make("ol", { className: "quotes" }, ...items))];
  };

  const beside = (sheet, variable, codes) => {
    const byHand = majority(codes);
    const paired = sheet.units.filter(({ unit, machine }) => byHand.has(unit) && machine[variable.name])
      .map(({ unit, outlet, group, machine }) => ({ outlet, group, hand: byHand.get(unit), machine: machine[variable.name] }));
    if (!paired.length) return [make("p", { className: "meta", textContent: "The machine did not code this." })];
    const same = paired.filter(({ hand, machine }) => hand === machine).length;
    const matrix = confusion(paired, variable.choices);
    const words = variable.choices.map((code) => labelOf(variable, code));
    return [
      make("p", { textContent: `The machine chose the same as most of you for ${same} of ${paired.length}.` }),
      ...byOutlet(paired, variable),
      folded("You and the machine, label by label", table("Each row is what most of you chose, each column what the machine chose",
        ["You ↓ Machine →", ...words], matrix.map((row, i) => [words[i], ...row.map(String)]))),
    ];
  };

  // A difference between the outlets, by hand and by machine: shares and means with their range, or plain counts.
  const byOutlet = (paired, variable) => {
    const outlets = [...new Set(paired.map(({ outlet }) => outlet))].filter(Boolean);
    if (!outlets.length) return [];
    const measure = variable.labels.includes("yes") ? "share of “yes”" : "from −1 (bad light) to 1 (good light)";
    const headings = ["Outlet", "Most of you", "Range", "Machine", "Range", "Number"];
    const compared = (own, about) => table(`By hand and by machine${about}: ${measure}`, headings, outletComparison(own, variable.labels, variable.level)
      .map(({ outlet, hand, machine, units }) => [outlet, decimals(hand.mean), reach(hand), decimals(machine.mean), reach(machine), String(units)]));
    const actors = [...new Set(paired.map(({ group }) => group))].filter(Boolean);
    if (!actors.length && (variable.level !== "nominal" || variable.labels.includes("yes"))) return [compared(paired, "")];
    const enough = actors.map((actor) => paired.filter(({ group }) => group === actor)).filter((own) => {
      const sizes = outlets.map((name) => own.filter(({ outlet }) => outlet === name).length).filter(Boolean);
      return sizes.length > 1 && Math.min(...sizes) >= FEW;
    });
    const rows = outlets.flatMap((outlet) => variable.choices.map((code) => {
      const own = paired.filter((unit) => unit.outlet === outlet);
      return [`${outlet}: ${labelOf(variable, code)}`, ...["hand", "machine"].map((who) => String(own.filter((unit) => unit[who] === code).length))];
    }));
    return [...enough.map((own) => compared(own, `, toward ${own[0].group}`)), table("By hand and by machine: how often", ["Outlet and label", "Most of you", "Machine"], rows)];
  };

  const measured = () => {
    const codes = distinct();
    return sheets.flatMap((sheet) => sheet.variables.map((variable) => {
      const own = codes.filter((code) => code.sheet === sheet.sheet && code.variable === variable.name);
      const judged = own.filter(({ code }) => code !== variable.nothing);
      return { sheet, variable, own, judged, found: judged.length ? agreement(judged, variable.labels, variable.level) : null };
    })).filter(({ found }) => found);
  };

  const show = () => {
    const results = measured();
    const coders = new Set(results.flatMap(({ own }) => own.map(({ coder }) => coder))).size;
    find("taken").textContent = `Files: ${files.size}. Coders: ${coders}.`;
    find("taken").parentElement.hidden = !files.size;
    find("files").replaceChildren(...[...files].map(([name, { codes }]) => make("li", {}, `${name}: ${codes.length} codes `, button("Take out", () => files.delete(name)))));
    find("problems").replaceChildren(...[...[...files.values()].flatMap(({ problems }) => problems), ...shared()].map((text) => make("li", { textContent: text })));
    find("results").hidden = !results.length;
    find("summary").replaceChildren(table("How far you agree", ["Question", "Coders", "Sentences", "Same", "Alpha", "Range"],
      results.map(({ variable, found }) => [variable.label, String(found.coders), String(found.units), percent(found.agree), decimals(found.alpha), reach(found)])));
    find("each").replaceChildren(...results.map(({ sheet, variable, own, judged, found }) => make("section", { className: "variable" },
      make("h3", { textContent: variable.label }), make("p", { className: "meta", textContent: sheet.title }),
      make("p", { textContent: `${verdict(found)} You chose the same in ${percent(found.agree)} of all pairs. Alpha is ${decimals(found.alpha)}.` }),
      ...differences(sheet, variable, judged), ...beside(sheet, variable, own))));
  };

  const button = (text, press) => {
    const made = make("button", { type: "button", className: "choice", textContent: text });
    made.addEventListener("click", () => {
      press();
      show();
    });
    return made;
  };

  const take = (name, text) => {
    const read = readCodes(text, name, sheets);
    const same = [...files.values()].some((known) => JSON.stringify(known.codes) === JSON.stringify(read.codes) && read.codes.length);
    if (same) read.codes = [], read.problems.push(`${name} holds the same codes as another file. It counts once.`);
    files.set(files.has(name) ? `${name} (${files.size + 1})` : name, read);
  };
  const takeFiles = async (list) => {
    for (const file of list) take(file.name, file.size > 2e6 ? "" : await file.text());
    show();
  };
  find("choose").addEventListener("change", (event) => takeFiles([...event.target.files]));
  const drop = find("drop");
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    takeFiles([...event.dataTransfer.files]);
  });
  find("add").addEventListener("click", () => {
    if (find("paste").value.trim()) take(`Pasted text ${files.size + 1}`, find("paste").value);
    find("paste").value = "";
    show();
  });
  find("save").addEventListener("click", () => {
    const rows = distinct().map((code) => ({ ...code, row: sheets.find(({ sheet }) => sheet === code.sheet).units.find(({ unit }) => unit === code.unit).row }));
    saveFile("codes-class.csv", toCsv(rows));
  });
  find("empty").addEventListener("click", () => {
    files.clear();
    find("choose").value = "";
    show();
  });
})();
