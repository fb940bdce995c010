// Makes a chart option out of plain data: "@name" becomes a colour, "@value:2" a function that writes numbers.
// The same file runs in the browser and, on the server, in the engine that draws the still picture.
var ThuocDoChart = (() => {
  const MARKS = { vi: [".", ","], en: [",", "."] };

  // Half-up on the digits a person sees, not on the binary value behind them.
  const roundText = (number, digits) => {
    let text = String(Math.abs(number));
    if (text.includes("e")) text = Math.abs(number).toFixed(Math.min(20, digits + 12));
    let [whole, part = ""] = text.split(".");
    if (part.length <= digits) return [whole, part];
    const isUp = part[digits] >= "5";
    let all = (whole + part.slice(0, digits)).split("");
    if (isUp) {
      let place = all.length - 1;
      while (place >= 0 && all[place] === "9") { all[place] = "0"; place -= 1; }
      if (place < 0) all.unshift("1"); else all[place] = String(Number(all[place]) + 1);
    }
    const joined = all.join("");
    return [joined.slice(0, joined.length - digits), digits ? joined.slice(joined.length - digits) : ""];
  };

  const write = (number, language, digits, signed) => {
    if (number === null || number === undefined || number === "-" || Number.isNaN(Number(number))) return "…";
    const [thousands, mark] = MARKS[language] || MARKS.vi;
    let [whole, part] = roundText(Number(number), digits === undefined ? 10 : digits);
    if (digits === undefined) part = part.replace(/0+$/, ""); else part = part.padEnd(digits, "0");
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, thousands);
    const isZero = !/[1-9]/.test(whole + part);
    const sign = isZero ? "" : number < 0 ? "−" : signed ? "+" : "";
    return sign + grouped + (part ? mark + part : "");
  };

  const last = (value, place) => (Array.isArray(value) ? value[place === undefined ? value.length - 1 : place] : value);

  // "@axis:digits", "@value:digits[:place]", "@signed:digits[:place]", "@name-value:digits"
  const formatter = (text, language) => {
    const [kind, digitText, placeText] = text.slice(1).split(":");
    const digits = digitText ? Number(digitText) : undefined;
    const place = placeText ? Number(placeText) : undefined;
    const known = (parameters) => (parameters.data && parameters.data.shown !== undefined ? parameters.data.shown : last(parameters.value, place));
    if (kind === "axis") return (value) => write(last(value), language, digits);
    if (kind === "value") return (parameters) => write(known(parameters), language, digits);
    if (kind === "signed") return (parameters) => write(known(parameters), language, digits, true);
    if (kind === "tip") return (parameters) => tip(parameters, language, digits);
    if (kind === "series") return (parameters) => `${parameters.seriesName} ${write(known(parameters), language, digits)}`;
    return text;
  };

  const tip = (parameters, language, digits) => {
    const all = Array.isArray(parameters) ? parameters : [parameters];
    const shown = all.filter((one) => one.seriesName !== "\u0000hidden" && one.seriesName !== "down" && one.data !== undefined && !(one.data && one.data.silent));
    const lines = shown.map((one) => {
      const value = one.data && one.data.shown !== undefined ? one.data.shown : last(one.value);
      const note = one.data && one.data.note ? ` ${one.data.note}` : "";
      const name = all.length > 1 && one.seriesName && !/^(series|up$|down$)/.test(one.seriesName) ? `${one.seriesName}: ` : "";
      return name + write(value, language, digits, Boolean(one.data && one.data.signed)) + note;
    });
    return [`{b|${all[0].name}}`, ...lines].join("\n");
  };

  const FORMATTER_KEYS = { formatter: true, valueFormatter: true };

  const resolve = (value, colours, language, key) => {
    if (Array.isArray(value)) return value.map((one) => resolve(one, colours, language));
    if (value && typeof value === "object") {
      const made = {};
      for (const name of Object.keys(value)) made[name] = resolve(value[name], colours, language, name);
      return made;
    }
    if (typeof value === "string" && value[0] === "@") {
      if (FORMATTER_KEYS[key]) return formatter(value, language);
      if (colours[value.slice(1)] !== undefined) return colours[value.slice(1)];
    }
    return value;
  };

  return { resolve, write };
})();
if (typeof window !== "undefined") window.ThuocDoChart = ThuocDoChart;
