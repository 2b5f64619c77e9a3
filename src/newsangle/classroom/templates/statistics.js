// Agreement of coders and the comparison of outlets: the same numbers as `newsangle agreement`.
//
// Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.

const RESAMPLES = 1000;
const DEFINED = 0.95; // share of the resamples in which alpha must be defined for an interval to be given

// Random whole numbers as numpy.random.default_rng(1).integers draws them: PCG64 (O'Neill 2014), and Lemire's way
// to a number below a bound (2019). The first state is the one that NumPy derives from the seed 1.
class Draws {
  static MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
  static MASK = (1n << 128n) - 1n;
  constructor() {
    this.state = 207833532711051698738587646355624148094n;
    this.step = 194290289479364712180083596243593368443n;
    this.rest = null;
  }
  bits32() {
    if (this.rest !== null) {
      const kept = this.rest;
      this.rest = null;
      return kept;
    }
    this.state = (this.state * Draws.MULTIPLIER + this.step) & Draws.MASK;
    const turn = this.state >> 122n;
    const word = BigInt.asUintN(64, (this.state >> 64n) ^ this.state);
    const turned = BigInt.asUintN(64, (word >> turn) | (word << (64n - turn)));
    this.rest = Number(turned >> 32n);
    return Number(turned & 0xffffffffn);
  }
  below(bound) {
    if (bound === 1) return 0;
    const unfair = (2 ** 32 - bound) % bound;
    for (;;) {
      const product = this.bits32() * bound;
      if (product % 2 ** 32 >= unfair) return Math.floor(product / 2 ** 32);
    }
  }
  resample(rows) {
    return rows.map(() => rows[this.below(rows.length)]);
  }
}

// Return the quantile of sorted numbers, between two of them where it falls there.
const quantile = (sorted, share) => {
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
};

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// counts: for every unit, how many coders gave each label; every unit was coded twice or more.
// level: nominal, or ordinal (then the labels go from low to high). Returns NaN where alpha is undefined.
const alpha = (counts, level) => {
  const labels = counts.length ? counts[0].map((_, i) => i) : [];
  const totals = labels.map((c) => sum(counts.map((unit) => unit[c])));
  if (totals.filter((total) => total > 0).length < 2) return NaN;
  const apart = (c, k) => {
    if (level === "nominal") return c === k ? 0 : 1;
    const [low, high] = [Math.min(c, k), Math.max(c, k)];
    return (sum(totals.slice(low, high + 1)) - (totals[c] + totals[k]) / 2) ** 2;
  };
  const n = sum(totals);
  let observed = 0;
  let expected = 0;
  for (const c of labels) {
    for (const k of labels) {
      if (c === k) continue;
      const together = sum(counts.map((unit) => (unit[c] * unit[k]) / (sum(unit) - 1)));
      observed += together * apart(c, k);
      expected += ((totals[c] * totals[k]) / (n - 1)) * apart(c, k);
    }
  }
  return 1 - observed / expected;
};

// codes: [{coder, unit, code}] of one variable.
const agreement = (codes, labels, level) => {
  const ofUnit = new Map();
  for (const { unit, code } of codes) {
    if (!ofUnit.has(unit)) ofUnit.set(unit, labels.map(() => 0));
    ofUnit.get(unit)[labels.indexOf(code)] += 1;
  }
  const counts = [...ofUnit.keys()].sort().map((unit) => ofUnit.get(unit)).filter((unit) => sum(unit) >= 2);
  const pairs = sum(counts.map((unit) => sum(unit) * (sum(unit) - 1)));
  const same = sum(counts.flat().map((count) => count * (count - 1)));
  const found = {
    coders: new Set(codes.map(({ coder }) => coder)).size,
    units: counts.length,
    agree: pairs ? same / pairs : NaN,
    alpha: alpha(counts, level),
    low: NaN,
    high: NaN,
  };
  if (Number.isNaN(found.alpha)) return found;
  const draws = new Draws();
  const drawn = Array.from({ length: RESAMPLES }, () => alpha(draws.resample(counts), level));
  const defined = drawn.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (defined.length / RESAMPLES >= DEFINED) {
    found.low = quantile(defined, 0.025);
    found.high = quantile(defined, 0.975);
  }
  return found;
};

// Return the units on which coders differ, the widest apart first: {unit, apart, codes: {coder: code}}.
const disagreements = (codes, labels, level) => {
  const steps = level === "nominal" ? 1 : Math.max(labels.length - 1, 1);
  const ofUnit = new Map();
  for (const { coder, unit, code } of codes) ofUnit.set(unit, { ...ofUnit.get(unit), [coder]: code });
  const found = [...ofUnit.keys()].sort().map((unit) => {
    const places = Object.values(ofUnit.get(unit)).map((code) => labels.indexOf(code));
    const pairs = places.flatMap((a, i) => places.slice(i + 1).map((b) => (level === "ordinal" ? Math.abs(a - b) : Number(a !== b))));
    return { unit, apart: pairs.length ? sum(pairs) / pairs.length / steps : 0, codes: ofUnit.get(unit) };
  });
  return found.filter(({ apart }) => apart > 0).sort((a, b) => b.apart - a.apart);
};

// Return the label that more than half of a unit's coders gave, by unit.
const majority = (codes) => {
  const ofUnit = new Map();
  for (const { unit, code } of codes) ofUnit.set(unit, [...(ofUnit.get(unit) || []), code]);
  const found = new Map();
  for (const [unit, given] of ofUnit) {
    const winner = given.find((code) => given.filter((other) => other === code).length > given.length / 2);
    if (winner !== undefined) found.set(unit, winner);
  }
  return found;
};

// Return the mean of numbers with its 95 % interval from resampling them.
const meanInterval = (values) => {
  if (!values.length) return { mean: NaN, low: NaN, high: NaN };
  const draws = new Draws();
  const means = Array.from({ length: RESAMPLES }, () => sum(draws.resample(values)) / values.length).sort((a, b) => a - b);
  return { mean: sum(values) / values.length, low: quantile(means, 0.025), high: quantile(means, 0.975) };
};

// paired: [{outlet, hand, machine}] of one variable. Returns how often each label by hand met each by machine.
const confusion = (paired, choices) => choices.map((hand) => choices.map((machine) =>
  paired.filter((unit) => unit.hand === hand && unit.machine === machine).length));

// Return what the comparison of outlets comes to by hand and by machine, on the same units; none for labels that
// neither are yes and no nor have an order.
const outletComparison = (paired, labels, level) => {
  const yesNo = labels.includes("yes");
  if (level === "nominal" && !yesNo) return [];
  const value = (code) => (yesNo ? { yes: 1, no: 0 }[code] : labels.includes(code) ? -1 + (2 * labels.indexOf(code)) / (labels.length - 1) : undefined);
  const judged = paired.filter(({ hand, machine }) => value(hand) !== undefined && value(machine) !== undefined);
  const outlets = [...new Set(judged.map(({ outlet }) => outlet))].filter(Boolean);
  return outlets.map((outlet) => {
    const own = judged.filter((unit) => unit.outlet === outlet);
    return {
      outlet,
      units: own.length,
      hand: meanInterval(own.map(({ hand }) => value(hand))),
      machine: meanInterval(own.map(({ machine }) => value(machine))),
    };
  });
};
