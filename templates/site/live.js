// Search, filter and refresh in place; newer pages as the server tells of them. All else works without.
'use strict';
(() => {
  const script = document.currentScript.src;
  const own = new URL(location.href);
  const wanted = { q: own.searchParams.get('q') || '', state: own.searchParams.get('state') || '' };
  const STATES = ['up', 'degraded', 'bot', 'down', 'unknown', 'paused', 'maintenance'];
  let shown = '';

  const rows = () => [...document.querySelectorAll('.rows>li,.services>.service')];
  const stateOf = (row) => STATES.find((each) => row.querySelector('.state.' + each)) || '';

  // what a row and its site say, without the capitals
  const matches = (row) => {
    const site = row.closest('details[id^=site-]');
    const text = (row.textContent + ' ' + (site ? site.id.slice(5) : '')).toLowerCase();
    const words = wanted.q.toLowerCase().split(/\s+/);
    const state = stateOf(row);
    return words.every((word) => text.includes(word))
      && (!wanted.state || state === wanted.state || wanted.state === 'trouble' && !['up', 'paused'].includes(state));
  };

  const filter = () => {
    const active = Boolean(wanted.q.trim() || wanted.state);
    const all = rows();
    const hits = all.filter((row) => { row.hidden = active && !matches(row); return !row.hidden; });
    document.querySelectorAll('.site').forEach((site) => {
      const some = site.querySelector('.rows>li:not([hidden])');
      site.hidden = active && !some;
      // opened only to show what was found, and not remembered
      const fold = site.querySelector('details[id^=site-]');
      site.classList.toggle('found', active && Boolean(some) && !fold.open);
    });
    const count = document.getElementById('found');
    if (count) count.textContent = active ? say('found', hits.length, all.length) : '';
  };

  const keep = () => {
    for (const key of ['q', 'state']) {
      if (wanted[key]) own.searchParams.set(key, wanted[key]);
      else own.searchParams.delete(key);
    }
    history.replaceState(null, '', own);
  };

  const element = (name, attributes, text) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text) made.textContent = text;
    return made;
  };

  const bar = () => {
    const made = element('form', { class: 'find', role: 'search' });
    const text = element('input', { type: 'search', id: 'find', placeholder: say('find'), 'aria-label': say('find') });
    const state = element('select', { 'aria-label': say('state') });
    state.append(element('option', { value: '' }, say('state.any')));
    ['trouble', ...STATES].forEach((value) => state.append(element('option', { value }, say('state.' + value))));
    text.value = wanted.q;
    state.value = wanted.state;
    const changed = () => {
      wanted.q = text.value;
      wanted.state = state.value;
      filter();
      keep();
    };
    text.addEventListener('input', changed);
    state.addEventListener('change', changed);
    made.addEventListener('submit', (event) => event.preventDefault());
    made.append(text, state, element('span', { id: 'found', role: 'status' }));
    return made;
  };

  // the parts of the page that carry data are exchanged; a page of another style is loaded whole
  const show = (text) => {
    const next = new DOMParser().parseFromString(text, 'text/html');
    const style = (of) => (of.querySelector('style') || {}).textContent;
    if (!next.getElementById('made') || style(next) !== style(document)) {
      location.reload();
      return;
    }
    for (const part of ['title', 'link[rel=icon]', 'header.top', 'main', '#strips', 'footer']) {
      const from = next.querySelector(part);
      const to = document.querySelector(part);
      if (from && to) to.replaceWith(document.adoptNode(from));
    }
    document.body.dataset.old = next.body.dataset.old;
    begin();
    document.dispatchEvent(new CustomEvent('shown'));
    filter();
  };

  const refetch = () => fetch(location.href, { cache: 'no-cache' })
    .then((answer) => answer.ok ? answer.text() : Promise.reject(new Error(answer.status)))
    .then((text) => {
      document.dispatchEvent(new CustomEvent('found'));
      if (text === shown) return;
      shown = text;
      show(text);
    })
    .catch(() => document.dispatchEvent(new CustomEvent('lost')));

  const begin = () => {
    const made = document.getElementById('made');
    if (made && location.protocol !== 'file:') {
      const button = element('button', { type: 'button', id: 'refresh' }, say('refresh'));
      button.addEventListener('click', refetch);
      made.append(' ', button);
    }
  };

  // a tab in front has a stream. One behind asks now and then, for its title and icon: a browser has no more
  // than six connections to a server, and a page that was left may be kept, with its stream, to go back to
  let source = null;
  let timer = 0;
  const stop = () => {
    if (source) source.close();
    source = null;
    clearInterval(timer);
  };
  const follow = (path) => {
    stop();
    if (document.hidden) {
      timer = setInterval(refetch, Number(document.body.dataset.refresh) * 1000);
      return;
    }
    source = new EventSource(new URL(path, script));
    source.addEventListener('pages', refetch);
    // what was written before it listened, or while it could not
    source.addEventListener('open', refetch);
    source.addEventListener('error', () => document.dispatchEvent(new CustomEvent('lost')));
  };
  const listen = (path) => {
    follow(path);
    document.addEventListener('visibilitychange', () => follow(path));
    window.addEventListener('pagehide', stop);
    window.addEventListener('pageshow', (event) => { if (event.persisted) follow(path); });
  };

  if (rows().length) document.querySelector('main').before(bar());
  begin();
  filter();
  // other servers of these files have no events; asking them would only fill their logs
  if (location.protocol !== 'file:' && Number(document.body.dataset.refresh)) {
    fetch(location.href, { method: 'HEAD' }).then((answer) => {
      const path = answer.headers.get('Uproute-Events');
      if (path) listen(path);
    }).catch(() => {});
  }
})();
