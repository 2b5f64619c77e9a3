"use strict";
// The page reads without this script; with it, sentences find their match, claims are filtered and columns chosen.
(() => {
  const page = document.documentElement;
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  page.classList.add("js");

  // On a phone, what is long begins folded.
  const phone = matchMedia("(max-width: 44rem)").matches;
  if (phone) all(".fold").forEach((fold) => { fold.open = false; });

  // A link to what is folded away or not among the columns shown opens the way to it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const column = target.closest(".column");
    if (column && column.hidden) show(column.id);
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    all(":scope > .fold", target).forEach((fold) => { fold.open = true; });
    if (target.hidden) clearFilters();
    target.scrollIntoView({ block: target.closest(".text") ? "center" : "start", behavior: "instant" });
  };

  // Side by side: the sentences of a claim light up together and come into view in their own columns.
  const match = document.querySelector(".match");
  const sentences = all(".s[data-claims]");
  let lit = [];
  const light = (origin, claims) => {
    lit.forEach((sentence) => sentence.classList.remove("lit"));
    lit = sentences.filter((sentence) => sentence.dataset.claims.split(" ").some((claim) => claims.includes(claim)));
    lit.forEach((sentence) => sentence.classList.add("lit"));
    const seen = new Set([origin.closest(".text")]);
    for (const sentence of lit) {
      const box = sentence.closest(".text");
      if (seen.has(box)) continue;
      seen.add(box);
      const away = sentence.getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTo({ top: box.scrollTop + away - box.clientHeight / 3, behavior: calm.matches ? "instant" : "smooth" });
    }
    match.replaceChildren(...claims.map(summary).filter(Boolean));
    match.hidden = !match.childElementCount;
  };
  const summary = (claim) => {
    const row = document.getElementById(claim);
    if (!row || row.localName !== "tr") return null;
    const line = document.createElement("div");
    const about = line.appendChild(document.createElement("p"));
    about.className = "about";
    const link = about.appendChild(document.createElement("a"));
    link.href = `#${claim}`;
    link.textContent = row.querySelector("th > span").textContent;
    about.append(row.querySelector(".mark").cloneNode(true));
    all("td", row).forEach((cell) => {
      const answers = all("summary", cell).map((answer) => [...answer.children].map((part) => part.textContent.trim()).join(", "));
      if (!answers.length) return;
      const answer = line.appendChild(document.createElement("p"));
      const name = all(".matrix thead .outlet").find((outlet) => outlet.querySelector("bdi").textContent === cell.dataset.outlet);
      answer.append(name.cloneNode(true), ` ${answers.join("; ")}`);
    });
    return line;
  };
  const point = (event) => {
    const marking = document.getElementById("mark-claims").checked;
    const badge = event.target.closest(".badge");
    const sentence = badge ? badge.previousElementSibling : event.target.closest(".columns .s[data-claims]");
    if (badge) light(badge, badge.dataset.claims.split(" "));
    else if (sentence && marking) light(sentence, sentence.dataset.claims.split(" "));
  };
  const columns = document.querySelector(".columns");
  columns.addEventListener("pointerover", point);
  columns.addEventListener("focusin", point);
  columns.addEventListener("click", point);
  document.querySelector("#reading").addEventListener("pointerleave", () => {
    if (!columns.contains(document.activeElement)) light(columns, []);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") light(columns, []);
  });

  // Two to four columns at once.
  const choices = all("#reading .choose input");
  const show = (id) => {
    const wanted = choices.find((choice) => choice.value === id);
    const chosen = choices.filter((choice) => choice.checked);
    if (chosen.length >= 4) chosen[0].checked = false;
    wanted.checked = true;
    arrange();
  };
  const arrange = () => {
    const count = choices.filter((choice) => choice.checked).length;
    for (const choice of choices) {
      document.getElementById(choice.value).hidden = !choice.checked;
      choice.disabled = choice.checked ? count <= 2 : count >= 4;
    }
  };
  if (choices.length) {
    document.querySelector("#reading .choose").hidden = false;
    choices.forEach((choice) => choice.addEventListener("change", arrange));
    arrange();
  }

  // The claim matrix: by relation, kind and words, twenty rows at a time, six on a phone.
  const STEP = phone ? 6 : 20;
  const filters = document.getElementById("filters");
  const rows = all(".matrix tbody tr");
  const further = document.getElementById("further");
  let most = STEP;
  const filter = () => {
    const relation = filters.querySelector("[name=relation]:checked").value;
    const kind = document.getElementById("kind").value;
    const words = document.getElementById("search").value.trim().toLowerCase();
    const found = rows.filter((row) => (relation === "all" || row.dataset.relation === relation)
      && (!kind || row.dataset.kind === kind) && row.textContent.toLowerCase().includes(words));
    const shown = new Set(found.slice(0, most));
    rows.forEach((row) => { row.hidden = !shown.has(row); });
    filters.querySelector(".count").textContent = `${shown.size} of ${rows.length} rows`;
    further.hidden = found.length <= most;
    further.firstElementChild.textContent = `Show ${Math.min(STEP, found.length - most)} more of ${found.length} rows`;
  };
  const clearFilters = () => {
    document.getElementById("relation-all").checked = true;
    document.getElementById("kind").value = "";
    document.getElementById("search").value = "";
    most = rows.length;
    filter();
  };
  if (filters) {
    filters.hidden = false;
    filters.addEventListener("input", (event) => {
      if (event.target.id !== "lead") most = STEP;
      filter();
    });
    further.addEventListener("click", () => { most += STEP; filter(); });
    filter();
  }

  // Its columns: which are shown, and which comes first.
  const cells = (row, name) => [...row.children].find((cell) => cell.dataset.column === name);
  const lines = all(".matrix tr");
  lines.forEach((row) => [...row.children].slice(1).forEach((cell, i) => { cell.dataset.column = String(i); }));
  const lead = document.getElementById("lead");
  if (lead) lead.addEventListener("input", () => lines.forEach((row) => row.firstElementChild.after(cells(row, lead.value))));
  const pick = document.getElementById("pick");
  if (pick) {
    pick.hidden = false;
    const choose = (box) => lines.forEach((row) => { cells(row, box.value).hidden = !box.checked; });
    all("input", pick).forEach((box) => { if (!box.checked) choose(box); });  // outlets that repeat another's text
    pick.addEventListener("change", (event) => choose(event.target));
  }

  // A quotation is copied with its source.
  const copy = async (quotation, button) => {
    const text = `“${quotation.querySelector("mark").textContent.trim()}” (${quotation.dataset.source})`;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.body.appendChild(document.createElement("textarea"));
      field.value = text;
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = "Copied";
  };
  for (const quotation of all("blockquote[data-source]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = "Copy with source";
    button.addEventListener("click", () => copy(quotation, button));
    quotation.nextElementSibling.append(button);
  }

  addEventListener("hashchange", reveal);
  reveal();
})();
