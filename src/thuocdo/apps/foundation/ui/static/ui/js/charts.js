// Draws every [data-chart] with ECharts, loaded only when a page has one; redraws on resize and on a change of theme.
(() => {
  const root = document.documentElement;
  const drawn = new Map();
  let loading;

  const load = (address) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  const library = () => (loading ??= load(root.dataset.echarts).then(() => (root.lang === "vi" ? load(root.dataset.echartsVi) : null)));

  const colours = () => {
    const style = getComputedStyle(root);
    const found = {};
    for (const name of root.dataset.chartColours.split(" ")) found[name] = style.getPropertyValue(`--td-${name}`).trim();
    return found;
  };

  const draw = (place) => {
    const live = place.querySelector(".td-chart-live");
    const data = JSON.parse(place.querySelector("script[type='application/json']").textContent);
    const option = window.ThuocDoChart.resolve(data, colours(), root.lang);
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
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

  const sizes = new ResizeObserver((entries) => { for (const entry of entries) drawn.get(entry.target)?.resize(); });

  const start = async (within) => {
    const places = [...within.querySelectorAll("[data-chart]")].filter((place) => !drawn.has(place));
    if (!places.length) return;
    await Promise.all([library(), document.fonts.load("12px 'Be Vietnam Pro'", "aĐếộ")]);
    for (const place of places) {
      if (!place.isConnected || drawn.has(place)) continue;
      draw(place);
      sizes.observe(place);
    }
  };

  document.addEventListener("td:theme", () => { for (const place of drawn.keys()) if (place.isConnected) draw(place); });
  document.addEventListener("htmx:afterSwap", (event) => {
    for (const [place, chart] of drawn) if (!place.isConnected) { chart.dispose(); sizes.unobserve(place); drawn.delete(place); }
    start(event.detail.target);
  });
  start(document);
})();
