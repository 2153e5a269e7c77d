// Finds services by text, site, state, zone and tag, which are kept in the address. Without it all are shown.
'use strict';
(() => {
  const STATES = ['up', 'degraded', 'bot', 'down', 'unknown', 'paused', 'maintenance'];
  const KEYS = ['q', 'site', 'state', 'zone', 'tag'];
  const address = new URL(location.href).searchParams;
  const wanted = Object.fromEntries(KEYS.map((key) => [key, address.get(key) || '']));

  const rows = () => [...document.querySelectorAll('.rows>li,.services>.service')];
  const stateOf = (row) => row.querySelector('.state').classList[1];
  const zoneOf = (row) => row.dataset.zone || 'external';
  const tagsOf = (row) => (row.dataset.tags || '').split('\n').filter(Boolean);
  const siteOf = (row) => {
    const fold = row.closest('details[id^=site-]');
    return fold ? fold.id.slice(5) : '';
  };

  const isState = (state) => !wanted.state || state === wanted.state
    || wanted.state === 'trouble' && !['up', 'paused'].includes(state);
  const matches = (row) => {
    const text = [row.textContent, siteOf(row), ...tagsOf(row)].join(' ').toLowerCase();
    return wanted.q.toLowerCase().split(/\s+/).every((word) => text.includes(word))
      && (!wanted.site || siteOf(row) === wanted.site)
      && (!wanted.zone || zoneOf(row) === wanted.zone)
      && (!wanted.tag || tagsOf(row).includes(wanted.tag))
      && isState(stateOf(row));
  };

  const element = (name, attributes, text) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text) made.textContent = text;
    return made;
  };

  const form = element('form', { class: 'find', role: 'search' });
  const text = element('input', { type: 'search', id: 'find', placeholder: say('find'), 'aria-label': say('find') });
  const found = element('span', { id: 'found', role: 'status' });
  const all = element('button', { type: 'reset', id: 'all' }, say('all'));

  const choice = (key, name, any, values, label = (value) => value) => ({
    key, any, values, label,
    select: element('select', { id: 'find-' + key, 'aria-label': name }),
  });
  const sorted = (values) => [...new Set(values)].filter(Boolean).sort();
  const choices = [
    choice('site', say('site'), say('site.any'), (list) => sorted(list.map(siteOf))),
    choice('state', say('state'), say('state.any'), () => ['trouble', ...STATES], (state) => say('state.' + state)),
    choice('zone', say('zone'), say('zone.any'), (list) => sorted(list.map(zoneOf)),
      (zone) => zone === 'local' ? say('zone.local') : say('zone.external')),
    choice('tag', say('tag'), say('tag.any'), (list) => sorted(list.flatMap(tagsOf)),
      (tag) => tag.replace(/=true$/, '')),
  ];

  // what can be chosen is what the page has; a choice of one is none
  const fill = ({ key, any, values, label, select }, list) => {
    const offered = values(list);
    if (wanted[key] && !offered.includes(wanted[key])) offered.push(wanted[key]);
    select.hidden = offered.length < 2 && !wanted[key];
    const options = JSON.stringify(offered);
    if (select.dataset.options !== options) {
      select.dataset.options = options;
      select.replaceChildren(element('option', { value: '' }, any),
        ...offered.map((value) => element('option', { value }, label(value))));
    }
    select.value = wanted[key];
  };

  const filter = () => {
    const list = rows();
    const active = KEYS.some((key) => wanted[key].trim());
    choices.forEach((each) => fill(each, list));
    list.forEach((row) => { row.hidden = active && !matches(row); });
    document.querySelectorAll('.site').forEach((site) => {
      const some = site.querySelector('.rows>li:not([hidden])');
      site.hidden = active && !some;
      // opened only to show what was found, and not remembered
      const fold = site.querySelector('details[id^=site-]');
      site.classList.toggle('found', active && Boolean(some) && !fold.open);
    });
    found.textContent = active ? say('found', list.filter((row) => !row.hidden).length, list.length) : '';
    all.hidden = !active;
  };

  const changed = () => {
    const own = new URL(location.href);
    wanted.q = text.value;
    choices.forEach(({ key, select }) => { wanted[key] = select.value; });
    KEYS.forEach((key) => {
      if (wanted[key]) own.searchParams.set(key, wanted[key]);
      else own.searchParams.delete(key);
    });
    history.replaceState(null, '', own);
    filter();
  };

  const clear = () => {
    text.value = '';
    choices.forEach(({ select }) => { select.value = ''; });
    changed();
    text.focus();
  };

  // the arrows go from the field to what was found, and along it
  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = [text, ...rows().map((row) => row.querySelector('summary,a')).filter((each) => each.checkVisibility())];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    (stops[at + step] || stops[at]).focus();
  };

  if (!rows().length) return;
  text.value = wanted.q;
  text.addEventListener('input', changed);
  text.addEventListener('keydown', (event) => { if (event.key === 'Escape') clear(); });
  choices.forEach(({ select }) => select.addEventListener('change', changed));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => { event.preventDefault(); clear(); });
  document.addEventListener('keydown', move);
  document.addEventListener('shown', filter);
  form.append(text, ...choices.map(({ select }) => select), all, found);
  document.querySelector('main').before(form);
  filter();
})();
