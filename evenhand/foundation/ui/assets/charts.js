// Draws every chart of a page at the width of its card, and again when that changes. The colours are
// custom properties of the page (`var(--…)` in the templates), so that the look changes without a redraw.
import * as vega from "vega";
import { compile } from "vega-lite";
import { expressionInterpreter } from "vega-interpreter";

const FONT = '"Source Sans 3 Variable", system-ui, sans-serif';
const UNIT = "unit === 'share' ? format(datum.value, '~%') : format(datum.value, ',~r') + unit";
const axis = {
  labelFont: FONT, labelFontSize: 13, labelColor: "var(--ink-2)", labelPadding: 6,
  gridColor: "var(--line)", domainColor: "var(--line)", tickColor: "var(--line)",
};
const CONFIG = {
  aria: false, background: null, font: FONT, view: { stroke: null }, axis,
  axisX: { tickSize: 4, titleFont: FONT, titleFontSize: 13, titleFontWeight: "normal", titleColor: "var(--ink-2)" }, axisQuantitative: { labelExpr: UNIT, tickCount: 4, domain: false, ticks: false },
  text: { font: FONT, fontSize: 13 },
};

// Durations are drawn in the largest unit that says them briefly: 4 min, not 240 s; net shares from −100 to +100.
const OF_UNIT = new Set(["value", "low", "high", "outer_low", "outer_high", "start", "end"]);
function inUnit({ spec, unit, data }) {
  if (spec.usermeta?.widening || (unit !== "seconds" && unit !== "net")) return { spec, data, unit: unit === "share" ? unit : "" };
  const numbers = [...data.rows, ...data.standard, ...data.lines, ...data.curve].flatMap((row) => [...OF_UNIT].map((key) => row[key])).filter(Number.isFinite);
  const [size, word] = unit === "net" ? [0.01, ""] : Math.max(...numbers) >= 7200 ? [3600, " h"] : Math.max(...numbers) >= 120 ? [60, " min"] : [1, " s"];
  const smaller = (rows) => rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, OF_UNIT.has(key) && Number.isFinite(value) ? value / size : value])));
  return { spec, unit: word, data: { ...data, rows: smaller(data.rows), standard: smaller(data.standard), lines: smaller(data.lines), curve: smaller(data.curve) } };
}

function fitted(payload, width) {
  const { spec, unit, data } = inUnit(payload);
  const drawn = structuredClone(spec);
  const narrow = width < 420;
  const atTheEnd = drawn.layer?.filter((layer) => layer.encoding?.x?.value === "width").map((layer) => layer.data.name) ?? [];
  const named = atTheEnd.some((name) => data[name].length);
  drawn.params[0].value = unit;
  drawn.width = width;
  drawn.autosize = { type: "fit-x", contains: "padding" };
  drawn.padding = { left: 2, top: drawn.height?.step || drawn.usermeta?.widening ? 24 : 10, right: named ? 4 : 14, bottom: 4 };
  const broken = (name) => (atTheEnd.includes(name) ? data[name].map((one) => ({ ...one, label: one.label.replace(/ (?=[^ ]+$)/, "\n") })) : data[name]);
  drawn.datasets = { ...data, standard: broken("standard"), lines: broken("lines").map((one) => ({ ...one, row: one.row * 17 })), days: [...new Set(data.rows.map((row) => row.day))] };
  linked(drawn, payload.link);
  if (drawn.usermeta?.turned) return turned(drawn, narrow, width);
  if (payload.axis) drawn.encoding.x.title = payload.axis;
  const time = drawn.encoding?.x?.type === "temporal" && drawn.encoding.x.axis;
  if (time) { // labels stand at days that have a point
    const days = data.rows.map((row) => row.at);
    const every = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor((width - 110) / 72))));
    time.values = days.filter((_, place) => place % every === 0).map((day) => {
      const [year, month, date] = day.split("-").map(Number);
      return { year, month, date, utc: true };
    });
  }
  if (drawn.usermeta?.widening) drawn.layer[0].encoding.x.axis.values = times(data.rows, width);
  if (narrow && drawn.height?.step) drawn.layer[0].encoding.y.axis.labelLimit = 110;
  return drawn;
}

// What has something behind it leads there, and says how much it is; the table has the same links for who uses no mouse.
function linked(drawn, link) {
  const of = (row) => (row.name ?? `${row.day} ${row.time}`) + ` · n ${row.n.toLocaleString()}`;
  if (!link) return;
  drawn.datasets.rows = drawn.datasets.rows.map((row) => (row.query ? { ...row, href: (link + row.query).replaceAll(";", "&"), said: of(row) } : row));
  for (const layer of drawn.layer.filter((one) => ["bar", "rect"].includes(one.mark.type))) {
    layer.encoding = { ...layer.encoding, href: { field: "href", type: "nominal" }, tooltip: { field: "said", type: "nominal" } };
  }
}

// Round times along an axis that widens, as many as there is room for.
const ROUND = [0, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800, 86400, 172800, 432000, 864000, 1728000, 4320000, 8640000];
function times(rows, width) {
  const [first, last] = [rows[0].start, rows.at(-1).end].map(Math.log1p);
  const room = Math.max(2, Math.floor((width - 50) / 64)), found = [];
  for (const time of ROUND) {
    const at = (Math.log1p(time) - first) / (last - first);
    if (at >= 0 && at <= 1 && !(found.length && at - found.at(-1).at < 1 / room)) found.push({ time, at });
  }
  return found.map((one) => one.time);
}

// Hours across and days down; where there is no room, the other way round. Only full hours are named.
function turned(drawn, narrow, width) {
  const { x, y } = drawn.encoding;
  const times = [...new Set(drawn.datasets.rows.map((row) => row.time))];
  const every = narrow ? 2 : Math.max(2, 2 * Math.ceil(times.length / 2 / Math.max(2, Math.floor((width - 50) / 52))));
  x.axis.values = times.filter((_, place) => (Number(times[0].slice(3)) / 30 + place) % every === 0);
  x.axis.labelAlign = narrow ? "right" : "center";
  drawn.datasets.rows = drawn.datasets.rows.filter((row) => row.shade !== null || row.href);
  x.scale = { domain: times };
  y.scale = { domain: drawn.datasets.days };
  if (narrow) {
    [drawn.encoding.x, drawn.encoding.y] = [y, x];
    drawn.height = { step: 24 };
    y.axis.orient = "top";
  }
  return drawn;
}

async function draw(card) {
  const place = card.querySelector(".draw");
  const payload = JSON.parse(card.querySelector('script[type="application/json"]').textContent);
  let view, width = 0;
  const again = async () => {
    const style = getComputedStyle(place);
    const wide = Math.floor(place.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
    if (wide < 40 || wide === width) return;
    width = wide;
    const parsed = vega.parse(compile(fitted(payload, wide), { config: CONFIG, logger: vega.logger(vega.Error) }).spec, {}, { ast: true });
    const canvas = document.createElement("div");
    const next = new vega.View(parsed, { expr: expressionInterpreter, renderer: "svg", container: canvas, logLevel: vega.Error });
    await next.runAsync();
    canvas.querySelector("svg").setAttribute("aria-hidden", "true");
    view?.finalize();
    view = next;
    place.replaceChildren(canvas);
  };
  await document.fonts?.ready;
  await again();
  card.classList.add("drawn");
  let waiting;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => again().catch((error) => failed(card, error)), 120);
  }).observe(place);
}

function failed(card, error) {
  console.error("A chart could not be drawn; its table is shown.", error);
  card.classList.add("failed");
  card.querySelector("details").open = true;
}

function all() {
  for (const card of document.querySelectorAll("[data-chart]:not([data-seen])")) {
    card.dataset.seen = "yes";
    card.querySelector("details").open = false;
    draw(card).catch((error) => failed(card, error));
  }
}
all();
document.addEventListener("htmx:afterSettle", all);
window.addEventListener("beforeprint", () => { for (const table of document.querySelectorAll(".as-table")) table.open = true; });
