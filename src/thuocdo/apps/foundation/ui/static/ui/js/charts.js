// Draws every [data-chart] with ECharts, loaded only when a page has one; redraws on resize and on a change of theme.
(() => {
  const root = document.documentElement;
  const drawn = new Map();
  const widths = new WeakMap();
  let loading;

  const load = (address) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  const library = () => (loading ??= load(root.dataset.echarts).then(() => (root.lang === "vi" ? load(root.dataset.echartsVi) : null)));

  // A picture measured before style sheets and fonts are there would be laid out wrongly.
  const pageIsReady = new Promise((done) => {
    if (document.readyState === "complete") done(); else addEventListener("load", done, { once: true });
  }).then(() => document.fonts.load("12px 'Be Vietnam Pro'", "aĐếộ"));

  const colours = () => {
    const style = getComputedStyle(root);
    const found = {};
    for (const name of root.dataset.chartColours.split(" ")) found[name] = style.getPropertyValue(`--td-${name}`).trim();
    return found;
  };

  // On a phone the names around a picture get room from the picture.
  const fit = (option, width) => {
    if (width >= 460) return option;
    if (option.radar) Object.assign(option.radar, { radius: "40%", axisName: { ...option.radar.axisName, fontSize: 10.5 } });
    if (option.grid?.right > 100) option.grid.right = 124;
    for (const series of option.series || []) for (const end of series.data || []) if (end?.label?.width) Object.assign(end.label, { width: 116, fontSize: 10.5, lineHeight: 12 });
    return option;
  };

  const draw = (place) => {
    const live = place.querySelector(".td-chart-live");
    const data = JSON.parse(place.querySelector("script[type='application/json']").textContent);
    const option = fit(window.ThuocDoChart.resolve(data, colours(), root.lang), place.clientWidth);
    const isStill = drawn.has(place) || matchMedia("(prefers-reduced-motion: reduce)").matches;
    drawn.get(place)?.dispose();
    const chart = window.echarts.init(live, null, { renderer: "svg", locale: root.lang === "vi" ? "VI" : "EN" });
    chart.setOption({ ...option, animation: !isStill, animationDuration: 350 });
    chart.on("click", (event) => {
      const address = event.data?.url;
      if (address && window.htmx) window.htmx.ajax("GET", address, { target: "#panel-body", select: "#page > *", source: place });
    });
    drawn.set(place, chart);
    place.classList.add("is-live");
  };

  // A picture is drawn once its place has a width, and drawn anew when that changes: moving what is there leaves
  // bars where they were when the first width was wrong.
  const sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const width = Math.round(contentRect.width);
      if (!width || !target.isConnected || widths.get(target) === width) continue;
      widths.set(target, width);
      draw(target);
    }
  });

  const start = async (within) => {
    const places = [...within.querySelectorAll("[data-chart]")];
    if (!places.length) return;
    await Promise.all([library(), pageIsReady]);
    for (const place of places) sizes.observe(place);
  };

  document.addEventListener("td:theme", () => { for (const place of drawn.keys()) if (place.isConnected) draw(place); });
  document.addEventListener("htmx:afterSwap", (event) => {
    for (const [place, chart] of drawn) if (!place.isConnected) { chart.dispose(); sizes.unobserve(place); drawn.delete(place); }
    start(event.detail.target);
  });
  start(document);
})();
