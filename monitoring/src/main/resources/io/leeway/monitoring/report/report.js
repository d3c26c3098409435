(() => {
  "use strict";

  const {zone, charts: specs} = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const PLAIN = new Intl.NumberFormat("en", {maximumSignificantDigits: 4});
  const WHOLE = new Intl.NumberFormat("en", {maximumFractionDigits: 0});
  const DAY = {day: "numeric", month: "short", year: "numeric", timeZone: zone};
  const day = new Intl.DateTimeFormat("en-GB", DAY);
  const minute = new Intl.DateTimeFormat("en-GB", {...DAY, hour: "2-digit", minute: "2-digit", hour12: false});
  const SVG = "http://www.w3.org/2000/svg";
  const GLYPH_ROW = 13;
  const MOST_GLYPH_ROWS = 3;
  const NEARLY_A_DAY = 20 * 3600;
  const DASHES = [[], [], [7, 3], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2], [4, 4, 1, 4]];
  /* One shape a kind of event, 10 by 10 around the origin; told apart without colour. */
  const GLYPHS = {
    "trained": {path: "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0Z", color: "--calm"},
    "promoted": {path: "M0 -4.6L4.6 3.8H-4.6Z", color: "--good"},
    "rejected": {path: "M-3.6 -3.6L3.6 3.6M3.6 -3.6L-3.6 3.6", color: "--wait", open: true},
    "alarm": {path: "M0 -5L5 0L0 5L-5 0Z", color: "--bad"},
    "rolled-back": {path: "M0 4.6L4.6 -3.8H-4.6Z", color: "--bad"},
    "held": {path: "M-3.8 -1.2H3.8V1.2H-3.8Z", color: "--calm"},
    "note": {path: "M-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0Z", color: "--calm", open: true},
  };

  /* Steps of the time axis in seconds, what to write at each, and what below it where the year or the day is new. */
  const TIMES = [
    [365 * 86400, "{YYYY}", null, null, null, null, null, null, 1],
    [28 * 86400, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
    [86400, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
    [60, "{HH}:{mm}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
    [1, "{HH}:{mm}:{ss}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
  ];

  const clip = (text, most) => text.length > most ? text.slice(0, most - 1) + "…" : text;
  const color = name => getComputedStyle(root).getPropertyValue(name).trim();
  const seriesColor = index => color(`--s${index % 8 + 1}`);
  const number = value => {
    if (value == null) return "–";
    const size = Math.abs(value);
    return (size >= 1000 && size < 1e15 ? WHOLE : PLAIN).format(value).replace("-", "−");
  };
  const percent = value => value == null ? "–" : number(Math.round(1e5 * value) / 1e3) + " %";

  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  function svg(width, height, path, attributes) {
    const picture = document.createElementNS(SVG, "svg");
    const shape = document.createElementNS(SVG, "path");
    const all = {d: path, fill: "none", ...attributes};
    for (const name in all) shape.setAttribute(name, all[name]);
    picture.setAttribute("width", width);
    picture.setAttribute("height", height);
    picture.setAttribute("viewBox", `${-width / 2} ${-height / 2} ${width} ${height}`);
    picture.setAttribute("aria-hidden", "true");
    picture.append(shape);
    return picture;
  }

  const lineKey = (stroke, dash, width) =>
    svg(20, 10, "M-10 0H10", {"stroke": stroke, "stroke-width": width, "stroke-dasharray": dash.join(" ")});
  const boxKey = (fill, stroke) => svg(14, 10, "M-6 -4H6V4H-6Z", {fill, stroke, "stroke-width": 1.5});
  const glyphKey = kind => {
    const {path, color: name, open} = GLYPHS[kind];
    return svg(12, 12, path, open ? {"stroke": color(name), "stroke-width": 1.8} : {fill: color(name)});
  };

  function drawGlyph(ctx, kind, x, y, ratio) {
    const {path, open} = GLYPHS[kind];
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(ratio, ratio);
    ctx.lineWidth = 1.8;
    if (open) ctx.stroke(new Path2D(path));
    else ctx.fill(new Path2D(path));
    ctx.restore();
  }

  function axis(extra) {
    return {
      stroke: color("--soft"),
      font: "12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
      grid: {stroke: color("--grid"), width: 1},
      ticks: {stroke: color("--grid"), width: 1, size: 5},
      gap: 5,
      ...extra,
    };
  }

  /* As wide as the widest label. */
  function fit(u, labels, side) {
    const ruler = u.axes[side];
    if (!labels || labels.length === 0) return 30;
    u.ctx.font = ruler.font[0];
    return Math.ceil(Math.max(...labels.map(text => u.ctx.measureText(text ?? "").width)) / uPlot.pxRatio) + 14;
  }

  function values(isPercent) {
    return (u, splits, index, space, increment) => {
      const scale = isPercent ? 100 : 1;
      let decimals = 0;
      for (let step = increment * scale; decimals < 8 && Math.abs(step - Math.round(step)) > 1e-6 * step; step *= 10) decimals++;
      return splits.map(split =>
        (split * scale).toLocaleString("en", {minimumFractionDigits: decimals, maximumFractionDigits: decimals})
          .replace("-", "−") + (isPercent ? " %" : ""));
    };
  }

  class Chart {
    constructor(element) {
      this.element = element;
      this.spec = specs[element.dataset.chart];
      this.canvas = element.querySelector(".canvas");
      this.legend = element.querySelector(".legend");
      this.hidden = new Set();
      this.tip = make("div", {className: "tip", hidden: true});
      element.querySelector("details").addEventListener("toggle", event => this.showNumbers(event.target), {once: true});
      new ResizeObserver(() => this.fitWidth()).observe(this.canvas);
    }

    draw() {
      this.plot?.destroy();
      const {options, data} = this.describe();
      const over = {
        ready: [u => {
          u.over.append(this.tip);
          u.over.addEventListener("mouseenter", () => { this.hovered = true; });
          u.over.addEventListener("mouseleave", () => { this.hovered = false; this.tip.hidden = true; });
        }],
        setCursor: [u => this.point(u)],
      };
      this.plot = new uPlot({
        width: Math.max(120, this.canvas.clientWidth),
        height: this.height(),
        legend: {show: false},
        ...options,
        hooks: {...over, ...options.hooks},
      }, data, this.canvas);
      this.drawLegend();
    }

    fitWidth() {
      const width = this.canvas.clientWidth;
      if (this.plot && width > 0 && width !== this.plot.width) this.plot.setSize({width, height: this.height()});
    }

    point(u) {
      const {idx, left, top} = u.cursor;
      if (!this.hovered || idx == null || left < 0) {
        this.tip.hidden = true;
        return;
      }
      this.tip.replaceChildren(...this.describePoint(u, idx));
      this.tip.hidden = false;
      const {offsetWidth: width, offsetHeight: height} = this.tip;
      const room = u.over.clientWidth;
      const x = left + 14 + width > room ? left - width - 14 : left + 14;
      this.tip.style.left = `${Math.max(-40, Math.min(x, room - width))}px`;
      this.tip.style.top = `${Math.max(-10, Math.min(top + 12, u.over.clientHeight - height))}px`;
    }

    key(mark, text) {
      return make("span", {className: "key"}, mark, text);
    }

    toggle(mark, text, id) {
      const button = make("button", {type: "button"}, mark, text);
      button.setAttribute("aria-pressed", String(!this.hidden.has(id)));
      button.addEventListener("click", () => {
        if (!this.hidden.delete(id)) this.hidden.add(id);
        button.setAttribute("aria-pressed", String(!this.hidden.has(id)));
        this.update();
      });
      return button;
    }

    update() {
      this.draw();
    }

    showNumbers(details) {
      const {columns, rows} = this.numbers();
      const head = make("tr", {}, ...columns.map((name, i) => make("th", {scope: "col", className: i ? "number" : ""}, name)));
      const body = rows.map(row => make("tr", {}, ...row.map((text, i) =>
        i ? make("td", {className: "number"}, text) : make("th", {scope: "row"}, text))));
      const table = make("table", {"aria-label": this.spec.title}, make("thead", {}, head), make("tbody", {}, ...body));
      details.append(make("div", {className: "scroll", tabIndex: 0, role: "region", "aria-label": `${this.spec.title}: numbers`}, table));
    }
  }

  class TimeChart extends Chart {
    constructor(element) {
      super(element);
      this.small = element.classList.contains("plot-small");
      const {x} = this.spec;
      const apart = x.length > 1 ? (x[x.length - 1] - x[0]) / (x.length - 1) : Infinity;
      this.date = at => (apart >= NEARLY_A_DAY ? day : minute).format(new Date(1000 * at));
      this.write = this.spec.percent ? percent : number;
    }

    height() {
      return this.small ? 100 : this.canvas.clientWidth < 520 ? 250 : 310;
    }

    describe() {
      const {x, series, limits, fromZero, percent: isPercent} = this.spec;
      const data = [x];
      const lines = [{}];
      const bands = [];
      series.forEach((line, i) => {
        const stroke = seriesColor(i);
        const show = !this.hidden.has(i);
        lines.push({
          label: line.label, stroke, show, dash: DASHES[i % DASHES.length], width: i === 0 ? 2.25 : 1.75, spanGaps: line.sparse,
          points: {show: x.length < 2 || (!this.small && line.y.filter(y => y != null).length <= 31), size: 5},
        });
        data.push(line.y);
        if (line.lower) {
          const edge = {label: "", stroke: "transparent", width: 0, show, points: {show: false}, spanGaps: line.sparse};
          bands.push({series: [lines.length, lines.length + 1], fill: line.range ? color("--range") : stroke + "2b"});
          lines.push(edge, {...edge});
          data.push(line.upper, line.lower);
        }
      });
      const fixed = limits.map(limit => limit.y);
      const range = (u, low, high) => {
        if (low == null) [low, high] = [0, 1];
        low = Math.min(low, ...fixed);
        high = Math.max(high, ...fixed);
        const pad = (high - low || Math.abs(high) || 1) * 0.07;
        return [fromZero ? Math.min(0, low) : low - pad, high + pad];
      };
      const options = {
        padding: [this.shownEvents().length ? 10 + GLYPH_ROW * this.rows() : 8, 24, 0, 0],
        tzDate: at => uPlot.tzDate(new Date(1000 * at), zone),
        series: lines,
        bands,
        scales: {x: x.length === 1 ? {time: true, range: [x[0] - 43200, x[0] + 43200]} : {time: true}, y: {range}},
        cursor: {
          sync: {key: "time", setSeries: false, scales: ["x", null]},
          drag: {x: !this.small, y: false},
          y: false,
          points: {size: 7},
        },
        axes: [
          axis({values: TIMES, space: 62, grid: {show: false}, size: 42}),
          axis({values: values(isPercent), size: (u, labels, side) => Math.max(this.small ? 36 : 50, fit(u, labels, side)), space: this.small ? 26 : 44}),
        ],
        hooks: {
          drawAxes: [u => this.drawLimits(u), u => this.drawEvents(u)],
          draw: [u => this.labelLimits(u)],
          setScale: [(u, key) => key === "x" && this.zoomed(u)],
        },
      };
      return {options, data};
    }

    drawLimits(u) {
      const {ctx, bbox} = u;
      const ratio = uPlot.pxRatio;
      ctx.save();
      ctx.strokeStyle = color("--limit");
      ctx.lineWidth = 1.25 * ratio;
      ctx.setLineDash([5 * ratio, 4 * ratio]);
      for (const {y} of this.limitsInView(u)) {
        ctx.beginPath();
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
      }
      ctx.restore();
    }

    limitsInView(u) {
      const {top, height} = u.bbox;
      return this.spec.limits
        .map(limit => ({label: clip(limit.label, 32), y: Math.round(u.valToPos(limit.y, "y", true))}))
        .filter(({y}) => y >= top && y <= top + height);
    }

    /* Above the lines, with a seam around each letter, so that they can be read wherever they fall. */
    labelLimits(u) {
      if (this.small) return;
      const {ctx, bbox} = u;
      const ratio = uPlot.pxRatio;
      ctx.save();
      ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
      ctx.textAlign = "right";
      ctx.lineJoin = "round";
      ctx.lineWidth = 4 * ratio;
      ctx.strokeStyle = color("--card");
      ctx.fillStyle = color("--limit");
      for (const {label, y} of this.limitsInView(u)) {
        const below = y - bbox.top < 16 * ratio;
        ctx.textBaseline = below ? "top" : "bottom";
        const at = [label, bbox.left + bbox.width - 3 * ratio, y + (below ? 4 : -3) * ratio];
        ctx.strokeText(...at);
        ctx.fillText(...at);
      }
      ctx.restore();
    }

    shownEvents() {
      return this.spec.events.filter(event => !this.hidden.has(event.kind));
    }

    /* Marks that would lie upon each other are set in rows: the row of each event, the first row lowest. */
    placeEvents() {
      const {x} = this.spec;
      const wide = (x[x.length - 1] - x[0] || 1) / Math.max(200, this.canvas.clientWidth - 70);
      const ends = new Array(MOST_GLYPH_ROWS).fill(-Infinity);
      return this.shownEvents().map(event => {
        const free = ends.findIndex(end => event.x - end >= 11 * wide);
        const row = free < 0 ? MOST_GLYPH_ROWS - 1 : free;
        ends[row] = event.x;
        return {event, row};
      });
    }

    rows() {
      return Math.max(0, ...this.placeEvents().map(({row}) => row + 1));
    }

    drawEvents(u) {
      const {ctx, bbox} = u;
      const ratio = uPlot.pxRatio;
      const placed = this.placeEvents()
        .map(({event, row}) => ({event, row, x: Math.round(u.valToPos(event.x, "x", true))}))
        .filter(({x}) => x >= bbox.left && x <= bbox.left + bbox.width);
      ctx.save();
      for (const {event, row, x} of placed) {
        const ink = color(GLYPHS[event.kind].color);
        const y = bbox.top - (9 + GLYPH_ROW * row) * ratio;
        ctx.globalAlpha = event.kind === "held" || event.kind === "note" ? 0.25 : 0.5;
        ctx.strokeStyle = ctx.fillStyle = ink;
        ctx.lineWidth = ratio;
        ctx.setLineDash(event.kind === "promoted" ? [] : [2 * ratio, 3 * ratio]);
        ctx.beginPath();
        ctx.moveTo(x, y + 6 * ratio);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        ctx.globalAlpha = 1;
        ctx.setLineDash([]);
        drawGlyph(ctx, event.kind, x, y, ratio);
      }
      this.labelPromotions(u, placed, ratio);
      ctx.restore();
    }

    /* Names of promoted versions where there is room for them. */
    labelPromotions(u, placed, ratio) {
      const {ctx, bbox} = u;
      ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.fillStyle = color("--good");
      placed.forEach(({event, row, x}, i) => {
        if (event.kind !== "promoted") return;
        const label = clip(event.label, 24);
        const next = placed.slice(i + 1).find(other => other.row >= row)?.x ?? bbox.left + bbox.width + 18 * ratio;
        if (x + 8 * ratio + ctx.measureText(label).width <= next - 7 * ratio) {
          ctx.fillText(label, x + 8 * ratio, bbox.top - (9 + GLYPH_ROW * row) * ratio);
        }
      });
    }

    zoomed(u) {
      const {x} = this.spec;
      const full = u.scales.x.min <= x[0] && u.scales.x.max >= x[x.length - 1];
      this.reset?.toggleAttribute("hidden", full);
    }

    drawLegend() {
      if (this.small) return;
      const {series, limits, events, x} = this.spec;
      const kinds = new Map(events.map(event => [event.kind, event.word]));
      this.reset = make("button", {type: "button", className: "reset", hidden: true}, "Whole period");
      this.reset.addEventListener("click", () => this.plot.setScale("x", {min: x[0], max: x[x.length - 1]}));
      this.legend.replaceChildren(
        ...series.map((line, i) =>
          this.toggle(lineKey(seriesColor(i), DASHES[i % DASHES.length], i === 0 ? 2.5 : 2), line.label, i)),
        ...limits.map(limit => this.key(lineKey(color("--limit"), [5, 4], 1.5), limit.label)),
        ...[...kinds].map(([kind, word]) => this.toggle(glyphKey(kind), word, kind)),
        this.reset);
    }

    describePoint(u, idx) {
      const {x, series} = this.spec;
      const near = this.shownEvents().filter(event => Math.abs(u.valToPos(event.x, "x") - u.cursor.left) < 6);
      return [
        make("b", {}, this.date(x[idx])),
        ...series.flatMap((line, i) => this.hidden.has(i) || line.y[idx] == null ? [] : [
          make("div", {}, lineKey(seriesColor(i), DASHES[i % DASHES.length], 2.5), make("span", {}, line.label),
            make("span", {}, this.write(line.y[idx])))]),
        ...near.slice(0, 6).map(event => make("div", {}, glyphKey(event.kind),
          make("span", {}, event.label === event.word ? event.word : `${event.word}: ${event.label}`))),
      ];
    }

    numbers() {
      const {x, series} = this.spec;
      return {
        columns: ["Time", ...series.map(line => line.label)],
        rows: x.map((at, i) => [this.date(at), ...series.map(line => this.write(line.y[i]))]),
      };
    }
  }

  class Comparison extends Chart {
    drawLegend() {
      this.legend.replaceChildren(
        this.key(boxKey(color("--reference-fill"), color("--reference")), "Reference"),
        this.key(boxKey(color("--current-fill"), color("--current")), "Current"));
    }

    place(i) {
      return this.spec.labels[i];
    }

    describePoint(u, nearest) {
      const {reference, current} = this.spec;
      const i = this.pointed(u, nearest);
      return [
        make("b", {}, this.place(i)),
        make("div", {}, boxKey(color("--reference-fill"), color("--reference")), make("span", {}, "Reference"), make("span", {}, percent(reference[i]))),
        make("div", {}, boxKey(color("--current-fill"), color("--current")), make("span", {}, "Current"), make("span", {}, percent(current[i]))),
      ];
    }

    pointed(u, nearest) {
      return nearest;
    }

    numbers() {
      const {reference, current} = this.spec;
      return {
        columns: [this.heading, "Reference", "Current"],
        rows: reference.map((share, i) => [this.place(i), percent(share), percent(current[i])]),
      };
    }

    shape(label) {
      const name = label === "Reference" ? "--reference" : "--current";
      return {label, stroke: color(name), fill: color(`${name}-fill`), width: label === "Reference" ? 1 : 2, points: {show: false}};
    }
  }

  class Histogram extends Comparison {
    heading = "Range";

    /* The bin around the pointer, not the edge nearest to it. */
    pointed(u) {
      return Math.max(0, Math.min(this.spec.reference.length - 1, Math.floor(u.posToVal(u.cursor.left, "x"))));
    }

    height() {
      return 170;
    }

    place(i) {
      const {labels, reference} = this.spec;
      return labels.length === reference.length ? labels[i] : `${labels[i]} to ${labels[i + 1]}`;
    }

    describe() {
      const {labels, reference, current} = this.spec;
      const bins = reference.length;
      const closed = shares => [...shares, shares[bins - 1]];
      const shift = labels.length === bins ? 0.5 : 0; /* one label a bin stands in its middle, else labels stand between bins */
      const paths = uPlot.paths.stepped({align: 1});
      const options = {
        padding: [8, 24, 0, 0],
        series: [{}, {...this.shape("Reference"), paths}, {...this.shape("Current"), paths}],
        scales: {x: {time: false, range: [0, bins]}, y: {range: (u, low, high) => [0, (high || 1) * 1.08]}},
        cursor: {
          y: false, drag: {x: false, y: false}, points: {show: false},
        },
        axes: [
          axis({
            splits: u => {
              const step = Math.max(1, Math.ceil(bins / Math.max(2, Math.floor(u.width / 62))));
              return Array.from({length: Math.floor((labels.length - 1) / step) + 1}, (_, i) => i * step + shift);
            },
            values: (u, splits) => splits.map(i => labels[i - shift]),
            space: 1, grid: {show: false}, size: 30,
          }),
          axis({values: values(true), size: fit, space: 34}),
        ],
      };
      return {options, data: [closed(reference).map((_, i) => i), closed(reference), closed(current)]};
    }
  }

  class Categories extends Comparison {
    heading = "Category";

    height() {
      return Math.max(120, 27 * this.spec.labels.length + 42);
    }

    describe() {
      const {labels, reference, current} = this.spec;
      const count = labels.length;
      const short = labels.map(label => clip(label, 16));
      const bars = align => uPlot.paths.bars({align, size: [0.38, 11], gap: 0});
      const options = {
        padding: [4, 20, 0, 0],
        series: [
          {},
          {...this.shape("Reference"), paths: bars(-1)},
          {...this.shape("Current"), width: 1.25, paths: bars(1)},
        ],
        scales: {
          x: {time: false, ori: 1, dir: -1, range: [-0.5, count - 0.5]},
          y: {ori: 0, dir: 1, range: (u, low, high) => [0, (high || 1) * 1.06]},
        },
        cursor: {x: false, y: false, drag: {x: false, y: false}, points: {show: false}},
        axes: [
          axis({side: 3, splits: () => labels.map((_, i) => i), values: () => short, space: 1, grid: {show: false}, ticks: {show: false}, size: fit}),
          axis({side: 2, values: values(true), size: 30, space: 54}),
        ],
      };
      return {options, data: [labels.map((_, i) => i), reference, current]};
    }
  }

  const KINDS = {time: TimeChart, histogram: Histogram, categories: Categories};
  const charts = [...document.querySelectorAll("[data-chart]")].map(element => new KINDS[specs[element.dataset.chart].kind](element));
  const waiting = new Map(charts.map(chart => [chart.element, chart]));

  /* Charts are drawn when they come near the window, so that a page with hundreds of features opens at once. */
  const near = new IntersectionObserver(entries => {
    for (const {isIntersecting, target} of entries) {
      if (isIntersecting) drawNow(target);
    }
  }, {rootMargin: "800px"});
  waiting.forEach((chart, element) => near.observe(element));

  function drawNow(element) {
    near.unobserve(element);
    waiting.get(element)?.draw();
    waiting.delete(element);
  }

  function redraw() {
    charts.filter(chart => chart.plot).forEach(chart => chart.draw());
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", () => {
    root.classList.add("printing");
    [...waiting.keys()].forEach(drawNow);
    redraw();
  });
  addEventListener("afterprint", () => {
    root.classList.remove("printing");
    redraw();
  });

  /* Navigation: the section that is being read. */
  const links = new Map([...document.querySelectorAll("nav a")].map(link => [link.hash.slice(1), link]));
  links.values().next().value?.setAttribute("aria-current", "true");
  const reading = new IntersectionObserver(entries => {
    for (const {isIntersecting, target} of entries) {
      if (!isIntersecting) continue;
      links.forEach(link => link.removeAttribute("aria-current"));
      const link = links.get(target.id);
      link.setAttribute("aria-current", "true");
      link.closest("nav").scrollLeft = link.offsetLeft - 24;
    }
  }, {rootMargin: "-15% 0px -80% 0px"});
  document.querySelectorAll("main > section").forEach(section => reading.observe(section));

  /* Features: find by name, show only those that drifted. */
  for (const form of document.querySelectorAll(".filter")) {
    const [search, check] = [form.querySelector("[type=search]"), form.querySelector("[type=checkbox]")];
    const cards = [...form.parentElement.querySelectorAll(".feature")];
    const apply = () => {
      const wanted = search.value.trim().toLowerCase();
      let shown = 0;
      for (const card of cards) {
        card.hidden = !card.dataset.name.toLowerCase().includes(wanted) || (check?.checked && card.dataset.status !== "drift");
        if (!card.hidden) shown++;
      }
      form.querySelector("output").textContent = shown === cards.length ? `${shown} features` : `${shown} of ${cards.length} features`;
    };
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("input", apply);
  }

  /* Tables: sort by a column, first click smallest first. */
  for (const table of document.querySelectorAll("figure.table table")) {
    const heads = [...table.tHead.rows[0].cells];
    const value = (row, column) => {
      const cell = row.cells[column];
      return "order" in cell.dataset ? Number(cell.dataset.order) : cell.textContent;
    };
    const compare = (a, b) => typeof a === "number" && typeof b === "number"
      ? (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b)
      : String(a).localeCompare(String(b), "en", {numeric: true});
    heads.forEach((head, column) => {
      const button = make("button", {type: "button"}, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows].sort((a, b) => (down ? -1 : 1) * compare(value(a, column), value(b, column)));
        table.tBodies[0].append(...rows);
      });
    });
  }

  /* Long lists of events: choose kinds, and fold what is beyond the first screens. */
  const MANY = 10;
  const FOLD = 25;
  for (const list of document.querySelectorAll(".events")) {
    const entries = [...list.children];
    const kinds = new Map();
    entries.forEach(entry => kinds.set(entry.dataset.kind, (kinds.get(entry.dataset.kind) ?? 0) + 1));
    if (entries.length <= MANY) continue;
    const off = new Set();
    let folded = entries.length > FOLD;
    const more = make("button", {type: "button", className: "more"});
    const apply = () => {
      let shown = 0;
      for (const entry of entries) {
        const wanted = !off.has(entry.dataset.kind);
        entry.hidden = !wanted || (folded && shown >= FOLD);
        if (wanted) shown++;
      }
      more.hidden = !folded || shown <= FOLD;
      more.textContent = `Show all ${shown}`;
    };
    more.addEventListener("click", () => { folded = false; apply(); });
    const chips = [...kinds].map(([kind, count]) => {
      const chip = make("button", {type: "button"}, `${kind} (${count})`);
      chip.setAttribute("aria-pressed", "true");
      chip.addEventListener("click", () => {
        if (!off.delete(kind)) off.add(kind);
        chip.setAttribute("aria-pressed", String(!off.has(kind)));
        apply();
      });
      return chip;
    });
    if (kinds.size > 1) list.before(make("div", {className: "chips", role: "group", "aria-label": "Kinds of events"}, ...chips));
    list.after(more);
    apply();
  }
})();
