// Shows newer pages in place: as the server tells of them, and when site.js finds that it is time ('due').
// It says 'shown' when there is newer content, 'found' when the server answered, 'lost' when it did not.
'use strict';
(() => {
  if (location.protocol === 'file:') return;
  const script = document.currentScript.src;
  const FALLBACK = 5 * 60_000;
  const PATIENCE = 20_000;
  const refresh = Number(document.body.dataset.refresh) * 1000;
  const button = document.getElementById('refresh');
  // for screen readers: the state, when it became another
  const said = document.getElementById('said');
  const tell = (what, detail) => document.dispatchEvent(new CustomEvent(what, { detail }));

  // what did not change stays, and with it its focus and what is selected in it; so does what a script put there,
  // which carries data-own
  const OWN = ['open', 'hidden', 'data-drawn'];
  const parts = (of) => [...of.childNodes].filter((each) => !each.dataset || !('own' in each.dataset));
  const become = (shown, next) => {
    if (shown.isEqualNode(next)) return;
    const all = parts(shown);
    if (shown.nodeType !== Node.ELEMENT_NODE || shown.nodeName !== next.nodeName || shown.id !== next.id
      || all.length !== next.childNodes.length) {
      shown.replaceWith(next);
      return;
    }
    const names = new Set([...shown.getAttributeNames(), ...next.getAttributeNames()]);
    OWN.forEach((name) => names.delete(name));
    names.forEach((name) => {
      if (next.hasAttribute(name)) shown.setAttribute(name, next.getAttribute(name));
      else shown.removeAttribute(name);
    });
    const nexts = [...next.childNodes];
    all.forEach((child, i) => become(child, nexts[i]));
  };

  // the focus in what was replaced: to the same thing in what came
  const focused = () => {
    const active = document.activeElement;
    const named = active.closest('[id]');
    const alike = (of) => [of, ...of.querySelectorAll(active.tagName)].filter((each) => each.tagName === active.tagName);
    const place = named ? alike(named).indexOf(active) : -1;
    return () => {
      const now = place < 0 || active.isConnected ? null : document.getElementById(named.id);
      if (now) (alike(now)[place] || now).focus({ preventScroll: true });
    };
  };

  const text = (of, part) => (of.querySelector(part) || {}).textContent;
  const made = (of) => (of.querySelector('#made time') || {}).dateTime;

  // the parts that carry data change; a page of another style is loaded whole
  const show = (next) => {
    if (!made(next) || text(next, 'style') !== text(document, 'style')) {
      location.reload();
      return;
    }
    const state = text(document, 'h1');
    const back = focused();
    for (const part of ['title', 'link[rel=icon]', 'header.top', 'main', '#strips', '#made']) {
      const to = next.querySelector(part);
      const from = document.querySelector(part);
      if (from && to) become(from, to);
    }
    document.body.dataset.old = next.body.dataset.old;
    tell('shown');
    back();
    if (text(document, 'h1') !== state) said.textContent = text(document, '.banner div');
  };

  let path = null;
  let running = false;
  let again = false;
  let lost = false;
  let asked = Date.now();
  let shown = '';

  // null when there is nothing to show
  const ask = async (method) => {
    asked = Date.now();
    try {
      const answer = await fetch(location.href, { method, cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE) });
      const page = await answer.text();
      lost = !answer.ok && answer.status !== 429;
      tell(lost ? 'lost' : 'found', answer.status);
      listen(answer.headers.get('Uproute-Events'));
      return answer.ok ? page : null;
    } catch (e) {
      lost = true;
      tell('lost');
      return null;
    }
  };

  const take = (page) => {
    const next = new DOMParser().parseFromString(page, 'text/html');
    // the first answer may be what is shown already
    const same = shown ? page === shown : made(next) === made(document);
    shown = page;
    if (!same) show(next);
  };

  const refetch = async () => {
    again = running;
    if (running) return;
    running = true;
    const page = await ask('GET');
    running = false;
    if (page !== null) take(page);
    if (again) refetch();
  };

  // a tab in front has a stream. One behind asks now and then, for its title and icon: a browser has no more
  // than six connections to a server, and a page that was left may be kept, with its stream, to go back to
  let source = null;
  const stop = () => {
    if (source) source.close();
    source = null;
  };
  const follow = () => {
    stop();
    if (!path || document.hidden) return;
    source = new EventSource(new URL(path, script));
    source.addEventListener('pages', refetch);
    // what was written before it listened, or while it could not; whether there is a connection, an answer tells
    source.addEventListener('open', refetch);
    source.addEventListener('error', refetch);
  };
  const listen = (events) => {
    if (path || !events) return;
    path = events;
    follow();
  };

  document.addEventListener('due', (event) => {
    event.preventDefault();
    const streams = source && source.readyState === EventSource.OPEN && !event.detail.old;
    if (!lost && Date.now() - asked < (streams ? Math.max(FALLBACK, refresh) : refresh)) return;
    // a browser does not try again where there were too many streams, nor notices that one is dead after a sleep
    if (source && source.readyState !== EventSource.CONNECTING) follow();
    refetch();
  });

  button.textContent = say('refresh');
  button.addEventListener('click', refetch);
  button.hidden = false;
  if (!refresh) return;
  document.addEventListener('visibilitychange', follow);
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', (event) => { if (event.persisted) follow(); });
  // other servers of these files have no events; asking them for some would only fill their logs
  ask('HEAD');
})();
