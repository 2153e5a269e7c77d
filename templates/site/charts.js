// Charts of a service that zoom: its server answers for any time. Without it, or from a file, they stay as they are.
'use strict';
(() => {
  const script = document.currentScript.src;
  const groups = new Map();
  const HOUR = 3600;
  const YEARS = 10 * 365 * 24 * HOUR;
  const LEAST = 60;
  let ready = null;

  const element = (name, attributes, text) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text) made.textContent = text;
    return made;
  };

  const load = (name, attributes) => new Promise((resolve, reject) => {
    const made = element(name, attributes);
    made.addEventListener('load', resolve);
    made.addEventListener('error', reject);
    document.head.append(made);
  });

  // --- times and figures, as the page writes them
  const DAY = { day: 'numeric', month: 'short' };
  const MONTH = { month: 'short', year: 'numeric' };
  const MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const SECOND = { ...MINUTE, second: '2-digit' };
  const FULL = { ...DAY, year: 'numeric', ...MINUTE };
  const NAMED = { ...FULL, timeZoneName: 'short' };
  const time = (at, parts) => zone.format(new Date(at * 1000), parts);
  const wall = (at) => uPlot.tzDate(new Date(at * 1000), zone.current());
  const midnight = (at) => wall(at).getHours() === 0 && wall(at).getMinutes() === 0;
  const mark = (at, step) => time(at, step < 60 ? SECOND : step >= 28 * 24 * HOUR ? MONTH : step >= 24 * HOUR || midnight(at) ? DAY : MINUTE);
  const digits = (value, most) => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: most });
  const figure = (value, unit) => value === null || value === undefined ? '—' : digits(value, value < 10 ? 2 : value < 100 ? 1 : 0) + unit;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const COLOURS = ['--link', '--degraded', '--bot', '--up', '--down', '--unknown'];

  // --- which lines a chart has
  const UNITS = { load: '', temperature: ' °C' };
  const lines = (chart, answer) => {
    const kind = chart.kind;
    if (kind === 'response') {
      const all = [{ label: answer.bucket ? say('chart.p50') : say('chart.response'), unit: ' ms', values: answer.p50 }];
      if (answer.bucket) all.push({ label: say('chart.p95'), unit: ' ms', values: answer.p95 });
      return { at: answer.at, all };
    }
    if (chart.box.dataset.group === 'perfdata') {
      const measured = answer.perfdata || { at: [], figures: {} };
      const parts = (name) => name.match(/^(.*) \[([^\]]*)\]$/) || [name, name, ''];
      const all = Object.keys(measured.figures)
        .filter((name) => parts(name)[2] === kind).slice(0, COLOURS.length)
        .map((name) => ({ label: parts(name)[1], unit: kind ? ' ' + kind : '', values: measured.figures[name] }));
      return { at: measured.at, all };
    }
    if (chart.box.dataset.group === 'locations') {
      const found = answer.locations || { at: [], figures: {} };
      const all = Object.keys(found.figures).slice(0, COLOURS.length)
        .map((name) => ({ label: name, unit: ' ms', values: found.figures[name] }));
      return { at: found.at, all };
    }
    const host = answer.host || { at: [], figures: {} };
    const all = Object.keys(host.figures)
      .filter((name) => name === kind || name.startsWith(kind + ' '))
      .map((name) => ({ label: name.startsWith('disk ') ? name.slice(5) : chart.box.dataset.name, unit: name in UNITS ? UNITS[name] : ' %', values: host.figures[name] }));
    return { at: host.at, all };
  };

  // stretches in which checks failed, behind the lines
  const shade = (plot, answer) => {
    const { left, top, width, height } = plot.bbox;
    answer.at.forEach((at, i) => {
      const uptime = answer.uptime[i];
      if (uptime === null || uptime === 100) return;
      const next = i + 1 < answer.at.length ? answer.at[i + 1] : answer.end;
      const x = Math.max(left, plot.valToPos(at, 'x', true));
      const end = Math.min(left + width, Math.max(plot.valToPos(next, 'x', true), x + 2));
      plot.ctx.fillStyle = colour(uptime === 0 ? '--down' : '--degraded') + '33';
      if (end > x) plot.ctx.fillRect(x, top, end - x, height);
    });
  };

  const axis = (values) => ({
    values, stroke: colour('--quiet'), font: '12px ' + getComputedStyle(document.body).fontFamily,
    grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false },
  });

  const options = (chart, drawn, answer) => {
    const percent = drawn.all.length && drawn.all.every((line) => line.unit === ' %');
    const unit = drawn.all.length ? drawn.all[0].unit : '';
    return {
      width: chart.box.clientWidth, height: chart.kind === 'response' || chart.group.name === 'locations' ? 260 : 160,
      tzDate: wall,
      scales: {
        x: { range: () => [chart.group.from, chart.group.to] },
        y: { range: percent ? [0, 100] : (plot, low, high) => [0, high > 0 ? high * 1.05 : 1] },
      },
      axes: [axis((plot, splits, index, space, step) => splits.map((at) => mark(at, step))),
        { ...axis((plot, splits) => splits.map((value) => digits(value, 2) + unit)), size: 76 }],
      series: [{ value: (plot, at) => at === null ? '—' : time(at, NAMED), label: say('chart.time') },
        ...drawn.all.map((line, i) => ({
          label: line.label, value: (plot, value) => figure(value, line.unit),
          stroke: colour(COLOURS[i % COLOURS.length]), width: i ? 1.5 : 2, spanGaps: false, points: { size: 4 },
        }))],
      cursor: { drag: { x: true, y: false, setScale: false }, sync: { key: chart.group.name }, bind: { dblclick: () => () => { reset(chart.group); } } },
      hooks: {
        setSelect: [(plot) => {
          const { left, width } = plot.select;
          if (width < 3) return;
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
          show(chart.group, plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
        }],
        drawClear: [(plot) => { if (chart.kind === 'response') shade(plot, answer); }],
      },
    };
  };

  const draw = (chart) => {
    const answer = chart.group.answer;
    if (!answer || !chart.box.isConnected || !chart.box.clientWidth) return;
    const drawn = lines(chart, answer);
    if (!drawn.all.length && !chart.plot) return;
    if (chart.plot) chart.plot.destroy();
    chart.box.dataset.drawn = '';
    chart.plot = new uPlot(options(chart, drawn, answer), [drawn.at, ...drawn.all.map((line) => line.values)], chart.view);
    const shown = say('chart.from-to', time(chart.group.from, FULL), time(chart.group.to, NAMED));
    chart.view.setAttribute('aria-label', chart.box.dataset.name + ', ' + shown + drawn.all.map((line) => {
      const known = line.values.filter((value) => value !== null);
      return known.length ? '; ' + say('chart.range', line.label, figure(Math.min(...known), line.unit), figure(Math.max(...known), line.unit)) : '';
    }).join(''));
    if (chart.span && chart.span.textContent !== shown) chart.span.textContent = shown;
  };

  // --- the time a group of charts shows
  const ask = (group) => {
    const number = ++group.asked;
    const query = new URLSearchParams({ from: new Date(group.from * 1000).toISOString(), to: new Date(group.to * 1000).toISOString() });
    return fetch(new URL(group.path + '?' + query, script))
      .then((answer) => answer.ok ? answer.json() : Promise.reject(new Error(answer.status)))
      .then((answer) => {
        if (number !== group.asked) return;
        group.answer = { ...answer, end: Math.min(group.to, Date.now() / 1000) };
        // outside of this promise, whose failures are those of the server
        setTimeout(() => group.charts.forEach(draw));
      })
      .catch(() => { /* what is drawn stays; site.js says that the server is away */ });
  };

  const show = (group, from, to) => {
    const now = Math.ceil(Date.now() / 1000);
    const length = Math.min(YEARS, Math.max(LEAST, to - from));
    group.to = Math.min(now, (from + to + length) / 2);
    group.from = Math.max(0, group.to - length);
    group.zoomed = true;
    group.charts.forEach(draw);
    ask(group);
  };

  const reset = (group) => {
    group.zoomed = false;
    [group.from, group.to] = group.whole;
    ask(group);
  };

  const toolbar = (group, view) => {
    const bar = element('div', { class: 'zooming', 'data-own': '', role: 'toolbar', 'aria-label': say('chart.tools') });
    const move = (name, sign, by, resize) => {
      const button = element('button', { type: 'button', 'aria-label': name, title: name }, sign);
      button.addEventListener('click', () => {
        const length = group.to - group.from;
        show(group, group.from + length * (by - resize), group.to + length * (by + resize));
      });
      bar.append(button);
    };
    move(say('chart.in'), '+', 0, -0.25);
    move(say('chart.out'), '−', 0, 0.5);
    move(say('chart.earlier'), '←', -0.5, 0);
    move(say('chart.later'), '→', 0.5, 0);
    const whole = element('button', { type: 'button' }, say('chart.whole'));
    whole.addEventListener('click', () => reset(group));
    const span = element('span', { role: 'status' });
    bar.append(whole, span);
    view.before(bar);
    return span;
  };

  const mount = (box) => {
    const { group: name, kind, from, to } = box.dataset;
    const whole = [Date.parse(from) / 1000, Date.parse(to) / 1000];
    const group = groups.get(name) || { name, path: box.closest('[data-series]').dataset.series, from: whole[0], to: whole[1], charts: [], asked: 0 };
    groups.set(name, group);
    group.whole = whole;
    if (!group.zoomed) [group.from, group.to] = whole;
    group.charts = group.charts.filter((chart) => chart.box.isConnected);
    if (!group.charts.some((chart) => chart.box === box)) {
      const chart = { box, kind, group, view: element('div', { class: 'plot', 'data-own': '', role: 'img' }) };
      box.append(chart.view);
      if (!group.charts.length) chart.span = toolbar(group, chart.view);
      group.charts.push(chart);
      draw(chart);
    }
    if (!group.zoomed || !group.answer) ask(group);
  };

  // a chart is made when it comes into sight, which one of a folded time does when it is chosen
  const watch = new IntersectionObserver((seen) => seen.forEach((each) => {
    if (!each.isIntersecting) return;
    watch.unobserve(each.target);
    ready = ready || Promise.all([
      load('link', { rel: 'stylesheet', href: new URL('uplot.css', script) }),
      load('script', { src: new URL('uplot.js', script) }),
    ]);
    ready.then(() => { if (each.target.isConnected) mount(each.target); }, () => {});
  }), { rootMargin: '100px' });
  const begin = () => {
    watch.disconnect();
    document.querySelectorAll('[data-series] [data-group]').forEach((each) => watch.observe(each));
  };

  const redraw = () => groups.forEach((group) => group.charts.forEach(draw));
  let width = innerWidth;
  addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; redraw(); } });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  document.addEventListener('zone', redraw);

  // other servers of these files cannot answer
  if (location.protocol !== 'file:' && document.querySelector('[data-series]')) {
    fetch(location.href, { method: 'HEAD' }).then((answer) => {
      if (!answer.headers.get('Uproute-Events')) return;
      begin();
      document.addEventListener('shown', begin);
    }).catch(() => {});
  }
})();
