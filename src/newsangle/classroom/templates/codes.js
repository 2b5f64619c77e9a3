// Files of codes: a row a code, as `newsangle agreement` reads them too.

const HEADINGS = ["row", "unit", "variable", "code", "coder", "sheet"];

const toCsv = (rows) => {
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [HEADINGS, ...rows.map((row) => HEADINGS.map((name) => row[name]))].map((line) => line.map(cell).join(",")).join("\r\n");
};

// Return the rows of a table with commas, semicolons or tabs; a cell in quotation marks may hold any of them.
const fromCsv = (text) => {
  const head = text.split(/\r?\n/, 1)[0];
  const separator = [",", ";", "\t"].reduce((best, mark) => (head.split(mark).length > head.split(best).length ? mark : best));
  const lines = [];
  let line = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i <= text.length; i += 1) {
    const mark = text[i];
    if (quoted && mark === '"' && text[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (mark === '"' && (quoted || !cell)) quoted = !quoted;
    else if (mark === undefined || (!quoted && (mark === "\n" || mark === separator))) {
      line.push(cell.trim());
      cell = "";
      if (mark !== separator) {
        lines.push(line);
        line = [];
      }
    } else cell += mark;
  }
  return lines.filter((cells) => cells.some(Boolean));
};

// Return the codes of a file, [{sheet, coder, unit, variable, code}], and what of it cannot be used, as sentences.
// sheets: those of this classroom. A file has a row a code, or a row a unit and a column a variable.
const readCodes = (text, name, sheets) => {
  const [headings = [], ...lines] = fromCsv(text.replace(/^\ufeff/, ""));
  const at = (heading) => headings.map((cell) => cell.toLowerCase()).indexOf(heading);
  if (at("unit") < 0 || at("sheet") < 0 || at("coder") < 0) return { codes: [], problems: [`${name} is not a file of codes.`] };
  const long = at("variable") >= 0 && at("code") >= 0;
  const codes = [];
  const problems = new Set();
  for (const line of lines) {
    const sheet = sheets.find((known) => known.sheet === line[at("sheet")]);
    const coder = line[at("coder")];
    if (!sheet) {
      problems.add(`${name} has rows of another event, or of an older set of pages.`);
      continue;
    }
    const unit = sheet.units.find((known) => known.unit === line[at("unit")]);
    if (!unit || !coder) {
      problems.add(`${name} has rows that were changed.`);
      continue;
    }
    for (const variable of sheet.variables) {
      if (long && line[at("variable")] !== variable.name) continue;
      const code = long ? line[at("code")] : line[headings.indexOf(variable.name)];
      if (!code) continue;
      if (variable.choices.includes(code)) codes.push({ sheet: sheet.sheet, coder, unit: unit.unit, variable: variable.name, code });
      else problems.add(`${name} has a code that this question does not have: ${code.slice(0, 40)}.`);
    }
  }
  return { codes, problems: [...problems] };
};
